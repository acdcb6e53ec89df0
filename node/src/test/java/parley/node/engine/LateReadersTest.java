package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Refusal;
import parley.node.engine.LateReaders.Asks;
import parley.talks.convey.ConveyEvent;
import parley.talks.message.Direction;
import parley.talks.message.MessageEvent;
import parley.talks.message.MessageKind;
import parley.talks.room.RoomEvent;
import parley.talks.rules.Standing;

/** Words that came late ask of their readers what words ask that are said now. */
final class LateReadersTest {
    private static final Optional<Refusal> DIFFERS = Optional.of(Refusal.of("message.reader-differed", "Iran"));

    private static RoomEvent message(boolean onRecord) {
        return new RoomEvent.OfMessage(new MessageEvent.Said(
                MessageKind.STATEMENT,
                "As before.",
                "en",
                Direction.LTR,
                Optional.empty(),
                List.of(),
                onRecord ? Optional.of(Bytes.wrap(new byte[64])) : Optional.empty(),
                0));
    }

    private static Optional<String> objection(RoomEvent event, Standing leastKnown, Standing readers) {
        return LateReaders.objection(LateReaders.asks(event), Optional.empty(), leastKnown, readers)
                .map(Refusal::key);
    }

    @Test
    void what_goes_on_the_record_asks_for_compared_readers_whatever_the_rules_ask() {
        assertThat(objection(message(true), Standing.VOUCHED, Standing.UNVERIFIED))
                .contains("message.record-needs-compared");
        assertThat(objection(message(true), Standing.COMPARED, Standing.COMPARED))
                .isEmpty();
    }

    @Test
    void what_is_off_the_record_asks_for_readers_whom_the_rules_let_read() {
        assertThat(objection(message(false), Standing.VOUCHED, Standing.COMPARED))
                .contains("message.readers-not-compared");
        assertThat(objection(message(false), Standing.VOUCHED, Standing.VOUCHED))
                .isEmpty();
    }

    @Test
    void what_takes_something_back_is_said_to_whoever_sits_there() {
        RoomEvent withdrawn = new RoomEvent.OfConveyance(new ConveyEvent.Withdrawn(Hash.of("a passage")));
        assertThat(LateReaders.objection(LateReaders.asks(withdrawn), DIFFERS, Standing.UNVERIFIED, Standing.COMPARED))
                .isEmpty();
    }

    @Test
    void with_one_whose_code_differed_nothing_is_told() {
        for (Asks asks : List.of(Asks.NO_DIFFERENCE, Asks.READERS, Asks.COMPARED)) {
            assertThat(LateReaders.objection(asks, DIFFERS, Standing.COMPARED, Standing.UNVERIFIED))
                    .isEqualTo(DIFFERS);
        }
    }
}
