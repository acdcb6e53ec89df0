package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import parley.base.Randomness;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Secret;
import parley.cli.link.Transport;
import parley.cli.link.VaultTransport;
import parley.node.api.Api;
import parley.node.desk.Desk;
import parley.node.desk.NodeGate;
import parley.node.engine.Gate;
import parley.node.engine.NodeConfig;
import parley.node.vault.DataFolder;
import parley.protocol.session.LibsignalSessions;
import parley.relay.client.HttpRelay;
import parley.relay.client.Proxy;

/** Opens data folders: one process at a time holds one. */
final class Vaults {
    private static final String IN_USE = "folder.in-use";

    private Vaults() {}

    /** A data folder held by this process, and the door of its vault. */
    record Opened(Gate door, DataFolder folder) implements AutoCloseable {
        NodeGate gate() {
            return door;
        }

        @Override
        public void close() {
            door.close();
            try {
                folder.close();
            } catch (IOException e) {
                throw Stop.fault("the data folder's lock could not be given back: " + e.getMessage());
            }
        }
    }

    /** Takes the folder; it is bad input when another process has it. */
    static Opened take(Path data) {
        return switch (DataFolder.take(data)) {
            case Result.Done<DataFolder>(DataFolder folder) -> opened(data, folder);
            case Result.Refused<DataFolder>(Refusal why) -> throw Stop.bad(Sentences.of(why));
        };
    }

    /** Opens the vault for one command; empty when a node runs on the folder. */
    static Optional<Transport> open(Path data, Secret passphrase) {
        return switch (DataFolder.take(data)) {
            case Result.Done<DataFolder>(DataFolder folder) -> Optional.of(unlocked(opened(data, folder), passphrase));
            case Result.Refused<DataFolder>(Refusal why) when why.key().equals(IN_USE) -> Optional.empty();
            case Result.Refused<DataFolder>(Refusal why) -> throw Stop.bad(Sentences.of(why));
        };
    }

    private static Transport unlocked(Opened opened, Secret passphrase) {
        if (opened.gate().unlock(passphrase) instanceof Result.Refused<Desk>(Refusal why)) {
            opened.close();
            throw Stop.no(Sentences.of(why));
        }
        return new VaultTransport(new Api(opened.gate(), Sentences::of), opened::close);
    }

    private static Opened opened(Path data, DataFolder folder) {
        InstantSource clock = InstantSource.system();
        NodeConfig config = new NodeConfig(
                data,
                (relay, proxy) -> HttpRelay.to(
                        relay, proxy.map(at -> new Proxy(at.host(), at.port()))),
                new LibsignalSessions(clock),
                clock,
                Randomness.system(),
                Optional.empty(),
                Main.version());
        return new Opened(new Gate(config, folder), folder);
    }
}
