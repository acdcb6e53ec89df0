package parley.protocol.seat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;
import parley.protocol.entry.Entry;
import parley.protocol.inbox.InboxSeal;
import parley.protocol.port.Tx;
import parley.protocol.pouch.PouchItem;

/**
 * Takes what a pouch holds without a place, to be carried on to its relay (protocol.md, "Pouch").
 *
 * <p>Guarantees that of a room nothing is kept, or sent, but what one of its members sealed, and not what waits of ours: that goes when its room
 * lets it go ({@link Writer}).
 */
final class CarriedUnplaced {
    /** For one log: each is kept, and sent, by whoever carries it. What is more comes with the next pouch. */
    private static final int MOST = 1_000;

    private final Desk desk;
    private final Map<LogId, Rooms.Log> closed;
    private final PouchReport.Tally tally;
    /** What waits for its place here already, or joined it out of this pouch. */
    private final Set<Hash> waiting = new HashSet<>();

    private final Map<LogId, Integer> ofLog = new HashMap<>();

    /** @param closed what takes nothing more */
    CarriedUnplaced(Desk desk, Map<LogId, Rooms.Log> closed, PouchReport.Tally tally) {
        this.desk = desk;
        this.closed = closed;
        this.tally = tally;
        for (Sending sending : desk.outbox.all()) {
            if (sending instanceof Sending.Append append) {
                waiting.add(Entry.hashOf(append.entry()));
                count(append.log());
            }
        }
    }

    private void count(LogId log) {
        ofLog.merge(log, 1, Integer::sum);
    }

    private boolean isFull(LogId log) {
        return ofLog.getOrDefault(log, 0) >= MOST;
    }

    void take(Tx tx, PouchItem.Unplaced one) {
        Optional<Rooms.Log> room = desk.rooms
                .logsRead()
                .filter(log -> log.epoch().log().id().equals(one.log()))
                .findFirst();
        Optional<Peers.Peer> owner = desk.peers.all().stream()
                .filter(p -> p.inbox.log().id().equals(one.log()) && desk.post.isReached(p))
                .findFirst();
        if (room.isPresent()) {
            intoRoom(tx, room.get(), one);
        } else if (desk.mailbox.owns(one.log()) || owner.isPresent()) {
            letter(tx, owner, one);
        } else if (isPlacedIn(tx, Optional.ofNullable(closed.get(one.log())), one.entry())) {
            tally.here++;
        } else {
            tally.elsewhere++;
        }
    }

    private static boolean isPlacedIn(Tx tx, Optional<Rooms.Log> closed, Bytes entry) {
        return closed.flatMap(log -> log.room().entries.placeOf(tx, log.epoch(), Entry.hashOf(entry)))
                .isPresent();
    }

    private void intoRoom(Tx tx, Rooms.Log log, PouchItem.Unplaced one) {
        Room room = log.room();
        Epoch epoch = log.epoch();
        Hash name = Entry.hashOf(one.entry());
        if (isOurs(room, name) || room.entries.placeOf(tx, epoch, name).isPresent() || waiting.contains(name)) {
            tally.here++;
            return;
        }
        LogReader.Judged judged = LogReader.judge(
                desk.conduct,
                epoch,
                room.size(),
                room.roomKeys(tx, epoch),
                room.entries.prefix(tx, epoch),
                one.entry(),
                name);
        if (judged.author() < 0) {
            tally.refused++;
            return;
        }
        // What it is appended with its author signed; what stands beside it anybody may have written.
        keep(
                one,
                name,
                () -> desk.outbox.add(
                        tx,
                        number -> epoch.append(
                                number,
                                judged.entry().map(entry -> entry.header().base()),
                                one.entry(),
                                Optional.empty())));
    }

    /** The one that waits in its room, or for its slot, or until that room goes on: here it is, and goes by no other way. */
    private static boolean isOurs(Room room, Hash name) {
        return room.state.unplaced.filter(own -> own.hash().equals(name)).isPresent();
    }

    private void letter(Tx tx, Optional<Peers.Peer> owner, PouchItem.Unplaced one) {
        Hash name = Entry.hashOf(one.entry());
        if (one.entry().size() != InboxSeal.BYTES) {
            tally.refused++;
        } else if (waiting.contains(name)) {
            tally.here++;
        } else {
            keep(one, name, () -> {
                if (!desk.mailbox.takeCarried(tx, one.log(), one.entry())) {
                    owner.ifPresent(peer -> send(tx, peer, one.entry()));
                }
            });
        }
    }

    private void send(Tx tx, Peers.Peer peer, Bytes letter) {
        desk.outbox.add(
                tx,
                number -> new Sending.Append(
                        number,
                        peer.inbox.log().relay(),
                        peer.inbox.log().id(),
                        peer.inbox.append(),
                        Optional.empty(),
                        letter,
                        Optional.empty()));
    }

    private void keep(PouchItem.Unplaced one, Hash name, Runnable how) {
        if (isFull(one.log())) {
            tally.refused++;
            return;
        }
        count(one.log());
        waiting.add(name);
        how.run();
        tally.unplaced++;
    }
}
