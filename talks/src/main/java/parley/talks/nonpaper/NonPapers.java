package parley.talks.nonpaper;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import parley.base.CanonicalWriter;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Role;
import parley.talks.Why;
import parley.talks.nonpaper.NonPaperEvent.Laid;
import parley.talks.practice.Practice;
import parley.talks.practice.ReaderProof;
import parley.talks.practice.Sitting;
import parley.talks.rules.Language;
import parley.talks.rules.Rules;
import parley.talks.text.Blank;
import parley.talks.text.PlainText;

/**
 * Judges non-papers. There is no state: nothing stays by which one could be known again after its hour, nor how many there were.
 *
 * <p>That a paper lapses no fold sees: each node erases it by its own clock. A modified node keeps what it read.
 */
public record NonPapers() implements Practice<NonPaperEvent, NonPapers> {
    /** Two or three pages: what is longer is a draft. */
    public static final int MOST_TEXT_BYTES = 8 * 1024;

    public static final NonPapers NONE = new NonPapers();

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
            case Laid laid -> text(laid).or(() -> standing(role, laid));
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
        return Language.isTag(laid.lang()) ? Optional.empty() : Why.MESSAGE_LANGUAGE.refuses();
    }

    private static Optional<Refusal> standing(Role role, Laid laid) {
        if (laid.standing().isEmpty()) {
            return Optional.empty();
        }
        if (role != Role.MEDIATOR) {
            return Why.NONPAPER_MEDIATORS_MARK.refuses();
        }
        return ReaderProof.wellFormed(laid.standing()) ? Optional.empty() : Why.CONVEY_PROOFS.refuses(Rules.MOST_SEATS);
    }

    @Override
    public NonPapers accept(Sitting sitting, Place place, NonPaperEvent event) {
        return this;
    }

    @Override
    public NonPapers turn(Sitting sitting) {
        return this;
    }

    @Override
    public void write(CanonicalWriter out) {
        // There is nothing to write.
    }
}
