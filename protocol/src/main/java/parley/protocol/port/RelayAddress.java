package parley.protocol.port;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Result;

/**
 * Where a relay is, and the key it must prove to hold.
 *
 * <p>Written for people as {@code host:port#key}, the key in 64 lower-case hexadecimal digits and an IPv6 address in
 * brackets: {@link #text()} and {@link #parse(String)} are each other's inverse.
 *
 * @param host name or literal address, ASCII; resolved by the proxy when there is one, so that no DNS query leaks
 * @param port 1 to 65535
 * @param key the relay's Ed25519 public key (32 bytes): signs its heads, and its TLS certificate carries it
 */
public record RelayAddress(String host, int port, Bytes key) {
    /** The longest name that DNS allows. */
    public static final int MOST_HOST_BYTES = 255;

    public static final int KEY_BYTES = 32;

    /** Letters, digits, and what names and literal addresses need; nothing that a URL or a header would take for its own. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]{1," + MOST_HOST_BYTES + "}");

    private static final Pattern TEXT = Pattern.compile(
            "(?:\\[(?<v6>[0-9a-fA-F.:]+)]|(?<name>[A-Za-z0-9._-]+)):(?<port>[0-9]{1,5})#(?<key>[0-9a-f]{64})");

    public RelayAddress {
        if (!valid(host, port, key)) {
            throw new IllegalArgumentException("not a relay address");
        }
    }

    /** Reads what {@link #text()} wrote; blanks around it are forgiven, for people copy such lines by hand. */
    public static Result<RelayAddress> parse(String text) {
        Matcher match = TEXT.matcher(text.strip());
        if (!match.matches()) {
            return Result.refused("relay.address-malformed");
        }
        String v6 = match.group("v6");
        String host = v6 != null ? v6 : match.group("name");
        int port = Integer.parseInt(match.group("port"));
        Bytes key = Bytes.hex(match.group("key"));
        return valid(host, port, key)
                ? Result.done(new RelayAddress(host, port, key))
                : Result.refused("relay.address-malformed");
    }

    /** One line that a person can copy; says where the relay is and which key it must prove, and nothing secret. */
    public String text() {
        return authority() + "#" + key.toHex();
    }

    /** {@code host:port}, as URLs and SOCKS proxies take it. */
    public String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    public void write(CanonicalWriter out) {
        out.text(host).u32(port).raw(key);
    }

    public static RelayAddress read(CanonicalReader in) throws Malformed {
        String host = in.text(MOST_HOST_BYTES);
        int port = in.u32();
        Bytes key = in.raw(KEY_BYTES);
        if (!valid(host, port, key)) {
            throw new Malformed("not a relay address");
        }
        return new RelayAddress(host, port, key);
    }

    private static boolean valid(String host, int port, Bytes key) {
        return port >= 1
                && port <= 65_535
                && key.size() == KEY_BYTES
                && HOST.matcher(host).matches();
    }
}
