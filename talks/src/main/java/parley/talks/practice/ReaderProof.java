package parley.talks.practice;

import java.util.List;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.rules.Rules;

/**
 * A proof of words for one reader. Nobody else can check it, the carrier included, and the reader could have made it itself.
 *
 * @param keys names the keys of author and reader under which it was made
 */
public record ReaderProof(PrincipalId reader, Hash keys, Hash tag) {
    public static void write(EventWriter out, List<ReaderProof> proofs) {
        out.list(
                "proofs",
                proofs,
                (to, one) -> to.fields(3)
                        .hash("reader", one.reader.hash())
                        .hash("keys", one.keys)
                        .hash("tag", one.tag));
    }

    public static List<ReaderProof> read(EventReader in) throws Malformed {
        return in.list("proofs", Rules.MOST_SEATS, item -> {
            item.fields(3);
            return new ReaderProof(new PrincipalId(item.hash("reader")), item.hash("keys"), item.hash("tag"));
        });
    }

    /** Whether there is one, and none names a reader twice. */
    public static boolean wellFormed(List<ReaderProof> proofs) {
        return !proofs.isEmpty()
                && proofs.size() <= Rules.MOST_SEATS
                && proofs.stream().map(ReaderProof::reader).distinct().count() == proofs.size();
    }
}
