package parley.relay.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Head;
import parley.base.Refusal;
import parley.base.Result;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Why;
import parley.relay.store.Outcome;
import parley.relay.store.Quota;
import parley.relay.store.StoreBroken;
import parley.relay.store.Stores;

/** A database that is not what this relay left: changed or badly set by who administers it, of another relay, older or newer. */
class DatabaseOfOthersTest extends OverPostgres {
    @Test
    void bytes_that_were_changed_in_the_database_are_not_given_out_and_a_member_mends_them() throws Exception {
        try (Stores at = another()) {
            placed(at, creation(log));
            placed(at, append("first"));
            Head second = placed(at, append("second"));
            PostgresServer.administrator(database, "update parley_relay.entry set body = 'forged' where position = 2");
            assertThat(all(at)).containsExactly(Bytes.utf8("first"));
            assertThat(placed(at, append("second"))).isEqualTo(second);
            assertThat(all(at)).containsExactly(Bytes.utf8("first"), Bytes.utf8("second"));

            Bytes blob = Bytes.utf8("blob");
            at.blobs().put(log.id(), blob);
            PostgresServer.administrator(database, "update parley_relay.blob set body = 'forged'");
            assertThat(at.blobs().get(log.id(), Relay.blobHash(blob))).isEmpty();
            at.blobs().put(log.id(), blob);
            assertThat(at.blobs().get(log.id(), Relay.blobHash(blob))).contains(blob);
        }
    }

    /** As after a disk that lost a page: rows stand, and PostgreSQL says itself that their bytes are not there. */
    @Test
    void bytes_that_the_database_itself_cannot_read_hold_up_nobody_and_a_member_mends_them() throws Exception {
        assumeThat(PostgresServer.number(
                        database, "select count(*) from pg_available_extensions where name = 'pg_surgery'"))
                .isOne();
        String large = "large ".repeat(1_000);
        Bytes block = Bytes.utf8("block ".repeat(1_000));
        try (Stores at = another()) {
            placed(at, creation(log));
            Head first = placed(at, append("first"));
            Head second = placed(at, append(large));
            Head third = placed(at, append("third"));
            at.blobs().put(log.id(), block);
            PostgresServer.administrator(database, "create extension pg_surgery", lose("entry"), lose("blob"));
            assertThat(all(at)).containsExactly(Bytes.utf8("first"));
            assertThat(at.logs().current(log.id())).isEqualTo(first);
            assertThat(at.blobs().get(log.id(), Relay.blobHash(block))).isEmpty();

            assertThat(at.logs().commit(List.of(append(large), append("fourth"))))
                    .containsExactly(new Outcome.Placed(log.id(), second), LATER);
            placed(at, append("fourth"));
            assertThat(all(at))
                    .containsExactly(Bytes.utf8("first"), Bytes.utf8(large), Bytes.utf8("third"), Bytes.utf8("fourth"));
            assertThat(at.logs().current(log.id())).isEqualTo(third.next(Relay.entryHash(Bytes.utf8("fourth"))));
            at.blobs().put(log.id(), block);
            assertThat(at.blobs().get(log.id(), Relay.blobHash(block))).contains(block);
        }
    }

    @Test
    void a_bad_sector_beneath_the_database_is_rot_and_a_statement_that_was_cut_is_not() {
        for (String bad : List.of("XX001", "XX002", "58030")) {
            assertThat(Rot.unreadable(new SQLException("could not read block 7", bad)))
                    .as(bad)
                    .isTrue();
        }
        assertThat(Rot.unreadable(new SQLException("canceled", "57014"))).isFalse();
        assertThat(Rot.unreadable(new SQLException("no state"))).isFalse();
    }

    /** What is large stands beside its table. */
    private static String lose(String table) {
        return """
                do $$ declare beside regclass; begin
                    select reltoastrelid into beside from pg_class where oid = 'parley_relay.%s'::regclass;
                    execute format('select heap_force_kill(%%L::regclass, array(select ctid from %%s))', beside, beside);
                end $$""".formatted(table);
    }

    @Test
    void capabilities_that_were_exchanged_in_the_database_open_nothing() throws Exception {
        try (Stores at = another()) {
            placed(at, creation(log));
            PostgresServer.administrator(
                    database, "update parley_relay.log set read_hash = sha256('mine'), append_hash = sha256('mine')");
            assertThat(at.logs().capabilities(log.id())).isEmpty();
        }
    }

    @Test
    void a_commit_is_durable_whatever_the_settings_of_the_database_say() throws Exception {
        PostgresServer.administrator(database, "alter role parley set synchronous_commit = off");
        try (Connection connection = new Connections(database).open();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("show synchronous_commit")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("on");
        } finally {
            PostgresServer.administrator(database, "alter role parley reset synchronous_commit");
        }
    }

    @Test
    void a_database_that_does_not_force_its_disk_is_refused() throws Exception {
        server.crash();
        server.again("fsync=off");
        try {
            refused(database, KEY, "relay.store-unsafe");
        } finally {
            server.crash();
            server.again();
        }
    }

    @Test
    void a_relay_with_another_key_is_refused_and_told_whose_database_it_is() throws Exception {
        Bytes other = Bytes.utf8("another public key, 32 bytes too");
        assertThat(PostgresStores.open(database, other, Quota.Most.UNBOUNDED, () -> NOW))
                .isEqualTo(Result.refused("relay.store-other-key", KEY.toHex()));
    }

    @Test
    void a_database_that_is_not_there_or_is_somebody_elses_is_refused() throws Exception {
        refused(address(server.url("nobodys")), KEY, "relay.store-unreachable");
        DatabaseAddress foreign = server.database();
        PostgresServer.administrator(foreign, "create schema parley_relay");
        refused(foreign, KEY, "relay.store-foreign");
    }

    @Test
    void tables_of_a_newer_program_are_left_alone_and_an_older_one_that_still_runs_writes_nothing_more()
            throws Exception {
        List<String> newer = new ArrayList<>(Schema.STEPS);
        newer.add("alter table log add column colour text");
        try (Stores old = another()) {
            placed(old, creation(log));
            Head first = placed(old, append("before"));
            try (Stores young = PostgresStores.open(
                            database, KEY, Quota.Most.UNBOUNDED, () -> NOW, new Schema(newer), NEVER)
                    .orThrow()) {
                assertThat(young.logs().current(log.id()))
                        .as("migrated with what it held")
                        .isEqualTo(first);
                assertThatThrownBy(() -> old.logs().commit(List.of(append("after"))))
                        .isInstanceOf(StoreBroken.class);
                assertThat(placed(young, append("young")).position()).isEqualTo(2);
            }
        }
        refused(database, KEY, "relay.store-newer");
    }

    @Test
    void tables_of_a_relay_that_never_erased_are_migrated_with_all_that_is_in_them() throws Exception {
        DatabaseAddress old = server.database();
        try (Connection connection = new Connections(old).open()) {
            assertThat(new Schema(Schema.STEPS.subList(0, 1)).prepare(connection, KEY))
                    .isEmpty();
        }
        String hash = log.capabilityHash().toHex();
        Head head = Head.start(log.id()).next(Relay.entryHash(Bytes.utf8("words")));
        PostgresServer.administrator(
                old,
                ("insert into parley_relay.log (id, read_hash, append_hash, position, head)"
                                + " values ('\\x%s', '\\x%s', '\\x%s', 1, '\\x%s')")
                        .formatted(log.id().toHex(), hash, hash, head.hash().toHex()),
                "insert into parley_relay.entry select number, 1, '\\x%s', '\\x%s', 'words' from parley_relay.log"
                        .formatted(
                                Relay.entryHash(Bytes.utf8("words")).toHex(),
                                head.hash().toHex()));
        try (Stores now = PostgresStores.open(
                        old, KEY, Quota.Most.UNBOUNDED, () -> NOW, new Schema(Schema.STEPS), NEVER)
                .orThrow()) {
            assertThat(all(now)).containsExactly(Bytes.utf8("words"));
            assertThat(now.logs().commit(List.of(release(1, 1)))).containsExactly(new Outcome.Refused(Why.GONE));
        }
    }

    private void refused(DatabaseAddress at, Bytes key, String why) throws IOException {
        switch (PostgresStores.open(at, key, Quota.Most.UNBOUNDED, () -> NOW)) {
            case Result.Done<Stores>(Stores opened) -> {
                opened.close();
                throw new AssertionError("it was taken");
            }
            case Result.Refused<Stores>(Refusal refusal) ->
                assertThat(refusal.key()).isEqualTo(why);
        }
    }

    private static DatabaseAddress address(String url) {
        return DatabaseAddress.parse(url, Optional.empty()).orThrow();
    }
}
