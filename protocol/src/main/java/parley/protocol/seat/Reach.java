package parley.protocol.seat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.base.CanonicalWriter;
import parley.base.PrincipalId;
import parley.protocol.identity.InboxAddress;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.Tx;
import parley.protocol.seat.Peers.Peer;

/**
 * At which relays peers are written to: at those that this node uses at its table anyway (protocol.md, "Inbox").
 *
 * <p>Guarantees that no message and no card of a peer makes this node speak to a relay of that peer's choosing, which would learn
 * from where, and when, or to some other machine. An inbox elsewhere waits until this node uses that relay; until then the peer
 * is written to where it was, or not at all when it never was anywhere else.
 */
final class Reach {
    private final Desk desk;
    private final Map<PrincipalId, InboxAddress> elsewhere = new HashMap<>();

    private Reach(Desk desk) {
        this.desk = desk;
    }

    static Reach load(Desk desk, Tx tx) {
        Reach reach = new Reach(desk);
        for (Peer peer : desk.peers.all()) {
            tx.get(desk.cells.inboxElsewhere(peer.id()))
                    .map(kept -> Kept.decode(kept, InboxAddress::read))
                    .ifPresent(inbox -> reach.elsewhere.put(peer.id(), inbox));
        }
        return reach;
    }

    /** Our own inboxes, the rooms that people joined, and the peers whose invitations they took or who are reached there already. */
    boolean uses(RelayAddress relay) {
        return desk.self.relay.equals(relay)
                || desk.mailbox.all().stream()
                        .anyMatch(inbox -> inbox.address().log().relay().equals(relay))
                || desk.rooms.all().stream()
                        .filter(room -> room.state.condition != SeatRoom.Condition.LEFT)
                        .anyMatch(room -> room.current().log().relay().equals(relay))
                || desk.peers.all().stream()
                        .anyMatch(peer ->
                                isReached(peer) && peer.inbox.log().relay().equals(relay));
    }

    /** False for one of whom only an inbox elsewhere is known. */
    boolean isReached(Peer peer) {
        return !peer.inbox.equals(elsewhere.get(peer.id()));
    }

    /** Where a peer says that it is from now on. */
    void told(Tx tx, Peer peer, InboxAddress inbox) {
        if (uses(inbox.log().relay())) {
            move(tx, peer, inbox);
        } else {
            waits(tx, peer, inbox);
        }
    }

    /** At once: a person took this address by hand. */
    void move(Tx tx, Peer peer, InboxAddress inbox) {
        peer.inbox = inbox;
        desk.peers.save(tx, peer);
        InboxAddress waited = elsewhere.remove(peer.id());
        if (waited != null) {
            tx.delete(desk.cells.inboxElsewhere(peer.id()));
            desk.tell(tx, new Fact.InboxElsewhere(peer.id(), waited.log().relay(), true));
        }
    }

    void waits(Tx tx, Peer peer, InboxAddress inbox) {
        if (inbox.equals(elsewhere.put(peer.id(), inbox))) {
            return;
        }
        CanonicalWriter out = new CanonicalWriter();
        inbox.write(out);
        tx.put(desk.cells.inboxElsewhere(peer.id()), out.bytes());
        desk.tell(tx, new Fact.InboxElsewhere(peer.id(), inbox.log().relay(), false));
    }

    /** This node uses one relay more. */
    void grew(Tx tx) {
        for (PrincipalId waiting : List.copyOf(elsewhere.keySet())) {
            InboxAddress inbox = elsewhere.get(waiting);
            if (inbox != null && uses(inbox.log().relay())) {
                desk.peers.find(waiting).ifPresent(peer -> move(tx, peer, inbox));
            }
        }
    }
}
