package parley.bench.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** PostgreSQL with one row per commit and synchronous_commit on: a cluster of its own in the bench's folder. */
final class PostgresPeer implements Peer {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final int OWN_CONNECTIONS = 10;

    private final Path bin;
    private final Path data;
    private final String url;
    private final boolean tls;
    private final List<Connection> connections = new ArrayList<>();

    private PostgresPeer(Path bin, Path data, String url, boolean tls) {
        this.bin = bin;
        this.data = data;
        this.url = url;
        this.tls = tls;
    }

    /** The newest of Debian's installations. */
    static Optional<Path> installation() {
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Path::compareTo);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static PostgresPeer start(Path bin, Path folder, int inFlight, Optional<PeerCertificate> tls) throws IOException {
        Path data = folder.resolve("postgres");
        Files.createDirectories(data);
        if (Shell.isRoot()) {
            Shell.run("chmod", "a+x", folder.toString()); // A temporary folder is closed to PostgreSQL's user.
            Shell.run("chown", "postgres", data.toString());
        }
        if (tls.isPresent()) {
            tls.get().giveTo("postgres");
        }
        int port = freePort();
        Shell.asPostgres(bin.resolve("initdb").toString(), "-D", data.toString(), "-U", "bench", "-A", "trust");
        Shell.asPostgres(
                bin.resolve("pg_ctl").toString(),
                "-D",
                data.toString(),
                "-w",
                "-l",
                data.resolve("log").toString(),
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c synchronous_commit=on"
                        + " -c fsync=on -c max_connections=" + (inFlight + OWN_CONNECTIONS)
                        + " -c shared_buffers=256MB -c max_wal_size=4GB"
                        + tls.map(PostgresPeer::speaking).orElse(""),
                "start");
        PostgresPeer peer = new PostgresPeer(
                bin,
                data,
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=bench&sslmode="
                        + (tls.isPresent() ? "require" : "disable"),
                tls.isPresent());
        try (Connection connection = DriverManager.getConnection(peer.url);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table entry (log integer not null, seq bigserial, body bytea not null, primary key (log, seq))");
        } catch (SQLException e) {
            throw new IOException("PostgreSQL refused", e);
        }
        return peer;
    }

    private static String speaking(PeerCertificate tls) {
        return " -c ssl=on -c ssl_min_protocol_version=TLSv1.3 -c ssl_cert_file=" + tls.certificate()
                + " -c ssl_key_file=" + tls.key();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public String what() {
        return "one row per commit, synchronous_commit=on, one connection a caller, " + (tls ? "TLS 1.3" : "plain TCP");
    }

    @Override
    public void empty() throws IOException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("truncate entry");
        } catch (SQLException e) {
            throw new IOException("PostgreSQL emptied no table", e);
        }
    }

    @Override
    public synchronized Appender appender(int caller) throws IOException {
        try {
            while (connections.size() <= caller) {
                connections.add(DriverManager.getConnection(url));
            }
            PreparedStatement insert =
                    connections.get(caller).prepareStatement("insert into entry (log, body) values (?, ?)");
            return message -> {
                try {
                    insert.setInt(1, caller);
                    insert.setBytes(2, message.toArray());
                    insert.executeUpdate();
                } catch (SQLException e) {
                    throw new IOException("PostgreSQL did not commit", e);
                }
            };
        } catch (SQLException e) {
            throw new IOException("PostgreSQL gave no connection", e);
        }
    }

    @Override
    public List<Long> processes() {
        return Shell.processes("postgres");
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IOException("a connection to PostgreSQL did not close", e);
            }
        }
        Shell.asPostgres(bin.resolve("pg_ctl").toString(), "-D", data.toString(), "-m", "fast", "-w", "stop");
    }
}
