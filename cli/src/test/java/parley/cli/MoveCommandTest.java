package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Refusal;
import parley.node.api.Outputs;
import parley.node.desk.Moving;
import parley.node.desk.Moving.State;
import parley.talks.rules.RoomKind;

/** What a terminal says of moving all rooms of a table. */
final class MoveCommandTest {
    private static final String RELAY = NodeWithARoom.RELAY.text();
    private static final State READY = new State.Ready(2, List.of("Oman", "Iran"));
    private static final Refusal FROZEN = Refusal.of("room.frozen");

    @Test
    void it_is_proposed_where_it_can_be_and_each_room_says_what_it_takes_and_what_came_of_it() throws IOException {
        NodeWithARoom node = new NodeWithARoom().moves(plan(READY), came(Optional.empty()));
        assertThat(node.run(new MoveCommand(), RELAY).lines())
                .containsExactly(
                        "Caucus: can be proposed; consents needed, one's own included: 2; who has a say: Oman, Iran",
                        "Caucus: proposal " + Hash.of("proposal").toHex());
        assertThat(node.acts()).hasSize(2);
    }

    @Test
    void a_preview_proposes_nothing() throws IOException {
        NodeWithARoom node = new NodeWithARoom().moves(plan(READY), came(Optional.empty()));
        assertThat(node.run(new MoveCommand(), RELAY, "--preview")).contains("can be proposed");
        assertThat(node.acts()).hasSize(1);
    }

    @Test
    void a_room_in_which_it_cannot_be_proposed_or_was_refused_is_no_success() {
        no(new NodeWithARoom().moves(plan(new State.Cannot(FROZEN)), came(Optional.empty())));
        no(new NodeWithARoom().moves(plan(READY), came(Optional.of(FROZEN))));
    }

    private static void no(NodeWithARoom node) {
        assertThatThrownBy(() -> node.run(new MoveCommand(), RELAY))
                .isInstanceOfSatisfying(
                        Stop.class, stop -> assertThat(stop.code()).isEqualTo(Stop.NO));
    }

    private static Moving.Plan plan(State state) {
        return new Moving.Plan(
                NodeWithARoom.RELAY,
                List.of(new Moving.Room(NodeWithARoom.ROOM, "Caucus", RoomKind.CAUCUS, NodeWithARoom.RELAY, state)));
    }

    private static Outputs.MoveOutcomes came(Optional<Refusal> refused) {
        Optional<Hash> proposal = refused.isPresent() ? Optional.empty() : Optional.of(Hash.of("proposal"));
        return new Outputs.MoveOutcomes(
                List.of(new Moving.Outcome(NodeWithARoom.ROOM.room(), "Caucus", proposal, refused)));
    }
}
