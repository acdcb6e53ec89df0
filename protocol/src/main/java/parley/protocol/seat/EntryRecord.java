package parley.protocol.seat;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Malformed;

/**
 * What this node keeps of one position of a log, decided once when the entry is read.
 *
 * @param head the chain through this entry
 * @param entry H(entry)
 * @param outcome how it was judged
 * @param author place in the roster; −1 where none is known
 * @param seq of the author; −1 where none is known
 * @param proposal what an epoch entry carries out
 * @param claim the author's claim about an earlier state
 */
record EntryRecord(
        Head head, Hash entry, Outcome outcome, int author, long seq, Optional<Hash> proposal, Optional<Claim> claim) {

    /** The judgement; {@link Fact.Verdict#LATE} is no part of it, for only the fold knows an epoch's end. */
    enum Outcome {
        TALK,
        EPOCH,
        COVER,
        FOREIGN,
        FORGED,
        DUPLICATE,
        CLONED,
        GAP,
        /** A gap for all verdicts; its author had other entries before it, so it also shows that there are two histories. */
        GAP_OF_OTHER_HISTORY,
        OTHER_HISTORY;

        boolean accepted() {
            return this == TALK || this == EPOCH || this == COVER;
        }

        Fact.Verdict verdict() {
            return switch (this) {
                case FOREIGN -> Fact.Verdict.FOREIGN;
                case FORGED -> Fact.Verdict.FORGED;
                case DUPLICATE -> Fact.Verdict.DUPLICATE;
                case CLONED -> Fact.Verdict.CLONED;
                case GAP, GAP_OF_OTHER_HISTORY -> Fact.Verdict.GAP;
                case OTHER_HISTORY -> Fact.Verdict.OTHER_HISTORY;
                case TALK, EPOCH, COVER -> throw new IllegalStateException("an accepted entry has no verdict");
            };
        }
    }

    /** The author's state digest after {@code folded}, under a version of the fold. */
    record Claim(long folded, Hash digest, int version) {}

    /** What stays at the end of retention. */
    EntryRecord erased() {
        return new EntryRecord(head, entry, outcome, author, seq, Optional.empty(), Optional.empty());
    }

    Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter();
        out.head(head).hash(entry);
        Kept.name(out, outcome);
        out.u8(author + 1).u64(seq + 1);
        Kept.optional(out, proposal, CanonicalWriter::hash);
        Kept.optional(out, claim, (w, c) -> w.u64(c.folded()).hash(c.digest()).u32(c.version()));
        return out.bytes();
    }

    static EntryRecord decode(Bytes kept) {
        return Kept.decode(kept, EntryRecord::read);
    }

    private static EntryRecord read(CanonicalReader in) throws Malformed {
        Head head = in.head();
        Hash entry = in.hash();
        return new EntryRecord(
                head,
                entry,
                Kept.name(in, Outcome.class),
                in.u8() - 1,
                in.u64() - 1,
                Kept.optional(in, CanonicalReader::hash),
                Kept.optional(in, r -> new Claim(r.u64(), r.hash(), r.u32())));
    }
}
