package parley.talks.convey;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Role;
import parley.talks.Why;
import parley.talks.convey.ConveyEvent.Conveyed;
import parley.talks.convey.ConveyEvent.Crossed;
import parley.talks.convey.ConveyEvent.Label;
import parley.talks.convey.ConveyEvent.Marked;
import parley.talks.convey.ConveyEvent.Marking;
import parley.talks.convey.ConveyEvent.Opened;
import parley.talks.convey.ConveyEvent.Proved;
import parley.talks.convey.ConveyEvent.Raised;
import parley.talks.convey.ConveyEvent.Relabelled;
import parley.talks.convey.ConveyEvent.Withdrawn;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.practice.Note;
import parley.talks.practice.Practice;
import parley.talks.practice.ReaderProof;
import parley.talks.practice.Sitting;
import parley.talks.rules.Attribution;
import parley.talks.rules.Conveying;
import parley.talks.rules.Language;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.text.Blank;

/**
 * The passages of a room that stand under a caveat. What carries none may not cross, unless the Rules let a mediator put it
 * in substance: then it opens a passage first, where its author sees it and can still withdraw it.
 *
 * <p>The order of the log decides between an author who withdraws and a mediator who conveys: a mediator's node lets nothing
 * leave before its record counts here. A mediator's hostile node can retype what it read; no fold prevents that.
 *
 * @param passages in the order in which they were marked
 * @param brought how much a mediator brought into this room from elsewhere
 */
public record Conveyance(List<Passage> passages, long brought) implements Practice<ConveyEvent, Conveyance> {
    /** Some two pages: what is longer has more than one thought, and one caveat for each is the point. */
    public static final int MOST_TEXT_BYTES = 8 * 1024;
    /** A message of many paragraphs; so many whole passages still fit one event. */
    public static final int MOST_AT_ONCE = 16;
    /** So that one member can't fill every node's state: some 10 KiB each. Passages that crossed make room for new ones. */
    public static final int MOST_EACH = 64;
    /**
     * Besides those: what is for the mediator only crosses never, and where unlabelled words may be opened its author labels much so. With
     * what waits some 50 KiB each.
     */
    public static final int MOST_WAITING = 256;

    /** What waits can be loosened and cross, one after the other: so many of one author can stand under any one caveat. */
    public static final int MOST_OF_ONE = MOST_EACH + MOST_WAITING;

    private static final int MOST_IN_ALL = Rules.MOST_SEATS * MOST_OF_ONE;

    public static final Conveyance NONE = new Conveyance(List.of(), 0);

    private static final Optional<Refusal> NO_OBJECTION = Optional.empty();

    public Conveyance {
        passages = List.copyOf(passages);
    }

    public Optional<Passage> passage(Hash name) {
        return passages.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Refusal> objection(Sitting sitting, PrincipalId who, ConveyEvent event) {
        Optional<Principal> seat = sitting.seat(who);
        if (seat.isEmpty()) {
            return Why.ROOM_NOT_A_MEMBER.refuses();
        }
        return switch (event) {
            case Marked marked -> inCaucus(sitting).or(() -> marking(seat.get(), marked));
            case Relabelled(Hash name, Label label) ->
                own(
                        who,
                        name,
                        one -> relabelling(one, label)
                                .or(() ->
                                        roomToCross(who, one.kept() && label.caveat() != Caveat.FOR_YOU_ONLY ? 1 : 0)));
            case Withdrawn(Hash name) ->
                own(who, name, one -> one.crossed() > 0 ? Why.CONVEY_HAS_CROSSED.refuses() : NO_OBJECTION);
            case Crossed crossed -> inCaucus(sitting).or(() -> crossing(sitting, seat.get(), crossed));
            case Proved(Hash name, List<ReaderProof> proofs) -> own(who, name, one -> proving(one, proofs));
            case Raised raised -> raising(seat.get(), raised);
            case Opened opened -> inCaucus(sitting).or(() -> opening(sitting, seat.get(), opened));
            case Conveyed conveyed -> conveying(sitting, seat.get(), conveyed);
        };
    }

    /** Elsewhere the other side reads along: there is nothing to convey. */
    private static Optional<Refusal> inCaucus(Sitting sitting) {
        return sitting.kind() == RoomKind.CAUCUS ? NO_OBJECTION : Why.CONVEY_NO_CAUCUS.refuses();
    }

    private Optional<Refusal> marking(Principal author, Marked marked) {
        if (author.role() != Role.PARTY) {
            return Why.CONVEY_PARTIES_MARK.refuses();
        }
        return room(
                        author.id(),
                        marked.passages().stream()
                                .map(one -> one.label().caveat())
                                .toList())
                .or(() -> marked.passages().stream()
                        .flatMap(one -> wording(one.wording()).or(() -> label(one.label())).stream())
                        .findFirst());
    }

    private Optional<Refusal> room(PrincipalId author, List<Caveat> more) {
        int count = more.size();
        if (count == 0 || count > MOST_AT_ONCE) {
            return Why.CONVEY_HOW_MANY.refuses(MOST_AT_ONCE);
        }
        long waiting = passages.stream()
                .filter(one -> one.author().equals(author) && one.crossed() == 0)
                .count();
        if (waiting + count > MOST_WAITING) {
            return Why.CONVEY_TOO_MANY_KEPT.refuses(MOST_WAITING);
        }
        long mayCross = more.stream().filter(one -> one != Caveat.FOR_YOU_ONLY).count();
        return roomToCross(author, mayCross);
    }

    private Optional<Refusal> roomToCross(PrincipalId author, long more) {
        long waiting = passages.stream()
                .filter(one -> one.author().equals(author) && one.crossed() == 0 && !one.kept())
                .count();
        return more > 0 && waiting + more > MOST_EACH ? Why.CONVEY_TOO_MANY.refuses(MOST_EACH) : NO_OBJECTION;
    }

    /** That these are the author's words its own node sees: states hold no texts. */
    private Optional<Refusal> opening(Sitting sitting, Principal mediator, Opened opened) {
        if (mediator.role() != Role.MEDIATOR) {
            return Why.CONVEY_MEDIATORS_CONVEY.refuses();
        }
        if (!mayOpen(sitting)) {
            return Why.CONVEY_DENIED.refuses();
        }
        boolean party = sitting.seat(opened.from())
                .filter(one -> one.role() == Role.PARTY)
                .isPresent();
        if (!party) {
            return Why.CONVEY_FROM_A_PARTY.refuses();
        }
        if (passages.stream().anyMatch(one -> one.message().equals(opened.message()))) {
            return Why.CONVEY_LABELLED.refuses();
        }
        return room(opened.from(), Collections.nCopies(opened.wordings().size(), Caveat.IN_SUBSTANCE))
                .or(() -> opened.wordings().stream()
                        .flatMap(one -> wording(one).stream())
                        .findFirst());
    }

    static Optional<Refusal> wording(Wording wording) {
        int size = wording.text().getBytes(StandardCharsets.UTF_8).length;
        if (size > MOST_TEXT_BYTES) {
            return Why.CONVEY_TOO_LONG.refuses(size, MOST_TEXT_BYTES);
        }
        if (Blank.is(wording.text())) {
            return Why.CONVEY_EMPTY.refuses();
        }
        return Language.isTag(wording.lang()) ? NO_OBJECTION : Why.MESSAGE_LANGUAGE.refuses();
    }

    private static Optional<Refusal> label(Label label) {
        if (label.caveat() == Caveat.IN_EXCHANGE && Blank.is(label.condition())) {
            return Why.CONVEY_NO_CONDITION.refuses();
        }
        return Note.objection(label.condition());
    }

    private Optional<Refusal> own(
            PrincipalId who, Hash name, java.util.function.Function<Passage, Optional<Refusal>> further) {
        Optional<Passage> found = passage(name);
        if (found.isEmpty()) {
            return Why.CONVEY_NO_SUCH_PASSAGE.refuses();
        }
        return found.get().author().equals(who) ? further.apply(found.get()) : Why.CONVEY_NOT_YOURS.refuses();
    }

    private static Optional<Refusal> relabelling(Passage passage, Label label) {
        return passage.crossed() > 0 && !passage.loosenedBy(label)
                ? Why.CONVEY_NEVER_TIGHTENED.refuses()
                : label(label);
    }

    private Optional<Refusal> crossing(Sitting sitting, Principal mediator, Crossed crossed) {
        if (mediator.role() != Role.MEDIATOR) {
            return Why.CONVEY_MEDIATORS_CONVEY.refuses();
        }
        Optional<Passage> found = passage(crossed.passage());
        if (found.isEmpty()) {
            return Why.CONVEY_NO_SUCH_PASSAGE.refuses();
        }
        Passage passage = found.get();
        if (passage.opened() && !mayCross(sitting, passage)) {
            return Why.CONVEY_OTHER_RULES.refuses();
        }
        if (!passage.caveat().crossesAs().equals(Optional.of(crossed.as()))) {
            return Why.CONVEY_AGAINST_CAVEAT.refuses(
                    passage.caveat().word(), crossed.as().word());
        }
        if (passage.lapsedAt(crossed.statedAt())) {
            return Why.CONVEY_LAPSED.refuses();
        }
        if (passage.caveat().conditional() && Blank.is(crossed.because())) {
            return Why.CONVEY_NO_REASON.refuses();
        }
        return Note.objection(crossed.because()).or(() -> CrossingRecord.objection(mediator, passage, crossed));
    }

    private static Optional<Refusal> proving(Passage passage, List<ReaderProof> proofs) {
        if (passage.caveat() != Caveat.VERBATIM) {
            return Why.CONVEY_PROOF_OF_VERBATIM.refuses();
        }
        return ReaderProof.wellFormed(proofs) ? NO_OBJECTION : Why.CONVEY_PROOFS.refuses(Rules.MOST_SEATS);
    }

    /** What it says only the source can read: that there is something to say is all that a fold can see. */
    private Optional<Refusal> raising(Principal mediator, Raised raised) {
        if (mediator.role() != Role.MEDIATOR) {
            return Why.CONVEY_MEDIATORS_CONVEY.refuses();
        }
        Optional<Passage> found = passage(raised.passage());
        if (found.isEmpty()) {
            return Why.CONVEY_NO_SUCH_PASSAGE.refuses();
        }
        return found.get().crossed() > 0 && !raised.sealed().isEmpty() ? NO_OBJECTION : Why.CONVEY_NOT_RAISED.refuses();
    }

    private static Optional<Refusal> conveying(Sitting sitting, Principal mediator, Conveyed conveyed) {
        if (mediator.role() != Role.MEDIATOR) {
            return Why.CONVEY_MEDIATORS_CONVEY.refuses();
        }
        if (conveyed.as() == CrossedAs.OWN || conveyed.from().role() != Role.PARTY) {
            return Why.CONVEY_FROM_A_PARTY.refuses();
        }
        Optional<Principal> seated = sitting.seat(conveyed.from().id());
        return seated.isPresent() && !seated.get().equals(conveyed.from())
                ? Why.CONVEY_FROM_A_PARTY.refuses()
                : wording(conveyed.wording())
                        .or(() -> conveyed.evidence().flatMap(evidence -> evidence(conveyed.as(), evidence)));
    }

    /** Whether a proof holds only its reader can say: a fold sees that it is one. */
    private static Optional<Refusal> evidence(CrossedAs as, Evidence evidence) {
        if (as != CrossedAs.VERBATIM) {
            return Why.CONVEY_PROOF_OF_VERBATIM.refuses();
        }
        return ReaderProof.wellFormed(evidence.proofs()) ? NO_OBJECTION : Why.CONVEY_PROOFS.refuses(Rules.MOST_SEATS);
    }

    @Override
    public Conveyance accept(Sitting sitting, Place place, ConveyEvent event) {
        return switch (event) {
            case Marked marked -> added(sitting, place, place.who(), marked.message(), marked.passages(), false);
            case Opened opened ->
                added(sitting, place, opened.from(), opened.message(), opened.markings(sitting.rules()), true);
            case Relabelled(Hash name, Label label) -> with(name, one -> one.under(label, place.position()));
            case Withdrawn(Hash name) ->
                mayOpen(sitting)
                        ? with(name, one -> one.under(new Label(Caveat.FOR_YOU_ONLY, "", 0), place.position()))
                        : with(passages.stream()
                                .filter(one -> !one.name().equals(name))
                                .toList());
            case Crossed crossed -> with(crossed.passage(), Passage::crossedOnceMore);
            case Proved(Hash name, List<ReaderProof> _) -> with(name, one -> one.provedAt(place.position()));
            case Raised _ -> this;
            case Conveyed _ -> new Conveyance(passages, brought + 1);
        };
    }

    /** Where unmarked words may cross, a passage that is withdrawn stays as one that may not: else it could be opened again. */
    private static boolean mayOpen(Sitting sitting) {
        return sitting.rules().confidentiality().conveyance() == Conveying.IN_SUBSTANCE;
    }

    /** Of a label that the Rules gave other Rules take away what they don't let cross; its author's own stays. */
    private static boolean mayCross(Sitting sitting, Passage passage) {
        boolean names = passage.caveat() != Caveat.YOUR_OWN_IDEA;
        return mayOpen(sitting) && !(names && sitting.rules().confidentiality().attribution() == Attribution.NONE);
    }

    private Conveyance added(
            Sitting sitting,
            Place place,
            PrincipalId author,
            Hash message,
            List<Marking> markings,
            boolean byAMediator) {
        List<Passage> now = new ArrayList<>(passages);
        for (int i = 0; i < markings.size(); i++) {
            Label label = markings.get(i).label();
            now.add(new Passage(
                    Passage.nameOf(sitting.room(), place.position(), author, i),
                    message,
                    author,
                    place.position(),
                    i,
                    place.position(),
                    Passage.hashOf(markings.get(i).wording()),
                    label.caveat(),
                    label.lapses(),
                    0,
                    0,
                    byAMediator));
        }
        while (of(now, author) > MOST_EACH) {
            now.remove(oldestCrossed(now, author));
        }
        return with(now);
    }

    private static long of(List<Passage> all, PrincipalId author) {
        return all.stream()
                .filter(one -> one.author().equals(author) && !one.kept())
                .count();
    }

    /** There is one: of those that haven't crossed and may there are never more than may stand. */
    private static Passage oldestCrossed(List<Passage> all, PrincipalId author) {
        return all.stream()
                .filter(one -> one.author().equals(author) && one.crossed() > 0)
                .findFirst()
                .orElseThrow();
    }

    private Conveyance with(Hash name, java.util.function.UnaryOperator<Passage> change) {
        return with(passages.stream()
                .map(one -> one.name().equals(name) ? change.apply(one) : one)
                .toList());
    }

    private Conveyance with(List<Passage> now) {
        return new Conveyance(now, brought);
    }

    /** Passages of who doesn't sit here any more can't be withdrawn by anybody: they don't cross either. */
    @Override
    public Conveyance turn(Sitting sitting) {
        return with(passages.stream()
                .filter(one -> sitting.seat(one.author()).isPresent())
                .toList());
    }

    @Override
    public void write(CanonicalWriter out) {
        out.list(passages, (to, one) -> one.write(to)).u64(brought);
    }

    /** As states before form 4 have it: nothing was proved then. */
    public void writeBeforeProofs(CanonicalWriter out) {
        out.list(passages, (to, one) -> one.writeBeforeProofs(to)).u64(brought);
    }

    /** As states of form 4 have it: nothing says whose label it is. */
    public void writeBeforeOpenings(CanonicalWriter out) {
        out.list(passages, (to, one) -> one.writeBeforeOpenings(to)).u64(brought);
    }

    public static Conveyance readBeforeOpenings(CanonicalReader in) throws Malformed {
        return new Conveyance(in.list(MOST_IN_ALL, Passage::readBeforeOpenings), in.u64());
    }

    public static Conveyance readBeforeProofs(CanonicalReader in) throws Malformed {
        return new Conveyance(in.list(MOST_IN_ALL, Passage::readBeforeProofs), in.u64());
    }

    public static Conveyance read(CanonicalReader in) throws Malformed {
        return new Conveyance(in.list(MOST_IN_ALL, Passage::read), in.u64());
    }
}
