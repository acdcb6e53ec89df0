package parley.protocol.seat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.protocol.entry.Part;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;

/**
 * Erases what was said, at the end of retention (protocol.md, "Erasure"): text, K, bytes and header go, and the keys of
 * epochs of which nothing is left; H(entry), verdict and seq stay.
 *
 * <p>Guarantees that chain, verdicts and state remain as they are, and that nothing of an erased entry can be served,
 * granted or given back to a relay afterwards. Best effort on flash media and in a garbage-collected heap.
 */
final class Eraser {
    private final Room room;

    Eraser(Room room) {
        this.room = room;
    }

    /**
     * Erases folded entries up to a position of the room, at most so many in one transaction.
     *
     * @return the position through which everything is erased now
     */
    long erase(Tx tx, long through, int most) {
        room.grants.forgetAbandoned(tx);
        long folded = room.current().roomPosition(room.current().folded);
        long until = Math.min(Math.min(through, folded), room.state.erased + most);
        if (until <= room.state.erased) {
            forgetEpochs(tx);
            return room.state.erased;
        }
        if (until > room.current().opening.behind()) {
            snapshot(tx);
        }
        List<Epoch> former = former(tx);
        Optional<Epoch> epoch = Optional.empty();
        for (long position = room.state.erased + 1; position <= until; position++) {
            tx.delete(room.desk.cells.granted(room.id(), position));
            if (epoch.isEmpty() || !holds(epoch.get(), position)) {
                epoch = epochOf(tx, position, former);
            }
            if (epoch.isPresent()) {
                long at = position - epoch.get().opening.behind();
                if (!isOfUnfinished(epoch.get(), at)) {
                    room.entries.erase(tx, epoch.get(), at);
                }
            }
        }
        room.state.erased = until;
        room.save(tx);
        forgetEpochs(tx);
        return until;
    }

    /**
     * Whether somebody's event of which the last part is still to come needs it: folded without, it would be another event here than
     * elsewhere. Where nothing is folded any more none does, though a vault of before may still count parts there.
     */
    private boolean isOfUnfinished(Epoch epoch, long at) {
        return epoch.end.isEmpty()
                && !isFormer(epoch)
                && room.state.condition != SeatRoom.Condition.LEFT
                && epoch.authors.stream().anyMatch(author -> author.parts.contains(at));
    }

    /** An author's event is whole, or will never be: what stayed for its sake goes, as far as the rest is gone. */
    void finished(Tx tx, Epoch epoch, Epoch.Author author) {
        for (long at : author.parts) {
            if (epoch.roomPosition(at) <= room.state.erased) {
                room.entries.erase(tx, epoch, at);
            }
        }
        author.parts.clear();
    }

    /** With their epoch all unfinished events end. */
    void finished(Tx tx, Epoch epoch) {
        epoch.authors.forEach(author -> finished(tx, epoch, author));
    }

    /**
     * Forgets one folded event that lapsed, in every part: text and key, not the sealed bytes, which a relay that was put back
     * needs. The state that it was folded into is kept first: after a start it isn't folded again.
     */
    void lapse(Tx tx, long position) {
        if (position <= room.state.erased) {
            tx.delete(room.desk.cells.granted(room.id(), position));
            return;
        }
        // Until retention ends there too, lest somebody who still has it grants it once more, in a later life in the
        // room at the latest.
        tx.put(room.desk.cells.granted(room.id(), position), Grants.LAPSED);
        if (position <= room.current().roomPosition(room.current().folded)) {
            if (position > room.current().roomPosition(room.current().snapshotAt)) {
                snapshot(tx);
            }
            epochOf(tx, position, former(tx)).ifPresent(epoch -> lapse(tx, epoch, position - epoch.opening.behind()));
        }
    }

    private void snapshot(Tx tx) {
        room.entries.putSnapshot(tx, room.current(), room.folded.encoded());
        room.current().save(room.desk.cells, tx);
    }

    /** Back to where the event begins, and not beyond what is erased: nothing of it is there any more, and would be looked for to the log's beginning. */
    private void lapse(Tx tx, Epoch epoch, long last) {
        Optional<Part> end = room.entries.opened(tx, epoch, last).flatMap(Opened::part);
        int author = room.entries.record(tx, epoch, last).author();
        int wanted = end.map(Part::part).orElse(-1);
        for (long at = last; wanted >= 0 && at > 0 && epoch.roomPosition(at) > room.state.erased; at--) {
            if (isPart(tx, epoch, at, author, end.orElseThrow().whole(), wanted)) {
                room.entries.forget(tx, epoch, at);
                wanted--;
            }
        }
    }

    /** Others may say the very same words in between. */
    private boolean isPart(Tx tx, Epoch epoch, long at, int author, Hash whole, int number) {
        return room.entries
                        .opened(tx, epoch, at)
                        .flatMap(Opened::part)
                        .filter(part -> part.whole().equals(whole) && part.part() == number)
                        .isPresent()
                && room.entries.record(tx, epoch, at).author() == author;
    }

    /** Epochs of which nothing is left, and whose logs nobody needs any more: their keys would open what a relay still has. */
    private void forgetEpochs(Tx tx) {
        Key cell = room.desk.cells.forgottenEpochs(room.id());
        long done = tx.count(cell);
        for (int number = room.state.first + (int) done; number < room.state.oldest; number++) {
            Optional<Epoch> epoch = room.past(tx, number).filter(this::isGone);
            if (epoch.isEmpty()) {
                break;
            }
            room.ended.forgetLate(tx, epoch.get(), epoch.get().end.orElseThrow());
            room.desk.releases.keep(tx, Releases.of(epoch.get(), room.desk.me()));
            epoch.get().forget(room.desk.cells, tx);
            done++;
        }
        tx.setCount(cell, done);
    }

    /** What releases the logs of this room that we hold the keys of. */
    List<Releases.Due> releases(Tx tx) {
        List<Releases.Due> all = new ArrayList<>();
        long forgotten = tx.count(room.desk.cells.forgottenEpochs(room.id()));
        for (int number = room.state.first + (int) forgotten; number <= room.state.epoch; number++) {
            room.past(tx, number).ifPresent(epoch -> all.add(Releases.of(epoch, room.desk.me())));
        }
        return all;
    }

    private boolean isGone(Epoch epoch) {
        return epoch.end
                .filter(end -> epoch.roomPosition(end.position()) <= room.state.erased)
                .isPresent();
    }

    private boolean holds(Epoch epoch, long position) {
        boolean ended = isFormer(epoch)
                ? position > epoch.roomPosition(epoch.read.position())
                : epoch.end.isPresent()
                        && position > epoch.roomPosition(epoch.end.get().position());
        return position > epoch.opening.behind() && !ended;
    }

    private boolean isFormer(Epoch epoch) {
        return epoch.number() < room.state.first;
    }

    /** Epochs that this vault holds of a life in the room before we were renewed or let in again; none once their words are erased. */
    private List<Epoch> former(Tx tx) {
        boolean left = room.past(tx, room.state.first)
                .filter(first -> room.state.erased < first.opening.behind())
                .isPresent();
        List<Epoch> all = new ArrayList<>();
        for (int number = room.state.first - 1; left && number >= 0; number--) {
            room.past(tx, number).ifPresent(all::add);
        }
        return all;
    }

    /** Empty for what was said before we came, and while we were away. */
    private Optional<Epoch> epochOf(Tx tx, long position, List<Epoch> former) {
        for (int number = room.state.epoch; number >= room.state.first; number--) {
            Optional<Epoch> epoch = room.past(tx, number);
            if (epoch.isPresent() && holds(epoch.get(), position)) {
                return epoch;
            }
        }
        return former.stream().filter(epoch -> holds(epoch, position)).findFirst();
    }
}
