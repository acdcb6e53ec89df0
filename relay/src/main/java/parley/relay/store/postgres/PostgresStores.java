package parley.relay.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Refusal;
import parley.base.Result;
import parley.relay.store.Quota;
import parley.relay.store.Stores;

/** Opens everything that a relay keeps in a database. */
public final class PostgresStores {
    private PostgresStores() {}

    /**
     * Makes or migrates the tables where that is needed.
     *
     * <p>Refused as {@code relay.store-unreachable} with what the database said, or as {@link Schema#prepare} refuses.
     *
     * @param key the relay's public key: the same at every instance
     * @param most of logs and bytes; its bound on memory is none here
     */
    public static Result<Stores> open(DatabaseAddress address, Bytes key, Quota.Most most, InstantSource clock) {
        return open(address, key, most, clock, new Schema(Schema.STEPS), News.RECHECK_MILLIS);
    }

    static Result<Stores> open(
            DatabaseAddress address,
            Bytes key,
            Quota.Most most,
            InstantSource clock,
            Schema schema,
            long recheckMillis) {
        Connections connections = new Connections(address);
        try (Connection connection = connections.open()) {
            Optional<Refusal> refused = schema.prepare(connection, key);
            if (refused.isPresent()) {
                return new Result.Refused<>(refused.get());
            }
        } catch (SQLException e) {
            return Result.refused("relay.store-unreachable", said(e));
        }
        PostgresQuota quota = new PostgresQuota(connections, most);
        return Result.done(new Stores(
                new PostgresLogs(connections, schema.version(), recheckMillis, quota),
                new PostgresBlobs(connections, quota),
                new PostgresInvitations(connections, quota, clock),
                new PostgresSweep(connections),
                new PostgresCondition(connections, quota)));
    }

    private static String said(SQLException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
