package parley.talks.convey;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.practice.ReaderProof;

/**
 * What comes with words that crossed verbatim, so that their reader can check them.
 *
 * @param passage {@link Passage#name()}: to the reader a random name, the same whenever this passage is brought
 */
public record Evidence(Hash passage, List<ReaderProof> proofs) {
    public Evidence {
        proofs = List.copyOf(proofs);
    }

    /**
     * What its author proves: that these words, in this language and direction, may cross verbatim as the passage of this name.
     * The name stands for the source's room, the place in its log, and the author.
     */
    public static Hash statement(Hash passage, Wording wording) {
        return Hash.of(
                "proof-passage",
                passage.value(),
                Bytes.utf8(CrossedAs.VERBATIM.word()),
                Bytes.utf8(wording.text()),
                Bytes.utf8(wording.lang()),
                Bytes.utf8(wording.dir().word()));
    }

    public Optional<ReaderProof> proofFor(PrincipalId reader) {
        return proofs.stream().filter(one -> one.reader().equals(reader)).findFirst();
    }

    void write(EventWriter out) {
        out.hash("passage", passage);
        ReaderProof.write(out, proofs);
    }

    static Evidence read(EventReader in) throws Malformed {
        return new Evidence(in.hash("passage"), ReaderProof.read(in));
    }
}
