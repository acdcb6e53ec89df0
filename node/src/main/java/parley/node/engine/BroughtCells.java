package parley.node.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.RoomRef;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;
import parley.protocol.seat.Proofs.Checked;
import parley.talks.convey.ConveyEvent;
import parley.talks.convey.RaisedWords;
import parley.talks.room.Outcome;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;

/**
 * What this node found about what a mediator brought or told: verdicts on proofs of words, and records that were sealed to this
 * node, opened. And which lines still wait to be looked at.
 */
final class BroughtCells {
    private static final Key WAITING = Key.of("desk/brought-waiting");
    private static final String VERDICT = "desk/brought-verdict";
    private static final String RAISED = "desk/brought-raised";
    private static final Key SEEN = Key.of("desk/brought-seen");
    /** More than mediators bring while the author's keys aren't known; of older ones it stays said that they aren't. */
    static final int MOST_WAITING = 256;

    private static final int MOST_NAME_BYTES = 32;

    private BroughtCells() {}

    /** A line that is to be looked at. */
    record Waiting(RoomId room, long position, long line) {}

    /**
     * What came of a proof.
     *
     * @param checked empty when a proof came, and none of it for this node
     * @param keys the author's keys under which it was checked; empty when none are known
     * @param again whether the same passage was brought before
     */
    record Verdict(Optional<Checked> checked, Optional<Hash> keys, boolean again) {}

    /** Notes a line that brings a proof or a sealed record. */
    static void note(Tx tx, RoomRef room, RoomTalk after, long position, long line) {
        if (after.last().orElse(null) instanceof Outcome.Happened(RoomEvent.OfConveyance(ConveyEvent event))
                && bringsSomething(event)) {
            note(tx, room, position, line);
        }
    }

    /** A line that came by a grant: its proof convinces, or doesn't, whatever the fold said of it then. */
    static void noteGranted(Tx tx, RoomRef room, LineRecord.Said line, long index) {
        if (Told.conveyance(line.event()).filter(BroughtCells::bringsSomething).isPresent()) {
            note(tx, room, line.position(), index);
        }
        noteMark(tx, room, line, index);
    }

    /** A mark under a non-paper waits to be checked too. */
    static void noteMark(Tx tx, RoomRef room, LineRecord line, long index) {
        if (line instanceof LineRecord.Said said
                && NonPaperCells.laid(said.event())
                        .filter(laid -> !laid.standing().isEmpty())
                        .isPresent()) {
            note(tx, room, said.position(), index);
        }
    }

    private static void note(Tx tx, RoomRef room, long position, long line) {
        List<Waiting> all = new ArrayList<>(waiting(tx, room.table()));
        all.add(new Waiting(room.room(), position, line));
        put(tx, room.table(), all.size() > MOST_WAITING ? all.subList(1, all.size()) : all);
    }

    private static boolean bringsSomething(ConveyEvent event) {
        return event instanceof ConveyEvent.Raised
                || (event instanceof ConveyEvent.Conveyed conveyed
                        && conveyed.evidence().isPresent());
    }

    static List<Waiting> waiting(Tx tx, TableId table) {
        return KeptList.of(
                tx,
                WAITING.with(table.hash()),
                MOST_WAITING,
                from -> new Waiting(new RoomId(from.hash()), from.u64(), from.u64()));
    }

    static void put(Tx tx, TableId table, List<Waiting> all) {
        KeptList.put(
                tx,
                WAITING.with(table.hash()),
                all,
                (to, one) -> to.hash(one.room().hash()).u64(one.position()).u64(one.line()));
    }

    static Optional<Verdict> verdict(Tx tx, RoomRef room, long position) {
        return Ledger.cell(tx, Ledger.inRoom(VERDICT, room).with(position), BroughtCells::readVerdict);
    }

    private static Verdict readVerdict(Bytes content) throws Malformed {
        CanonicalReader in = new CanonicalReader(content);
        Verdict read =
                new Verdict(in.optional(BroughtCells::readChecked), in.optional(CanonicalReader::hash), in.bool());
        in.end();
        return read;
    }

    private static Checked readChecked(CanonicalReader in) throws Malformed {
        String name = in.text(MOST_NAME_BYTES);
        return Arrays.stream(Checked.values())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Malformed("no verdict"));
    }

    static void put(Tx tx, RoomRef room, long position, Verdict verdict) {
        tx.put(
                Ledger.inRoom(VERDICT, room).with(position),
                new CanonicalWriter()
                        .optional(verdict.checked(), (to, one) -> to.text(one.name()))
                        .optional(verdict.keys(), CanonicalWriter::hash)
                        .bool(verdict.again())
                        .bytes());
    }

    /** Whether a passage of this name was brought before this line, in any room of the table; notes that it was. */
    static boolean seenBefore(Tx tx, RoomRef room, long line, Hash passage) {
        Key key = SEEN.with(room.table().hash()).with(passage);
        Bytes here = new CanonicalWriter().hash(room.room().hash()).u64(line).bytes();
        Optional<Bytes> first = tx.get(key);
        if (first.isEmpty()) {
            tx.put(key, here);
        }
        return first.filter(one -> !one.equals(here)).isPresent();
    }

    static Optional<RaisedWords> raised(Tx tx, RoomRef room, long position) {
        return Ledger.cell(tx, raisedKey(room, position), RaisedWords::decode);
    }

    static void put(Tx tx, RoomRef room, long position, RaisedWords raised) {
        tx.put(raisedKey(room, position), raised.encoded());
    }

    /** With the line. */
    static void forget(Tx tx, RoomRef room, long position) {
        tx.delete(raisedKey(room, position));
        tx.delete(Ledger.inRoom(VERDICT, room).with(position));
    }

    private static Key raisedKey(RoomRef room, long position) {
        return Ledger.inRoom(RAISED, room).with(position);
    }
}
