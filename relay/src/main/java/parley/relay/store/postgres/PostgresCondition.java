package parley.relay.store.postgres;

import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import parley.protocol.port.Relay;
import parley.relay.store.Condition;
import parley.relay.store.StoreAway;

/** How a store in a database is, for all its instances together. */
final class PostgresCondition implements Condition {
    private final Connections connections;
    private final PostgresQuota quota;

    PostgresCondition(Connections connections, PostgresQuota quota) {
        this.connections = connections;
        this.quota = quota;
    }

    @Override
    public State state() {
        try {
            connections.ask(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("select 1");
                }
            });
            quota.refresh();
            return quota.hasRoomFor(1, 1, Relay.LEAST_ENTRY_BYTES) ? State.GOING : State.FULL;
        } catch (StoreAway e) {
            return State.AWAY;
        }
    }

    /** Entries by the logs' own counts: they are far more than logs. What the tables take counts what deletions left there. */
    @Override
    public Optional<Amounts> amounts() {
        try {
            return Optional.of(connections.ask(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("select count(*), coalesce(sum(position), 0)::bigint,"
                                + " (select count(*) from invitation), " + PostgresQuota.TABLES + " from log")) {
                    row.next();
                    return new Amounts(
                            row.getLong(1),
                            row.getLong(2),
                            OptionalInt.empty(),
                            OptionalLong.of(row.getLong(4)),
                            OptionalLong.empty(),
                            row.getInt(3),
                            connections.rot().places());
                }
            }));
        } catch (StoreAway e) {
            return Optional.empty();
        }
    }
}
