package parley.relay.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.protocol.port.Relay;
import parley.relay.TestLog;
import parley.relay.store.Change;
import parley.relay.store.Stores;

/** What a sweep over a database does when logs are large or many, a statement fails, or a table is long in vacuuming. */
@Tag("wide")
class PostgresSweepTest extends OverPostgres {
    private static final int LARGE = 20;
    private static final int BLOCKS = 200;

    /** In this database a statement that deletes more is cut, as one is that takes too long. */
    private static final int MOST_AT_ONCE = 6 << 20;

    private final TestLog other = TestLog.of("other room");

    private static void goes(Stores at, TestLog log) {
        at.logs().commit(List.of(new Change.Release(log.id(), Hash.of("token"), 1)));
    }

    private long rows(String table) throws SQLException {
        return PostgresServer.number(database, "select count(*) from parley_relay." + table);
    }

    @Test
    void a_log_however_large_is_deleted_in_pieces_for_which_there_is_time() throws Exception {
        try (Stores at = another()) {
            placed(at, creation(log));
            for (int i = 0; i < LARGE; i++) {
                placed(at, Change.Append.of(log.id(), bytes(i, Relay.MOST_ENTRY_BYTES), OptionalLong.empty()));
            }
            for (int i = 0; i < BLOCKS; i++) {
                at.blobs().put(log.id(), bytes(i, Relay.MOST_BLOB_BYTES));
            }
            goes(at, log);
            PostgresServer.administrator(database, """
                    create function public.cut() returns trigger language plpgsql as $$ begin
                        if (select sum(octet_length(body)) from deleted) > %d then
                            raise exception 'canceling statement due to statement timeout' using errcode = '57014';
                        end if;
                        return null;
                    end $$""".formatted(MOST_AT_ONCE), slow("entry"), slow("blob"));
            assertThatCode(() -> at.sweep().run()).as("all of it is deleted").doesNotThrowAnyException();
        }
        for (String table : List.of("entry", "blob", "leaving")) {
            assertThat(rows(table)).as(table).isZero();
        }
    }

    @Test
    void logs_that_expire_in_one_hour_go_in_pieces_for_which_there_is_time() throws Exception {
        try (Stores at = another()) {
            List<Change> creations = new ArrayList<>();
            for (int i = 0; i < 2_500; i++) {
                creations.add(creation(TestLog.of("room " + i)));
            }
            at.logs().commit(creations);
            PostgresServer.administrator(database, """
                    create function public.cut() returns trigger language plpgsql as $$ begin
                        if (select count(*) from deleted) > 1500 then
                            raise exception 'canceling statement due to statement timeout' using errcode = '57014';
                        end if;
                        return null;
                    end $$""", slow("log"));
            for (int hour = 0; hour < 50; hour++) {
                at.logs().pass(1);
            }
            assertThat(rows("log")).isZero();
            assertThat(rows("gone")).isEqualTo(2_500);
            at.sweep().run();
            assertThat(rows("leaving")).isZero();
        }
    }

    private static Bytes bytes(int number, int size) {
        byte[] bytes = new byte[size];
        bytes[0] = (byte) number;
        bytes[1] = (byte) (number >> Byte.SIZE);
        return Bytes.wrap(bytes);
    }

    private static String slow(String table) {
        return "create trigger cut after delete on parley_relay." + table
                + " referencing old table as deleted for each statement execute function public.cut()";
    }

    @Test
    void a_log_that_cannot_be_deleted_holds_up_no_other_and_comes_again_at_the_next_sweep() throws Exception {
        try (Stores at = another()) {
            for (TestLog each : List.of(log, other)) {
                placed(at, creation(each));
                placed(at, Change.Append.of(each.id(), Bytes.utf8("words"), OptionalLong.empty()));
                goes(at, each);
            }
            PostgresServer.administrator(
                    database,
                    "create function public.fail() returns trigger language plpgsql as $$ begin"
                            + " raise exception 'cut' using errcode = '57014'; end $$",
                    "create trigger fail before delete on parley_relay.entry for each row"
                            + " when (old.log = 1) execute function public.fail()");
            assertThatThrownBy(() -> at.sweep().run()).isInstanceOf(IOException.class);
            assertThat(rows("entry")).as("the other's are deleted").isOne();
            assertThat(rows("leaving")).isOne();
            PostgresServer.administrator(database, "drop trigger fail on parley_relay.entry");
            at.sweep().run();
            assertThat(rows("entry")).isZero();
            assertThat(rows("leaving")).isZero();
        }
    }

    @Test
    void tables_are_vacuumed_each_by_itself_and_what_was_not_is_by_the_next_sweep() throws Exception {
        try (Stores at = another();
                Connection busy = new Connections(database).open();
                Statement statement = busy.createStatement()) {
            placed(at, creation(log));
            placed(at, append("words"));
            goes(at, log);
            busy.setAutoCommit(false);
            statement.execute("set idle_in_transaction_session_timeout = 0");
            statement.execute("lock table parley_relay.blob in share update exclusive mode");
            assertThatThrownBy(() -> at.sweep().run()).isInstanceOf(IOException.class);
            assertThat(vacuumed("entry")).isOne();
            assertThat(vacuumed("blob")).isZero();
            assertThat(vacuumed("release")).as("the one behind").isOne();
            busy.rollback();
            at.sweep().run();
            assertThat(vacuumed("blob")).isOne();
            at.sweep().run();
            assertThat(vacuumed("blob")).as("once that is done, no more").isOne();
        }
    }

    private long vacuumed(String table) throws SQLException {
        return PostgresServer.number(
                database,
                "select vacuum_count from pg_stat_all_tables where relid = 'parley_relay." + table + "'::regclass");
    }

    @Test
    void a_table_may_be_vacuumed_for_longer_than_a_line_may_be_silent() throws Exception {
        try (Stores at = another()) {
            placed(at, creation(log));
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                changes.add(append("words " + i));
            }
            at.logs().commit(changes);
            goes(at, log);
        }
        PostgresServer.administrator(
                database,
                "alter role parley set vacuum_cost_delay = 100",
                "alter role parley set vacuum_cost_limit = 1");
        try (Connections impatient =
                new Connections(DatabaseAddress.parse(database.url() + "&socketTimeout=2", Optional.empty())
                        .orThrow())) {
            new PostgresSweep(impatient).run();
        } finally {
            PostgresServer.administrator(
                    database, "alter role parley reset vacuum_cost_delay", "alter role parley reset vacuum_cost_limit");
        }
        assertThat(rows("leaving")).isZero();
    }
}
