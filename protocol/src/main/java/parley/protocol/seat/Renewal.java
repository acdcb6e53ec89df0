package parley.protocol.seat;

import java.time.Duration;
import parley.base.Result;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.port.Tx;
import parley.protocol.room.RosterMember;

/**
 * Begins this node's next incarnation after a restore, a clone or a theft (protocol.md, "Restore, clone, rollback").
 *
 * <p>Guarantees that no session of the old incarnation is ever used again here: its records are deleted, and addresses
 * differ by incarnation. Others delete theirs when they follow the renewal; until then a clone reads what they seal for it.
 */
final class Renewal {
    /** Long enough to carry it by hand; whoever gets hold of it first could stand between. */
    private static final Duration VALID = Duration.ofDays(7);

    private final Desk desk;

    Renewal(Desk desk) {
        this.desk = desk;
    }

    Result<Seat.Invitation> ask(Tx tx) {
        if (desk.self.node.incarnation() >= NodeIdentity.MOST_INCARNATION) {
            return Result.refused("renewal.too-many");
        }
        for (Room room : desk.rooms.all()) {
            room.freeze(tx, "renewal");
            for (RosterMember member : room.roster().members()) {
                if (!member.principal().id().equals(desk.me())) {
                    desk.ports.sessions().erase(tx, desk.owner, room.address(tx, member));
                }
            }
            room.own.eraseBundles(desk, tx);
        }
        for (Peers.Peer peer : desk.peers.all()) {
            desk.ports.sessions().erase(tx, desk.owner, desk.inboxAddress(peer));
            peer.paired = false;
            desk.peers.save(tx, peer);
        }
        NodeIdentity now = desk.self.node;
        desk.self.node = new NodeIdentity(now.principal(), now.incarnation() + 1, now.identityKey(), now.onRecord());
        desk.self.frozen = false;
        desk.self.save(desk.cells, tx);
        desk.mailbox.open(tx, desk.self.relay);
        return desk.pairing.invite(
                tx,
                desk.self.node.principal().name(),
                desk.self.node.principal().role(),
                VALID);
    }
}
