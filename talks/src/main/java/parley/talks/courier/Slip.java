package parley.talks.courier;

import java.util.Optional;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.talks.event.Word;

/**
 * What a room's state holds of an item: where it stands, never what it says.
 *
 * @param name {@link Item#name}
 * @param brought whether it came into this room from elsewhere; handed in here otherwise
 * @param from its author
 * @param position where it was handed in or brought
 * @param postman the mediator who delivered it
 * @param to to whom it was delivered
 * @param answers which item it answers
 * @param answeredBy which item answers it
 */
public record Slip(
        Hash name,
        boolean brought,
        PrincipalId from,
        long position,
        Step step,
        Optional<PrincipalId> postman,
        Optional<PrincipalId> to,
        Optional<Hash> answers,
        Optional<Hash> answeredBy) {

    /** Whether it waits for a mediator. */
    public boolean underWay() {
        return step.compareTo(Step.DELIVERED) < 0;
    }

    Slip at(Step next) {
        return new Slip(name, brought, from, position, next, postman, to, answers, answeredBy);
    }

    Slip delivered(PrincipalId by, PrincipalId receiver) {
        return new Slip(
                name,
                brought,
                from,
                position,
                Step.DELIVERED,
                Optional.of(by),
                Optional.of(receiver),
                answers,
                answeredBy);
    }

    Slip answered(Optional<Hash> by) {
        return new Slip(name, brought, from, position, step, postman, to, answers, by);
    }

    void write(CanonicalWriter out) {
        out.hash(name).bool(brought).hash(from.hash()).u64(position);
        step.write(out);
        out.optional(postman, (on, id) -> on.hash(id.hash()))
                .optional(to, (on, id) -> on.hash(id.hash()))
                .optional(answers, CanonicalWriter::hash)
                .optional(answeredBy, CanonicalWriter::hash);
    }

    static Slip read(CanonicalReader in) throws Malformed {
        return new Slip(
                in.hash(),
                in.bool(),
                new PrincipalId(in.hash()),
                in.u64(),
                Word.read(in, Step.values()),
                in.optional(from -> new PrincipalId(from.hash())),
                in.optional(from -> new PrincipalId(from.hash())),
                in.optional(CanonicalReader::hash),
                in.optional(CanonicalReader::hash));
    }
}
