package parley.simulation.run;

import java.util.function.Predicate;
import parley.protocol.port.RoomFold;
import parley.talks.message.MessageEvent;
import parley.talks.message.MessageKind;
import parley.talks.room.RoomEvent;

/**
 * Bugs for the simulator to find in what one node makes of the tools of a table: they come to light only where simulated people
 * use those tools, and use them in a way in which the bug tells.
 */
final class PlantedTalk {
    private PlantedTalk() {}

    /** One node's fold never heard of events of this practice. */
    static Kit practiceUnknown(String practice) {
        return atOneNode(event -> event.type().startsWith(practice));
    }

    /** One node's fold closes no question when it is answered. */
    static Kit questionsNeverClosed() {
        return atOneNode(event ->
                event instanceof RoomEvent.OfMessage(MessageEvent.Said said) && said.kind() == MessageKind.ANSWER);
    }

    private static Kit atOneNode(Predicate<RoomEvent> missed) {
        return new Kit() {
            @Override
            public RoomFold fold(int node, RoomFold honest) {
                return node != 1
                        ? honest
                        : new PassingFold(honest) {
                            @Override
                            public State fold(State before, Said said) {
                                boolean misses = RoomEvent.read(said.event())
                                                instanceof RoomEvent.Reading.Known(RoomEvent event, int _)
                                        && missed.test(event);
                                return misses ? before : super.fold(before, said);
                            }
                        };
            }
        };
    }
}
