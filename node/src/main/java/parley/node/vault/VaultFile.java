package parley.node.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import parley.base.Bytes;
import parley.protocol.port.Store.StoreFailed;

/**
 * One connection to the vault's SQLite file: cells by opaque index, key slots, and what must hold of every connection.
 *
 * <p>Write-ahead log with {@code synchronous=FULL}: a commit that returned survives power loss. {@code secure_delete}
 * overwrites what is erased; the table has no row ids, so that cells lie in the order of their HMACs and not of their making. Used
 * by one thread at a time.
 */
final class VaultFile implements AutoCloseable {
    /** "PARV": tells other programs, and us, whose file this is. */
    static final int APPLICATION = 0x50415256;

    /** The version of this layout; {@link Migrations} leads older ones here. */
    static final int FORMAT = Migrations.NEWEST;

    /** The write-ahead log is cut back to this size at checkpoints. */
    private static final int MOST_LOG_BYTES = 16 * 1024 * 1024;

    /**
     * Pages in the write-ahead log before it is written into the file: fills {@link #MOST_LOG_BYTES}. Cells lie scattered by
     * their HMACs, so that what is written seldom is written in fewer places.
     */
    private static final int CHECKPOINT_PAGES = 4_000;

    /** Nobody but this process holds the file, and none of it for long. */
    private static final Duration MOST_WAIT = Duration.ofSeconds(10);

    /** A page is read sooner; who writes waits as long, so a backup to a slow browser must not hold up all that is said. */
    private static final Duration MOST_WAIT_FOR_READERS = Duration.ofSeconds(1);

    private final Connection connection;
    private final PreparedStatement get;
    private final PreparedStatement head;
    private final PreparedStatement put;
    private final PreparedStatement delete;

    private VaultFile(Connection connection) throws SQLException {
        this.connection = connection;
        this.get = connection.prepareStatement("SELECT v FROM cell WHERE k = ?");
        this.head = connection.prepareStatement("SELECT substr(v, 1, " + CellSeal.HEADER + ") FROM cell WHERE k = ?");
        this.put = connection.prepareStatement("INSERT OR REPLACE INTO cell (k, v) VALUES (?, ?)");
        this.delete = connection.prepareStatement("DELETE FROM cell WHERE k = ?");
    }

    /** Makes the file with its tables, empty. */
    static VaultFile create(Path path) {
        try {
            Files.createFile(path);
            DataFolder.onlyForOwner(path);
            Connection connection = connect(path);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA application_id = " + APPLICATION);
                statement.execute("PRAGMA user_version = " + FORMAT);
                statement.execute("CREATE TABLE cell (k BLOB PRIMARY KEY, v BLOB NOT NULL) WITHOUT ROWID");
                statement.execute("CREATE TABLE slot (k BLOB PRIMARY KEY, v BLOB NOT NULL) WITHOUT ROWID");
            }
            return begin(connection);
        } catch (SQLException e) {
            throw failed(e);
        } catch (IOException e) {
            throw new StoreFailed("vault.unwritable", e);
        }
    }

    /** Opens a file that {@link #create} made, bringing older formats up to date. */
    static VaultFile open(Path path) {
        try {
            Connection connection = connect(path);
            try {
                if (number(connection, "application_id") != APPLICATION) {
                    throw new StoreFailed("vault.damaged", new IOException("not a vault"));
                }
                Migrations.bringUp(connection, number(connection, "user_version"));
                return begin(connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    Optional<Bytes> get(Bytes index) {
        return one(get, index);
    }

    /** How a cell's value begins: without the rest, which may fill pages of its own. */
    Optional<Bytes> head(Bytes index) {
        return one(head, index);
    }

    private static Optional<Bytes> one(PreparedStatement by, Bytes index) {
        try {
            by.setBytes(1, index.toArray());
            try (ResultSet rows = by.executeQuery()) {
                return rows.next() ? Optional.of(bytes(rows, 1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    void put(Bytes index, Bytes value) {
        try {
            put.setBytes(1, index.toArray());
            put.setBytes(2, value.toArray());
            put.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    void delete(Bytes index) {
        try {
            delete.setBytes(1, index.toArray());
            delete.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Shows every sealed cell with its index, as they lie in the file; one whose index is no blob any more comes without any. */
    void each(BiConsumer<Bytes, Bytes> visitor) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT k, v FROM cell")) {
            while (rows.next()) {
                visitor.accept(name(rows), bytes(rows, 2));
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Shows sealed cells with their indexes in order, until the visitor says that it has enough.
     *
     * @param after the index behind which it begins; empty at the first
     * @return whether these were all
     */
    boolean eachAfter(Bytes after, BiPredicate<Bytes, Bytes> more) {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT k, v FROM cell WHERE k > ? ORDER BY k")) {
            statement.setBytes(1, after.toArray());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (!more.test(name(rows), bytes(rows, 2))) {
                        return false;
                    }
                }
                return true;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * One flipped bit makes a blob a text of the same bytes. SQLite sorts texts before blobs, so searches miss this row, and rows that
     * they pass by it. By its bytes it would look whole; without a name it counts as damaged, and as out of order.
     */
    private static Bytes name(ResultSet rows) throws SQLException {
        return rows.getObject(1) instanceof byte[] name ? Bytes.wrap(name) : Bytes.EMPTY;
    }

    /** What rotted may be null in the file, where nothing was. */
    private static Bytes bytes(ResultSet rows, int column) throws SQLException {
        byte[] content = rows.getBytes(column);
        return content == null ? Bytes.EMPTY : Bytes.wrap(content);
    }

    List<Bytes> slots() {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT v FROM slot ORDER BY k")) {
            List<Bytes> slots = new ArrayList<>();
            while (rows.next()) {
                slots.add(bytes(rows, 1));
            }
            return slots;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    void putSlot(Bytes id, Bytes slot) {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT OR REPLACE INTO slot (k, v) VALUES (?, ?)")) {
            statement.setBytes(1, id.toArray());
            statement.setBytes(2, slot.toArray());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    void deleteSlot(Bytes id) {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM slot WHERE k = ?")) {
            statement.setBytes(1, id.toArray());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Writes the log into the file and empties it, so that nothing erased lingers in it.
     *
     * @return false when somebody reads an earlier state, such as a backup on its way: then the log stays until the next time
     */
    boolean emptyLog() {
        try {
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                patience(statement, MOST_WAIT_FOR_READERS);
                try (ResultSet rows = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                    return rows.next() && rows.getInt("busy") == 0;
                } finally {
                    patience(statement, MOST_WAIT);
                }
            } finally {
                connection.setAutoCommit(false);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Lets the file grow no further than this: how tests fill a disk. */
    void limitPages(int pages) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA max_page_count = " + pages);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static VaultFile begin(Connection connection) throws SQLException {
        VaultFile file = new VaultFile(connection);
        connection.setAutoCommit(false);
        return file;
    }

    private static Connection connect(Path path) throws SQLException {
        Properties how = new Properties();
        // Else the driver asks for the last row id after every row.
        how.setProperty("jdbc.get_generated_keys", "false");
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path, how);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA secure_delete = ON");
            statement.execute("PRAGMA temp_store = MEMORY");
            statement.execute("PRAGMA trusted_schema = OFF");
            statement.execute("PRAGMA cell_size_check = ON");
            patience(statement, MOST_WAIT);
            statement.execute("PRAGMA cache_size = -8192");
            statement.execute("PRAGMA journal_size_limit = " + MOST_LOG_BYTES);
            statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** How long the next calls wait for others that hold the file. */
    private static void patience(Statement statement, Duration most) throws SQLException {
        statement.execute("PRAGMA busy_timeout = " + most.toMillis());
    }

    private static int number(Connection connection, String pragma) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA " + pragma)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    /** Whether the disk itself failed at it. */
    static boolean isOfTheDisk(StoreFailed failed) {
        return failed.getCause() instanceof SQLiteException known
                && (known.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_IOERR.code;
    }

    /** Names what went wrong by the key of a sentence; the cause carries SQLite's code, never content. */
    static StoreFailed failed(SQLException e) {
        if (e instanceof SQLiteException known) {
            SQLiteErrorCode code = known.getResultCode();
            int primary = code.code & 0xff;
            if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
                return new StoreFailed("vault.full", e);
            }
            if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
                return new StoreFailed("vault.damaged", e);
            }
            if (primary == SQLiteErrorCode.SQLITE_READONLY.code || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
                return new StoreFailed("vault.unwritable", e);
            }
        }
        return new StoreFailed("vault.failed", e);
    }
}
