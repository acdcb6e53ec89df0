package parley.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import parley.cli.Stop;

/** Finds ports of this machine that nobody uses. */
final class Ports {
    /** Relay, three nodes, and one more who is admitted and removed. */
    static final int NEEDED = 5;

    private static final int FIRST = 7400;
    private static final int LAST = 7900;
    private static final int STEP = 10;

    private Ports() {}

    /** The first of {@link #NEEDED} free ports in a row. */
    static int freeBase() {
        for (int base = FIRST; base < LAST; base += STEP) {
            if (free(base)) {
                return base;
            }
        }
        throw Stop.bad("no free ports between " + FIRST + " and " + LAST + "; choose with --port-base");
    }

    static boolean free(int base) {
        for (int port = base; port < base + NEEDED; port++) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
