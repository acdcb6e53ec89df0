package parley.relay.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.protocol.port.Relay;
import parley.relay.store.DiskFull;
import parley.relay.store.Invitations;

/**
 * Sealed invitations as rows. Instances that park at the very same
 * moment may together pass {@link #MOST_PARKED} by one each.
 */
final class PostgresInvitations implements Invitations {
    private final Connections connections;
    private final PostgresQuota quota;
    private final InstantSource clock;

    PostgresInvitations(Connections connections, PostgresQuota quota, InstantSource clock) {
        this.connections = connections;
        this.quota = quota;
        this.clock = clock;
    }

    @Override
    public Parked park(Hash locator, Bytes sealed) throws DiskFull {
        quota.require(sealed.size());
        return connections.change(connection -> {
            dropExpired(connection);
            try (PreparedStatement insert = connection.prepareStatement("""
                            insert into invitation (locator, hash, sealed, expires)
                            select ?, ?, ?, ? where (select count(*) from invitation) < ?
                            on conflict (locator) do nothing""")) {
                insert.setBytes(1, locator.value().toArray());
                insert.setBytes(2, Relay.parkedHash(sealed).value().toArray());
                insert.setBytes(3, sealed.toArray());
                insert.setLong(4, clock.instant().plus(KEPT).getEpochSecond());
                insert.setInt(5, MOST_PARKED);
                if (insert.executeUpdate() == 1) {
                    return Parked.KEPT;
                }
            }
            return there(connection, locator)
                    .map(before -> before.equals(sealed) ? Parked.KEPT : Parked.TAKEN)
                    .orElse(Parked.FULL);
        });
    }

    @Override
    public void dropExpired() {
        connections.change(connection -> {
            dropExpired(connection);
            return true;
        });
    }

    private void dropExpired(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from invitation where expires <= ?")) {
            delete.setLong(1, clock.instant().getEpochSecond());
            delete.executeUpdate();
        }
    }

    @Override
    public int count() {
        return connections.ask(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select count(*) from invitation");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    @Override
    public Optional<Bytes> collect(Hash locator) {
        return connections.ask(connection -> there(connection, locator));
    }

    private Optional<Bytes> there(Connection connection, Hash locator) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select sealed, hash from invitation where locator = ? and expires > ?")) {
            select.setBytes(1, locator.value().toArray());
            select.setLong(2, clock.instant().getEpochSecond());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Hash hash = new Hash(Bytes.wrap(row.getBytes(2)));
                return Optional.of(Bytes.wrap(row.getBytes(1)))
                        .filter(bytes -> Relay.parkedHash(bytes).equals(hash));
            }
        }
    }
}
