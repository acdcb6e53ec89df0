package parley.protocol.seat;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;
import parley.protocol.room.Card;
import parley.protocol.room.Opening;
import parley.protocol.seat.Peers.Peer;

/**
 * Judges the nodes that somebody shows us who brings us into a room (protocol.md, "Founding").
 *
 * <p>Guarantees that no peer becomes another node by it, at this table or in any room: a card may show again whom we know, never
 * renew it. Of a principal whom we don't know it finds out no more than that the id isn't shown to be another's.
 */
final class Shown {
    private final Desk desk;

    Shown(Desk desk) {
        this.desk = desk;
    }

    /** Why we don't enter a room of these cards. */
    Optional<Fact.Alarm> objection(RoomId room, Peer by, List<Card> cards) {
        for (Card card : cards) {
            Optional<Fact.Alarm> objection = objection(room, by, card.node());
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }

    private Optional<Fact.Alarm> objection(RoomId room, Peer by, NodeIdentity shown) {
        PrincipalId id = shown.principal().id();
        Optional<NodeIdentity> known = desk.peers.find(id).map(peer -> peer.node);
        boolean itself = known.map(node -> shown.principal().equals(node.principal())
                        && (shown.incarnation() != node.incarnation() || shown.equals(node)))
                .orElseGet(() -> id.equals(desk.me()) || Names.maybeOwn(desk.table, shown));
        if (!itself) {
            return Optional.of(cardChanged(room, by));
        }
        if (known.isPresent() && shown.incarnation() > known.get().incarnation()) {
            return Optional.of(Fact.Alarm.ofNoPlace(Fact.AlarmKind.SHOWN_AS_RENEWED, room, Optional.of(id)));
        }
        return Optional.empty();
    }

    /** An opening comes again and again, from one elder after the other, until it is taken: that it shows a peer renewed is told once. */
    boolean isNews(Tx tx, Opening opening, Fact.Alarm alarm) {
        if (alarm.kind() != Fact.AlarmKind.SHOWN_AS_RENEWED) {
            return true;
        }
        Key told = desk.cells.toldShown(opening.room());
        Bytes now = new CanonicalWriter()
                .hash(opening.hash())
                .hash(alarm.member().orElseThrow().hash())
                .bytes();
        boolean news = !tx.get(told).equals(Optional.of(now));
        tx.put(told, now);
        return news;
    }

    static Fact.Alarm cardChanged(RoomId room, Peer by) {
        return Fact.Alarm.ofNoPlace(Fact.AlarmKind.CARD_CHANGED, room, Optional.of(by.id()));
    }
}
