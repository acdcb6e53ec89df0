package parley.node.api;

import java.util.List;

/**
 * Why a call wasn't done: the body of every answer with a status of 400 or more.
 *
 * @param problem what kind of problem, for programs
 * @param key names the sentence in the message catalogues; empty for what no person caused
 * @param parts what the sentence inserts
 * @param sentence the sentence in English, for people
 * @param readers where a text wasn't sent because it may be meant for another room: who would read it. The same call with one of them
 *     in its query ({@code ?reader=NAME}) sends it all the same. Empty otherwise
 */
public record Problem(Kind problem, String key, List<String> parts, String sentence, List<String> readers) {
    public Problem {
        parts = List.copyOf(parts);
        readers = List.copyOf(readers);
    }

    public Problem(Kind problem, String key, List<String> parts, String sentence) {
        this(problem, key, parts, sentence, List.of());
    }

    /** Kinds of problem, each with its HTTP status. */
    public enum Kind {
        /** The call can't be understood. */
        MALFORMED(400),
        /** The token is missing or isn't this node's. */
        TOKEN(401),
        /** Host, origin or place of the caller isn't allowed. */
        FORBIDDEN(403),
        /** There is no such route or thing. */
        NOT_FOUND(404),
        /** The route doesn't take this method. */
        METHOD(405),
        /** Understood, and refused for the reason given; nothing changed. */
        REFUSED(409),
        /** The body is larger than the route takes. */
        TOO_LARGE(413),
        /** The vault is locked. */
        LOCKED(423),
        /** A fault of Parley; nothing of its cause is told. */
        FAULT(500);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }
}
