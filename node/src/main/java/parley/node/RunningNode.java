package parley.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import parley.node.api.ApiAccess;
import parley.node.vault.DataFolder;

/**
 * The way to the node that holds a folder. A node that was killed leaves its file, and whoever of this machine listens at its
 * address since would be told a passphrase.
 */
public final class RunningNode {
    private RunningNode() {}

    /** Empty when no process holds the folder, whatever lies in it. */
    public static Optional<ApiAccess> access(Path dataFolder) throws IOException {
        // In this order: who takes the folder takes away what a dead node left there, and writes its own.
        return DataFolder.isHeld(dataFolder) ? ApiAccess.read(dataFolder) : Optional.empty();
    }
}
