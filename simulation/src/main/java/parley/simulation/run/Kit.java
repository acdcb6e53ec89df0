package parley.simulation.run;

import parley.base.Randomness;
import parley.base.TableId;
import parley.protocol.port.Relay;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Store;
import parley.protocol.port.Tx;
import parley.protocol.seat.Seat;
import parley.protocol.session.Sessions;
import parley.simulation.world.MemoryStore;

/**
 * What the nodes of a run are given, as its maker wants it: the honest parts, or one with a fault planted in it.
 *
 * <p>Every method gets the honest part and hands back what shall stand in its place. Tests of the simulator plant their
 * bugs here, so that the code under test stays the code that ships.
 */
public interface Kit {
    /** Nothing planted. */
    Kit HONEST = new Kit() {};

    default Sessions sessions(int node, Sessions honest) {
        return honest;
    }

    default RoomFold fold(int node, RoomFold honest) {
        return honest;
    }

    /** @param boot how often the node's process was started before */
    default Randomness randomness(int node, long boot, Randomness honest) {
        return honest;
    }

    default Relay relay(int node, Relay honest) {
        return honest;
    }

    /** The store as the seat sees it; {@code disk} is what a restart finds. */
    default Store store(int node, MemoryStore disk) {
        return disk;
    }

    /** A process starts on what its disk holds. */
    default Seat load(Seat.Ports ports, Tx tx, TableId table) {
        return Seat.load(ports, tx, table);
    }

    /** Whether the relays give the same bytes one place only, as they must. */
    default boolean relayDedupes() {
        return true;
    }

    /** Whether what relays with disks write is forced before it is answered, as it must. */
    default boolean relayForces() {
        return true;
    }

    /** Whether a process that was told of a failed commit forgets what it held in memory, as it must. */
    default boolean forgetsAfterFailure() {
        return true;
    }
}
