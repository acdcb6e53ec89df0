package parley.protocol.seat;

import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.RoomId;
import parley.base.Secret;
import parley.protocol.crypto.Ed25519;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.Tx;
import parley.protocol.room.Card;
import parley.protocol.session.Sessions;

/**
 * Our card in a room, with its private parts: the room key's seed, and the names of its two bundles.
 *
 * <p>Secret: whoever holds the seed writes in our name in this room. Never leaves the vault; a backup hasn't got it.
 */
record OwnCard(Card card, Secret seed, Hash roomBundle, Hash inboxBundle) {

    /** A fresh card: new room key, new inbox, bundles that several members may use (protocol.md, "Cards"). */
    static OwnCard fresh(Desk desk, Tx tx, RoomId room, RelayAddress relay) {
        Sessions sessions = desk.ports.sessions();
        Ed25519.Pair key = Ed25519.generate(desk.ports.randomness());
        Hash roomBundle = new Hash(desk.ports.randomness().bytes(Hash.SIZE));
        Hash inboxBundle = new Hash(desk.ports.randomness().bytes(Hash.SIZE));
        desk.unusedCards.add(tx, roomBundle, inboxBundle);
        Card card = new Card(
                desk.table,
                room,
                desk.self.node,
                key.publicKey(),
                desk.mailbox.open(tx, relay).address(),
                sessions.newBundle(tx, desk.owner, roomBundle, false),
                sessions.newBundle(tx, desk.owner, inboxBundle, false));
        return new OwnCard(card, key.seed(), roomBundle, inboxBundle);
    }

    void eraseBundles(Desk desk, Tx tx) {
        desk.ports.sessions().eraseBundle(tx, desk.owner, roomBundle);
        desk.ports.sessions().eraseBundle(tx, desk.owner, inboxBundle);
    }

    void write(CanonicalWriter out) {
        card.write(out);
        out.secret(seed).hash(roomBundle).hash(inboxBundle);
    }

    static OwnCard read(CanonicalReader in) throws Malformed {
        return new OwnCard(Card.read(in), in.secret(Ed25519.SEED), in.hash(), in.hash());
    }

    Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter();
        write(out);
        return out.bytes();
    }
}
