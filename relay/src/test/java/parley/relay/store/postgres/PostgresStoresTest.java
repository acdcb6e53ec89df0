package parley.relay.store.postgres;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import parley.base.Bytes;
import parley.relay.store.Quota;
import parley.relay.store.Stores;
import parley.relay.store.StoresContract;

/** The contract over a real PostgreSQL. */
class PostgresStoresTest extends StoresContract {
    private static PostgresServer server;

    @SuppressWarnings("NullAway.Init") // Each test begins with a fresh one.
    private DatabaseAddress database;

    @BeforeAll
    static void startServer() throws IOException {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected Stores fresh() throws Exception {
        database = server.database();
        return again();
    }

    private Stores again() throws IOException {
        return PostgresStores.open(
                        database,
                        OverPostgres.KEY,
                        Quota.Most.UNBOUNDED,
                        now::get,
                        new Schema(Schema.STEPS),
                        OverPostgres.NEVER)
                .orThrow();
    }

    @Override
    protected void rot(Bytes entry) throws Exception {
        PostgresServer.administrator(
                database, "update parley_relay.entry set body = 'rotten' where body = '\\x" + entry.toHex() + "'");
    }

    @Override
    protected Stores afterKill(Stores before) throws Exception {
        server.crash();
        server.again();
        before.close();
        return again();
    }
}
