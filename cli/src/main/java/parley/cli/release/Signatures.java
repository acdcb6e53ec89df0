package parley.cli.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Secret;
import parley.protocol.crypto.Ed25519;

/**
 * Who signed a release: lines of a public key and an Ed25519 signature over the {@linkplain Listing#name name} of its list.
 * Anybody can add a line; what counts is whose keys a reader asks for.
 */
public record Signatures(List<One> all) {
    /** More than could ever sign one release. */
    static final int MOST = 100;

    static final int MOST_BYTES = 32 << 10;

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) ([0-9a-f]{128})");

    public Signatures {
        all = List.copyOf(all);
    }

    /** One person's. */
    public record One(Bytes key, Bytes signature) {
        boolean holds(Hash release) {
            return Ed25519.verify(key, release.value(), signature);
        }
    }

    /** Empty when a line is not in its form, or a key is there twice. */
    public static Optional<Signatures> parse(Bytes content) {
        if (content.size() > MOST_BYTES) {
            return Optional.empty();
        }
        List<One> found = new ArrayList<>();
        for (String line : content.asUtf8().lines().toList()) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches() || found.size() == MOST) {
                return Optional.empty();
            }
            One one = new One(Bytes.hex(parts.group(1)), Bytes.hex(parts.group(2)));
            if (found.stream().anyMatch(other -> other.key().equals(one.key()))) {
                return Optional.empty();
            }
            found.add(one);
        }
        return Optional.of(new Signatures(found));
    }

    /** With the signature of who holds this seed; its earlier one is replaced. */
    public Signatures with(Secret seed, Hash release) {
        Bytes key = Ed25519.fromSeed(seed).publicKey();
        List<One> more = new ArrayList<>(all);
        more.removeIf(one -> one.key().equals(key));
        more.add(new One(key, Ed25519.sign(seed, release.value())));
        return new Signatures(more);
    }

    /** The keys whose signatures hold for this release. */
    public List<Bytes> by(Hash release) {
        return all.stream().filter(one -> one.holds(release)).map(One::key).toList();
    }

    /** Whether a line says that somebody signed who did not sign this list. */
    public boolean anyFalse(Hash release) {
        return all.stream().anyMatch(one -> !one.holds(release));
    }

    public Bytes text() {
        StringBuilder out = new StringBuilder();
        for (One one : all) {
            out.append(one.key().toHex())
                    .append(' ')
                    .append(one.signature().toHex())
                    .append('\n');
        }
        return Bytes.utf8(out.toString());
    }
}
