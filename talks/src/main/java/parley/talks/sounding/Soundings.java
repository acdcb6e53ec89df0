package parley.talks.sounding;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
import parley.talks.practice.Practice;
import parley.talks.practice.Sitting;
import parley.talks.rules.Language;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.sounding.SoundingEvent.Answered;
import parley.talks.sounding.SoundingEvent.Asked;
import parley.talks.sounding.SoundingEvent.Ended;
import parley.talks.text.Blank;

/**
 * The questions that a mediator asked in one caucus: one open at a time, each at most {@value #MOST_TIMES} times, and after one that
 * didn't open the next not before {@value #LEAST_DAYS_BETWEEN} days have passed, whatever its words.
 *
 * <p>Guarantees: only the asked party's own seat answers, once; nothing opens here against this party's answer or silence.
 * What the other parties were asked and answered lies in other rooms and can't be judged here: that is the mediator's word.
 *
 * @param questions in the order in which they were first asked
 */
public record Soundings(List<Asking> questions) implements Practice<SoundingEvent, Soundings> {
    /** One question in one sentence or two. */
    public static final int MOST_TEXT_BYTES = 1024;

    public static final int MOST_ASKED = Rules.MOST_SEATS;
    /** Whoever says yes learns of each failure that somebody didn't: asked without end, a question is a probe. */
    public static final int MOST_TIMES = 3;
    /**
     * From the hour of a question that didn't open to the hour of the same asker's next one. Words, and what a question is said to be
     * about, anybody can change; time nobody can. A fold has no clock and judges the hours that the questions name: a modified node that
     * asks at once has to name an hour so much later, and nobody opens or ends another question before it has let that one go. That it
     * did so early, every node shows. It is counted by asker: else an hour at the end of time, which a fold can't tell from another, would
     * keep all others waiting for ever. That two who ask in turns ask no more often than one, the nodes see to, which have clocks. Ten
     * questions in a month are more than any mediator needs, and too few to feel one's way by.
     */
    public static final long LEAST_DAYS_BETWEEN = 3;

    static final long LEAST_MILLIS_BETWEEN = LEAST_DAYS_BETWEEN * 24 * 60 * 60 * 1_000;

    /** So that a mediator can't fill the state, nor probe with ever other words; a new caucus begins anew. */
    public static final int MOST_QUESTIONS = 100;

    public static final Soundings NONE = new Soundings(List.of());

    private static final int LEAST_ASKED = 2;
    private static final Optional<Refusal> NO_OBJECTION = Optional.empty();

    public Soundings {
        questions = List.copyOf(questions);
    }

    /** The question that waits for its end. */
    public Optional<Asking> open() {
        return questions.stream().filter(Asking::open).findFirst();
    }

    /** The last asking of this name. */
    public Optional<Asking> asking(Hash name) {
        return questions.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    private Optional<Asking> question(Hash question) {
        return questions.stream().filter(one -> one.question().equals(question)).findFirst();
    }

    @Override
    public Optional<Refusal> objection(Sitting sitting, PrincipalId who, SoundingEvent event) {
        Optional<Principal> seat = sitting.seat(who);
        if (seat.isEmpty()) {
            return Why.ROOM_NOT_A_MEMBER.refuses();
        }
        return switch (event) {
            case Asked asked -> objection(sitting, seat.get(), asked);
            case Answered(Hash name, SoundingAnswer _) -> open(name, found -> answering(who, found));
            case Ended(Hash name, SoundingAnswer outcome) -> open(name, found -> ending(sitting, who, found, outcome));
        };
    }

    private Optional<Refusal> open(Hash name, java.util.function.Function<Asking, Optional<Refusal>> check) {
        return open().filter(one -> one.name().equals(name)).map(check).orElseGet(Why.SOUNDING_NOT_OPEN::refuses);
    }

    private Optional<Refusal> objection(Sitting sitting, Principal author, Asked asked) {
        Optional<Principal> here = party(sitting);
        if (author.role() != Role.MEDIATOR || sitting.kind() != RoomKind.CAUCUS || here.isEmpty()) {
            return Why.SOUNDING_IN_CAUCUS.refuses();
        }
        if (asked.asked().size() < LEAST_ASKED
                || asked.asked().size() > MOST_ASKED
                || !asked.asked().contains(here.get())
                || asked.asked().stream().anyMatch(one -> one.role() != Role.PARTY)
                || asked.asked().stream().map(Principal::id).distinct().count()
                        != asked.asked().size()) {
            return Why.SOUNDING_WHOM.refuses();
        }
        int size = asked.text().getBytes(StandardCharsets.UTF_8).length;
        if (size > MOST_TEXT_BYTES) {
            return Why.SOUNDING_TOO_LONG.refuses(size, MOST_TEXT_BYTES);
        }
        if (asked.kind() != SoundingKind.MEET && Blank.is(asked.text())) {
            return Why.SOUNDING_NO_QUESTION.refuses();
        }
        if (!Language.isTag(asked.lang())) {
            return Why.MESSAGE_LANGUAGE.refuses();
        }
        return open().isPresent()
                ? Why.SOUNDING_ONE_AT_A_TIME.refuses()
                : again(asked).or(() -> tooSoon(author.id(), asked.deadline()));
    }

    private Optional<Refusal> again(Asked asked) {
        Optional<Asking> before = question(asked.question());
        if (before.filter(one -> one.times() >= MOST_TIMES).isPresent()) {
            return Why.SOUNDING_TOO_OFTEN.refuses(MOST_TIMES);
        }
        return before.isEmpty() && questions.size() >= MOST_QUESTIONS
                ? Why.SOUNDING_TOO_MANY.refuses(MOST_QUESTIONS)
                : NO_OBJECTION;
    }

    private Optional<Refusal> tooSoon(PrincipalId asker, long hour) {
        return hour < earliest(questions, asker) ? Why.SOUNDING_TOO_SOON.refuses(LEAST_DAYS_BETWEEN) : NO_OBJECTION;
    }

    /**
     * The earliest hour of the next question of this asker after those, of one room or of several, in milliseconds since 1970; the least
     * number when it may name any.
     */
    public static long earliest(List<Asking> questions, PrincipalId asker) {
        return questions.stream()
                .filter(one -> one.asker().equals(asker)
                        && one.outcome().filter(SoundingAnswer.YES::equals).isEmpty())
                .mapToLong(Asking::next)
                .max()
                .orElse(Long.MIN_VALUE);
    }

    private static Optional<Refusal> answering(PrincipalId who, Asking asking) {
        if (!asking.party().equals(who)) {
            return Why.SOUNDING_NOT_ASKED.refuses();
        }
        return asking.answer().isPresent() ? Why.SOUNDING_ANSWERED.refuses() : NO_OBJECTION;
    }

    private static Optional<Refusal> ending(Sitting sitting, PrincipalId who, Asking asking, SoundingAnswer outcome) {
        boolean orphan = sitting.seat(asking.asker()).isEmpty() && sitting.speaksForDeadlines(who);
        if (!asking.asker().equals(who) && !orphan) {
            return Why.SOUNDING_NOT_ASKER.refuses();
        }
        boolean opensHere = asking.answer().filter(SoundingAnswer.YES::equals).isPresent();
        return outcome == SoundingAnswer.YES && !opensHere ? Why.SOUNDING_NOT_ALL_YES.refuses() : NO_OBJECTION;
    }

    /** The party of a caucus; there is at most one. */
    private static Optional<Principal> party(Sitting sitting) {
        return sitting.principals().stream()
                .filter(one -> one.role() == Role.PARTY)
                .findFirst();
    }

    @Override
    public Soundings accept(Sitting sitting, Place place, SoundingEvent event) {
        List<Asking> all = new ArrayList<>(questions);
        switch (event) {
            case Asked asked -> {
                int times = question(asked.question()).map(Asking::times).orElse(0);
                Asking next = new Asking(
                        asked.question(),
                        times + 1,
                        asked.name(),
                        place.who(),
                        party(sitting).map(Principal::id).orElse(place.who()),
                        asked.asked().stream().map(Principal::id).toList(),
                        asked.deadline(),
                        Optional.empty(),
                        Optional.empty());
                if (times == 0) {
                    all.add(next);
                } else {
                    all.replaceAll(one -> one.question().equals(next.question()) ? next : one);
                }
            }
            case Answered(Hash name, SoundingAnswer answer) ->
                all.replaceAll(one -> one.name().equals(name) ? one.with(answer) : one);
            case Ended(Hash name, SoundingAnswer outcome) ->
                all.replaceAll(one -> one.name().equals(name) ? one.ended(outcome) : one);
        }
        return new Soundings(all);
    }

    /** A question stays open over epochs, which renew keys by themselves; it ends when the party that was asked has gone. */
    @Override
    public Soundings turn(Sitting sitting) {
        return new Soundings(questions.stream()
                .map(one -> one.open() && sitting.seat(one.party()).isEmpty() ? one.ended(SoundingAnswer.NOT_NOW) : one)
                .toList());
    }

    @Override
    public void write(CanonicalWriter out) {
        out.list(questions, (to, one) -> one.write(to));
    }

    public static Soundings read(CanonicalReader in) throws Malformed {
        return new Soundings(in.list(MOST_QUESTIONS, Asking::read));
    }
}
