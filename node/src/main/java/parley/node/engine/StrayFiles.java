package parley.node.engine;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Hash;
import parley.base.Result;
import parley.node.vault.Losses;

/**
 * Deletes files that nothing in the vault names: a crash came between what was erased there and its file, or between a copy
 * and the message that it was for. Nothing else would ever find them.
 */
final class StrayFiles {
    private static final Logger LOG = LoggerFactory.getLogger(StrayFiles.class);

    private StrayFiles() {}

    /** At an unlock, before anybody fetches or gives a file: what lies here without a name then never gets one. */
    static void sweep(Engine engine, FileStore store) {
        if (engine.vault().putBack()) {
            return; // An older vault names fewer files than the one that may come back after it.
        }
        try {
            Set<Hash> files = store.files();
            if (!files.isEmpty()) {
                // It looks at every cell of the vault.
                Thread.ofVirtual().name("parley-stray-files").start(() -> sweep(engine, store, files));
            }
        } catch (IOException e) {
            LOG.warn("the folder of attachments could not be listed");
        }
    }

    static void sweep(Engine engine, FileStore store, Set<Hash> files) {
        try {
            Set<Hash> stray = new HashSet<>(files);
            engine.read(tx -> Result.done(FileCells.uploads(tx))).orThrow().forEach(stray::remove);
            Losses losses = engine.vault()
                    .cells(cell -> FileCells.fileIn(cell.key(), cell.value()).ifPresent(stray::remove));
            if (losses.ever()) {
                return; // What is lost might have named a file, and a backup from before might still.
            }
            for (Hash file : stray) {
                store.delete(file);
            }
        } catch (RuntimeException | IOException e) {
            LOG.warn("files that nothing names stay until the next unlock");
        }
    }
}
