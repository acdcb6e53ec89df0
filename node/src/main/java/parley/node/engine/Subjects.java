package parley.node.engine;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.node.desk.Changes.Subject;
import parley.node.desk.Changes.Word;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.room.Card;
import parley.protocol.room.Change;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.Pending;
import parley.talks.rules.Standing;

/**
 * Whom a proposal is about, as far as this node can know: name and role from the card itself, how well its keys are known
 * here, and what those say who consented.
 *
 * <p>Guarantees that nothing that was compared of somebody's earlier keys is taken for a comparing of the keys on the card.
 * Stateless.
 */
final class Subjects {
    private Subjects() {}

    static Optional<Subject> of(TableShot table, RoomTalk talk, Pending one) {
        return one.kind() == ChangeKind.ADMIT || one.kind() == ChangeKind.RENEW
                ? newcomer(one.change()).map(node -> of(table, talk, one, node))
                : Optional.empty();
    }

    private static Subject of(TableShot table, RoomTalk talk, Pending one, NodeIdentity node) {
        Principal who = node.principal();
        List<Word> words = one.consents().stream()
                .map(consent -> new Word(consent.who(), nameIn(talk, table, consent.who()), consent.standing()))
                .toList();
        return new Subject(
                who.id(),
                table.names().shown(who),
                who.role(),
                known(table.peers(), who.id(), node.keysHash())
                        .map(peer -> PeopleDesk.standing(table, peer.comparison())),
                table.peer(who.id()).isPresent(),
                table.names().with(who).alikeShown(who),
                words);
    }

    static String nameIn(RoomTalk talk, TableShot table, PrincipalId who) {
        return talk.sitting().seat(who).map(table.names()::shown).orElseGet(() -> table.name(who));
    }

    /** Whether the proposal names somebody else, or another role, than the card that it brings: nobody consents to that. */
    static boolean mislabelled(Pending one) {
        return newcomer(one.change())
                .filter(node -> !node.principal().equals(one.subject()))
                .isPresent();
    }

    /** What this node says of how well it knows the subject. {@code stranger} is said of keys that it never met. */
    static Standing standing(
            Seat seat, SeatRoom room, ChangeKind kind, PrincipalId subject, Bytes change, Standing stranger) {
        if (seat.self().id().equals(subject)) {
            return Standing.COMPARED;
        }
        if (kind == ChangeKind.ADMIT || kind == ChangeKind.RENEW) {
            return newcomer(change)
                    .flatMap(node -> known(seat.peers(), subject, node.keysHash()))
                    .map(peer -> Speech.standing(peer.comparison()))
                    .orElse(stranger);
        }
        return room.roster().stream()
                .filter(member -> member.principal().id().equals(subject))
                .map(member -> Speech.standing(member.comparison()))
                .findFirst()
                .orElse(stranger);
    }

    /** Whose node would come, or come back, whatever has become of the change. */
    private static Optional<NodeIdentity> newcomer(Bytes change) {
        return CanonicalReader.whole(change, Change::read).flatMap(Change::card).map(Card::node);
    }

    private static Optional<Seat.Peer> known(List<Seat.Peer> peers, PrincipalId who, Hash keys) {
        return peers.stream()
                .filter(peer -> peer.principal().id().equals(who) && peer.keys().equals(keys))
                .findFirst();
    }
}
