package parley.relay.status;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.base.Result;

/**
 * Where a relay tells its status: an address of this machine that no other machine reaches.
 *
 * @param host as it was written, IPv6 without brackets; a number, for a name may come to mean another machine
 * @param port 0 for any free one
 */
public record StatusAddress(String host, int port) {
    private static final Pattern FORM =
            Pattern.compile("(?:\\[(?<v6>[0-9a-fA-F:]+)]|(?<v4>[0-9.]+)):(?<port>[0-9]{1,5})");
    private static final int MOST_PORT = 65_535;

    /**
     * From {@code 127.0.0.1:PORT} or {@code [::1]:PORT}. Refused as {@code relay.status-not-local}: also for an address that
     * other machines reach. There is no password and no TLS here, and what is told is for the operator; whoever watches from
     * elsewhere brings a tunnel that has both.
     */
    public static Result<StatusAddress> parse(String text) {
        Matcher match = FORM.matcher(text);
        if (!match.matches()) {
            return Result.refused("relay.status-not-local", text);
        }
        String host = match.group("v6") != null ? match.group("v6") : match.group("v4");
        int port = Integer.parseInt(match.group("port"));
        return port > 0 && port <= MOST_PORT && isLocal(host)
                ? Result.done(new StatusAddress(host, port))
                : Result.refused("relay.status-not-local", text);
    }

    private static boolean isLocal(String host) {
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    InetSocketAddress socket() {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    /** What a request to this port calls it: {@code Host}, exactly. */
    String authority(int realPort) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + realPort;
    }
}
