package parley.relay.store.postgres;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import parley.base.Bytes;

/** A real PostgreSQL server of the tests' own, on this machine's loopback; each test takes a database of its own. */
public final class PostgresServer implements AutoCloseable {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final int MOST_SECONDS = 120;

    /** For which {@code pg_ctl} waits, else for 60: less than the test waits for it, so that its own words are what is told. */
    private static final String PATIENCE = Integer.toString(MOST_SECONDS - 10);

    private static final int MOST_TRIES = 100;

    private static final int FIRST_PORT = 15_000;

    /** Linux gives ports from 32,768 on. */
    private static final int LAST_PORT = 32_000;

    /** As PostgreSQL is built everywhere. */
    private static final int PAGE = 8192;

    private final Path bin;
    private final Path folder;
    private final int port;
    private int databases;

    private PostgresServer(Path bin, Path folder, int port) {
        this.bin = bin;
        this.folder = folder;
        this.port = port;
    }

    /** Starts one. Skips the test only where no PostgreSQL is installed. */
    public static PostgresServer start() throws IOException {
        Path bin = installation().orElseGet(() -> abort("no PostgreSQL is installed under " + DEBIAN));
        Path folder = Files.createTempDirectory("parley-postgres");
        if (isRoot()) {
            run(List.of("chown", "postgres", folder.toString()));
        }
        PostgresServer server = new PostgresServer(bin, folder, freePort());
        server.command("initdb", "-D", server.data(), "-U", "parley", "-A", "trust", "--no-sync", "--data-checksums");
        server.again();
        return server;
    }

    private static Optional<Path> installation() throws IOException {
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Path::compareTo);
        }
    }

    /** Starts it again after {@link #crash}. */
    public void again(String... settings) throws IOException {
        // After a crash PostgreSQL forces every file of every database; one call for all of them takes seconds less.
        StringBuilder words = new StringBuilder(
                "-p " + port
                        + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=60 -c recovery_init_sync_method=syncfs");
        for (String setting : settings) {
            words.append(" -c ").append(setting);
        }
        control("-l", folder.resolve("log").toString(), "-o", words.toString(), "start");
    }

    /** Ends it as a crash would: nobody is told, nothing is flushed. */
    public void crash() throws IOException {
        control("-m", "immediate", "stop");
    }

    /** Changes a byte of a page where the database keeps it, while the server is off. */
    void rot(DatabaseAddress database, String relation, long page) throws IOException, SQLException {
        String file = text(database, "select pg_relation_filepath('" + relation + "')");
        control("-m", "fast", "stop");
        try (FileChannel disk =
                FileChannel.open(Path.of(data(), file), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            long at = page * PAGE + PAGE / 2;
            disk.read(one, at);
            disk.write(one.put(0, (byte) ~one.get(0)).rewind(), at);
        }
        again();
    }

    /** Runs statements as its administrator does, by the program that comes with the database. */
    void script(DatabaseAddress database, String statements) throws IOException {
        Path file = Files.createTempFile(
                "parley-postgres",
                ".sql",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        try {
            Files.writeString(file, statements);
            String where = database.url().substring("jdbc:".length());
            command("psql", "--no-psqlrc", "-v", "ON_ERROR_STOP=1", "-d", where, "-f", file.toString());
        } finally {
            Files.delete(file);
        }
    }

    /** Which of its files hold these bytes. */
    Set<Path> holding(Bytes sought) throws IOException {
        String words = asWords(sought.toArray());
        Set<Path> holding = new TreeSet<>();
        Files.walkFileTree(Path.of(data()), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (asWords(Files.readAllBytes(file)).contains(words)) {
                    holding.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
                if (why instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // The server itself deletes some.
                }
                throw why;
            }
        });
        return holding;
    }

    private static String asWords(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /** A database that nobody used. */
    public synchronized DatabaseAddress database() throws SQLException {
        databases++;
        String name = "relay" + databases;
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return DatabaseAddress.parse(url(name), Optional.empty()).orThrow();
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=parley&sslmode=disable";
    }

    /** What somebody does who has the database itself in hand. */
    static void administrator(DatabaseAddress database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement()) {
            for (String words : statements) {
                statement.execute(words);
            }
        }
    }

    public static long number(DatabaseAddress database, String question) throws SQLException {
        return Long.parseLong(text(database, question));
    }

    static String text(DatabaseAddress database, String question) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name", "").equals("root");
    }

    /** Of the server itself; waits until that is done. */
    private void control(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("-D", data(), "-w", "-t", PATIENCE));
        all.addAll(List.of(words));
        command("pg_ctl", all.toArray(String[]::new));
    }

    private void command(String name, String... words) throws IOException {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(List.of("runuser", "-u", "postgres", "--")); // PostgreSQL refuses to run as root.
        }
        all.add(bin.resolve(name).toString());
        all.addAll(List.of(words));
        run(all);
    }

    private static void run(List<String> command) throws IOException {
        Path said = Files.createTempFile("parley-postgres", ".out"); // A daemon would keep a pipe open for ever.
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(
                        String.join(" ", command) + ": " + Files.readString(said, StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(said);
        }
    }

    /** Of those that the system gives nobody who asks for any: others ask for some while this server is off. */
    private static int freePort() throws IOException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException _) {
                // Somebody has it: another.
            }
        }
        throw new IOException("no port between " + FIRST_PORT + " and " + LAST_PORT + " is free");
    }

    @Override
    public void close() throws IOException {
        crash();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
