package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.node.desk.Change;
import parley.node.desk.Desk;

final class ListenersTest {
    private final Listeners listeners = new Listeners();
    private final List<Change> heard = new ArrayList<>();

    /** It got its desk before the lock, and would wait for a change that nobody tells any more. */
    @Test
    void who_comes_once_the_node_is_locked_hears_of_the_lock() {
        listeners.locked();
        try (Desk.Subscription _ = listeners.subscribe(heard::add)) {
            assertThat(heard).containsExactly(new Change.Locked());
        }
    }

    @Test
    void who_was_there_hears_of_the_lock_as_the_last() {
        try (Desk.Subscription _ = listeners.subscribe(heard::add)) {
            listeners.tell(new Change.NodeChanged());
            listeners.locked();
            listeners.tell(new Change.NodeChanged());
            assertThat(heard).containsExactly(new Change.NodeChanged(), new Change.Locked());
        }
    }
}
