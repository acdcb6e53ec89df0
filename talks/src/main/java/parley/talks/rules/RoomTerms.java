package parley.talks.rules;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.talks.Why;
import parley.talks.event.Word;

/** What a founding says of a room besides its name and members: the domain's bytes in it. */
public record RoomTerms(RoomKind kind, Rules rules) {
    private static final int GALLERY_SINCE = 4;

    public Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter();
        kind.write(out);
        return out.field(rules.encoded()).bytes();
    }

    /** Reads the terms of a founding; one that can't be obeyed is refused. */
    public static Result<RoomTerms> read(Bytes encoded) {
        try {
            CanonicalReader in = new CanonicalReader(encoded);
            RoomKind kind = Word.read(in, RoomKind.values());
            Rules rules = Rules.read(in.field(Rules.MOST_BYTES));
            in.end();
            Optional<Refusal> objection = rules.objection().or(() -> tooEarly(kind, rules));
            return objection.isPresent() ? Result.refused(objection.get()) : Result.done(new RoomTerms(kind, rules));
        } catch (Malformed e) {
            return Why.ROOM_UNREADABLE.result();
        }
    }

    /** Offers and publications are events of a version that the Rules must have pinned: earlier nodes would take a gallery for mute. */
    private static Optional<Refusal> tooEarly(RoomKind kind, Rules rules) {
        return kind == RoomKind.GALLERY && rules.eventVersion() < GALLERY_SINCE
                ? Why.EVENT_LATER_VERSION.refuses(GALLERY_SINCE, rules.eventVersion())
                : Optional.empty();
    }

    /** Why nobody should open such a room; rooms that are open stay, whatever their Rules leave unanswered. */
    public Optional<Refusal> unanswered() {
        return kind.meets() ? rules.discretion().unanswered() : Optional.empty();
    }

    /** Why this one can found no room under these Rules, with whomever. */
    public Optional<Refusal> objection(Principal founder) {
        if (founder.role() == Role.SUPPORTER || !rules.founders().contains(founder.role())) {
            return Why.ROOM_FOUNDER_MAY_NOT.refuses();
        }
        return Optional.empty();
    }

    /** Why this founder can't found such a room with these members (the founder among them); empty when it can. */
    public Optional<Refusal> objection(Principal founder, List<Principal> members) {
        Optional<Refusal> notBy = objection(founder);
        if (notBy.isPresent()) {
            return notBy;
        }
        Optional<Refusal> early = tooEarly(kind, rules);
        if (early.isPresent()) {
            return early;
        }
        Optional<Refusal> unanswered = unanswered();
        if (unanswered.isPresent()) {
            return unanswered;
        }
        return members.contains(founder) ? kind.objection(members) : Why.ROOM_NOT_A_MEMBER.refuses();
    }
}
