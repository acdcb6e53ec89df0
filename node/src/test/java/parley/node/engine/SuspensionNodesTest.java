package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Result;
import parley.base.Role;
import parley.node.desk.Changes.Wish;
import parley.node.desk.Conveying.Bringing;
import parley.node.desk.Conveying.Label;
import parley.node.desk.Conveying.Mark;
import parley.node.desk.CourierItems.Delivering;
import parley.node.desk.CourierItems.Handing;
import parley.node.desk.Messages;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Suspending.Leaving;
import parley.node.desk.Suspending.NoticeView;
import parley.node.desk.Suspending.StopView;
import parley.node.desk.Suspending.Stopping;
import parley.node.desk.Suspending.SuspensionView;
import parley.talks.convey.Caveat;
import parley.talks.convey.CrossedAs;
import parley.talks.courier.Means;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import parley.talks.room.RoomEvent;
import parley.talks.rules.Pauses;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.suspension.SuspensionEvent;

/** Suspensions and withdrawals over real nodes: what stops, how it goes on, who leaves when, and nodes that do without. */
@Tag("wide")
final class SuspensionNodesTest extends TwoCaucuses {
    private static final String REASON = "A death in the family.";

    @Override
    boolean jumps(String node) {
        return !node.equals("israel");
    }

    @Test
    void suspended_talks_take_procedural_messages_only_until_their_author_lets_them_go_on() throws Exception {
        suspend(oman, 9);
        StopView seen = stop(iran);
        assertThat(seen.authorName()).isEqualTo("Oman");
        assertThat(seen.reason()).isEqualTo(REASON);
        assertThat(seen.lacking()).containsExactlyInAnyOrder("Iran", "Oman");
        assertThat(TestTable.keyOf(say(iran, MessageKind.OFFER))).isEqualTo("suspension.closed");
        say(iran, MessageKind.PROCEDURAL).orThrow();
        assertThat(iran.events(withIran)).contains("line.suspended");
        assertThat(suspension(israel, withIsrael).stop())
                .as("the other caucus goes on")
                .isEmpty();

        iran.desk().suspending().resume(withIran, seen.id()).orThrow();
        oman.awaitTrue("one agreement", _ -> stop(oman).agreed().equals(List.of("Iran")));
        assertThat(TestTable.keyOf(say(iran, MessageKind.OFFER)))
                .as("one agrees, the other not yet")
                .isEqualTo("suspension.closed");
        oman.restart();
        assertThat(stop(oman).reason()).isEqualTo(REASON);
        oman.desk().suspending().resume(withIran, seen.id()).orThrow();
        iran.awaitTrue("the end", _ -> suspension(iran, withIran).stop().isEmpty());
        say(iran, MessageKind.OFFER).orThrow();
    }

    /** What its acts refuse is sealed all the same, as a changed program does. */
    @Test
    void what_a_modified_node_says_meanwhile_counts_on_no_node() {
        suspend(oman, 9);
        Hash id = stop(iran).id();
        iran.seal(withIran, TestNode.said(MessageKind.OFFER, "Eighteen hours."));
        assertThat(oman.refusal(withIran)).containsExactly("Iran", "suspension.closed");
        assertThat(oman.texts(withIran)).doesNotContain("Eighteen hours.");
        iran.seal(withIran, new RoomEvent.OfSuspension(new SuspensionEvent.Lapsed(id)));
        iran.awaitTrue(
                "its own refusal",
                _ -> iran.events(withIran).stream()
                                .filter("line.refused"::equals)
                                .count()
                        == 2);
        assertThat(stop(oman).id()).as("its date is not Iran's to say").isEqualTo(id);
    }

    @Test
    void a_date_that_has_not_come_is_shown_as_that_when_a_changed_mediator_says_that_it_has() {
        suspend(iran, 2);
        oman.seal(
                withIran,
                new RoomEvent.OfSuspension(new SuspensionEvent.Lapsed(stop(oman).id())));
        for (TestNode node : List.of(oman, iran)) {
            node.awaitTrue("the end", _ -> node.events(withIran).contains("line.suspension-lapsed-early"));
        }
    }

    @Test
    void suspended_talks_go_on_by_themselves_at_their_date() {
        suspend(iran, 2);
        stop(oman);
        jump(Duration.ofDays(3));
        say(oman, MessageKind.PROCEDURAL).orThrow();
        for (TestNode node : List.of(oman, iran)) {
            node.awaitTrue("the end", _ -> suspension(node, withIran).stop().isEmpty());
        }
        assertThat(iran.events(withIran)).contains("line.suspension-lapsed");
    }

    /** Iran's node says that it suspended them a hundred days from now: longer than any Rules let it. */
    @Test
    void who_lies_about_when_it_suspended_gains_nothing() {
        long later = System.currentTimeMillis() + Duration.ofDays(100).toMillis();
        iran.seal(
                withIran,
                new RoomEvent.OfSuspension(new SuspensionEvent.Suspended(
                        REASON, later, later + Duration.ofDays(30).toMillis())));
        stop(oman);
        jump(Duration.ofDays(31));
        say(oman, MessageKind.PROCEDURAL).orThrow();
        iran.awaitTrue("the end", _ -> suspension(iran, withIran).stop().isEmpty());
    }

    /** When the line came is known when its words are erased; whoever lies can't outlive the record. */
    @Test
    void nor_when_its_words_are_erased_before() {
        RoomRef room = caucus(Rules.standard().withRetentionDays(7));
        long later = System.currentTimeMillis() + Duration.ofDays(100).toMillis();
        iran.seal(
                room,
                new RoomEvent.OfSuspension(new SuspensionEvent.Suspended(
                        REASON, later, later + Duration.ofDays(30).toMillis())));
        assertThat(stop(oman, room).reason()).isEqualTo(REASON);
        jump(Duration.ofDays(8));
        say(oman, room, MessageKind.PROCEDURAL).orThrow();
        oman.awaitTrue("its words erased", _ -> stop(oman, room).reason().isEmpty());
        jump(Duration.ofDays(31));
        say(oman, room, MessageKind.PROCEDURAL).orThrow();
        iran.awaitTrue("the end", _ -> suspension(iran, room).stop().isEmpty());
    }

    @Test
    void a_clock_set_back_ends_nothing_early_and_a_clock_set_right_ends_all_at_its_date() {
        RoomRef room = caucus(Rules.standard().withPauses(new Pauses(List.of(Role.PARTY), 30, 14)));
        iran.desk().suspending().suspend(room, new Stopping(REASON, 3)).orThrow();
        stop(oman, room);
        NoticeView given = notice(room, "");
        jump(Duration.ofDays(-50));
        say(iran, room, MessageKind.PROCEDURAL).orThrow();
        say(oman, room, MessageKind.PROCEDURAL).orThrow();
        assertThat(TestTable.keyOf(say(iran, room, MessageKind.OFFER))).isEqualTo("suspension.closed");
        assertThat(stop(oman, room).reason()).isEqualTo(REASON);
        assertThat(suspension(oman, room).notices()).containsExactly(given);
        jump(Duration.ofDays(3).plusHours(1));
        say(oman, room, MessageKind.PROCEDURAL).orThrow();
        iran.awaitTrue("the end", _ -> suspension(iran, room).stop().isEmpty());
        assertThat(oman.desk().changes().open(room)).as("nobody has left yet").isEmpty();
        jump(Duration.ofDays(14).plusHours(1));
        say(iran, room, MessageKind.PROCEDURAL).orThrow();
        oman.awaitTrue("the wish to leave", desk -> !desk.changes().open(room).isEmpty());
        assertThat(TestTable.keyOf(iran.desk().suspending().takeNoticeBack(room, given.id())))
                .as("it is in effect")
                .isEqualTo("suspension.notice-in-effect");
    }

    @Test
    void nothing_is_brought_into_suspended_talks_from_another_room() {
        String said = "Our capital says eighteen hours.";
        iran.say(withIran, said);
        long line = iran.awaitText(withIran, said).index();
        iran.desk()
                .conveying()
                .mark(withIran, line, List.of(new Mark(said, new Label(Caveat.IN_SUBSTANCE, "", Optional.empty()))))
                .orThrow();
        iran.desk()
                .courier()
                .handIn(withIran, new Handing("", said, "en", Direction.LTR, List.of(), Optional.empty()))
                .orThrow();
        Hash passage = oman.await(
                        "the passage",
                        desk -> desk.conveying().passages(withIran).stream().findFirst())
                .id();
        Hash item = oman.await(
                        "the item",
                        desk -> desk.courier().bag(table).items().stream().findFirst())
                .id();
        israel.desk().suspending().suspend(withIsrael, new Stopping(REASON, 3)).orThrow();
        oman.awaitTrue(
                "the suspension", _ -> suspension(oman, withIsrael).stop().isPresent());
        assertThat(TestTable.keyOf(oman.desk()
                        .conveying()
                        .convey(
                                withIran,
                                passage,
                                new Bringing(
                                        withIsrael,
                                        CrossedAs.PARAPHRASE,
                                        "Less than a day.",
                                        "en",
                                        Direction.LTR,
                                        "",
                                        false))))
                .isEqualTo("suspension.closed");
        assertThat(TestTable.keyOf(oman.desk()
                        .courier()
                        .deliver(
                                withIran,
                                item,
                                new Delivering(withIsrael.room(), "the ambassador", Means.PAPER, "", Instant.now()))))
                .isEqualTo("suspension.closed");
    }

    @Test
    void a_party_leaves_by_itself_when_its_notice_is_over_and_stays_when_it_took_it_back() {
        RoomRef room = caucus(Rules.standard().withPauses(new Pauses(List.of(Role.PARTY), 30, 14)));
        Wish leaving =
                new Wish.Remove(iran.desk().tables().table(table).orElseThrow().self());
        assertThat(TestTable.keyOf(iran.desk().changes().propose(room, leaving, "")))
                .isEqualTo("suspension.notice-first");
        assertThat(TestTable.keyOf(oman.desk().suspending().giveNotice(room, new Leaving(""))))
                .isEqualTo("suspension.parties");
        NoticeView first = notice(room, "Our capital calls us back.");
        assertThat(first.note()).isEqualTo("Our capital calls us back.");
        assertThat(first.authorName()).isEqualTo("Iran");
        iran.desk().suspending().takeNoticeBack(room, first.id()).orThrow();
        oman.awaitTrue("that it stays", _ -> suspension(oman, room).notices().isEmpty());

        notice(room, "");
        jump(Duration.ofDays(13));
        iran.say(room, "One day more.");
        oman.awaitText(room, "One day more.");
        assertThat(oman.desk().changes().open(room)).as("nobody has left yet").isEmpty();
        jump(Duration.ofDays(14).plusHours(1));
        iran.say(room, "Farewell.");
        oman.awaitTrue("the wish to leave", desk -> !desk.changes().open(room).isEmpty());
        jump(Duration.ofDays(14).plusHours(2));
        oman.say(room, "Farewell.");
        iran.awaitTrue(
                "the end of the membership",
                desk -> desk.rooms().room(room).orElseThrow().condition() instanceof Rooms.Condition.Left);
        oman.awaitTrue("no notice", _ -> suspension(oman, room).notices().isEmpty());
    }

    @Test
    void a_vault_that_cannot_be_read_is_no_room_that_nobody_stopped() throws Exception {
        suspend(oman, 9);
        oman.onDisk("ALTER TABLE cell RENAME TO away");
        assertThat(TestTable.keyOf(oman.desk().suspending().suspension(withIran)))
                .isEqualTo("vault.failed");
        oman.onDisk("ALTER TABLE away RENAME TO cell");
        assertThat(stop(oman).reason()).isEqualTo(REASON);
    }

    private void suspend(TestNode node, int days) {
        node.desk().suspending().suspend(withIran, new Stopping(REASON, days)).orThrow();
        stop(node);
    }

    private RoomRef caucus(Rules rules) {
        return TestTable.found(table, "Caucus", RoomKind.CAUCUS, rules, oman, iran);
    }

    private StopView stop(TestNode node) {
        return stop(node, withIran);
    }

    private static StopView stop(TestNode node, RoomRef room) {
        return node.await("the suspension", _ -> suspension(node, room).stop());
    }

    private NoticeView notice(RoomRef room, String note) {
        iran.desk().suspending().giveNotice(room, new Leaving(note)).orThrow();
        iran.awaitTrue("its own notice", _ -> !suspension(iran, room).notices().isEmpty());
        return oman.await(
                "the notice", _ -> suspension(oman, room).notices().stream().findFirst());
    }

    private static SuspensionView suspension(TestNode node, RoomRef room) {
        return node.desk().suspending().suspension(room).orThrow();
    }

    private Result<Long> say(TestNode node, MessageKind kind) {
        return say(node, withIran, kind);
    }

    private static Result<Long> say(TestNode node, RoomRef room, MessageKind kind) {
        return node.desk()
                .messages()
                .send(
                        room,
                        new Messages.Outgoing(
                                kind, "As we said.", "en", Direction.LTR, Optional.empty(), false, List.of()));
    }
}
