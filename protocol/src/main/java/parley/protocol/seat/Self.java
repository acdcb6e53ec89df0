package parley.protocol.seat;

import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.Role;
import parley.base.TableId;
import parley.protocol.crypto.OnRecordPair;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.Tx;

/** Who this node is at its table: its public identity, its on-record keys, and the relay of its inboxes. Secret: holds keys. */
final class Self {
    NodeIdentity node;
    OnRecordPair onRecord;
    final RelayAddress relay;
    /**
     * Said to have been copied or restored: nothing is sealed in any room (protocol.md, "Restore, clone, rollback").
     */
    boolean frozen;

    Self(NodeIdentity node, OnRecordPair onRecord, RelayAddress relay, boolean frozen) {
        this.node = node;
        this.onRecord = onRecord;
        this.relay = relay;
        this.frozen = frozen;
    }

    static Self fresh(Seat.Ports ports, Tx tx, TableId table, String name, Role role, RelayAddress relay) {
        OnRecordPair onRecord = OnRecordPair.generate(ports.randomness());
        var identityKey = ports.sessions().newIdentity(tx, Desk.owner(table));
        var keys = NodeIdentity.keysHash(identityKey, onRecord.open());
        Principal principal = new Principal(Names.first(table, keys), name, role);
        return new Self(new NodeIdentity(principal, 0, identityKey, onRecord.open()), onRecord, relay, false);
    }

    void save(Cells cells, Tx tx) {
        CanonicalWriter out = new CanonicalWriter();
        node.write(out);
        onRecord.write(out);
        relay.write(out);
        tx.put(cells.self(), out.bool(frozen).bytes());
    }

    static Self load(Cells cells, Tx tx) {
        return Kept.decode(tx.get(cells.self()).orElseThrow(), Self::read);
    }

    private static Self read(CanonicalReader in) throws Malformed {
        return new Self(NodeIdentity.read(in), OnRecordPair.read(in), RelayAddress.read(in), in.bool());
    }
}
