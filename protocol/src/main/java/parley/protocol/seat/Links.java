package parley.protocol.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Tx;
import parley.protocol.room.Card;
import parley.protocol.room.RosterMember;
import parley.protocol.seat.Peers.Peer;
import parley.protocol.session.Sessions;

/**
 * The sessions of a room's pairs: who begins, hello and its answer, and whose room key is confirmed.
 *
 * <p>Guarantees that a session fills slots only once it is answered, that a silent member's node still answers by itself,
 * and that an identity never changes silently: a card that names another key than we know is an alarm. {@code
 * docs/protocol.md}, "Sessions" and "Folding".
 */
final class Links {
    /** A hello that was lost with a relay's inbox is said again. */
    static final Duration HELLO_AGAIN = Duration.ofMinutes(2);

    private final Room room;

    Links(Room room) {
        this.room = room;
    }

    /** Knows a member by its card; the one whom we know better keeps what we know. */
    void meet(Tx tx, Card card, Fact.Comparison otherwise) {
        NodeIdentity node = card.node();
        Optional<Peer> known = room.peer(node.principal().id());
        if (known.isEmpty()) {
            Peer met = room.desk.peers.add(tx, node, card.inbox(), otherwise, false, Optional.empty());
            room.desk.reach.told(tx, met, card.inbox(), false);
            return;
        }
        Peer peer = known.get();
        if (node.incarnation() < peer.node.incarnation()) {
            return;
        }
        boolean sameNode = node.incarnation() == peer.node.incarnation();
        room.desk.peers.renew(tx, peer, node, otherwise);
        if (isOfOtherKeys(node, peer)) {
            room.alarm(tx, Fact.AlarmKind.CARD_CHANGED, Optional.of(peer.id()));
            return;
        }
        room.desk.reach.told(tx, peer, card.inbox(), sameNode);
    }

    private static boolean isOfOtherKeys(NodeIdentity shown, Peer known) {
        return shown.incarnation() == known.node.incarnation()
                && !shown.keysHash().equals(known.node.keysHash());
    }

    /** A member to exchange slots with; begins the sessions when that is ours to do. */
    void add(Tx tx, RosterMember member, boolean weBegin) {
        Link link = new Link(member.principal().id(), member.incarnation(), weBegin);
        NodeIdentity shown = room.card(tx, member).node();
        if (room.peer(link.member).filter(known -> isOfOtherKeys(shown, known)).isPresent()) {
            link.doubt = Link.CardDoubt.HELD;
        }
        room.state.put(link);
        if (weBegin) {
            begin(tx, link, member);
        }
    }

    private void begin(Tx tx, Link link, RosterMember member) {
        if (room.state.condition != SeatRoom.Condition.OPEN || !room.isStillOurs()) {
            return;
        }
        Card card = room.card(tx, member);
        room.peer(link.member).ifPresent(peer -> {
            room.desk.post.begin(tx, room.desk.inboxAddress(peer), peer, card.inboxBundle());
            room.desk.post.flush(tx, peer);
            if (room.desk.post.begin(tx, room.address(tx, member), peer, card.roomBundle())) {
                hello(tx, link, member, peer);
            }
        });
    }

    private void hello(Tx tx, Link link, RosterMember member, Peer peer) {
        link.helloAt = Optional.of(room.desk.now());
        Hash ours = room.own.card().hash();
        room.desk.post.over(tx, room.address(tx, member), peer, new InboxMessage.Hello(room.id(), ours));
    }

    /** Over the room's channel: only a hello belongs there. */
    void heard(Tx tx, Peer from, InboxMessage message) {
        if (!(message instanceof InboxMessage.Hello(var named, Hash card)) || !named.equals(room.id())) {
            return;
        }
        Optional<RosterMember> member = room.roster().member(from.id());
        Optional<Link> link = room.state.link(from.id());
        if (member.isEmpty() || link.isEmpty()) {
            return;
        }
        if (member.get().card().equals(card)) {
            confirm(tx, member.get());
        } else {
            doubt(tx, link.get());
            return;
        }
        if (!link.get().weBegin) {
            link.get().helloAt = Optional.empty();
        }
        room.act(tx);
    }

    /** It greets again and again until it is answered: once is told. */
    private void doubt(Tx tx, Link link) {
        if (link.doubt == Link.CardDoubt.NONE) {
            link.doubt = Link.CardDoubt.HELD;
            room.save(tx);
            room.alarm(tx, Fact.AlarmKind.CARD_CHANGED, Optional.of(link.member));
        }
    }

    /** Whether nothing is sealed to a member, since its keys here aren't those of its card. */
    boolean held(RosterMember member) {
        return room.state.link(member.principal().id()).filter(Link::held).isPresent();
    }

    /** People compared codes with a member: these are of the keys that we know, and say nothing of other ones on its card here. */
    void codesCompared(Tx tx, Peer peer) {
        Optional<RosterMember> member = room.roster().member(peer.id());
        if (member.isPresent() && room.card(tx, member.get()).node().keysHash().equals(peer.node.keysHash())) {
            freed(tx, peer.id());
        }
    }

    /** People compared room words, which name its card: from now on it is theirs to say whether they go on here. */
    void wordsCompared(Tx tx, PrincipalId member) {
        freed(tx, member);
    }

    private void freed(Tx tx, PrincipalId member) {
        room.state.link(member).filter(Link::held).ifPresent(link -> {
            link.doubt = Link.CardDoubt.COMPARED;
            room.act(tx);
        });
    }

    /**
     * Answers the hellos that were heard, once the log was read and the vault lacks no entry of ours in it.
     *
     * <p>A vault that was put back encrypts in states that its other self sealed slots in. Who opens such an answer before the slot
     * never opens the slot, and where nobody else reads, that entry's key was in the lost vault alone: the room would wait for ever.
     */
    void answer(Tx tx) {
        if (!knowsItsLatest()) {
            return;
        }
        for (RosterMember member : others()) {
            room.state
                    .link(member.principal().id())
                    .filter(link -> !link.weBegin && link.confirmed && link.helloAt.isEmpty())
                    .ifPresent(link -> room.peer(link.member).ifPresent(peer -> hello(tx, link, member, peer)));
        }
    }

    private boolean knowsItsLatest() {
        return room.desk.conduct.answersHello()
                && room.state.condition == SeatRoom.Condition.OPEN
                && room.caughtUp.contains(room.state.epoch)
                && room.current().stranger == 0;
    }

    boolean isUnheard(RosterMember member) {
        return room.state
                .link(member.principal().id())
                .filter(link -> !link.confirmed)
                .isPresent();
    }

    void confirm(Tx tx, RosterMember member) {
        room.state.link(member.principal().id()).filter(l -> !l.confirmed).ifPresent(link -> {
            link.confirmed = true;
            room.save(tx);
            tx.setCount(room.desk.cells.usedCard(room.id(), member.card()), 1);
            room.desk.tell(
                    tx, new Fact.KeyConfirmed(room.id(), member.principal().id()));
        });
    }

    /** Hellos that nobody answered go again. */
    void repeat(Tx tx) {
        for (RosterMember member : others()) {
            room.state.link(member.principal().id()).filter(l -> l.weBegin).ifPresent(link -> {
                boolean waited = link.helloAt.isEmpty() || room.desk.passed(link.helloAt.get(), HELLO_AGAIN);
                if (!answered(tx, room.address(tx, member)) && waited) {
                    begin(tx, link, member);
                }
            });
        }
    }

    Optional<Instant> nextHello() {
        return room.state.links().stream()
                .filter(l -> l.weBegin && !l.confirmed)
                .flatMap(l -> l.helloAt.stream())
                .map(at -> room.desk.due(at, HELLO_AGAIN))
                .min(Instant::compareTo);
    }

    /**
     * Whether nobody needs our card's bundles any more. Who begins both sessions with us may be heard in one long before the other: mail
     * comes in any order, and some of it never.
     */
    boolean allStand(Tx tx) {
        return others().stream().allMatch(m -> answered(tx, room.address(tx, m)) && (weBegin(m) || inboxStands(tx, m)));
    }

    private boolean inboxStands(Tx tx, RosterMember member) {
        return room.peer(member.principal().id())
                .filter(peer -> answered(tx, room.desk.inboxAddress(peer)))
                .isPresent();
    }

    private boolean weBegin(RosterMember member) {
        return room.state.link(member.principal().id()).filter(l -> l.weBegin).isPresent();
    }

    private boolean answered(Tx tx, Hash address) {
        return room.desk.ports.sessions().standing(tx, room.desk.owner, address) == Sessions.Standing.ANSWERED;
    }

    /**
     * A member who left, or whose node was renewed: its session goes, archived nowhere (protocol.md, "Restore, clone,
     * rollback").
     */
    void cut(Tx tx, RosterMember member) {
        room.desk.ports.sessions().erase(tx, room.desk.owner, room.address(tx, member));
        room.state.unlink(member.principal().id());
    }

    /** Nothing that was said so far has a session with us any more: we left, or begin anew. */
    void end(Tx tx) {
        others().forEach(m -> room.desk.ports.sessions().erase(tx, room.desk.owner, room.address(tx, m)));
    }

    private List<RosterMember> others() {
        return room.roster().members().stream()
                .filter(m -> !m.principal().id().equals(room.desk.me()))
                .toList();
    }
}
