package parley.simulation.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/** A hash over everything that happened in a run, in order: two runs of one seed must give the same. */
final class Trace {
    private final MessageDigest digest;
    private final Consumer<String> reader;

    /** @param reader hears every line as it is added */
    Trace(Consumer<String> reader) {
        this.reader = reader;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void add(String what) {
        digest.update(what.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        reader.accept(what);
    }

    /** Ends the trace. */
    String end() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
