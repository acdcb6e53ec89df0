package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.RoomId;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Page;
import parley.protocol.port.SignedHead;

/** A relay that signs that letters rotted which their owner hadn't read (protocol.md, "Inbox"): Israel's to Iran. */
class LostMailTest {
    private static final int LETTERS = 3;
    private static final long MOST_PASSED = 1_000_000;

    private final Rotting relay = new Rotting();
    private final Scene scene = new Scene(Conduct.STRICT, relay);
    private final RoomId room = scene.plenary();
    private final Reading reading;

    LostMailTest() {
        scene.warmUp(room);
        scene.iran.offline = true;
        write(LETTERS);
        reading = scene.iran.seat().readings().stream()
                .filter(one -> relay.entries(one.log().id()).size() > one.after())
                .findFirst()
                .orElseThrow();
    }

    private static final class Rotting extends MemoryRelay {
        Rotting() {
            super("relay.test");
        }

        /** Nothing can be given through there. */
        Page lost(LogId log, long through) {
            Log kept = Objects.requireNonNull(log(log));
            return claims(log, kept.heads.get((int) through), kept.heads.getLast());
        }

        Page claims(LogId log, Head through, Head current) {
            return new Page(through.position(), List.of(), sign(log, through), sign(log, current));
        }
    }

    private void write(int letters) {
        for (int i = 0; i < letters; i++) {
            Scene.send(scene.israel, scene.iran, new InboxMessage.CardDeclined(room));
        }
        scene.world.settle();
    }

    private void took(Reading asked, Page page) {
        scene.iran.act((seat, tx) -> {
            seat.took(tx, asked, new Answer.Given<>(page));
            return true;
        });
    }

    private void readsAll() {
        scene.iran.restart();
        scene.iran.offline = false;
        scene.world.settle();
        scene.world.settle(); // The first may only have shown that it must begin again.
    }

    private List<Fact.MailLost> told() {
        return scene.iran.facts(Fact.MailLost.class);
    }

    private int read() {
        return scene.iran.facts(Fact.Declined.class).size();
    }

    private Reading now() {
        return scene.iran.seat().readings().stream()
                .filter(one -> one.log().equals(reading.log()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_stands_behind_a_letter_that_rotted_is_read_and_people_are_told_once() {
        took(reading, relay.lost(reading.log().id(), reading.after() + 1));
        readsAll();
        assertThat(read()).isEqualTo(LETTERS - 1);
        assertThat(told()).containsExactly(new Fact.MailLost(relay.address(), 1));
        write(1);
        assertThat(read()).isEqualTo(LETTERS);
    }

    enum Claim {
        UNSIGNED,
        OF_ANOTHER_PLACE,
        WITH_A_LETTER,
        BEYOND_THE_END,
        OF_ANOTHER_LOG
    }

    @ParameterizedTest
    @EnumSource
    void a_claim_that_does_not_hold_passes_nothing(Claim claim) {
        LogId log = reading.log().id();
        Page honest = relay.lost(log, reading.after() + 1);
        Head through = honest.upTo().head();
        Page page = switch (claim) {
            case UNSIGNED ->
                new Page(
                        honest.after(),
                        List.of(),
                        new SignedHead(
                                log, through, 0, List.of(), honest.current().signature()),
                        honest.current());
            case OF_ANOTHER_PLACE -> new Page(honest.after() + 1, List.of(), honest.upTo(), honest.current());
            case WITH_A_LETTER ->
                new Page(honest.after(), List.of(relay.entries(log).getLast()), honest.upTo(), honest.current());
            case BEYOND_THE_END ->
                relay.claims(log, new Head(through.position() + LETTERS, Hash.of("nothing")), through);
            case OF_ANOTHER_LOG -> {
                LogId other = scene.iran.room(room).log().id();
                yield relay.claims(other, through, honest.current().head());
            }
        };
        took(reading, page);
        took(reading, page); // What was shown before is not believed for that.
        assertThat(now()).isEqualTo(reading);
        readsAll();
        assertThat(read()).isEqualTo(LETTERS);
        assertThat(told()).isEmpty();
    }

    /** It answers what was asked before the node knew that it must read somewhere else. */
    @Test
    void an_answer_to_an_older_question_passes_nothing() {
        Reading stale =
                new Reading(reading.log(), reading.capability(), reading.after() + 1, reading.most(), reading.pace());
        took(stale, relay.lost(reading.log().id(), reading.after() + 2));
        assertThat(now()).isEqualTo(reading);
        readsAll();
        assertThat(read()).isEqualTo(LETTERS);
        assertThat(told()).isEmpty();
    }

    @Test
    void a_place_that_no_inbox_reaches_is_not_believed_and_an_owner_comes_back_from_a_false_one() {
        LogId log = reading.log().id();
        Head far = new Head(reading.after() + MOST_PASSED + 1, Hash.of("far"));
        took(reading, relay.claims(log, far, far));
        assertThat(told()).isEmpty();
        assertThat(now()).isEqualTo(reading);

        Head farthest = new Head(reading.after() + MOST_PASSED, Hash.of("farthest"));
        took(reading, relay.claims(log, farthest, farthest));
        assertThat(told()).containsExactly(new Fact.MailLost(relay.address(), MOST_PASSED));
        readsAll();
        assertThat(read()).isEqualTo(LETTERS);
    }

    /** What came while Israel's code differed is read once more, for warnings; who had it already misses nothing of it. */
    @Test
    void of_what_was_read_before_nobody_is_told() {
        readsAll();
        compared(false);
        write(2);
        scene.iran.offline = true;
        compared(true);
        assertThat(now().after()).isEqualTo(reading.after() + LETTERS);
        write(1);
        took(now(), relay.lost(reading.log().id(), reading.after() + LETTERS + 1));
        assertThat(told()).isEmpty();
        took(now(), relay.lost(reading.log().id(), reading.after() + LETTERS + 3));
        assertThat(told()).containsExactly(new Fact.MailLost(relay.address(), 1));
    }

    private void compared(boolean same) {
        scene.iran
                .act((seat, tx) -> seat.compared(tx, scene.israel.id(), same, "by voice"))
                .orThrow();
    }
}
