package parley.node.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Hash;
import parley.node.desk.Change;
import parley.node.desk.Desk;

/** Who hears what an engine did: pages of every change, and parts of the node of what is theirs. Thread-safe. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<Desk.Listener> changed = new CopyOnWriteArrayList<>();
    private final List<Consumer<Recorder.Own>> placed = new CopyOnWriteArrayList<>();
    private final List<Consumer<List<Hash>>> erased = new CopyOnWriteArrayList<>();
    private volatile boolean over;

    /** Who comes as the node is being locked is told so too, perhaps twice, and waits for nothing. */
    Desk.Subscription subscribe(Desk.Listener listener) {
        changed.add(listener);
        if (over) {
            listener.heard(new Change.Locked());
        }
        return () -> changed.remove(listener);
    }

    /** Hears of messages of ours that got their place. */
    void onPlaced(Consumer<Recorder.Own> listener) {
        placed.add(listener);
    }

    /** Hears of files on disk that no message names any more. */
    void onErased(Consumer<List<Hash>> listener) {
        erased.add(listener);
    }

    /** Also of a change that no transaction made, such as a relay that fell silent. Whoever fails holds up nobody. */
    void tell(Change change) {
        for (Desk.Listener listener : changed) {
            try {
                listener.heard(change);
            } catch (RuntimeException e) {
                LOG.warn("a listener failed: {}", e.toString());
            }
        }
    }

    void placed(Recorder.Own own) {
        placed.forEach(listener -> listener.accept(own));
    }

    void erased(List<Hash> files) {
        erased.forEach(listener -> listener.accept(files));
    }

    /** The last that is told. */
    void locked() {
        over = true;
        tell(new Change.Locked());
        changed.clear();
    }
}
