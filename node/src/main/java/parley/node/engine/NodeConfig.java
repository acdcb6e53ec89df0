package parley.node.engine;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import parley.base.Randomness;
import parley.node.vault.Stretching;
import parley.protocol.session.Sessions;

/**
 * What a node is given by whoever starts it.
 *
 * @param data its folder, made when it isn't there
 * @param sessions libsignal's, or a double in simulations
 * @param cost of guessing a passphrase; measured when empty, fixed in tests
 */
public record NodeConfig(
        Path data,
        RelayFactory relays,
        Sessions sessions,
        InstantSource clock,
        Randomness randomness,
        Optional<Stretching> cost,
        String version) {
    Stretching costOfSlots() {
        return cost.orElseGet(Stretching::calibrated);
    }
}
