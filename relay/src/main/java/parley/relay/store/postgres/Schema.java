package parley.relay.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Refusal;

/**
 * The tables, and that they are this relay's.
 *
 * <p>Guarantees that of several instances that start at one time one makes or migrates the tables and the others find them
 * made; that tables of a newer program are left alone; and that instances with different keys never serve one database:
 * nodes know a relay by its key, and each key would sign a history of its own.
 */
final class Schema {
    static final String NAME = "parley_relay";

    /** Any number that nobody else uses on this database: the first bytes of "parley". */
    private static final long LOCK = 0x7061726c6579L;

    /**
     * Step n leads from version n to n + 1. A step that was ever released is never changed.
     *
     * <p>The primary keys of {@code entry} and {@code chain} are the last fence: two entries can't stand at one place of a log, whatever an
     * instance believes. Bodies are sealed, so nothing tries to compress them. A log's row changes with each entry and keeps
     * room for that beside it.
     *
     * <p>Step 1: a log that is gone has no row any more, so that nothing of it is found, and its name stands in {@code gone}. Its
     * entries and blobs may be many: {@code leaving} holds its number until they are deleted.
     *
     * <p>Step 2: hours that instances saw pass, and in which of them each log was last written or read.
     *
     * <p>Step 3: {@code chain} tells of each entry once more, on pages of its own, which bytes stood at which place: where a page
     * of {@code entry} rotted or was given up, that tells which bytes a member may bring again. They are kept there, for a rotten page
     * is never written to.
     */
    static final List<String> STEPS = List.of("""
            create table log (
                number bigint generated always as identity primary key,
                id bytea not null unique,
                read_hash bytea not null,
                append_hash bytea not null,
                position bigint not null default 0,
                head bytea not null,
                blobs integer not null default 0
            ) with (fillfactor = 70);
            create table entry (
                log bigint not null,
                position bigint not null,
                content bytea not null,
                head bytea not null,
                body bytea not null,
                primary key (log, position),
                unique (log, content)
            );
            alter table entry alter column body set storage external;
            create table blob (
                log bigint not null,
                hash bytea not null,
                body bytea not null,
                primary key (log, hash)
            );
            alter table blob alter column body set storage external;
            create table invitation (
                locator bytea primary key,
                hash bytea not null,
                sealed bytea not null,
                expires bigint not null
            );
            create index invitation_expires on invitation (expires)
            """, """
            create table release (
                log bigint not null,
                token bytea not null,
                primary key (log, token)
            );
            create table gone (id bytea primary key);
            create table leaving (log bigint primary key)
            """, """
            alter table about add column hours bigint not null default 0;
            alter table log add column used bigint not null default 0
            """, """
            lock table log in exclusive mode;
            create table chain (
                log bigint not null,
                position bigint not null,
                content bytea not null,
                head bytea not null,
                mended bytea,
                primary key (log, position),
                unique (log, content)
            );
            alter table chain alter column mended set storage external;
            insert into chain (log, position, content, head) select log, position, content, head from entry;
            alter table entry drop constraint entry_log_content_key
            """);

    private final List<String> steps;

    Schema(List<String> steps) {
        this.steps = steps;
    }

    /** The version that this program reads and writes. */
    int version() {
        return steps.size();
    }

    /**
     * Makes or migrates the tables, all or nothing.
     *
     * @param connection in no transaction
     * @return why this database must not be used: {@code relay.store-unsafe}, {@code relay.store-foreign}, {@code
     *     relay.store-newer} or {@code relay.store-other-key}
     */
    Optional<Refusal> prepare(Connection connection, Bytes key) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            if (text(statement, "select current_setting('fsync')").equals("off")) {
                return Optional.of(new Refusal("relay.store-unsafe", List.of()));
            }
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            if (!flag(statement, "select to_regnamespace('" + NAME + "') is not null")) {
                statement.execute("create schema " + NAME);
                statement.execute("create table about (one boolean primary key default true check (one),"
                        + " version integer not null, key bytea not null)");
                try (PreparedStatement insert =
                        connection.prepareStatement("insert into about (version, key) values (0, ?)")) {
                    insert.setBytes(1, key.toArray());
                    insert.executeUpdate();
                }
            } else if (!flag(statement, "select to_regclass('" + NAME + ".about') is not null")) {
                return Optional.of(new Refusal("relay.store-foreign", List.of(NAME)));
            }
            Optional<Refusal> refused = migrate(statement, key);
            if (refused.isEmpty()) {
                connection.commit();
            }
            return refused;
        } finally {
            connection.rollback();
        }
    }

    private Optional<Refusal> migrate(Statement statement, Bytes key) throws SQLException {
        int version;
        try (ResultSet row = statement.executeQuery("select version, key from about")) {
            row.next();
            version = row.getInt(1);
            Bytes theirs = Bytes.wrap(row.getBytes(2));
            if (!theirs.equals(key)) {
                return Optional.of(new Refusal("relay.store-other-key", List.of(theirs.toHex())));
            }
        }
        if (version > steps.size()) {
            return Optional.of(new Refusal("relay.store-newer", List.of(Integer.toString(version))));
        }
        if (version < steps.size()) {
            statement.getConnection().setNetworkTimeout(Runnable::run, 0); // What is copied may be many rows.
            statement.execute("set local statement_timeout = 0");
            statement.execute("set local enable_seqscan = on");
        }
        for (String step : steps.subList(version, steps.size())) {
            statement.execute(step);
        }
        if (version < steps.size()) {
            statement.execute("update about set version = " + steps.size());
        }
        return Optional.empty();
    }

    private static String text(Statement statement, String question) throws SQLException {
        try (ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    private static boolean flag(Statement statement, String question) throws SQLException {
        try (ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
