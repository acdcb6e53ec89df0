package parley.node.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.node.desk.Change;
import parley.node.desk.RoomRef;
import parley.node.engine.BroughtCells.Verdict;
import parley.node.engine.BroughtCells.Waiting;
import parley.protocol.seat.Proofs.Checked;
import parley.protocol.seat.Proofs.Proof;
import parley.protocol.seat.Seat;
import parley.talks.convey.ConveyEvent;
import parley.talks.convey.Evidence;
import parley.talks.convey.RaisedWords;
import parley.talks.nonpaper.NonPaperEvent;
import parley.talks.practice.ReaderProof;

/**
 * The reader's side: checks proofs of words that a mediator brought, and opens records that were sealed to this node. A proof of
 * whose author no keys are known is looked at again until they are.
 */
final class BroughtProcess implements NodeProcess {
    @Override
    public void run(Work work) {
        for (TableSheet sheet : work.ledger.tables()) {
            work.seat(sheet.table).ifPresent(seat -> look(work, seat));
        }
    }

    private static void look(Work work, Seat seat) {
        List<Waiting> all = BroughtCells.waiting(work.tx, seat.table());
        List<Waiting> left = new ArrayList<>();
        for (Waiting one : all) {
            RoomRef room = new RoomRef(seat.table(), one.room());
            if (!settled(work, seat, room, one)) {
                left.add(one);
            }
        }
        if (left.size() < all.size()) {
            BroughtCells.put(work.tx, seat.table(), left);
        }
    }

    /** Whether nothing more is to be found out about this line. */
    private static boolean settled(Work work, Seat seat, RoomRef room, Waiting waiting) {
        Optional<LineRecord.Said> said = Ledger.line(work.tx, room, waiting.line())
                .map(Ledger.Numbered::line)
                .filter(LineRecord.Said.class::isInstance)
                .map(LineRecord.Said.class::cast);
        Optional<NonPaperEvent.Laid> laid = said.flatMap(line -> NonPaperCells.laid(line.event()));
        if (laid.isPresent()) {
            return marked(work, seat, room, waiting, said.orElseThrow().author(), laid.get());
        }
        Optional<ConveyEvent> event = said.flatMap(line -> Told.conveyance(line.event()));
        return event.map(one -> switch (one) {
                    case ConveyEvent.Conveyed conveyed ->
                        checked(
                                work,
                                seat,
                                room,
                                waiting,
                                conveyed,
                                said.orElseThrow().granted());
                    case ConveyEvent.Raised raised -> opened(work, seat, room, waiting, raised);
                    case ConveyEvent.Marked _,
                            ConveyEvent.Relabelled _,
                            ConveyEvent.Opened _,
                            ConveyEvent.Withdrawn _,
                            ConveyEvent.Crossed _,
                            ConveyEvent.Proved _ -> true;
                })
                .orElse(true);
    }

    private static boolean checked(
            Work work, Seat seat, RoomRef room, Waiting waiting, ConveyEvent.Conveyed conveyed, boolean granted) {
        Optional<Evidence> evidence = conveyed.evidence();
        if (evidence.isEmpty()) {
            return true;
        }
        PrincipalId author = conveyed.from().id();
        Optional<Checked> verdict = evidence.get()
                .proofFor(seat.self().id())
                .map(proof -> check(work, seat, author, evidence.get(), conveyed, proof));
        Verdict now = new Verdict(
                verdict,
                keys(seat, author),
                // What was granted may have been refused then: that it was brought takes nothing from what is.
                // Nor does what its author's proof doesn't fit: whoever brings other words first under its name spoils
                // nothing.
                !granted
                        && !verdict.equals(Optional.of(Checked.FAILS))
                        && BroughtCells.seenBefore(
                                work.tx, room, waiting.line(), evidence.get().passage()));
        return noted(work, room, waiting, now);
    }

    private static boolean marked(
            Work work, Seat seat, RoomRef room, Waiting waiting, PrincipalId marker, NonPaperEvent.Laid laid) {
        Optional<Checked> verdict = laid.standingFor(seat.self().id())
                .map(proof -> seat.proofs()
                        .check(work.tx, marker, laid.statement(room.room()), new Proof(proof.keys(), proof.tag())));
        return noted(work, room, waiting, new Verdict(verdict, keys(seat, marker), false));
    }

    /** Keeps a verdict; true when it is the last. */
    private static boolean noted(Work work, RoomRef room, Waiting waiting, Verdict now) {
        if (!BroughtCells.verdict(work.tx, room, waiting.position()).equals(Optional.of(now))) {
            BroughtCells.put(work.tx, room, waiting.position(), now);
            work.recorder.changed(new Change.LinesChanged(room, waiting.line()));
        }
        return !now.checked().equals(Optional.of(Checked.UNKNOWN_AUTHOR));
    }

    private static Checked check(
            Work work,
            Seat seat,
            PrincipalId author,
            Evidence evidence,
            ConveyEvent.Conveyed conveyed,
            ReaderProof proof) {
        return seat.proofs()
                .check(
                        work.tx,
                        author,
                        Evidence.statement(evidence.passage(), conveyed.wording()),
                        new Proof(proof.keys(), proof.tag()));
    }

    private static Optional<Hash> keys(Seat seat, PrincipalId who) {
        return seat.peers().stream()
                .filter(peer -> peer.principal().id().equals(who))
                .map(Seat.Peer::keys)
                .findFirst();
    }

    /** Sealed to the author of a passage: at every other node it stays shut. */
    private static boolean opened(Work work, Seat seat, RoomRef room, Waiting waiting, ConveyEvent.Raised raised) {
        seat.proofs()
                .open(work.tx, RaisedWords.context(room.room(), raised.passage()), raised.sealed())
                .flatMap(BroughtProcess::decoded)
                .ifPresent(words -> {
                    BroughtCells.put(work.tx, room, waiting.position(), words);
                    work.recorder.changed(new Change.LinesChanged(room, waiting.line()));
                });
        return true;
    }

    private static Optional<RaisedWords> decoded(parley.base.Bytes content) {
        try {
            return Optional.of(RaisedWords.decode(content));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }
}
