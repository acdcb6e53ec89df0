package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.Result;
import parley.base.Role;
import parley.node.desk.Changes.Wish;
import parley.node.desk.RoomRef;
import parley.node.desk.Soundings;
import parley.node.desk.Soundings.Question;
import parley.node.desk.Soundings.Sounding;
import parley.node.desk.Soundings.State;
import parley.talks.message.Direction;
import parley.talks.room.RoomEvent;
import parley.talks.rules.RoomKind;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.sounding.SoundingEvent.Asked;
import parley.talks.sounding.SoundingEvent.Ended;
import parley.talks.sounding.SoundingKind;

/** Two mediators of one table, or one person under two seats: together they ask no more often than one. */
@Tag("wide")
final class SoundingMediatorsTest extends TwoCaucuses {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WAIT = Duration.ofDays(parley.talks.sounding.Soundings.LEAST_DAYS_BETWEEN);

    private TestNode qatar;
    private RoomRef iranAndBoth;
    private RoomRef israelAndBoth;

    @Override
    boolean jumps(String node) {
        return true;
    }

    @BeforeEach
    void aSecondMediator() {
        qatar = talks.node("qatar", ahead);
        talks.pair(oman, table, "Oman", qatar, "Qatar", Role.MEDIATOR);
        TestTable.compare(table, oman, "Oman", qatar, "Qatar");
        TestTable.pairSeated(qatar, table, "Qatar", iran, "Iran");
        TestTable.compare(table, qatar, "Qatar", iran, "Iran");
        TestTable.pairSeated(qatar, table, "Qatar", israel, "Israel");
        TestTable.compare(table, qatar, "Qatar", israel, "Israel");
        iranAndBoth = TestTable.found(table, "Iran and both", RoomKind.CAUCUS, TestTable.ANSWERED, oman, qatar, iran);
        israelAndBoth =
                TestTable.found(table, "Israel and both", RoomKind.CAUCUS, TestTable.ANSWERED, oman, qatar, israel);
    }

    @Test
    void what_one_has_asked_keeps_the_other_waiting_too() {
        Hash first = oman.desk()
                .soundings()
                .ask(table, question(iranAndBoth, israelAndBoth))
                .orThrow();
        awaitSounding(qatar, first);
        jump(HOUR.plusMinutes(1));
        oman.say(iranAndBoth, "Later, then.");
        awaitState(qatar, first, State.NOT_NOW);

        assertThat(qatar.desk().soundings().nextFrom(table)).isPresent();
        assertThat(TestTable.keyOf(qatar.desk().soundings().ask(table, question(iranAndBoth, israelAndBoth))))
                .isEqualTo("sounding.too-soon");
        jump(HOUR.plus(WAIT).plusMinutes(5));
        assertThat(qatar.desk().soundings().nextFrom(table)).isEmpty();
        Hash second = qatar.desk()
                .soundings()
                .ask(table, question(iranAndBoth, israelAndBoth))
                .orThrow();
        Sounding seen = awaitSounding(iran, second);
        assertThat(seen.heeded()).isTrue();
        assertThat(seen.recent()).as("questions in thirty days, of both").isEqualTo(2);
    }

    @Test
    void a_modified_colleague_that_asks_in_between_is_heeded_in_no_caucus_that_could_have_told_it() {
        askedInVain(iranAndBoth);
        Asked here = asked(1, HOUR.plus(HOUR));
        qatar.seal(iranAndBoth, new RoomEvent.OfSounding(here));
        assertUnheeded(iranAndBoth, here.name());

        RoomRef apart = TestTable.found(table, "Apart", RoomKind.CAUCUS, TestTable.ANSWERED, qatar, iran);
        Asked elsewhere = asked(2, HOUR.plus(WAIT).minusMinutes(5));
        qatar.seal(apart, new RoomEvent.OfSounding(elsewhere));
        assertUnheeded(apart, elsewhere.name());
        assertThat(awaitSounding(iran, elsewhere.name()).recent())
                .as("questions in thirty days, of both")
                .isEqualTo(3);
    }

    @Test
    void who_could_not_know_of_the_others_question_is_heeded_and_counted() {
        askedInVain(withIran);
        Asked unknowing = asked(1, HOUR.plus(HOUR));
        qatar.seal(iranAndBoth, new RoomEvent.OfSounding(unknowing));
        Sounding seen = awaitSounding(iran, unknowing.name());
        assertThat(seen.heeded()).isTrue();
        assertThat(seen.recent()).isEqualTo(2);
        iran.desk()
                .soundings()
                .answer(iranAndBoth, unknowing.name(), SoundingAnswer.YES)
                .orThrow();
    }

    @Test
    void an_hour_far_away_keeps_no_colleague_waiting_nor_does_one_that_comes_second() {
        Asked far = asked(1, Duration.ofDays(20_000));
        oman.seal(iranAndBoth, new RoomEvent.OfSounding(far));
        awaitSounding(iran, far.name());
        oman.seal(iranAndBoth, new RoomEvent.OfSounding(new Ended(far.name(), SoundingAnswer.NOT_NOW)));
        awaitState(qatar, far.name(), State.NOT_NOW);
        Result<Hash> asks = qatar.desk().soundings().ask(table, question(iranAndBoth, israelAndBoth));
        assertThat(asks).as("its colleague waits for nothing").isInstanceOf(Result.Done.class);
        Hash asked = asks.orThrow();
        assertThat(awaitSounding(iran, asked).heeded()).isTrue();

        RoomRef again = TestTable.found(table, "Once more", RoomKind.CAUCUS, TestTable.ANSWERED, oman, qatar, iran);
        Asked second = asked(2, HOUR.minusMinutes(10));
        oman.seal(again, new RoomEvent.OfSounding(second));
        assertUnheeded(again, second.name());
        assertThat(awaitSounding(iran, asked).heeded()).isTrue();
    }

    @Test
    void what_was_asked_by_one_who_is_gone_ends_by_its_colleague_even_with_an_hour_far_away() {
        Hash asked = oman.desk()
                .soundings()
                .ask(table, question(iranAndBoth, israelAndBoth))
                .orThrow();
        awaitSounding(qatar, asked);
        leaves(iranAndBoth);
        jump(HOUR.plusMinutes(10));
        iran.say(iranAndBoth, "Where is Oman?");
        awaitState(iran, asked, State.NOT_NOW);
        awaitState(israel, asked, State.NOT_NOW);

        Asked far = asked(1, Duration.ofDays(20_000));
        oman.seal(israelAndBoth, new RoomEvent.OfSounding(far));
        awaitSounding(israel, far.name());
        leaves(israelAndBoth);
        awaitState(israel, far.name(), State.NOT_NOW);
        awaitState(qatar, far.name(), State.NOT_NOW);
    }

    private void leaves(RoomRef room) {
        oman.desk()
                .changes()
                .propose(
                        room,
                        new Wish.Remove(
                                oman.desk().tables().table(table).orElseThrow().self()),
                        "")
                .orThrow();
        qatar.awaitTrue("the wish to leave", desk -> !desk.changes().open(room).isEmpty());
        jump(ahead.get().plusMinutes(4));
        qatar.say(room, "Farewell.");
        qatar.awaitTrue(
                "Oman gone",
                desk -> desk.rooms().room(room).orElseThrow().members().stream()
                        .noneMatch(member -> member.name().equals("Oman")));
    }

    /** A question of Oman's whose hour has passed; its node's Process ends it. */
    private void askedInVain(RoomRef room) {
        Asked first = asked(0, HOUR);
        oman.seal(room, new RoomEvent.OfSounding(first));
        awaitSounding(iran, first.name());
        jump(HOUR.plusMinutes(1));
        oman.say(room, "Later, then.");
        awaitState(iran, first.name(), State.NOT_NOW);
        if (room.equals(iranAndBoth)) {
            awaitState(qatar, first.name(), State.NOT_NOW);
        }
    }

    private void assertUnheeded(RoomRef room, Hash sounding) {
        assertThat(awaitSounding(iran, sounding).heeded()).isFalse();
        assertThat(TestTable.keyOf(iran.desk().soundings().answer(room, sounding, SoundingAnswer.YES)))
                .isEqualTo("sounding.unheeded");
    }

    private Question question(RoomRef... rooms) {
        return new Question(
                SoundingKind.MEET,
                "In Muscat?",
                "en",
                Direction.LTR,
                Arrays.stream(rooms).map(RoomRef::room).toList(),
                Instant.now().plus(ahead.get()).plus(HOUR));
    }

    private Asked asked(int nonce, Duration open) {
        return new Asked(
                Hash.of("nonce", Hash.number(nonce)),
                SoundingKind.VENUE,
                "In Doha, in hall " + nonce + "?",
                "en",
                Direction.LTR,
                List.of(party("Iran"), party("Israel")),
                Instant.now().plus(open).toEpochMilli());
    }

    private Principal party(String name) {
        return new Principal(oman.known(table, name), name, Role.PARTY);
    }

    private Sounding awaitSounding(TestNode node, Hash id) {
        return node.await("the question", now -> found(now.soundings(), id));
    }

    private void awaitState(TestNode node, Hash id, State state) {
        var unused = node.await(
                "that it is " + state, now -> found(now.soundings(), id).filter(one -> one.state() == state));
    }

    private Optional<Sounding> found(Soundings all, Hash id) {
        return all.list(table).stream().filter(one -> one.id().equals(id)).findFirst();
    }
}
