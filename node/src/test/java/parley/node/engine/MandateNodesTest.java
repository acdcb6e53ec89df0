package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Result;
import parley.node.desk.Line;
import parley.node.desk.Mandating;
import parley.node.desk.Mandating.Issuing;
import parley.node.desk.Mandating.MandateView;
import parley.node.desk.Messages;
import parley.talks.mandate.MandateEvent;
import parley.talks.mandate.Power;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import parley.talks.room.RoomEvent;

/** Mandates over real nodes: whom they bind, who sees them, how they end, and a delegate's node that does without. */
final class MandateNodesTest extends TwoCaucuses {
    private static final String SAID = "Eighteen hours.";

    @Test
    void a_side_that_shows_a_mandate_does_only_what_it_covers() {
        Hash envoy = issue("Envoy", Power.SPEAK);
        assertThat(TestTable.keyOf(say(MessageKind.STATEMENT))).isEqualTo("mandate.nobody-acts");
        act(envoy);
        say(MessageKind.STATEMENT).orThrow();
        assertThat(TestTable.keyOf(say(MessageKind.OFFER))).isEqualTo("mandate.does-not-cover");

        act(issue("Minister", Power.SIGN));
        say(MessageKind.OFFER).orThrow();
    }

    @Test
    void the_mediator_sees_it_and_the_other_side_never_learns_of_it() {
        act(issue("Envoy", Power.SPEAK));
        MandateView seen = oman.await(
                "the mandate",
                desk -> mandates(oman).mandates().stream()
                        .filter(MandateView::actsEverywhere)
                        .findFirst());
        assertThat(seen.delegate()).isEqualTo("Envoy");
        assertThat(seen.principalName()).isEqualTo("Iran");
        assertThat(seen.own()).isFalse();
        assertThat(TestTable.keyOf(oman.desk().mandating().revoke(table, seen.id())))
                .isEqualTo("mandate.no-such");
        assertThat(mandates(israel).mandates()).isEmpty();
    }

    @Test
    void one_that_is_taken_back_leaves_its_side_silent() {
        Hash envoy = issue("Envoy", Power.SPEAK);
        act(envoy);
        iran.desk().mandating().revoke(table, envoy).orThrow();
        iran.awaitTrue("the end", desk -> mandates(iran).mandates().isEmpty());
        assertThat(mandates(iran).silent()).hasSize(1);
        assertThat(TestTable.keyOf(say(MessageKind.STATEMENT))).isEqualTo("mandate.nobody-acts");
        assertThat(TestTable.keyOf(iran.desk().mandating().take(table, envoy))).isEqualTo("mandate.no-such");
    }

    /** The delegate's own node keeps quiet about the time; the mediator's says it. */
    @Test
    void one_whose_time_is_over_ends_by_the_mediators_word() {
        act(issue("Envoy", Power.SPEAK));
        oman.awaitTrue("the mandate", desk -> mandates(oman).mandates().size() == 1);
        ahead.leapTo(Duration.ofDays(31), oman);
        oman.say(withIran, "The month is over.");
        iran.awaitTrue("the end", desk -> mandates(iran).mandates().isEmpty());
        assertThat(TestTable.keyOf(say(MessageKind.STATEMENT))).isEqualTo("mandate.nobody-acts");
        assertThat(over(oman).key()).as("by Oman's clock it was the hour").isEqualTo("line.mandate-over");
    }

    /** No fold sees a clock: a changed mediator's node can end it, and everybody reads that it was no hour that did. */
    @Test
    void one_that_is_said_to_be_over_before_its_hour_is_shown_as_that() {
        Hash envoy = issue("Envoy", Power.SPEAK);
        act(envoy);
        oman.awaitTrue("the mandate", desk -> mandates(oman).mandates().size() == 1);
        oman.seal(withIran, new RoomEvent.OfMandate(new MandateEvent.Lapsed(envoy)));
        for (TestNode node : List.of(oman, iran)) {
            Line.Event end = over(node);
            assertThat(end.key()).isEqualTo("line.mandate-over-early");
            assertThat(end.parts()).containsExactly("Oman", "Envoy", "Iran");
        }
    }

    private Line.Event over(TestNode node) {
        return node.awaitLine(
                "the end", withIran, Line.Event.class, one -> one.key().startsWith("line.mandate-over"));
    }

    @Test
    void each_line_says_under_which_mandate_it_was_said_whatever_came_after() throws Exception {
        say(MessageKind.STATEMENT).orThrow();
        iran.awaitText(withIran, SAID);
        Hash envoy = issue("Envoy", Power.SPEAK);
        act(envoy);
        iran.say(withIran, "By the envoy.");
        iran.awaitText(withIran, "By the envoy.");
        oman.say(withIran, "By Oman.");
        iran.awaitText(withIran, "By Oman.");
        act(issue("Minister", Power.SIGN));
        iran.desk().mandating().revoke(table, envoy).orThrow();
        iran.say(withIran, "By the minister.");
        oman.awaitText(withIran, "By the minister.");
        iran.awaitText(withIran, "By the minister.");

        oman.restart();
        for (TestNode node : List.of(oman, iran)) {
            assertThat(node.awaitText(withIran, SAID).acted())
                    .as("said before there was any")
                    .isEmpty();
            assertThat(node.awaitText(withIran, "By Oman.").acted()).contains(new Line.Acted.FullPowers());
            assertThat(delegate(node.awaitText(withIran, "By the envoy."))).isEqualTo("Envoy SPEAK");
            assertThat(delegate(node.awaitText(withIran, "By the minister."))).isEqualTo("Minister SIGN");
        }
    }

    private String delegate(Line.Message line) {
        Line.Acted.Under under = (Line.Acted.Under) line.acted().orElseThrow();
        assertThat(under.until()).isAfter(line.arrived());
        return under.delegate() + " " + under.power();
    }

    /** What its acts refuse is sealed all the same, as a changed program does. */
    @Test
    void what_a_delegate_without_mandate_says_counts_on_no_node() {
        act(issue("Note taker", Power.LISTEN));
        iran.seal(withIran, TestNode.said(MessageKind.OFFER, SAID));
        for (TestNode node : List.of(oman, iran)) {
            assertThat(node.refusal(withIran)).containsExactly("Iran", "mandate.does-not-cover");
        }
        assertThat(oman.texts(withIran)).doesNotContain(SAID);
    }

    @Test
    void a_mandate_has_a_room_a_person_and_an_end() {
        assertThat(TestTable.keyOf(
                        iran.desk().mandating().issue(table, new Issuing("Envoy", Power.SPEAK, 30, List.of()))))
                .isEqualTo("mandate.where");
        assertThat(TestTable.keyOf(iran.desk()
                        .mandating()
                        .issue(table, new Issuing("Envoy", Power.SPEAK, 366, List.of(withIran.room())))))
                .isEqualTo("mandate.days");
        assertThat(TestTable.keyOf(iran.desk()
                        .mandating()
                        .issue(table, new Issuing(" ", Power.SPEAK, 30, List.of(withIran.room())))))
                .isEqualTo("mandate.whose");
    }

    private Hash issue(String delegate, Power power) {
        Hash name = iran.desk()
                .mandating()
                .issue(table, new Issuing(delegate, power, 30, List.of(withIran.room())))
                .orThrow();
        iran.awaitTrue(
                "the mandate",
                desk -> mandates(iran).mandates().stream()
                        .anyMatch(one -> one.id().equals(name)));
        return name;
    }

    private void act(Hash mandate) {
        iran.desk().mandating().take(table, mandate).orThrow();
        iran.awaitTrue(
                "its delegate to act",
                desk -> mandates(iran).mandates().stream()
                        .anyMatch(one -> one.id().equals(mandate) && one.actsEverywhere()));
    }

    private Mandating.TableMandates mandates(TestNode node) {
        return node.desk().mandating().mandates(table);
    }

    private Result<Long> say(MessageKind kind) {
        return iran.desk()
                .messages()
                .send(
                        withIran,
                        new Messages.Outgoing(kind, SAID, "en", Direction.LTR, Optional.empty(), false, List.of()));
    }
}
