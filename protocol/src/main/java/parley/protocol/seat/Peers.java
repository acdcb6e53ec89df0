package parley.protocol.seat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.protocol.crypto.OnRecordKeys;
import parley.protocol.identity.ComparisonCode;
import parley.protocol.identity.InboxAddress;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.port.Tx;

/** Whom this node knows at its table, and how well. Few: each came by a pairing or a room. */
final class Peers {
    private static final int MOST_HOW = 1_000;

    private final Desk desk;
    private final List<Peer> all = new ArrayList<>();
    /** On-record keys from before renewals, latest first; of ourselves too. */
    private final Map<PrincipalId, List<OnRecordKeys>> retired = new HashMap<>();

    /** One principal's node. */
    static final class Peer {
        private final long index;
        NodeIdentity node;
        /** Where it is reached: what it told us last. */
        InboxAddress inbox;

        Fact.Comparison comparison;
        /** Both sides have decrypted, each as the node that it is now. */
        boolean paired;
        /** Answered by us and not yet acknowledged. */
        Optional<Hash> answering;

        private Peer(
                long index,
                NodeIdentity node,
                InboxAddress inbox,
                Fact.Comparison comparison,
                boolean paired,
                Optional<Hash> answering) {
            this.index = index;
            this.node = node;
            this.inbox = inbox;
            this.comparison = comparison;
            this.paired = paired;
            this.answering = answering;
        }

        PrincipalId id() {
            return node.principal().id();
        }

        /**
         * Whether we may ask it to a room of ours: we met by an invitation, or compared codes. Of one whom only a room introduced
         * and nobody compared, who introduced us could found the room in its place.
         */
        boolean mayBeAsked() {
            return !refused() && (paired || comparison instanceof Fact.Comparison.Compared);
        }

        boolean refused() {
            return comparison instanceof Fact.Comparison.Differed;
        }
    }

    private Peers(Desk desk) {
        this.desk = desk;
    }

    static Peers load(Desk desk, Tx tx) {
        Peers peers = new Peers(desk);
        long count = tx.count(desk.cells.peerCount());
        for (long i = 0; i < count; i++) {
            long index = i;
            peers.all.add(Kept.decode(tx.get(desk.cells.peer(i)).orElseThrow(), in -> read(in, index)));
        }
        peers.loadRetired(tx, desk.me());
        peers.all.forEach(peer -> peers.loadRetired(tx, peer.id()));
        return peers;
    }

    List<Peer> all() {
        return List.copyOf(all);
    }

    Optional<Peer> find(PrincipalId id) {
        for (Peer peer : all) {
            if (peer.id().equals(id)) {
                return Optional.of(peer);
            }
        }
        return Optional.empty();
    }

    Peer add(
            Tx tx,
            NodeIdentity node,
            InboxAddress inbox,
            Fact.Comparison comparison,
            boolean paired,
            Optional<Hash> answering) {
        Peer peer = new Peer(all.size(), node, inbox, comparison, paired, answering);
        all.add(peer);
        save(tx, peer);
        tx.setCount(desk.cells.peerCount(), all.size());
        return peer;
    }

    /**
     * The next incarnation of a peer: with other keys nobody has compared it yet (protocol.md, "Restore, clone,
     * rollback").
     */
    void renew(Tx tx, Peer peer, NodeIdentity next, Fact.Comparison ofNewKeys) {
        if (next.incarnation() <= peer.node.incarnation()) {
            return;
        }
        desk.ports.sessions().erase(tx, desk.owner, desk.inboxAddress(peer));
        OnRecordKeys before = peer.node.onRecord();
        boolean keeps = sameKeys(peer.node, next);
        peer.node = next;
        endPairing(peer);
        new Assembly(desk).drop(tx, peer.id());
        save(tx, peer);
        if (!keeps) {
            retire(tx, peer.id(), before);
            desk.post.keepWarningsAlone(tx, peer);
            if (!peer.refused()) {
                judge(tx, peer, ofNewKeys);
            }
            desk.tell(tx, new Fact.KeysRenewed(peer.node.principal()));
        }
    }

    /** Who was met by an invitation was met as it was then: its next node, or ours, must be met again. */
    static void endPairing(Peer peer) {
        peer.paired = false;
        peer.answering = Optional.empty();
    }

    /** What was compared of a node holds for the next one only if it is the same keys that were compared. */
    private static boolean sameKeys(NodeIdentity before, NodeIdentity next) {
        return next.identityKey().equals(before.identityKey())
                && next.onRecord().equals(before.onRecord());
    }

    // ---- On-record keys: retired ones stay known, for what was signed with them stays signed

    void retire(Tx tx, PrincipalId who, OnRecordKeys keys) {
        List<OnRecordKeys> older = retired.computeIfAbsent(who, any -> new ArrayList<>());
        older.addFirst(keys);
        tx.put(
                desk.cells.retiredKeys(who),
                new CanonicalWriter().list(older, (to, one) -> one.write(to)).bytes());
    }

    private void loadRetired(Tx tx, PrincipalId who) {
        tx.get(desk.cells.retiredKeys(who))
                .map(kept -> Kept.decode(kept, in -> in.list(NodeIdentity.MOST_INCARNATION, OnRecordKeys::read)))
                .ifPresent(keys -> retired.put(who, new ArrayList<>(keys)));
    }

    /** All that ever were this principal's as far as we know, present ones first. */
    List<OnRecordKeys> onRecord(PrincipalId who) {
        List<OnRecordKeys> keys = new ArrayList<>();
        if (who.equals(desk.me())) {
            keys.add(desk.self.onRecord.open());
        } else {
            find(who).ifPresent(peer -> keys.add(peer.node.onRecord()));
        }
        keys.addAll(retired.getOrDefault(who, List.of()));
        return keys;
    }

    /** How well we know a node: empty when we never met its principal under these keys. */
    Optional<Fact.Comparison> standing(NodeIdentity node) {
        return find(node.principal().id())
                .filter(peer -> sameKeys(peer.node, node))
                .map(peer -> peer.comparison);
    }

    /** The code that both people must see alike. */
    Result<Seat.Code> code(PrincipalId who) {
        return find(who)
                .map(peer -> ComparisonCode.between(desk.self.node, peer.node))
                .map(code -> Result.done(new Seat.Code(code.words(), code.digits(), code.bits())))
                .orElseGet(() -> Result.refused("peer.unknown"));
    }

    /** What two people found when they compared codes. */
    Result<Ok> compared(Tx tx, PrincipalId who, boolean same, String how) {
        Optional<Peer> known = find(who);
        if (known.isEmpty()) {
            return Result.refused("peer.unknown");
        }
        Instant now = desk.now();
        judge(
                tx,
                known.get(),
                same ? new Fact.Comparison.Compared(now, brief(how)) : new Fact.Comparison.Differed(now));
        return Ok.done();
    }

    void judge(Tx tx, Peer peer, Fact.Comparison now) {
        boolean wasRefused = peer.refused();
        peer.comparison = now;
        save(tx, peer);
        desk.tell(tx, new Fact.StandingChanged(peer.id(), now));
        if (!wasRefused && peer.refused()) {
            desk.post.stop(tx, peer);
            desk.mailbox.stopped(tx, peer.id());
        } else if (wasRefused && !peer.refused()) {
            desk.mailbox.resumed(tx, peer.id());
            desk.post.flush(tx, peer);
        }
        if (now instanceof Fact.Comparison.Compared) {
            desk.rooms.all().forEach(room -> room.links.codesCompared(tx, peer));
        }
    }

    /**
     * What room words say of a peer: the same words compare the keys of its card. They neither undo that two codes differed nor
     * speak for a node that has been renewed since.
     */
    void heard(Tx tx, Peer peer, NodeIdentity card, boolean same, String how) {
        if (!same) {
            judge(tx, peer, new Fact.Comparison.Differed(desk.now()));
            return;
        }
        boolean open = switch (peer.comparison) {
            case Fact.Comparison.Unverified _, Fact.Comparison.VouchedFor _ -> true;
            case Fact.Comparison.Compared _, Fact.Comparison.Differed _ -> false;
        };
        if (open && card.keysHash().equals(peer.node.keysHash())) {
            judge(tx, peer, new Fact.Comparison.Compared(desk.now(), brief(how)));
        }
    }

    void save(Tx tx, Peer peer) {
        CanonicalWriter out = new CanonicalWriter();
        peer.node.write(out);
        peer.inbox.write(out);
        write(out, peer.comparison);
        out.bool(peer.paired);
        Kept.optional(out, peer.answering, CanonicalWriter::hash);
        tx.put(desk.cells.peer(peer.index), out.bytes());
    }

    private static Peer read(CanonicalReader in, long index) throws Malformed {
        return new Peer(
                index,
                NodeIdentity.read(in),
                InboxAddress.read(in),
                readComparison(in),
                in.bool(),
                Kept.optional(in, CanonicalReader::hash));
    }

    private static void write(CanonicalWriter out, Fact.Comparison comparison) {
        switch (comparison) {
            case Fact.Comparison.Unverified() -> out.u8(0);
            case Fact.Comparison.VouchedFor(PrincipalId by) -> out.u8(1).hash(by.hash());
            case Fact.Comparison.Compared(Instant when, String how) ->
                out.u8(2).u64(when.toEpochMilli()).text(how);
            case Fact.Comparison.Differed(Instant when) -> out.u8(3).u64(when.toEpochMilli());
        }
    }

    private static Fact.Comparison readComparison(CanonicalReader in) throws Malformed {
        return switch (in.u8()) {
            case 0 -> new Fact.Comparison.Unverified();
            case 1 -> new Fact.Comparison.VouchedFor(new PrincipalId(in.hash()));
            case 2 -> new Fact.Comparison.Compared(Instant.ofEpochMilli(in.u64()), in.text(MOST_HOW));
            case 3 -> new Fact.Comparison.Differed(Instant.ofEpochMilli(in.u64()));
            default -> throw new Malformed("no comparison");
        };
    }

    /** Words about how codes were compared, cut to what a peer's record holds. */
    private static String brief(String how) {
        Bytes utf8 = Bytes.utf8(how);
        return utf8.size() <= MOST_HOW ? how : how.substring(0, MOST_HOW / 4);
    }
}
