package parley.protocol.seat;

import java.util.List;
import parley.base.Bytes;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Tx;
import parley.protocol.room.Card;
import parley.protocol.room.RosterMember;

/**
 * What elders send a newcomer: opening, secrets, state and cards, and each its own digest (protocol.md, "Epochs").
 *
 * <p>Guarantees that it goes only to somebody who is in the roster by everybody's own fold. The epoch entry's author sends it
 * at once, any other elder that knows the newcomer after a pause.
 */
final class Welcome {
    private final Room room;

    Welcome(Room room) {
        this.room = room;
    }

    void send(Tx tx, RosterMember newcomer) {
        Epoch epoch = room.current();
        room.peer(newcomer.principal().id()).filter(peer -> peer.paired).ifPresent(peer -> {
            Bytes state = tx.get(room.desk.cells.openingState(room.id(), epoch.number()))
                    .orElseThrow();
            List<Card> cards = epoch.opening.roster().members().stream()
                    .map(m -> room.card(tx, m))
                    .toList();
            room.desk.post.send(
                    tx,
                    peer,
                    new InboxMessage.OpeningSent(epoch.opening, epoch.secrets, room.state.plan, state, cards));
        });
    }

    /** Our word on the state that the newcomer begins from. */
    void vouch(Tx tx, RosterMember newcomer) {
        Epoch epoch = room.current();
        room.peer(newcomer.principal().id())
                .ifPresent(peer -> room.desk.post.send(
                        tx,
                        peer,
                        new InboxMessage.StateVouched(
                                room.id(),
                                epoch.openingHash,
                                room.folded.digest(),
                                room.desk.ports.fold().version())));
    }

    /** A newcomer that hasn't answered our hello may never have got its opening. */
    void sendLate(Tx tx) {
        int rank = room.roster().placeOf(room.desk.me()) + 1;
        for (RosterMember member : room.roster().members()) {
            room.state
                    .link(member.principal().id())
                    .filter(l -> !l.confirmed && l.weBegin && l.helloAt.isPresent())
                    .filter(l -> room.current().number() > 0
                            && !room.desk.now().isBefore(l.helloAt.get().plus(Enactment.PAUSE.multipliedBy(rank))))
                    .ifPresent(l -> send(tx, member));
        }
    }
}
