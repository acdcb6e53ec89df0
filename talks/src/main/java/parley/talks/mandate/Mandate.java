package parley.talks.mandate;

import java.nio.charset.StandardCharsets;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.talks.event.Word;
import parley.talks.text.Blank;

/**
 * What a principal lets one of its delegates do in its name.
 *
 * @param nonce makes issuing the same again another mandate
 * @param delegate the name or office of a person, 1 to {@link #MOST_DELEGATE_BYTES} bytes of UTF-8
 * @param until from when it is no mandate any more, milliseconds since 1970 UTC
 */
public record Mandate(Hash nonce, PrincipalId principal, String delegate, Power power, long until) {
    /** Room for a long office in any script; it stands on one line of a page. */
    public static final int MOST_DELEGATE_BYTES = 200;

    /** Names this mandate alike in all rooms in which it is shown. */
    public Hash name() {
        CanonicalWriter all = new CanonicalWriter();
        write(all);
        return Hash.of("mandate", all.bytes());
    }

    boolean named() {
        int size = delegate.getBytes(StandardCharsets.UTF_8).length;
        return !Blank.is(delegate) && size <= MOST_DELEGATE_BYTES;
    }

    public boolean lapsedAt(long millis) {
        return millis >= until;
    }

    void write(CanonicalWriter out) {
        out.hash(nonce).hash(principal.hash()).text(delegate);
        power.write(out);
        out.u64(until);
    }

    static Mandate read(CanonicalReader in) throws Malformed {
        return new Mandate(
                in.hash(),
                new PrincipalId(in.hash()),
                in.text(MOST_DELEGATE_BYTES),
                Word.read(in, Power.values()),
                in.u64());
    }
}
