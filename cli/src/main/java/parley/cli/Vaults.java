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
import parley.node.Node;
import parley.node.api.Api;
import parley.node.api.ApiAccess;
import parley.node.desk.Desk;
import parley.node.engine.HttpRelays;
import parley.node.engine.NodeConfig;
import parley.protocol.session.LibsignalSessions;

/** Opens data folders: one process at a time holds one. */
final class Vaults {
    private static final String IN_USE = "folder.in-use";

    private Vaults() {}

    /** Takes the folder; it is bad input when another process has it. */
    static Node take(Path data) {
        return switch (start(data)) {
            case Result.Done<Node>(Node node) -> node;
            case Result.Refused<Node>(Refusal why) -> throw Stop.bad(Sentences.of(why));
        };
    }

    /** Opens the vault for one command; empty when a node runs on the folder. */
    static Optional<Transport> open(Path data, Secret passphrase) {
        return switch (start(data)) {
            case Result.Done<Node>(Node node) -> Optional.of(unlocked(node, passphrase));
            case Result.Refused<Node>(Refusal why) when why.key().equals(IN_USE) -> Optional.empty();
            case Result.Refused<Node>(Refusal why) -> throw Stop.bad(Sentences.of(why));
        };
    }

    /** Gives the folder back. */
    static void close(Node node) {
        try {
            node.close();
        } catch (IOException e) {
            throw Stop.fault("the data folder's lock could not be given back: " + e.getMessage());
        }
    }

    private static Transport unlocked(Node node, Secret passphrase) {
        if (node.gate().unlock(passphrase) instanceof Result.Refused<Desk>(Refusal why)) {
            close(node);
            throw Stop.no(Sentences.of(why));
        }
        return new VaultTransport(new Api(node.gate(), Sentences::of), () -> close(node));
    }

    private static Result<Node> start(Path data) {
        InstantSource clock = InstantSource.system();
        Result<Node> started = Node.start(new NodeConfig(
                data,
                new HttpRelays(),
                new LibsignalSessions(clock, UnpackedLibrary::remove),
                clock,
                Randomness.system(),
                Optional.empty(),
                Main.version()));
        if (started instanceof Result.Done<Node>(Node node)) {
            forgetTheDead(data, node);
        }
        return started;
    }

    /** Who holds the folder knows that an address which lies there is a dead node's: others would send a passphrase there. */
    private static void forgetTheDead(Path data, Node node) {
        try {
            ApiAccess.remove(data);
        } catch (IOException e) {
            close(node);
            throw Stop.fault("what a node left in " + data + " can't be removed: " + e.getMessage());
        }
    }
}
