package parley.simulation.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.TableId;
import parley.protocol.port.Store;
import parley.protocol.port.Store.StoreFailed;
import parley.protocol.port.Tx;
import parley.protocol.seat.Fact;
import parley.simulation.world.MemoryStore;

/** A node's transactions, one at a time: when one fails its process dies, and what it told counts only if the disk kept it. */
final class Transactions {
    private final SimNode node;
    private final World world;
    private final MemoryStore disk;
    private final Store store;
    private final List<Fact> heard = new ArrayList<>();

    /** @param store the disk as the seat sees it */
    Transactions(SimNode node, World world, MemoryStore disk, Store store) {
        this.node = node;
        this.world = world;
        this.disk = disk;
        this.store = store;
    }

    /** What a seat tells in the transaction that is under way. */
    void hear(Tx tx, TableId at, Fact fact) {
        heard.add(fact);
    }

    /** @param dies ends the process */
    <T> Optional<T> transact(Store.Work<T> work, Runnable dies) {
        heard.clear();
        try {
            T result = store.transact(work);
            tell();
            return Optional.of(result);
        } catch (StoreFailed failed) {
            if (disk.lastWasKept()) {
                tell();
            }
            if (world.kit().forgetsAfterFailure()) {
                dies.run();
            }
            return Optional.empty();
        } catch (RuntimeException broken) {
            world.oracles().broke(node, broken);
            dies.run();
            return Optional.empty();
        } finally {
            world.oracles().reuse().ended(node, disk.lastWasKept());
        }
    }

    private void tell() {
        node.changed();
        List<Fact> told = List.copyOf(heard);
        heard.clear();
        world.oracles().told(node, told);
    }
}
