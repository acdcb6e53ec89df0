package parley.protocol.seat;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.PrincipalId;
import parley.protocol.crypto.RelaySignature;
import parley.protocol.entry.Entry;
import parley.protocol.entry.Header;
import parley.protocol.port.Relay;
import parley.protocol.port.SignedHead;
import parley.protocol.port.Tx;
import parley.protocol.seat.EntryRecord.Outcome;

/**
 * Takes what a relay shows of a room's log: checks the chain before anything else, then judges, keeps and opens each entry.
 *
 * <p>Guarantees that nothing is kept which the relay's signature and our own chain don't carry, and that a page which
 * doesn't continue our history changes nothing here ({@link Healer} looks into it).
 */
final class Intake {
    private final Room room;

    Intake(Room room) {
        this.room = room;
    }

    void took(Tx tx, Epoch epoch, Relay.Answer<Relay.Page> answer) {
        switch (answer) {
            case Relay.Answer.Given<Relay.Page>(Relay.Page page) -> page(tx, epoch, page);
            case Relay.Answer.Declined<Relay.Page>(Relay.Why why) -> {
                if (why == Relay.Why.NO_SUCH_LOG) {
                    room.healer.lost(tx, epoch);
                } else if (why == Relay.Why.GONE) {
                    room.ended.gone(tx, epoch);
                }
            }
            case Relay.Answer.Silent<Relay.Page> ignored -> {}
        }
    }

    private void page(Tx tx, Epoch epoch, Relay.Page page) {
        // Mostly the page ends where the log does, and one signature says both.
        if (!genuine(epoch, page.upTo()) || (!page.current().equals(page.upTo()) && !genuine(epoch, page.current()))) {
            return;
        }
        if (!room.healer.sameHistory(tx, epoch, page.upTo()) || !room.healer.sameHistory(tx, epoch, page.current())) {
            return;
        }
        long known = epoch.read.position();
        if (page.current().head().position() < known) {
            room.healer.behind(tx, epoch, page.current().head());
            return;
        }
        room.healer.whole(tx, epoch);
        if (page.after() != known) {
            return;
        }
        List<Hash> hashes = page.entries().stream().map(Entry::hashOf).toList();
        Head head = epoch.read;
        for (Hash hash : hashes) {
            head = head.next(hash);
        }
        if (!head.equals(page.upTo().head())) {
            room.healer.suspect(epoch);
            return;
        }
        for (int i = 0; i < hashes.size(); i++) {
            take(tx, epoch, page.entries().get(i), hashes.get(i));
        }
        room.signed.put(tx, epoch, page.upTo());
        room.healer.compareShown(tx, epoch);
        if (epoch.end.isPresent()) {
            room.ended.tellLate(tx, epoch);
        }
        if (page.current().head().position() == epoch.read.position()) {
            room.caughtUp.add(epoch.number());
        }
        epoch.save(room.desk.cells, tx);
        room.act(tx);
    }

    private static boolean genuine(Epoch epoch, SignedHead head) {
        // Whoever waits for news is mostly shown what it was shown before, which needs no second look.
        return epoch.signed.filter(head::equals).isPresent()
                || (head.log().equals(epoch.log().id())
                        && RelaySignature.holds(head, epoch.log().relay().key()));
    }

    /** Judges and keeps the next entry, whose place in the chain is settled. */
    void take(Tx tx, Epoch epoch, Bytes bytes) {
        take(tx, epoch, bytes, Entry.hashOf(bytes));
    }

    private void take(Tx tx, Epoch epoch, Bytes bytes, Hash hash) {
        Head head = epoch.read.next(hash);
        LogReader.Judged judged = LogReader.judge(
                room.desk.conduct,
                epoch,
                room.size(),
                room.roomKeys(tx, epoch),
                room.entries.prefix(tx, epoch),
                bytes,
                hash);
        EntryRecord record = record(judged, head, hash);
        LogReader.count(epoch, judged, head.position(), hash);
        room.entries.put(tx, epoch, record, bytes);
        epoch.read = head;
        if (record.outcome().accepted()) {
            PrincipalId author = epoch.opening
                    .roster()
                    .members()
                    .get(judged.author())
                    .principal()
                    .id();
            room.quiet.hears(author);
            room.wants.hears(author);
        }
        if (record.outcome() == Outcome.EPOCH) {
            epoch.turnsAhead++;
        }
        if (ours(epoch, judged)) {
            readBack(tx, epoch, record);
        } else if (epoch.late(head.position())) {
            return;
        } else if (record.outcome() == Outcome.TALK || record.outcome() == Outcome.EPOCH) {
            room.opener.bySlot(
                    tx, epoch, head.position(), judged.author(), judged.entry().orElseThrow());
        }
    }

    private static EntryRecord record(LogReader.Judged judged, Head head, Hash hash) {
        boolean accepted = judged.outcome().accepted();
        Optional<Header> header = judged.entry().map(Entry::header).filter(h -> judged.author() >= 0);
        Optional<Hash> proposal = header.filter(h -> accepted)
                .flatMap(h -> h.kind() instanceof Header.Epoch(Hash named) ? Optional.of(named) : Optional.empty());
        Optional<EntryRecord.Claim> claim = header.filter(h -> accepted)
                .map(Header::state)
                .filter(s -> s.through() < head.position())
                .map(s -> new EntryRecord.Claim(s.through(), s.digest(), s.foldVersion()));
        return new EntryRecord(
                head,
                hash,
                judged.outcome(),
                judged.author(),
                header.map(Header::seq).orElse(-1L),
                proposal,
                claim);
    }

    private boolean ours(Epoch epoch, LogReader.Judged judged) {
        return judged.author() >= 0
                && room.desk.isMe(epoch.opening.roster().members().get(judged.author()));
    }

    /**
     * An entry under our name: the one we sent, a repetition of it, or a stranger's that has our keys (protocol.md,
     * "Restore, clone, rollback").
     */
    private void readBack(Tx tx, Epoch epoch, EntryRecord record) {
        boolean sent = room.state
                .unplaced
                .filter(u -> u.epoch() == epoch.number() && u.hash().equals(record.entry()))
                .isPresent();
        if (sent && record.outcome().accepted()) {
            room.writer.placed(tx, epoch, record);
        } else if (record.outcome() != Outcome.DUPLICATE && epoch.stranger == 0) {
            epoch.stranger = record.head().position();
        }
    }
}
