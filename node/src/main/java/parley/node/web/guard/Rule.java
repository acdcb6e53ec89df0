package parley.node.web.guard;

import java.util.List;
import java.util.Optional;

/**
 * One thing that every request must satisfy.
 *
 * <p>Purpose: a page of the open web, a rebound DNS name, a frame or another user of this machine must not get this node to
 * answer or to act. Each rule guards one way in; they hold together, and no page may weaken one. Doesn't guard against a
 * program that runs as the same user: nothing on loopback can. Follows {@code docs/threat-model.md}, "A hostile page on the
 * same machine". Rules are immutable and thread-safe.
 */
public interface Rule {
    /** Why this request is refused, or empty if this rule has nothing against it. */
    Optional<Denial> check(Inbound request);

    /** A refusal that tells its receiver nothing but its status. {@code rule} is for this node's own tests and log. */
    record Denial(int status, String rule) {}

    /**
     * What rules look at.
     *
     * @param method as sent
     * @param path decoded path, without query
     * @param authority of an absolute-form request target, empty for the usual form
     * @param headers looks a header up by name: all its values in order
     * @param peer the address that the connection comes from
     */
    record Inbound(String method, String path, String authority, Headers headers, java.net.InetAddress peer) {
        /** The only value of a header; empty if it is absent or repeated. */
        public Optional<String> only(String name) {
            List<String> values = headers.values(name);
            return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
        }

        public boolean has(String name) {
            return !headers.values(name).isEmpty();
        }

        /** Whether this request may change something. */
        public boolean changes() {
            return !method.equals("GET") && !method.equals("HEAD");
        }
    }

    /** All values of a header, by name without regard to case. */
    @FunctionalInterface
    interface Headers {
        List<String> values(String name);
    }
}
