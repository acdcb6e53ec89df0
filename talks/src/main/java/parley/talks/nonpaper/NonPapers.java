package parley.talks.nonpaper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Role;
import parley.talks.Why;
import parley.talks.nonpaper.NonPaperEvent.Carried;
import parley.talks.nonpaper.NonPaperEvent.Laid;
import parley.talks.practice.Practice;
import parley.talks.practice.ReaderProof;
import parley.talks.practice.Sitting;
import parley.talks.rules.Language;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.text.Blank;
import parley.talks.text.PlainText;

/**
 * Judges non-papers. Of those that stay in their room no state is kept: nothing by which one could be known again after its hour, nor how
 * many there were. Of those that may be laid before others it keeps place and hour, so that a mediator's record of another counts nowhere.
 *
 * <p>That a paper lapses no fold sees: each node erases it by its own clock. A modified node keeps what it read.
 *
 * @param forOthers in the order in which they were laid, at most {@link #MOST_FOR_OTHERS}
 */
public record NonPapers(List<ForOthers> forOthers) implements Practice<NonPaperEvent, NonPapers> {
    /** Two or three pages: what is longer is a draft. */
    public static final int MOST_TEXT_BYTES = 8 * 1024;
    /** Far more than a delegation gives a mediator to carry within a month; one more takes the oldest's place. */
    public static final int MOST_FOR_OTHERS = 256;

    public static final NonPapers NONE = new NonPapers(List.of());

    private static final Optional<Refusal> NO_OBJECTION = Optional.empty();

    public NonPapers {
        forOthers = List.copyOf(forOthers);
    }

    /**
     * A paper that the mediators of this room may lay before others.
     *
     * @param position at which it was laid
     * @param lapses its hour, milliseconds since 1970 UTC
     */
    public record ForOthers(long position, long lapses) {}

    public Optional<ForOthers> forOthers(long position) {
        return forOthers.stream().filter(one -> one.position() == position).findFirst();
    }

    @Override
    public Optional<Refusal> objection(Sitting sitting, PrincipalId who, NonPaperEvent event) {
        Optional<Principal> seat = sitting.seat(who);
        if (seat.isEmpty()) {
            return Why.ROOM_NOT_A_MEMBER.refuses();
        }
        Role role = seat.get().role();
        if (role != Role.PARTY && role != Role.MEDIATOR) {
            return Why.NONPAPER_NOT_YOURS.refuses();
        }
        return switch (event) {
            case Laid laid -> text(laid).or(() -> standing(role, laid)).or(() -> giving(sitting, role, laid));
            case Carried carried -> carrying(sitting, role, carried);
        };
    }

    private static Optional<Refusal> text(Laid laid) {
        int size = laid.text().getBytes(StandardCharsets.UTF_8).length;
        if (size > MOST_TEXT_BYTES) {
            return Why.NONPAPER_TOO_LONG.refuses(size, MOST_TEXT_BYTES);
        }
        if (Blank.is(laid.text())) {
            return Why.NONPAPER_EMPTY.refuses();
        }
        if (!PlainText.of(laid.text()).equals(laid.text())) {
            return Why.NONPAPER_NOT_PLAIN.refuses();
        }
        if (laid.lapses() == 0) {
            return Why.NONPAPER_NEVER_LAPSES.refuses();
        }
        return Language.isTag(laid.lang()) ? NO_OBJECTION : Why.MESSAGE_LANGUAGE.refuses();
    }

    private static Optional<Refusal> standing(Role role, Laid laid) {
        if (laid.standing().isEmpty()) {
            return NO_OBJECTION;
        }
        if (role != Role.MEDIATOR) {
            return Why.NONPAPER_MEDIATORS_MARK.refuses();
        }
        return ReaderProof.wellFormed(laid.standing()) ? NO_OBJECTION : Why.CONVEY_PROOFS.refuses(Rules.MOST_SEATS);
    }

    private static Optional<Refusal> giving(Sitting sitting, Role role, Laid laid) {
        return laid.forOthers() && (role != Role.PARTY || sitting.kind() != RoomKind.CAUCUS)
                ? Why.NONPAPER_FOR_OTHERS.refuses()
                : NO_OBJECTION;
    }

    private Optional<Refusal> carrying(Sitting sitting, Role role, Carried carried) {
        boolean mediator = role == Role.MEDIATOR;
        if (!mediator) {
            return Why.CONVEY_MEDIATORS_CONVEY.refuses();
        }
        Optional<ForOthers> paper = forOthers(carried.paper());
        if (paper.isEmpty()) {
            return Why.NONPAPER_STAYS_HERE.refuses();
        }
        if (carried.lapses() <= 0 || carried.lapses() > paper.get().lapses()) {
            return Why.NONPAPER_LATER_THERE.refuses();
        }
        boolean others =
                carried.to().stream().anyMatch(one -> sitting.seat(one.id()).isEmpty());
        return others ? NO_OBJECTION : Why.CONVEY_NO_READERS.refuses();
    }

    @Override
    public NonPapers accept(Sitting sitting, Place place, NonPaperEvent event) {
        if (!(event instanceof Laid laid) || !laid.forOthers()) {
            return this;
        }
        List<ForOthers> all = new ArrayList<>(forOthers);
        if (all.size() == MOST_FOR_OTHERS) {
            all.removeFirst();
        }
        all.add(new ForOthers(place.position(), laid.lapses()));
        return new NonPapers(all);
    }

    @Override
    public NonPapers turn(Sitting sitting) {
        return this;
    }

    @Override
    public void write(CanonicalWriter out) {
        out.list(forOthers, (to, one) -> to.u64(one.position()).u64(one.lapses()));
    }

    public static NonPapers read(CanonicalReader in) throws Malformed {
        return new NonPapers(in.list(MOST_FOR_OTHERS, from -> new ForOthers(from.u64(), from.u64())));
    }
}
