package parley.talks.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Malformed;
import parley.talks.convey.Caveat;
import parley.talks.convey.ConveyActs;
import parley.talks.convey.ConveyEvent.Label;
import parley.talks.convey.ConveyEvent.Marking;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.fixtures.People;
import parley.talks.fixtures.Rooms;
import parley.talks.message.Direction;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/** A node that was not started for years finds under its new program the caveats that were given under the old one. */
class EarlierStatesTest {
    private static RoomTalk caucusWithAPassage() {
        RoomTalk caucus = Rooms.room(RoomKind.CAUCUS, Rules.standard(), People.CEDAR, People.HARBOUR);
        Wording words = new Wording("We could live with eighteen hours.", "en", Direction.LTR);
        Label label = new Label(Caveat.IN_EXCHANGE, "Clause two.", 1_767_225_600_000L);
        return Rooms.act(
                caucus,
                1,
                People.CEDAR,
                new RoomCommand.OfConveyance(
                        new ConveyActs.Command.Mark(Hash.of("message"), List.of(new Marking(words, label)))));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void aPassageKeepsItsNameAndCaveatInAStateOfEveryEarlierForm(int form) throws Malformed {
        RoomTalk talk = caucusWithAPassage();
        Bytes kept = RoomState.read(talk.encoded()).encoded(form);
        RoomTalk restored = RoomTalk.restore(kept).orThrow();
        assertThat(restored.conveyance().passages()).singleElement().satisfies(passage -> {
            assertThat(passage.name())
                    .isEqualTo(talk.conveyance().passages().getFirst().name());
            assertThat(passage.caveat()).isEqualTo(Caveat.IN_EXCHANGE);
            assertThat(passage.lapses()).isEqualTo(1_767_225_600_000L);
        });
    }
}
