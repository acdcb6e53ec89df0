package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Result;
import parley.node.desk.Change;
import parley.protocol.seat.SeatRoom;
import parley.talks.message.Attachment;
import parley.talks.rules.Destruction;
import parley.talks.rules.RoomTerms;
import parley.talks.rules.Rules;

/**
 * Erases texts whose time under the Rules is over (protocol.md, "Erasure"): the line stays and says that something was
 * said.
 *
 * <p>The time runs from when this node folded the entry, by this node's clock as far as it is believed ({@link BelievedTime}). Erasing changes no digest: states hold hashes of
 * texts. Best effort on flash media; {@link parley.node.vault.Vault#scrub} follows.
 */
final class RetentionProcess implements NodeProcess {
    /** So that no transaction holds up what people do: the rest follows at the next tick. */
    private static final int MOST_AT_ONCE = 500;

    /** Entries that made no line (parts, refusals, cover) lie between those that did. */
    private static final int MOST_ENTRIES_AT_ONCE = 4 * MOST_AT_ONCE;

    private final int mostEntries;
    private boolean erased;
    private boolean unfinished;
    private final List<Hash> files = new ArrayList<>();

    RetentionProcess() {
        this(MOST_ENTRIES_AT_ONCE);
    }

    /** @param mostEntries so many of a room are erased in one transaction */
    RetentionProcess(int mostEntries) {
        this.mostEntries = mostEntries;
    }

    /** Whether entries whose time is over were left for the next run, which is to come soon. */
    boolean takeUnfinished() {
        boolean was = unfinished;
        unfinished = false;
        return was;
    }

    /** Whether something was erased since the last call. */
    boolean takeErased() {
        boolean was = erased;
        erased = false;
        return was;
    }

    /** Files on disk that no message names any more. */
    List<Hash> takeFiles() {
        List<Hash> taken = List.copyOf(files);
        files.clear();
        return taken;
    }

    @Override
    public void run(Work work) {
        run(work, BelievedTime.of(work));
    }

    void run(Work work, Instant now) {
        int left = MOST_AT_ONCE;
        for (RoomSheet sheet : work.ledger.rooms()) {
            left -= erase(work, sheet, now, left);
            eraseSealed(work, sheet);
        }
    }

    private int erase(Work work, RoomSheet sheet, Instant now, int most) {
        Optional<Instant> over = sheet.erasedBelow == sheet.lines
                ? Optional.empty()
                : rules(work.seat(sheet.ref.table()).flatMap(seat -> seat.room(sheet.ref.room())), sheet)
                        .flatMap(rules -> over(sheet, rules, now));
        if (over.isEmpty()) {
            return 0;
        }
        Instant before = over.get();
        long from = sheet.erasedBelow;
        while (sheet.erasedBelow < sheet.lines && sheet.erasedBelow - from < most && passed(work, sheet, before)) {
            sheet.erasedBelow++;
        }
        int done = Math.toIntExact(sheet.erasedBelow - from);
        if (done > 0) {
            work.ledger.save(work.tx, sheet);
            work.recorder.changed(new Change.LinesChanged(sheet.ref, from));
            erased = true;
        }
        return done;
    }

    /** What came until then is erased; nothing when the Rules let all stay. */
    static Optional<Instant> over(RoomSheet sheet, Rules rules, Instant now) {
        if (sheet.phase == RoomSheet.Phase.LEFT && rules.confidentiality().destruction() == Destruction.ERASE) {
            return Optional.of(Instant.MAX);
        }
        return rules.retentionDays() == 0
                ? Optional.empty()
                : Optional.of(now.minus(Duration.ofDays(rules.retentionDays())));
    }

    /**
     * The seat keeps the same texts, their keys and their entries: all that lies before the first line that stays. In a quiet
     * room that is many times as much as there are lines, so it goes on when no line is left.
     */
    private void eraseSealed(Work work, RoomSheet sheet) {
        if (sheet.erasedBelow == 0) {
            return;
        }
        work.seat(sheet.ref.table()).ifPresent(seat -> {
            long was = seat.erasedThrough(sheet.ref.room());
            long through = through(work, sheet);
            if (was < through) {
                long now = seat.erase(work.tx, sheet.ref.room(), through, mostEntries)
                                instanceof Result.Done<Long>(Long at)
                        ? at
                        : was;
                erased |= now > was;
                unfinished |= now > was && now < through;
            }
        });
    }

    /** Behind the last line of a room that was left lies only what will never be one. */
    private static long through(Work work, RoomSheet sheet) {
        return sheet.phase == RoomSheet.Phase.LEFT && sheet.erasedBelow == sheet.lines
                ? sheet.position
                : Ledger.line(work.tx, sheet.ref, sheet.erasedBelow - 1)
                        .map(last -> last.line().position())
                        .orElse(0L);
    }

    private void forgetFiles(Work work, RoomSheet sheet, LineRecord.Said said) {
        for (Attachment attachment : Told.attachments(said.event())) {
            Hash manifest = FileCells.nameOf(attachment.manifest());
            FileCells.here(work.tx, sheet.ref, manifest).ifPresent(here -> files.add(here.file()));
            FileCells.forgetHere(work.tx, sheet.ref, manifest);
        }
    }

    /** Erases the next line if its time is over; false when it isn't. */
    private boolean passed(Work work, RoomSheet sheet, Instant before) {
        Optional<Ledger.Numbered> found = Ledger.line(work.tx, sheet.ref, sheet.erasedBelow);
        if (found.isEmpty() || found.get().line().arrived().isAfter(before)) {
            return false;
        }
        Ledger.Numbered numbered = found.get();
        if (numbered.line() instanceof LineRecord.Said said) {
            LineRecord gone = NonPaperCells.laid(said.event()).isPresent()
                    ? FoldedLine.own(said.position(), said.arrived(), "line.non-paper-lapsed")
                    : new LineRecord.Erased(said.position(), said.arrived(), said.author(), said.authorName());
            Ledger.put(work.tx, sheet.ref, new Ledger.Numbered(numbered.index(), numbered.foreignBefore(), gone));
            forgetFiles(work, sheet, said);
            ActedCells.forget(work.tx, sheet.ref, numbered.index());
            BroughtCells.forget(work.tx, sheet.ref, said.position());
        }
        return true;
    }

    /** The Rules in force; those that were so last in a room that was left. */
    static Optional<Rules> rules(Optional<SeatRoom> room, RoomSheet sheet) {
        return room.map(view -> TalkFold.talk(view.state()).rules())
                .or(() -> RoomTerms.read(sheet.terms) instanceof Result.Done<RoomTerms>(RoomTerms terms)
                        ? Optional.of(terms.rules())
                        : Optional.empty());
    }
}
