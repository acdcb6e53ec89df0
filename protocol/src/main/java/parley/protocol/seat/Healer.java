package parley.protocol.seat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.PrincipalId;
import parley.protocol.crypto.RelayFault;
import parley.protocol.crypto.RelaySignature;
import parley.protocol.entry.SizeClass;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Key;
import parley.protocol.port.SignedHead;
import parley.protocol.port.Tx;

/**
 * Compares a relay's history with ours, and gives a relay back what it lost (protocol.md, "Restore, clone, rollback").
 *
 * <p>Guarantees that a relay whose chain is a prefix of ours gets the missing bytes back, each only onto the exact head it
 * had; that a relay with another history freezes the room, unless it is of an epoch that all ended alike, and is told to all with
 * the relay's own signature; and that this node never switches to another branch.
 */
final class Healer {
    /** Appends under way at once; the next follow as the relay's chain grows. */
    private static final int AT_ONCE = 16;
    /** Heads that one showed beyond what we read: both of a finding, twice. One who fills its places takes none from another. */
    private static final int MOST_OF_ONE = 4;
    /** In all, of one epoch: as many as all of the largest room may show. */
    static final int MOST_SHOWN = MOST_OF_ONE * SizeClass.MOST_SEATS;
    /** Beside them, the nearest that came with receipts of each. */
    static final int MOST_KEPT = MOST_SHOWN + SizeClass.MOST_SEATS;

    private final Room room;
    private final Set<Integer> probing = new HashSet<>();

    Healer(Room room) {
        this.room = room;
    }

    /** A signed head, against ours: false when it proves another history. */
    boolean sameHistory(Tx tx, Epoch epoch, SignedHead theirs) {
        long position = theirs.head().position();
        Optional<Head> ours = room.entries.at(tx, epoch, position);
        if (ours.isEmpty()) {
            return true;
        }
        if (!ours.get().equals(theirs.head())) {
            differ(tx, epoch, theirs);
            return false;
        }
        if (position == epoch.read.position()) {
            probing.remove(epoch.number());
        }
        return true;
    }

    private void differ(Tx tx, Epoch epoch, SignedHead theirs) {
        prove(tx, epoch, theirs);
        if (epoch.differs) {
            return;
        }
        epoch.differs = true;
        epoch.save(room.desk.cells, tx);
        long position = theirs.head().position();
        CanonicalWriter evidence = new CanonicalWriter();
        theirs.write(evidence);
        // All who stayed reported one end of an epoch that is closed and settled: what a relay signs of it since moves
        // nobody here.
        boolean open = room.epoch(epoch.number()).isPresent()
                || tx.count(room.desk.cells.unsettledEnd(room.id(), epoch.number())) > 0;
        room.alarm(
                tx,
                open ? Fact.AlarmKind.HISTORIES_DIFFER : Fact.AlarmKind.PAST_HISTORIES_DIFFER,
                epoch,
                position,
                evidence.bytes());
        if (open) {
            room.freeze(tx, Fact.Freeze.HISTORIES);
        }
        if (room.desk.conduct.showsHeads()) {
            room.toAll(tx, new InboxMessage.HeadShown(room.id(), epoch.number(), theirs));
            epoch.signed.ifPresent(head -> room.toAll(tx, new InboxMessage.HeadShown(room.id(), epoch.number(), head)));
        }
    }

    /** Once: by the first head of theirs from which proof can be made, be it not the first that came. */
    private void prove(Tx tx, Epoch epoch, SignedHead theirs) {
        Key proven = room.desk.cells.provenFault(room.id(), epoch.number());
        if (tx.count(proven) > 0) {
            return;
        }
        fault(tx, epoch, theirs).ifPresent(fault -> {
            tx.setCount(proven, 1);
            room.alarm(tx, Fact.AlarmKind.RELAY_TWO_HEADS, epoch, theirs.head().position(), fault.file());
        });
    }

    /** Proof for anyone, where the relay signed a head of our own history at the place of theirs or not far behind it. */
    private Optional<RelayFault> fault(Tx tx, Epoch epoch, SignedHead theirs) {
        long from = theirs.head().position();
        return room.signed
                .from(tx, epoch, from)
                .filter(ours -> ours.head().position() - from <= RelayFault.MOST_BETWEEN)
                .map(ours -> {
                    List<Hash> between = new ArrayList<>();
                    for (long at = from + 1; at <= ours.head().position(); at++) {
                        between.add(room.entries.record(tx, epoch, at).entry());
                    }
                    Hash instead =
                            room.entries.at(tx, epoch, from).orElseThrow().hash();
                    return new RelayFault(epoch.log().relay().key(), theirs, ours, instead, between);
                });
    }

    /** A head that a member shows, or that the relay gave us for an append: only who sat in that epoch has one to show. */
    void shown(Tx tx, PrincipalId from, int number, SignedHead head) {
        room.past(tx, number)
                .filter(epoch -> epoch.opening.roster().placeOf(from) >= 0)
                .ifPresent(epoch -> shown(tx, epoch, epoch.opening.roster().placeOf(from), head));
    }

    /** A head that came with a receipt of who sat there: nothing else may ever tell of a fork of whose other branch only mail arrives. */
    void acknowledged(Tx tx, Epoch epoch, int place, SignedHead head) {
        shown(tx, epoch, Epoch.ShownHead.byReceipt(place), head);
    }

    /** To one whose word is of another history, without proof: if it has one, it finds it out by this. */
    void answer(Tx tx, Peers.Peer to, Epoch epoch) {
        if (room.desk.conduct.showsHeads()) {
            epoch.signed.ifPresent(
                    head -> room.desk.post.send(tx, to, new InboxMessage.HeadShown(room.id(), epoch.number(), head)));
        }
    }

    /** A head that somebody carried to us. */
    void carried(Tx tx, Epoch epoch, SignedHead head) {
        shown(tx, epoch, Epoch.ShownHead.BY_NOBODY, head);
    }

    /** Compared now, or when we have read so far. */
    private void shown(Tx tx, Epoch epoch, int by, SignedHead head) {
        if (!head.log().equals(epoch.log().id())
                || !RelaySignature.holds(head, epoch.log().relay().key())) {
            return;
        }
        if (head.head().position() <= epoch.read.position()) {
            sameHistory(tx, epoch, head);
            return;
        }
        // By each who shows it: the places of the one who did so first may go to nearer heads.
        Epoch.ShownHead one = new Epoch.ShownHead(by, head);
        if (!epoch.shown.contains(one) && hasPlace(epoch, by, head)) {
            epoch.shown.add(one);
            epoch.saveShown(room.desk.cells, tx);
        }
    }

    private static boolean hasPlace(Epoch epoch, int by, SignedHead head) {
        List<Epoch.ShownHead> ofOne =
                epoch.shown.stream().filter(one -> one.by() == by).toList();
        if (Epoch.ShownHead.isByReceipt(by)) {
            return ofOne.isEmpty() || takesPlace(epoch, ofOne, head);
        }
        if (ofOne.size() >= MOST_OF_ONE) {
            return takesPlace(epoch, ofOne, head);
        }
        List<Epoch.ShownHead> shown = epoch.shown.stream()
                .filter(one -> !Epoch.ShownHead.isByReceipt(one.by()))
                .toList();
        return shown.size() < MOST_SHOWN || takesPlace(epoch, shown, head);
    }

    /** What is compared soonest stays: else heads far beyond what anybody wrote would leave no place for the one that shows a fork. */
    private static boolean takesPlace(Epoch epoch, List<Epoch.ShownHead> full, SignedHead head) {
        Epoch.ShownHead farthest = Collections.max(full, Comparator.comparingLong(Epoch.ShownHead::position));
        return head.head().position() < farthest.position() && epoch.shown.remove(farthest);
    }

    void compareShown(Tx tx, Epoch epoch) {
        List<Epoch.ShownHead> due = epoch.shown.stream()
                .filter(one -> one.position() <= epoch.read.position())
                .toList();
        if (!due.isEmpty()) {
            epoch.shown.removeAll(due);
            epoch.saveShown(room.desk.cells, tx);
            due.forEach(one -> sameHistory(tx, epoch, one.head()));
        }
    }

    /** The page didn't continue our chain: look at the relay's head where we stand, before anything is said about it. */
    void suspect(Epoch epoch) {
        if (epoch.read.position() > 0) {
            probing.add(epoch.number());
        }
    }

    boolean probing(Epoch epoch) {
        return probing.contains(epoch.number());
    }

    /** The relay doesn't know the log any more, or not yet. */
    void lost(Tx tx, Epoch epoch) {
        if (epoch.gone || (!room.desk.conduct.createsNextLog() && epoch.read.position() == 0)) {
            return;
        }
        room.desk.outbox.create(
                tx, epoch.log().relay(), epoch.secrets.capabilityHash(), epoch.secrets.capabilityHash());
        behind(tx, epoch, Head.start(epoch.log().id()));
    }

    /** The relay's chain is a prefix of ours and ends at this head. */
    void behind(Tx tx, Epoch epoch, Head theirs) {
        if (!room.desk.conduct.heals() || epoch.gone) {
            return;
        }
        long until = Math.min(epoch.read.position(), theirs.position() + AT_ONCE);
        for (long position = theirs.position() + 1; position <= until; position++) {
            Head at = room.entries.at(tx, epoch, position - 1).orElseThrow();
            Optional<Bytes> kept = room.entries.bytes(tx, epoch, position);
            if (kept.isEmpty()) {
                cannotGiveBack(tx, epoch, position);
                return;
            }
            Bytes bytes = kept.get();
            boolean underWay = room.desk.outbox.has(s -> s instanceof Sending.Append a
                    && a.log().equals(epoch.log().id())
                    && a.at().equals(Optional.of(at)));
            if (!underWay) {
                room.desk.outbox.add(tx, number -> epoch.append(number, Optional.of(at), bytes, Optional.of(at)));
            }
        }
    }

    /** Of an ended log nothing is needed here any more; the present one takes nothing before it has this. */
    private void cannotGiveBack(Tx tx, Epoch epoch, long position) {
        if (epoch.end.isEmpty() && !epoch.lacksErased) {
            lacksErased(tx, epoch, position, true);
        }
    }

    /** The relay has all that we read. */
    void whole(Tx tx, Epoch epoch) {
        if (epoch.lacksErased) {
            lacksErased(tx, epoch, epoch.read.position(), false);
        }
    }

    private void lacksErased(Tx tx, Epoch epoch, long position, boolean lacks) {
        epoch.lacksErased = lacks;
        tx.setCount(room.desk.cells.lostBeginning(room.id(), epoch.number()), lacks ? 1 : 0);
        room.desk.tell(tx, new Fact.BeginningLost(room.id(), epoch.number(), epoch.roomPosition(position), !lacks));
    }
}
