package parley.relay.store.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import parley.base.Result;

/**
 * Where the database is and how to sign in there.
 *
 * <p>Guarantees that the address holds no password, so that it may be an argument and be printed, and that the line to
 * another machine is encrypted to a server whose certificate was verified: who sits on that line could otherwise do what
 * the database's administrator can.
 *
 * @param url {@code jdbc:postgresql://…}
 * @param passwordFile read for each new connection, so that a password may be changed under a running relay; without it the
 *     driver looks into PGPASSFILE and ~/.pgpass
 */
public record DatabaseAddress(String url, Optional<Path> passwordFile) {
    private static final String SCHEME = "jdbc:postgresql:";
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final Set<String> VERIFIED = Set.of("verify-ca", "verify-full");

    private static final Pattern LOOPBACK = Pattern.compile("127(?:\\.[0-9]{1,3}){3}");

    /** As the driver takes them. */
    private static final String CONNECT_SECONDS = "5";

    /** Longer than any statement may take, see {@link Connections}: a line that is silent for so long is dead. */
    private static final String SOCKET_SECONDS = "30";

    /**
     * Refused as {@code relay.store-malformed}, {@code relay.store-password}, {@code relay.store-unprotected} or {@code
     * relay.store-password-file}. No refusal repeats the address: it may hold a password.
     */
    public static Result<DatabaseAddress> parse(String url, Optional<Path> passwordFile) {
        if (holdsPassword(url)) {
            return Result.refused("relay.store-password");
        }
        Map<String, String> parsed;
        try {
            parsed = url.startsWith(SCHEME) ? asTheDriverReads(url) : Map.of();
        } catch (SQLException e) {
            return Result.refused("relay.store-malformed");
        }
        String hosts = parsed.get("PGHOST");
        if (hosts == null) {
            return Result.refused("relay.store-malformed");
        }
        if (!VERIFIED.contains(parsed.getOrDefault("sslmode", ""))) {
            Optional<String> far = Arrays.stream(hosts.split(","))
                    .filter(host -> !onThisMachine(host))
                    .findFirst();
            if (far.isPresent()) {
                return Result.refused("relay.store-unprotected", far.get());
            }
        }
        DatabaseAddress address = new DatabaseAddress(url, passwordFile);
        try {
            address.password();
        } catch (IOException e) {
            return Result.refused("relay.store-password-file", passwordFile.orElseThrow());
        }
        return Result.done(address);
    }

    /** Also where the driver would take it for something else, as behind a forgotten question mark: it would be printed. */
    private static boolean holdsPassword(String url) {
        int question = url.indexOf('?');
        String place = question < 0 ? url : url.substring(0, question);
        List<String> words =
                question < 0 ? List.of() : List.of(url.substring(question + 1).split("&"));
        return place.contains("@")
                || url.toLowerCase(Locale.ROOT).contains("password=")
                || words.stream()
                        .map(word -> word.split("=", 2)[0].toLowerCase(Locale.ROOT))
                        .anyMatch(name -> name.contains("password"));
    }

    /** Its own reading counts: what this program understood otherwise would be checked in vain. */
    private static Map<String, String> asTheDriverReads(String url) throws SQLException {
        Map<String, String> parsed = new HashMap<>();
        for (DriverPropertyInfo property : DriverManager.getDriver(url).getPropertyInfo(url, new Properties())) {
            if (property.value != null) {
                parsed.put(property.name, property.value);
            }
        }
        return parsed;
    }

    /** A name may begin with 127 and be anywhere: only the address itself counts. */
    private static boolean onThisMachine(String host) {
        return host.equals("localhost")
                || LOOPBACK.matcher(host).matches()
                || host.equals("[::1]")
                || host.equals("::1");
    }

    /** What the driver is told beside the address. */
    Properties properties() throws IOException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "parley-relay");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", SOCKET_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        // Details name the row: a log's name belongs into no log file.
        properties.setProperty("logServerErrorDetail", "false");
        Optional<String> password = password();
        if (password.isPresent()) {
            properties.setProperty("password", password.get());
        }
        return properties;
    }

    private Optional<String> password() throws IOException {
        if (passwordFile.isEmpty()) {
            return Optional.empty();
        }
        Path file = passwordFile.get();
        if (Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class)
                && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
            throw new IOException("the password file is open to others");
        }
        return Optional.of(Files.readString(file).strip());
    }
}
