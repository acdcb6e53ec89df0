package parley.protocol.seat;

import java.util.Optional;
import parley.base.CanonicalReader;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold;
import parley.protocol.room.Card;
import parley.protocol.room.Change;
import parley.protocol.room.Roster;
import parley.protocol.room.RosterMember;

/**
 * A change that the fold ratified and that fits the roster of the epoch it would end (protocol.md, "Epochs").
 *
 * <p>Guarantees that the bytes say what was consented to: of this epoch, of the kind and subject that the fold names, with a
 * card of this room. So a proposal under a false label changes nothing.
 */
record DueChange(Hash proposal, RoomFold.Ratified ratified, Change change, Roster next) {
    static Optional<DueChange> of(Room room, Epoch epoch, Hash proposal) {
        return room.folded
                .ratified(proposal)
                .flatMap(ratified -> CanonicalReader.whole(ratified.change(), Change::read)
                        .filter(change -> says(room, epoch, proposal, ratified, change))
                        .flatMap(change -> epoch.opening
                                .roster()
                                .after(change.what(), room.state.plan.seats())
                                .map(next -> new DueChange(proposal, ratified, change, next))));
    }

    private static boolean says(Room room, Epoch epoch, Hash proposal, RoomFold.Ratified ratified, Change change) {
        return change.hash().equals(proposal)
                && (!room.desk.conduct.bindsChanges() || change.opening().equals(epoch.openingHash))
                && change.kind() == ratified.kind()
                && subject(change).map(ratified.subject()::equals).orElse(true)
                && change.card().map(card -> ofThisRoom(room, card)).orElse(true);
    }

    private static boolean ofThisRoom(Room room, Card card) {
        return card.table().equals(room.desk.table) && card.room().equals(room.id());
    }

    private static Optional<PrincipalId> subject(Change change) {
        return switch (change.what()) {
            case Change.Admit(Card card) -> Optional.of(card.node().principal().id());
            case Change.Remove(PrincipalId who) -> Optional.of(who);
            case Change.Renew(Card card) -> Optional.of(card.node().principal().id());
            case Change.Refresh() -> Optional.empty();
            case Change.Move _ -> Optional.empty();
        };
    }

    boolean keeps(RosterMember member) {
        return next.members().contains(member);
    }

    boolean keepsUs(Room room) {
        return next.members().stream().anyMatch(room.desk::isMe);
    }

    /** The card of who comes by it, or comes back. */
    Optional<Card> card() {
        return change.card();
    }

    /** Where the next log shall be. */
    RelayAddress relay(Epoch epoch) {
        return change.what() instanceof Change.Move(RelayAddress relay)
                ? relay
                : epoch.log().relay();
    }
}
