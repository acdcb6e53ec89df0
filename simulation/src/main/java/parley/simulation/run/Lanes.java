package parley.simulation.run;

import java.util.List;
import parley.protocol.port.LogRef;
import parley.protocol.seat.Reading;
import parley.protocol.seat.Sending;

/** Says which calls of a node wait for one another: of one lane one is under way, and the others come behind it. */
final class Lanes {
    private Lanes() {}

    static Object of(Sending sending) {
        return switch (sending) {
            case Sending.Create create -> List.of(create.relay(), LogRef.idOf(create.readHash(), create.appendHash()));
            case Sending.Append append -> List.of(append.relay(), append.log());
            case Sending.Release release -> List.of(release.relay(), release.log());
            case Sending.Park park -> List.of(park.relay(), park.locator());
        };
    }

    static Object of(Reading reading) {
        return reading.pace().isPresent()
                ? List.of("read at a pace", reading.log())
                : List.of("read", reading.log(), reading.after(), reading.most());
    }
}
