package parley.cli;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the servers' libraries say of themselves stays out of their logs, unless something is wrong. */
final class Logs {
    /** Kept, for a logger that nobody holds forgets its level. */
    private static final List<Logger> LIBRARIES = List.of(Logger.getLogger("org.eclipse.jetty"));

    /** Warns of requests that are no HTTP, with words out of them: strangers would write into our log, and fill it. */
    private static final Logger REQUESTS = Logger.getLogger("org.eclipse.jetty.http.HttpParser");

    private Logs() {}

    static void quiet() {
        LIBRARIES.forEach(library -> library.setLevel(Level.WARNING));
        REQUESTS.setLevel(Level.SEVERE);
    }
}
