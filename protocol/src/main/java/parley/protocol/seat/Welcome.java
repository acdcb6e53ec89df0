package parley.protocol.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.PrincipalId;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Tx;
import parley.protocol.room.Card;
import parley.protocol.room.RosterMember;

/**
 * What elders send a newcomer: opening, secrets, state and cards, and each its own digest (protocol.md, "Epochs").
 *
 * <p>Guarantees that it goes only to somebody who is in the roster by everybody's own fold. The epoch entry's author sends it
 * at once, any other elder that knows the newcomer after a pause. An inbox is no record, so the opening goes again, from one elder after the other, until the newcomer is heard: after a
 * pause that grows each time, for it is large and the newcomer may be away for weeks.
 */
final class Welcome {
    /** A newcomer that reads once a day has the opening at its next reading. */
    private static final Duration LONGEST = Duration.ofHours(12);

    private final Room room;
    /** Since this program started: what is forgotten by then costs one opening more. */
    private final Map<PrincipalId, Sent> sent = new HashMap<>();

    /** When the opening went, and how long until it goes again. */
    private record Sent(Instant at, Duration pause) {}

    Welcome(Room room) {
        this.room = room;
    }

    /**
     * What it begins from, and our word on it. Opening, secrets, state and cards go only to one who knows us.
     *
     * @param carriedOut whether we carried the change out; other elders leave the opening to that node, for a while
     */
    void greet(Tx tx, RosterMember newcomer, boolean carriedOut) {
        if (room.state.condition != SeatRoom.Condition.OPEN) {
            return;
        }
        if (carriedOut) {
            send(tx, newcomer);
        }
        vouch(tx, newcomer);
    }

    /** A newcomer begins where it was admitted, however far we are: what was sealed for it since then is its to read. */
    private Optional<Epoch> admission(RosterMember newcomer) {
        return room.epochs.values().stream()
                .filter(epoch -> epoch.opening.roster().members().contains(newcomer))
                .findFirst()
                .filter(epoch -> epoch.number() > 0);
    }

    /** One that was renewed since it gave the card comes in by a renewal: what we say of this beginning would be of another than that. */
    private Optional<Peers.Peer> known(RosterMember newcomer) {
        return room.peer(newcomer.principal().id()).filter(peer -> peer.node.incarnation() == newcomer.incarnation());
    }

    private void send(Tx tx, RosterMember newcomer) {
        Optional<Peers.Peer> known = known(newcomer).filter(peer -> peer.paired);
        known.ifPresent(peer -> admission(newcomer).ifPresent(epoch -> {
            Bytes state = tx.get(room.desk.cells.openingState(room.id(), epoch.number()))
                    .orElseThrow();
            List<Card> cards = epoch.opening.roster().members().stream()
                    .map(m -> room.card(tx, m))
                    .toList();
            room.desk.post.send(
                    tx,
                    peer,
                    new InboxMessage.OpeningSent(epoch.opening, epoch.secrets, room.state.plan, state, cards));
        }));
    }

    private void vouch(Tx tx, RosterMember newcomer) {
        known(newcomer)
                .ifPresent(peer -> admission(newcomer)
                        .ifPresent(epoch -> room.desk.post.send(
                                tx,
                                peer,
                                new InboxMessage.StateVouched(
                                        room.id(),
                                        epoch.openingHash,
                                        room.entries.digest(tx, epoch, 0).orElseThrow(),
                                        room.desk.ports.fold().version()))));
    }

    /** A newcomer that took an opening from nobody yet may take it from us now. */
    void paired(Tx tx, Peers.Peer peer) {
        awaited().filter(member -> member.principal().id().equals(peer.id())).forEach(member -> {
            sent.remove(peer.id());
            greet(tx, member, true);
        });
    }

    /** A newcomer that hasn't answered our hello may never have got its opening. */
    void again(Tx tx) {
        Duration first = Enactment.PAUSE.multipliedBy(room.roster().placeOf(room.desk.me()) + 1L);
        awaited().forEach(member -> again(tx, member, first));
    }

    private Stream<RosterMember> awaited() {
        return room.roster().members().stream()
                .filter(member -> room.state
                        .link(member.principal().id())
                        .filter(link -> !link.confirmed && link.weBegin)
                        .isPresent());
    }

    private void again(Tx tx, RosterMember member, Duration first) {
        Sent before = sent.computeIfAbsent(member.principal().id(), m -> new Sent(room.desk.now(), first));
        if (room.desk.passed(before.at(), before.pause())) {
            greet(tx, member, true);
            Duration longer = before.pause().multipliedBy(2);
            sent.put(
                    member.principal().id(),
                    new Sent(room.desk.now(), longer.compareTo(LONGEST) > 0 ? LONGEST : longer));
        }
    }
}
