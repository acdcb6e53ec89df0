package parley.protocol.seat;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.protocol.identity.InboxAddress;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.Tx;
import parley.protocol.seat.Peers.Peer;

/**
 * At which relays peers are written to: at those to which a person said yes (protocol.md, "Inbox").
 *
 * <p>Guarantees that no message, card or answer of a peer makes this node speak to a machine of that peer's choosing, which would
 * learn from where, and when. What is for an inbox elsewhere is held; a peer that is the same node as before is written to where
 * it was.
 */
public final class Reach {
    /** Far more than a table's rooms move through in years. */
    static final int MOST_USED = 1_000;

    private final Desk desk;
    /** Oldest first. */
    private final Set<RelayAddress> used = new LinkedHashSet<>();

    private final Map<PrincipalId, InboxAddress> elsewhere = new HashMap<>();
    /** False for a vault of before this was kept: it has no cell until something is added. */
    private boolean kept;

    /**
     * A relay to which nobody here said yes, where a peer wants to be reached.
     *
     * @param waits nothing goes to that peer meanwhile; else it is written to where it was
     */
    public record Elsewhere(RelayAddress relay, boolean waits) {}

    private Reach(Desk desk) {
        this.desk = desk;
    }

    static Reach load(Desk desk, Tx tx) {
        Reach reach = new Reach(desk);
        Optional<Bytes> cell = tx.get(desk.cells.usedRelays());
        reach.kept = cell.isPresent();
        cell.ifPresentOrElse(
                bytes -> reach.used.addAll(Kept.decode(bytes, in -> in.list(MOST_USED, RelayAddress::read))),
                reach::asBefore);
        for (Peer peer : desk.peers.all()) {
            tx.get(desk.cells.inboxElsewhere(peer.id()))
                    .map(bytes -> Kept.decode(bytes, InboxAddress::read))
                    .ifPresent(inbox -> reach.elsewhere.put(peer.id(), inbox));
        }
        return reach;
    }

    /** To what such a vault spoke it goes on speaking. */
    private void asBefore() {
        used.add(desk.self.relay);
        desk.mailbox.all().forEach(inbox -> used.add(inbox.address().log().relay()));
        desk.rooms
                .all()
                .forEach(room -> room.epochs
                        .values()
                        .forEach(epoch -> used.add(epoch.log().relay())));
        desk.peers.all().forEach(peer -> used.add(peer.inbox.log().relay()));
    }

    /** Whether a person said yes to this relay at this table. */
    public boolean uses(RelayAddress relay) {
        return used.contains(relay);
    }

    /** Those relays, the table's own first. */
    public List<RelayAddress> relays() {
        return Stream.concat(Stream.of(desk.self.relay), used.stream())
                .distinct()
                .toList();
    }

    /** False for one to whom nothing goes. */
    boolean isReached(Peer peer) {
        return uses(peer.inbox.log().relay());
    }

    Seat.Peer view(Peer peer) {
        return new Seat.Peer(
                peer.node.principal(),
                peer.node.incarnation(),
                peer.node.keysHash(),
                peer.paired,
                peer.comparison,
                wanted(peer).map(relay -> new Elsewhere(relay, !isReached(peer))));
    }

    private Optional<RelayAddress> wanted(Peer peer) {
        return Optional.ofNullable(elsewhere.get(peer.id()))
                .map(inbox -> inbox.log().relay());
    }

    /** A person here said yes to this relay: by a room, an invitation, a move, or by name. */
    void use(Tx tx, RelayAddress relay) {
        if (used.contains(relay)) {
            return;
        }
        if (used.size() >= MOST_USED) {
            makePlace(tx);
        }
        used.add(relay);
        keep(tx);
        for (Peer peer : desk.peers.all()) {
            Optional<InboxAddress> wanted = Optional.ofNullable(elsewhere.get(peer.id()))
                    .filter(inbox -> inbox.log().relay().equals(relay));
            wanted.ifPresent(inbox -> move(tx, peer, inbox));
        }
    }

    /** The oldest goes at which nobody is reached. Only where somebody is everywhere one of these goes, and people are asked about it. */
    private void makePlace(Tx tx) {
        Set<RelayAddress> inhabited =
                desk.peers.all().stream().map(peer -> peer.inbox.log().relay()).collect(Collectors.toSet());
        List<RelayAddress> others =
                used.stream().filter(one -> !one.equals(desk.self.relay)).toList();
        RelayAddress gone = others.stream()
                .filter(one -> !inhabited.contains(one))
                .findFirst()
                .orElseGet(others::getFirst);
        used.remove(gone);
        desk.peers.all().stream()
                .filter(peer -> peer.inbox.log().relay().equals(gone) && !elsewhere.containsKey(peer.id()))
                .forEach(peer -> ask(tx, peer, peer.inbox));
    }

    /**
     * A person's answer to {@link Fact.InboxElsewhere}: from now on this node speaks to that relay at this table.
     *
     * @param shown to which relay the person said yes; refused when the peer names another meanwhile
     */
    public Result<Ok> writeThere(Tx tx, PrincipalId who, RelayAddress shown) {
        Optional<Peer> peer = desk.peers.find(who);
        if (peer.isEmpty()) {
            return Result.refused("peer.unknown");
        }
        if (!wanted(peer.get()).equals(Optional.of(shown))) {
            return Result.refused("peer.not-there");
        }
        use(tx, shown);
        return Ok.done();
    }

    /**
     * Where a peer says that it is from now on.
     *
     * @param sameNode whether it may be written to where it was meanwhile: of a node that was renewed nobody reads there
     */
    void told(Tx tx, Peer peer, InboxAddress inbox, boolean sameNode) {
        if (uses(inbox.log().relay())) {
            move(tx, peer, inbox);
            return;
        }
        if (!kept) {
            keep(tx);
        }
        if (!sameNode || !isReached(peer)) {
            peer.inbox = inbox;
            desk.peers.save(tx, peer);
        }
        ask(tx, peer, inbox);
    }

    private void ask(Tx tx, Peer peer, InboxAddress inbox) {
        if (!inbox.equals(elsewhere.put(peer.id(), inbox))) {
            CanonicalWriter out = new CanonicalWriter();
            inbox.write(out);
            tx.put(desk.cells.inboxElsewhere(peer.id()), out.bytes());
            desk.tell(tx, new Fact.InboxElsewhere(peer.id(), inbox.log().relay(), false));
        }
    }

    private void move(Tx tx, Peer peer, InboxAddress inbox) {
        peer.inbox = inbox;
        desk.peers.save(tx, peer);
        if (elsewhere.containsKey(peer.id())) {
            RelayAddress wanted =
                    Objects.requireNonNull(elsewhere.remove(peer.id())).log().relay();
            tx.delete(desk.cells.inboxElsewhere(peer.id()));
            desk.tell(tx, new Fact.InboxElsewhere(peer.id(), wanted, true));
            desk.post.flush(tx, peer);
        }
    }

    private void keep(Tx tx) {
        kept = true;
        tx.put(
                desk.cells.usedRelays(),
                new CanonicalWriter()
                        .list(used.stream().toList(), (to, relay) -> relay.write(to))
                        .bytes());
    }
}
