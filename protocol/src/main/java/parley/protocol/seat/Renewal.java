package parley.protocol.seat;

import parley.base.Bytes;
import parley.base.Result;
import parley.protocol.crypto.OnRecordPair;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.port.Tx;
import parley.protocol.room.RosterMember;

/**
 * Begins this node's next incarnation after a restore, a clone or a theft (protocol.md, "Restore, clone, rollback").
 *
 * <p>Guarantees that no session of the old incarnation is ever used again here: its records are deleted, and addresses
 * differ by incarnation. Others delete theirs when they follow the renewal; until then a clone reads what they seal for it.
 * Under new keys, who copied the old ones can't act as the new incarnation either; nothing ties the new keys to the old, so
 * codes are compared again.
 */
final class Renewal {
    private final Desk desk;

    Renewal(Desk desk) {
        this.desk = desk;
    }

    /** @param newKeys whether the identity and on-record keys may have been copied */
    Result<Seat.Invitation> ask(Tx tx, boolean newKeys) {
        if (desk.self.node.incarnation() >= NodeIdentity.MOST_INCARNATION) {
            return Result.refused("renewal.too-many");
        }
        endOldIncarnation(tx);
        NodeIdentity now = desk.self.node;
        if (newKeys) {
            desk.peers.retire(tx, desk.me(), now.onRecord());
            desk.self.onRecord = OnRecordPair.generate(desk.ports.randomness());
        }
        Bytes identityKey = newKeys ? desk.ports.sessions().newIdentity(tx, desk.owner) : now.identityKey();
        desk.self.node =
                new NodeIdentity(now.principal(), now.incarnation() + 1, identityKey, desk.self.onRecord.open());
        desk.self.frozen = false;
        desk.self.save(desk.cells, tx);
        desk.mailbox.open(tx, desk.mailbox.home());
        return desk.pairing.invite(
                tx,
                desk.self.node.principal().name(),
                desk.self.node.principal().role(),
                SeatRoom.RENEWAL_VALID);
    }

    private void endOldIncarnation(Tx tx) {
        for (Room room : desk.rooms.all()) {
            room.freeze(tx, Fact.Freeze.RENEWAL);
            for (RosterMember member : room.roster().members()) {
                if (!member.principal().id().equals(desk.me())) {
                    desk.ports.sessions().erase(tx, desk.owner, room.address(tx, member));
                }
            }
            room.own.eraseBundles(desk, tx);
        }
        for (Peers.Peer peer : desk.peers.all()) {
            desk.ports.sessions().erase(tx, desk.owner, desk.inboxAddress(peer));
            Peers.endPairing(peer);
            desk.peers.save(tx, peer);
        }
        desk.pairing.withdraw(tx);
        desk.unusedCards.eraseAll(tx);
    }
}
