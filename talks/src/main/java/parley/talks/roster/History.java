package parley.talks.roster;

import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Result;
import parley.talks.Why;

/**
 * A range of a room's entries, by positions through all its epochs, both inclusive: what a grant is about.
 *
 * @param from from 1
 * @param through not before {@code from}
 */
public record History(long from, long through) {
    /** The change bytes of a proposal to grant it. */
    public Bytes encoded() {
        return new CanonicalWriter().u64(from).u64(through).bytes();
    }

    public static Result<History> read(Bytes change) {
        try {
            CanonicalReader in = new CanonicalReader(change);
            History history = new History(in.u64(), in.u64());
            in.end();
            return history.from() < 1 || history.through() < history.from()
                    ? Why.ROSTER_NO_RANGE.result()
                    : Result.done(history);
        } catch (Malformed e) {
            return Why.ROSTER_NO_RANGE.result();
        }
    }
}
