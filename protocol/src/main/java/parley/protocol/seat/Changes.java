package parley.protocol.seat;

import java.time.Instant;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.port.Tx;
import parley.protocol.room.Card;
import parley.protocol.room.Change;
import parley.protocol.room.RosterMember;
import parley.protocol.seat.Peers.Peer;

/** Makes the changes that people propose, and gets the newcomer's card that an admission or renewal needs. */
final class Changes {
    private final Room room;

    Changes(Room room) {
        this.room = room;
    }

    Result<Bytes> make(Tx tx, ChangeKind kind, PrincipalId subject, Optional<RelayAddress> relay) {
        if (room.state.condition != SeatRoom.Condition.OPEN) {
            return Result.refused("room.not-open", room.state.condition);
        }
        // Said before a card is asked for: the newcomer would learn of a room in which it can't sit.
        if (kind == ChangeKind.ADMIT && room.roster().members().size() >= room.state.plan.seats()) {
            return Result.refused("room.seats-taken", room.state.plan.seats());
        }
        return switch (kind) {
            case ADMIT, RENEW -> withCard(tx, kind, subject);
            case REMOVE -> checked(new Change.Remove(subject));
            case REFRESH -> checked(new Change.Refresh());
            case MOVE ->
                relay.isPresent() ? checked(new Change.Move(relay.get())) : Result.refused("room.move-needs-relay");
        };
    }

    private Result<Bytes> withCard(Tx tx, ChangeKind kind, PrincipalId subject) {
        // A card that came before either node was renewed would admit somebody who takes no opening from us.
        Optional<Peer> peer = room.peer(subject).filter(p -> p.paired && !p.refused());
        if (peer.isEmpty()) {
            return Result.refused("room.not-paired");
        }
        Optional<Card> card = tx.get(room.desk.cells.offeredCard(room.id(), subject))
                .map(kept -> Kept.decode(kept, Card::read))
                .filter(this::fits)
                .filter(this::isOfNow)
                .filter(offered -> !isUsed(tx, offered))
                .filter(_ -> !isOld(tx, subject));
        if (card.isPresent()) {
            return checked(
                    switch (kind) {
                        case ADMIT -> new Change.Admit(card.get());
                        case RENEW -> new Change.Renew(card.get());
                        case REMOVE, REFRESH, MOVE -> throw new IllegalStateException("needs no card");
                    });
        }
        room.desk.post.ask(
                tx,
                peer.get(),
                room.desk.cells.cardAsked(room.id(), subject),
                new InboxMessage.CardAsked(
                        room.id(),
                        room.state.plan.name(),
                        room.folded.terms(),
                        room.state.plan.seats(),
                        Optional.of(room.current().log().relay()),
                        room.roster().principals()));
        return Result.refused("room.card-asked", peer.get().node.principal().name());
    }

    private Result<Bytes> checked(Change.What what) {
        return room.roster().after(what, room.state.plan.seats()).isPresent()
                ? Result.done(new Change(room.current().openingHash, what).encoded())
                : Result.refused("room.change-doesnt-fit");
    }

    /**
     * Nobody takes another's place: an admission is of one who isn't here, a renewal of one who is. Its inbox is where every member is,
     * or some would not write to it.
     */
    private boolean fits(Card card) {
        Optional<RosterMember> here =
                room.roster().member(card.node().principal().id());
        boolean where = card.inbox().log().relay().equals(room.current().log().relay());
        return where
                && (here.isEmpty() || here.get().incarnation() < card.node().incarnation());
    }

    /** Of a node that was renewed since, whoever has a copy would come in. */
    private boolean isOfNow(Card card) {
        return room.peer(card.node().principal().id())
                .filter(peer -> peer.node.equals(card.node()))
                .isPresent();
    }

    /** Its newcomer came in by it, or may have before it was removed: it has forgotten the keys behind it, and would drop another opening for it in silence. */
    private boolean isUsed(Tx tx, Card card) {
        return tx.count(room.desk.cells.usedCard(room.id(), card.hash())) > 0;
    }

    /** Its newcomer may soon have erased the keys behind it: it would be let in and never open the room, and alarm over a card that it no longer knows. */
    private boolean isOld(Tx tx, PrincipalId subject) {
        return room.desk.passed(since(tx, subject), Bundles.CARD);
    }

    private Instant since(Tx tx, PrincipalId subject) {
        return Instant.ofEpochMilli(tx.count(room.desk.cells.offeredSince(room.id(), subject)));
    }

    /** The same one once more has lived since it was given first; a vault of before doesn't know since when, nor does a clock that was set back. */
    private boolean isSinceBefore(Tx tx, PrincipalId subject, Card card) {
        Instant since = since(tx, subject);
        return tx.get(room.desk.cells.offeredCard(room.id(), subject)).equals(Optional.of(card.encoded()))
                && !since.equals(Instant.EPOCH)
                && !since.isAfter(room.desk.now());
    }

    void cardGiven(Tx tx, Peer from, Card card) {
        if (card.table().equals(room.desk.table)
                && card.room().equals(room.id())
                && card.node().equals(from.node)
                && fits(card)
                // Each asking is answered with the same card, and an answer may come when all is over.
                && !isUsed(tx, card)) {
            if (!isSinceBefore(tx, from.id(), card)) {
                tx.setCount(
                        room.desk.cells.offeredSince(room.id(), from.id()),
                        room.desk.now().toEpochMilli());
            }
            tx.put(room.desk.cells.offeredCard(room.id(), from.id()), card.encoded());
            room.desk.tell(tx, new Fact.CardReady(room.id(), from.id()));
        }
    }
}
