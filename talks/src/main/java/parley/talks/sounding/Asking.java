package parley.talks.sounding;

import java.util.List;
import java.util.Optional;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.talks.event.Word;

/**
 * A question that was asked in a caucus, and how its last asking stands.
 *
 * @param question {@link SoundingEvent.Asked#question()}
 * @param times how often it was asked here
 * @param name {@link SoundingEvent.Asked#name()} of the last asking
 * @param party whose answer is asked for here
 * @param asked all whose answers are asked for
 * @param answer of the party here
 * @param outcome how it ended; empty while it is open
 */
public record Asking(
        Hash question,
        int times,
        Hash name,
        PrincipalId asker,
        PrincipalId party,
        List<PrincipalId> asked,
        long deadline,
        Optional<SoundingAnswer> answer,
        Optional<SoundingAnswer> outcome) {
    public Asking {
        asked = List.copyOf(asked);
    }

    public boolean open() {
        return outcome.isEmpty();
    }

    /** The earliest hour of its asker's next question, unless this one opens; no hour at all behind the last that can be named. */
    public long next() {
        long between = Soundings.LEAST_MILLIS_BETWEEN;
        return deadline > Long.MAX_VALUE - between ? Long.MAX_VALUE : deadline + between;
    }

    Asking with(SoundingAnswer given) {
        return new Asking(question, times, name, asker, party, asked, deadline, Optional.of(given), outcome);
    }

    Asking ended(SoundingAnswer how) {
        return new Asking(question, times, name, asker, party, asked, deadline, answer, Optional.of(how));
    }

    void write(CanonicalWriter out) {
        out.hash(question)
                .u32(times)
                .hash(name)
                .hash(asker.hash())
                .hash(party.hash())
                .list(asked, (to, id) -> to.hash(id.hash()))
                .u64(deadline)
                .list(answer.stream().toList(), (to, one) -> one.write(to))
                .list(outcome.stream().toList(), (to, one) -> one.write(to));
    }

    static Asking read(CanonicalReader in) throws Malformed {
        return new Asking(
                in.hash(),
                in.u32(),
                in.hash(),
                new PrincipalId(in.hash()),
                new PrincipalId(in.hash()),
                in.list(Soundings.MOST_ASKED, from -> new PrincipalId(from.hash())),
                in.u64(),
                in.list(1, Asking::word).stream().findFirst(),
                in.list(1, Asking::word).stream().findFirst());
    }

    private static SoundingAnswer word(CanonicalReader in) throws Malformed {
        return Word.read(in, SoundingAnswer.values());
    }
}
