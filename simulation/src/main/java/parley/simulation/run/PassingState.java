package parley.simulation.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.protocol.port.RoomFold;
import parley.protocol.port.RoomFold.Ratified;

/** A state that says what another says. */
public interface PassingState extends RoomFold.State {
    RoomFold.State real();

    @Override
    default Hash digest() {
        return real().digest();
    }

    @Override
    default Bytes encoded() {
        return real().encoded();
    }

    @Override
    default Bytes terms() {
        return real().terms();
    }

    @Override
    default Optional<Duration> quietSlot() {
        return real().quietSlot();
    }

    @Override
    default Optional<Ratified> ratified(Hash proposal) {
        return real().ratified(proposal);
    }

    @Override
    default List<Hash> ratified() {
        return real().ratified();
    }
}
