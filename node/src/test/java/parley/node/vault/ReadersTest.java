package parley.node.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import parley.protocol.port.Store.StoreFailed;

/** Reading beside the thread that writes, while the vault is closed. */
final class ReadersTest extends FilledVault {
    /** Else a look at a page, come in as the node was locked, would hold the file and a key in memory from then on. */
    @Test
    void who_comes_as_the_vault_is_closed_gets_nothing_and_leaves_nothing_open() {
        filled();
        lock();
        AtomicReference<Readers> readers = new AtomicReference<>();
        AtomicReference<VaultFile> opened = new AtomicReference<>();
        readers.set(new Readers(
                () -> {
                    opened.set(VaultFile.open(root.resolve("vault.db")));
                    readers.get().close();
                    return opened.get();
                },
                () -> {
                    throw new AssertionError("its key is erased");
                },
                () -> Long.MAX_VALUE));

        assertThatThrownBy(() -> readers.get().use(_ -> true))
                .asInstanceOf(type(StoreFailed.class))
                .satisfies(why -> assertThat(VaultDoor.keyOf(why)).isEqualTo("gate.locked"));
        assertThatThrownBy(() -> opened.get().slots()).isInstanceOf(StoreFailed.class);
    }
}
