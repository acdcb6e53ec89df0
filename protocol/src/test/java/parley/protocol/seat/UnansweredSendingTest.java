package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Page;
import parley.protocol.port.Relay.Why;

/** What waits for a relay is kept until that has answered, and what each answer makes of it (protocol.md, "Appending"). */
class UnansweredSendingTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final LogId log = scene.oman.room(room).log().id();

    UnansweredSendingTest() {
        scene.warmUp(room);
    }

    private List<Sending> waiting() {
        return scene.israel.seat().sendings();
    }

    private Sending.Append said() {
        scene.israel.say(room, "on its way");
        return waiting().stream()
                .flatMap(sending -> sending instanceof Sending.Append append ? Stream.of(append) : Stream.empty())
                .filter(append -> append.log().equals(log))
                .findFirst()
                .orElseThrow();
    }

    private void answers(Sending sending, Answer<?> answer) {
        scene.israel.act((s, tx) -> {
            s.sent(tx, sending, answer);
            return true;
        });
    }

    // ---- Over a start

    @Test
    void after_a_start_all_that_waits_goes_as_it_was() {
        said();
        Scene.send(scene.israel, scene.iran, new InboxMessage.CardDeclined(room));
        scene.israel
                .act((s, tx) -> s.invite(tx, "Qatar", Role.GUARANTOR, Duration.ofDays(1)))
                .orThrow();
        scene.israel.act((s, tx) -> {
            s.desk().outbox.create(tx, scene.world.relay.address(), Hash.of("reads"), Hash.of("appends"));
            return true;
        });
        List<Sending> before = waiting();
        assertThat(before)
                .hasAtLeastOneElementOfType(Sending.Append.class)
                .hasAtLeastOneElementOfType(Sending.Create.class)
                .hasAtLeastOneElementOfType(Sending.Park.class);
        assertThat(before)
                .anyMatch(s -> s instanceof Sending.Append a && a.base().isPresent());
        assertThat(before)
                .anyMatch(s -> s instanceof Sending.Append a && a.base().isEmpty());
        scene.israel.restart();
        assertThat(waiting()).isEqualTo(before);
    }

    /** The relay lost its last entries: each is given back at its place. */
    @Test
    void after_a_start_what_heals_a_relay_goes_to_the_same_places() {
        var before = scene.world.relay.image();
        scene.israel.say(room, "lost");
        scene.world.settle();
        scene.world.relay.restore(before);
        scene.israel.read(scene.world);
        List<Sending> healing = waiting();
        assertThat(healing)
                .anyMatch(s -> s instanceof Sending.Append a && a.log().equals(log) && a.at().isPresent());
        scene.israel.restart();
        assertThat(waiting()).isEqualTo(healing);
    }

    @Test
    void what_was_answered_is_not_sent_after_a_start_though_something_before_it_waits_on() {
        Scene.send(scene.israel, scene.iran, new InboxMessage.CardDeclined(room));
        Scene.send(scene.israel, scene.oman, new InboxMessage.CardDeclined(room));
        List<Sending> before = waiting();
        assertThat(before).hasSize(2);
        answers(before.getLast(), new Answer.Silent<>("lost"));
        assertThat(waiting()).isEqualTo(before);
        answers(before.getLast(), new Answer.Given<>(Hash.of("taken")));
        scene.israel.restart();
        assertThat(waiting()).containsExactly(before.getFirst());
    }

    @Test
    void a_log_that_is_to_be_made_is_asked_for_once() {
        scene.israel.act((s, tx) -> {
            for (int i = 0; i < 2; i++) {
                s.desk().outbox.create(tx, scene.world.relay.address(), Hash.of("reads"), Hash.of("appends"));
            }
            s.desk().outbox.create(tx, scene.world.relay.address(), Hash.of("reads"), Hash.of("appends otherwise"));
            s.desk().outbox.create(tx, scene.world.relay.address(), Hash.of("reads otherwise"), Hash.of("appends"));
            return true;
        });
        assertThat(waiting()).hasSize(3);
    }

    // ---- What the relay answers

    @ParameterizedTest
    @EnumSource(
            value = Why.class,
            names = {"OTHER_CHAIN", "PLACE_TAKEN", "WRONG_CAPABILITY", "TOO_LARGE", "NOT_FOUND", "MALFORMED"})
    void an_entry_that_a_relay_declines_holds_up_nothing_and_goes_again_after_a_minute(Why why) {
        Sending.Append entry = said();
        answers(entry, new Answer.Declined<>(why));
        assertThat(waiting()).isEmpty();
        scene.world.pass(Writer.SEND_AGAIN);
        scene.israel.tick();
        assertThat(waiting())
                .singleElement()
                .isInstanceOfSatisfying(
                        Sending.Append.class, again -> assertThat(again.entry()).isEqualTo(entry.entry()));
    }

    @Test
    void an_entry_for_which_a_relay_has_no_time_now_waits_on() {
        Sending.Append entry = said();
        answers(entry, new Answer.Declined<>(Why.LATER));
        assertThat(waiting()).containsExactly(entry);
    }

    @ParameterizedTest
    @EnumSource(
            value = Why.class,
            names = {"OTHER_CHAIN", "PLACE_TAKEN"})
    void what_is_given_back_to_a_relay_that_has_something_else_there_holds_up_nothing(Why why) {
        Bytes entry = scene.world.relay.entries(log).getLast();
        scene.israel.act((s, tx) -> {
            Epoch epoch = Scene.room(scene.israel, room).current();
            s.desk().outbox.add(tx, number -> epoch.append(number, Optional.empty(), entry, Optional.of(epoch.read)));
            return true;
        });
        answers(waiting().getFirst(), new Answer.Declined<>(why));
        assertThat(waiting()).isEmpty();
    }

    @Test
    void a_letter_waits_on_where_a_relay_says_that_something_else_stands_at_its_place() {
        Scene.send(scene.israel, scene.iran, new InboxMessage.CardDeclined(room));
        List<Sending> letter = waiting();
        answers(letter.getFirst(), new Answer.Declined<>(Why.PLACE_TAKEN));
        assertThat(waiting()).isEqualTo(letter);
    }

    /** By what it signs for an entry that it took, before it shows any of it. */
    @Test
    void an_answer_that_the_relay_signed_of_another_history_is_told_and_freezes() {
        MemoryRelay fork = scene.world.relay.fork();
        Forge.place(fork, scene.oman, room, Bytes.utf8("on the other side"));
        scene.oman.say(room, "on this side");
        scene.world.settle();
        Epoch epoch = Scene.room(scene.israel, room).current();
        var there = fork.read(log, epoch.secrets.capability(), 0, 100, Duration.ZERO)
                        instanceof Answer.Given<Page>(var page)
                ? page.current()
                : fail("no page");
        answers(said(), new Answer.Given<>(there));
        assertThat(scene.israel.alarms()).contains(Fact.AlarmKind.HISTORIES_DIFFER);
        assertThat(scene.israel.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
    }
}
