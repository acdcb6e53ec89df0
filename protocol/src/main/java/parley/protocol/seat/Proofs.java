package parley.protocol.seat;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Secret;
import parley.protocol.crypto.WordProof;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.port.Tx;

/**
 * Makes and checks proofs of words between this node and one peer, and seals what only one peer may read. Follows {@code
 * docs/protocol.md}, "Proof of words".
 *
 * <p>The keys are those that the table knows a principal's node by: several people at one node are one author.
 */
public final class Proofs {
    private final Desk desk;

    /**
     * A proof for one reader.
     *
     * @param keys names the two nodes' keys under which it was made
     */
    public record Proof(Hash keys, Hash tag) {}

    /** What came of checking a proof. */
    public enum Checked {
        /** The author's node made it for us, if its key is the author's. */
        HOLDS,
        /** Not made by whom we know as the author, or for other words: somebody changed something, or broke it. */
        FAILS,
        /** Made under other keys than those by which author and we know one another now. */
        OTHER_KEYS,
        /** We don't know the author's keys, or codes with it differed. */
        UNKNOWN_AUTHOR
    }

    Proofs(Desk desk) {
        this.desk = desk;
    }

    /** Proves to one peer, and to nobody else, that we made a statement. Empty for one whom we don't know, or whose codes differed. */
    public Optional<Proof> make(Tx tx, PrincipalId reader, Hash statement) {
        return known(reader)
                .flatMap(theirs -> agreement(tx, theirs)
                        .map(agreed -> new Proof(
                                WordProof.keys(desk.self.node, theirs),
                                WordProof.of(agreed, desk.table, desk.self.node, theirs, statement))));
    }

    public Checked check(Tx tx, PrincipalId author, Hash statement, Proof proof) {
        Optional<NodeIdentity> theirs = known(author);
        if (theirs.isEmpty()) {
            return Checked.UNKNOWN_AUTHOR;
        }
        if (!proof.keys().equals(WordProof.keys(theirs.get(), desk.self.node))) {
            return Checked.OTHER_KEYS;
        }
        return agreement(tx, theirs.get())
                        .map(agreed -> WordProof.of(agreed, desk.table, theirs.get(), desk.self.node, statement))
                        .filter(made -> WordProof.equal(made, proof.tag()))
                        .isPresent()
                ? Checked.HOLDS
                : Checked.FAILS;
    }

    /** Seals a text that nobody but this peer's node opens, ourselves included; empty for one whom we don't know. */
    public Optional<Bytes> sealTo(PrincipalId reader, Bytes context, Bytes plain) {
        return known(reader).flatMap(theirs -> desk.ports.sessions().sealTo(theirs.identityKey(), context, plain));
    }

    /** Opens what was sealed to us. */
    public Optional<Bytes> open(Tx tx, Bytes context, Bytes sealed) {
        return desk.ports.sessions().openSealed(tx, desk.owner, context, sealed);
    }

    private Optional<NodeIdentity> known(PrincipalId who) {
        return desk.peers.find(who).filter(peer -> !peer.refused()).map(peer -> peer.node);
    }

    private Optional<Secret> agreement(Tx tx, NodeIdentity theirs) {
        return desk.ports.sessions().agreement(tx, desk.owner, theirs.identityKey());
    }
}
