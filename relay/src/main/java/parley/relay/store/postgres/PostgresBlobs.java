package parley.relay.store.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;
import parley.protocol.port.Relay;
import parley.relay.store.Blobs;
import parley.relay.store.DiskFull;
import parley.relay.store.LogGone;

/** Attachments' sealed blobs as rows. How many a log holds is counted in its row, so that all instances count together. */
final class PostgresBlobs implements Blobs {
    private final Connections connections;
    private final PostgresQuota quota;

    PostgresBlobs(Connections connections, PostgresQuota quota) {
        this.connections = connections;
        this.quota = quota;
    }

    @Override
    public boolean put(LogId log, Bytes blob) throws DiskFull {
        if (get(log, Relay.blobHash(blob)).isPresent()) {
            return true;
        }
        quota.require(blob.size());
        byte[] id = log.hash().value().toArray();
        byte[] hash = Relay.blobHash(blob).value().toArray();
        byte[] body = blob.toArray();
        return connections.change(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                            insert into blob (log, hash, body) select number, ?, ? from log where id = ?
                            on conflict (log, hash) do nothing""");
                    PreparedStatement count = connection.prepareStatement(
                            "update log set blobs = blobs + 1 where id = ? and blobs < " + MOST_BLOBS_PER_LOG);
                    PreparedStatement mend = connection.prepareStatement("""
                            update blob set body = ? from log
                            where log.id = ? and blob.log = log.number and blob.hash = ?""")) {
                insert.setBytes(1, hash);
                insert.setBytes(2, body);
                insert.setBytes(3, id);
                if (insert.executeUpdate() == 1) {
                    count.setBytes(1, id);
                    if (count.executeUpdate() == 0) {
                        connection.rollback();
                        return false;
                    }
                    quota.placed(0, 1, body.length);
                    return true;
                }
                mend.setBytes(1, body);
                mend.setBytes(2, id);
                mend.setBytes(3, hash);
                if (mend.executeUpdate() == 0) {
                    throw new LogGone(); // Its row is not there any more, and nothing was kept.
                }
                return true;
            }
        });
    }

    /** With the log's row its blobs have gone for everybody; {@link PostgresSweep} deletes them. */
    @Override
    public void erase(LogId log) {}

    @Override
    public Optional<Bytes> get(LogId log, Hash hash) {
        return connections.ask(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select blob.body from log join blob on blob.log = log.number
                    where log.id = ? and blob.hash = ? and octet_length(blob.body) <= ?""")) {
                select.setBytes(1, log.hash().value().toArray());
                select.setBytes(2, hash.value().toArray());
                select.setInt(3, Relay.MOST_BLOB_BYTES);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(Bytes.wrap(row.getBytes(1)))
                                    .filter(blob -> Relay.blobHash(blob).equals(hash))
                            : Optional.empty();
                }
            } catch (SQLException e) {
                if (!connections.rot().explains(e)) {
                    throw e;
                }
                return Optional.empty();
            }
        });
    }
}
