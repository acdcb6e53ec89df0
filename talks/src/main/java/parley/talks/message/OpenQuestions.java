package parley.talks.message;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.talks.message.MessageEvent.Said;
import parley.talks.practice.Sitting;
import parley.talks.rules.Rules;

/**
 * The questions of a room that nobody answered yet, oldest first. Names them and holds none of their words.
 *
 * <p>A question closes when somebody else's answer replies to it, or when its author takes it back by a procedural message
 * that replies to it.
 */
public record OpenQuestions(List<Asked> all) {
    /**
     * Of one author. Beyond, that author's oldest gives way: who floods a room with questions hides none but its own. With
     * {@link Rules#MOST_SEATS} authors the state stays at some KiB.
     */
    public static final int MOST_OF_ONE = 8;

    /** Tables that act on earlier events only keep none, so that what they wrote before still means the same. */
    private static final int SINCE_EVENT_VERSION = 4;

    public static final OpenQuestions NONE = new OpenQuestions(List.of());

    /** @param message its {@link Messages#reference} */
    public record Asked(Hash message, PrincipalId who) {}

    public OpenQuestions {
        all = List.copyOf(all);
    }

    OpenQuestions after(Sitting sitting, PrincipalId who, Hash reference, Said said) {
        if (sitting.rules().eventVersion() < SINCE_EVENT_VERSION) {
            return this;
        }
        return switch (said.kind()) {
            case QUESTION -> with(new Asked(reference, who));
            case ANSWER -> without(said.inReplyTo(), who, false);
            case PROCEDURAL -> without(said.inReplyTo(), who, true);
            case STATEMENT, OFFER, CONDITION, WARNING, REGRET -> this;
        };
    }

    private OpenQuestions with(Asked asked) {
        List<Asked> ofAuthor =
                all.stream().filter(one -> one.who().equals(asked.who())).toList();
        Stream<Asked> kept = ofAuthor.size() < MOST_OF_ONE
                ? all.stream()
                : all.stream().filter(one -> !one.equals(ofAuthor.getFirst()));
        return new OpenQuestions(Stream.concat(kept, Stream.of(asked)).toList());
    }

    private OpenQuestions without(Optional<Hash> message, PrincipalId who, boolean byAuthor) {
        return new OpenQuestions(all.stream()
                .filter(one ->
                        !Optional.of(one.message()).equals(message) || one.who().equals(who) != byAuthor)
                .toList());
    }

    /** Nobody waits for the answer to a question of somebody who left. */
    OpenQuestions turn(Sitting sitting) {
        return new OpenQuestions(
                all.stream().filter(one -> sitting.seat(one.who()).isPresent()).toList());
    }

    void write(CanonicalWriter out) {
        out.list(all, (to, one) -> to.hash(one.message()).hash(one.who().hash()));
    }

    static OpenQuestions read(CanonicalReader in) throws Malformed {
        return new OpenQuestions(
                in.list(Rules.MOST_SEATS * MOST_OF_ONE, from -> new Asked(from.hash(), new PrincipalId(from.hash()))));
    }
}
