package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.Role;
import parley.node.desk.Line;
import parley.node.desk.RoomRef;
import parley.node.desk.Soundings;
import parley.node.desk.Soundings.Party;
import parley.node.desk.Soundings.Question;
import parley.node.desk.Soundings.Sounding;
import parley.node.desk.Soundings.State;
import parley.talks.message.Direction;
import parley.talks.room.RoomEvent;
import parley.talks.rules.RoomKind;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.sounding.SoundingEvent.Asked;
import parley.talks.sounding.SoundingKind;

/** A mediator asks two delegations that have never met: what each learns, and when. */
final class SoundingNodesTest extends TwoCaucuses {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WAIT = Duration.ofDays(parley.talks.sounding.Soundings.LEAST_DAYS_BETWEEN);

    @Override
    boolean jumps(String node) {
        return true;
    }

    @Test
    void it_opens_once_both_say_yes_and_nobody_waits_for_the_hour() {
        Hash asked = ask(HOUR);
        answer(iran, withIran, asked, SoundingAnswer.YES);
        answer(israel, withIsrael, asked, SoundingAnswer.YES);

        for (TestNode one : List.of(oman, iran, israel)) {
            awaitState(one, State.OPENED);
        }
        assertThat(answers(oman)).containsExactly("YES", "YES");
        assertThat(answers(iran)).as("Iran sees its own answer only").containsExactlyInAnyOrder("YES", "");
        assertThat(iran.events(withIran)).endsWith("line.sounding-opened");
    }

    @Test
    void it_has_one_name_however_its_text_was_typed() {
        Hash asked = oman.desk()
                .soundings()
                .ask(
                        table,
                        new Soundings.Question(
                                SoundingKind.VENUE,
                                "A cafe\u0301,\r\nin Muscat?",
                                "en",
                                Direction.LTR,
                                List.of(withIran.room(), withIsrael.room()),
                                Instant.now().plus(HOUR)))
                .orThrow();

        answer(iran, withIran, asked, SoundingAnswer.YES);
        answer(israel, withIsrael, asked, SoundingAnswer.YES);
        assertThat(awaitState(iran, State.OPENED).text()).isEqualTo("A caf\u00e9,\nin Muscat?");
    }

    @Test
    void refused_it_ends_at_its_hour_alike_for_who_said_yes_and_who_did_not() {
        Hash asked = ask(HOUR);
        answer(israel, withIsrael, asked, SoundingAnswer.NOT_NOW);
        answer(iran, withIran, asked, SoundingAnswer.YES);
        oman.awaitTrue("both answers", _ -> answers(oman).stream().noneMatch(String::isEmpty));
        // The mediator's Process looks after every change; a message that went and came shows that it has looked.
        oman.say(withIran, "Thank you.");
        iran.awaitText(withIran, "Thank you.");
        for (TestNode one : List.of(oman, iran, israel)) {
            assertThat(only(one).state()).isEqualTo(State.OPEN);
        }

        jump(HOUR.plusMinutes(1));
        oman.say(withIsrael, "Until tomorrow.");

        for (TestNode one : List.of(oman, iran, israel)) {
            assertThat(awaitState(one, State.NOT_NOW).early()).isFalse();
        }
        assertThat(last(iran, withIran)).isEqualTo(last(israel, withIsrael));
        assertThat(answers(israel)).containsExactlyInAnyOrder("NOT_NOW", "");
        assertThat(TestTable.keyOf(iran.desk().soundings().answer(withIran, asked, SoundingAnswer.YES)))
                .isEqualTo("sounding.not-open");
    }

    @Test
    void silence_is_no_and_nobody_answers_behind_the_hour() {
        Hash asked = ask(HOUR);
        awaitState(iran, State.OPEN);
        oman.node().gate().lock();
        jump(HOUR.plusMinutes(1));

        assertThat(TestTable.keyOf(iran.desk().soundings().answer(withIran, asked, SoundingAnswer.YES)))
                .isEqualTo("sounding.too-late");
        assertThat(only(iran).state()).isEqualTo(State.OVERDUE);
        assertThat(only(iran).answerIn()).isEmpty();
    }

    @Test
    void one_question_at_a_time_and_the_same_one_is_shown_as_such() {
        Hash first = ask(HOUR);
        assertThat(TestTable.keyOf(oman.desk().soundings().ask(table, question(HOUR))))
                .isEqualTo("sounding.one-at-a-time");
        awaitState(oman, State.OPEN);
        awaitState(israel, State.OPEN);
        assertThat(TestTable.keyOf(oman.desk().soundings().ask(table, question(HOUR))))
                .isEqualTo("sounding.one-at-a-time");
        jump(HOUR.plusMinutes(1));
        oman.say(withIran, "Later, then.");
        awaitState(oman, State.NOT_NOW);
        awaitState(iran, State.NOT_NOW);

        jump(HOUR.plus(WAIT).minusMinutes(5));
        Question other = new Question(
                SoundingKind.DATES,
                "In May?",
                "en",
                Direction.LTR,
                question(HOUR).rooms(),
                question(HOUR).deadline());
        assertThat(TestTable.keyOf(oman.desk().soundings().ask(table, other))).isEqualTo("sounding.too-soon");
        assertThat(oman.desk().soundings().nextFrom(table)).isPresent();
        jump(HOUR.plus(WAIT).plusMinutes(5));
        assertThat(oman.desk().soundings().nextFrom(table)).isEmpty();

        Hash second = ask(HOUR);
        assertThat(second).isNotEqualTo(first);
        Sounding again = iran.await(
                "the question again",
                now -> now.soundings().list(table).stream()
                        .filter(one -> one.id().equals(second))
                        .findFirst());
        assertThat(again.times()).isEqualTo(2);
        assertThat(again.recent()).isEqualTo(2);
        assertThat(again.heeded()).isTrue();
    }

    @Test
    void a_party_asks_nothing_and_no_hour_is_too_near_or_too_far() {
        assertThat(TestTable.keyOf(oman.desk().soundings().ask(table, question(Duration.ofMinutes(1)))))
                .isEqualTo("sounding.deadline");
        assertThat(TestTable.keyOf(oman.desk().soundings().ask(table, question(Duration.ofDays(31)))))
                .isEqualTo("sounding.deadline");
        assertThat(TestTable.keyOf(iran.desk().soundings().ask(table, question(HOUR))))
                .isEqualTo("sounding.whom");
        assertThat(TestTable.keyOf(oman.desk().soundings().ask(table, question(Soundings.LEAST_TIME))))
                .as("the least time, counted a moment ago")
                .isEqualTo("done");
    }

    @Test
    void a_modified_mediator_that_asks_at_once_is_heeded_in_no_caucus() {
        Hash first = ask(HOUR);
        awaitState(iran, State.OPEN);
        jump(HOUR.plusMinutes(1));
        oman.say(withIran, "Later, then.");
        awaitState(iran, State.NOT_NOW);

        Asked inOtherWords = asked(1, "And if it were in Doha?", HOUR.plus(HOUR));
        oman.seal(withIran, new RoomEvent.OfSounding(inOtherWords));
        assertThat(iran.refusal(withIran)).startsWith("Oman").hasSize(2);
        assertThat(iran.desk().soundings().list(table)).extracting(Sounding::id).containsExactly(first);

        RoomRef another = TestTable.found(table, "A new caucus", RoomKind.CAUCUS, TestTable.ANSWERED, oman, iran);
        Asked inAnotherCaucus = asked(2, "And if it were in Doha?", HOUR.plus(HOUR));
        oman.seal(another, new RoomEvent.OfSounding(inAnotherCaucus));
        Sounding seen = awaitSounding(iran, inAnotherCaucus.name());
        assertThat(seen.heeded()).isFalse();
        assertThat(seen.recent()).as("questions in thirty days").isEqualTo(2);
        assertThat(seen.answerIn()).isEmpty();
        assertThat(TestTable.keyOf(iran.desk().soundings().answer(another, inAnotherCaucus.name(), SoundingAnswer.YES)))
                .isEqualTo("sounding.unheeded");
    }

    @Test
    void a_modified_mediator_gains_no_answer_by_an_hour_far_away() {
        Asked far = asked(1, "In Doha?", Soundings.MOST_TIME.plusDays(1));
        oman.seal(withIran, new RoomEvent.OfSounding(far));
        assertThat(awaitSounding(iran, far.name()).heeded()).isFalse();
        assertThat(TestTable.keyOf(iran.desk().soundings().answer(withIran, far.name(), SoundingAnswer.YES)))
                .isEqualTo("sounding.unheeded");
        jump(Duration.ofDays(2));
        iran.desk().soundings().answer(withIran, far.name(), SoundingAnswer.YES).orThrow();
    }

    private Asked asked(int nonce, String text, Duration open) {
        return new Asked(
                Hash.of("nonce", Hash.number(nonce)),
                SoundingKind.VENUE,
                text,
                "en",
                Direction.LTR,
                List.of(party("Iran"), party("Israel")),
                Instant.now().plus(open).toEpochMilli());
    }

    private Principal party(String name) {
        return new Principal(oman.known(table, name), name, Role.PARTY);
    }

    private Sounding awaitSounding(TestNode node, Hash id) {
        return node.await(
                "the question",
                now -> now.soundings().list(table).stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst());
    }

    private Soundings.Question question(Duration open) {
        return new Soundings.Question(
                SoundingKind.MEET,
                "In Muscat?",
                "en",
                Direction.LTR,
                List.of(withIran.room(), withIsrael.room()),
                Instant.now().plus(ahead.get()).plus(open));
    }

    private Hash ask(Duration open) {
        return oman.desk().soundings().ask(table, question(open)).orThrow();
    }

    private static void answer(TestNode who, RoomRef room, Hash asked, SoundingAnswer answer) {
        who.awaitTrue(
                "the question",
                now -> now.soundings().list(room.table()).stream()
                        .anyMatch(one -> one.id().equals(asked)));
        who.desk().soundings().answer(room, asked, answer).orThrow();
    }

    private Sounding only(TestNode node) {
        return node.desk().soundings().list(table).getFirst();
    }

    private Sounding awaitState(TestNode node, State state) {
        return node.await(
                "a sounding that is " + state,
                now -> now.soundings().list(table).stream()
                        .filter(one -> one.state() == state)
                        .findFirst());
    }

    private List<String> answers(TestNode node) {
        return only(node).parties().stream()
                .map(Party::answer)
                .map(answer -> answer.map(Enum::name).orElse(""))
                .toList();
    }

    /** The last sentence of the record, as a person reads it. */
    private static String last(TestNode node, RoomRef room) {
        Line.Event event = node.lines(room, Line.Event.class).getLast();
        return event.key() + event.parts();
    }
}
