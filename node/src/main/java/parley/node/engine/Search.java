package parley.node.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.node.desk.Line;
import parley.node.desk.Messages.Carried;
import parley.node.desk.Messages.Finding;
import parley.node.desk.Messages.Hit;
import parley.node.desk.RoomRef;
import parley.node.engine.Snapshot.RoomShot;
import parley.protocol.port.Tx;
import parley.talks.convey.ConveyEvent;
import parley.talks.courier.CourierEvent;
import parley.talks.courier.Item;
import parley.talks.message.MessageEvent;
import parley.talks.text.FileName;

/**
 * Finds words in this node's own record by opening it line by line, the newest line of all rooms first. No plaintext index
 * exists: what is found is found by reading. Stops as soon as its consumer has had enough or the vault is locked. Thread-safe.
 */
final class Search {
    /** What is read of the vault at once: one short look, so that a long search keeps no old state of the file alive. */
    private static final int LINES_AT_ONCE = 64;

    /** Some hundred milliseconds of reading: nobody is looked for much longer after having gone. */
    private static final int GOES_ON_EVERY = 2_048;

    private static final int EXCERPT_BEFORE = 40;
    private static final int EXCERPT_AFTER = 80;

    /** Stands where an excerpt leaves something out. */
    private static final String CUT = "…";

    private static final int MOST_WORDS = 200;

    private final Engine engine;

    Search(Engine engine) {
        this.engine = engine;
    }

    /** A room, read backwards; {@code head} is the newest line that wasn't looked at yet. */
    private static final class Cursor {
        private final RoomShot room;
        private long next;
        private List<Ledger.Numbered> ahead = List.of();

        private Cursor(RoomShot room) {
            this.room = room;
            this.next = room.sheet().lines;
        }

        private Optional<Ledger.Numbered> head() {
            return ahead.isEmpty() ? Optional.empty() : Optional.of(ahead.getLast());
        }
    }

    Result<Long> run(List<RoomRef> rooms, String words, Finding finding) {
        Folded wanted = Folded.of(words.strip());
        if (wanted.isEmpty()) {
            return Result.refused("search.nothing-asked");
        }
        if (words.length() > MOST_WORDS) {
            return Result.refused("search.too-long", MOST_WORDS);
        }
        Snapshot now = engine.snapshot();
        PriorityQueue<Cursor> queue = new PriorityQueue<>(Comparator.comparing(
                        (Cursor cursor) -> cursor.head().orElseThrow().line().arrived())
                .reversed());
        List<RoomShot> all = rooms.isEmpty()
                ? now.tables().values().stream()
                        .flatMap(table -> table.rooms().values().stream())
                        .toList()
                : rooms.stream().flatMap(ref -> now.room(ref).stream()).toList();
        for (RoomShot room : all) {
            Result<Boolean> more = advance(new Cursor(room), queue);
            if (more instanceof Result.Refused<Boolean>(var why)) {
                return Result.refused(why);
            }
        }
        long looked = 0;
        while (!queue.isEmpty() && !Thread.currentThread().isInterrupted()) {
            Cursor cursor = queue.remove();
            Ledger.Numbered line = cursor.ahead.removeLast();
            looked++;
            Optional<Hit> hit = look(cursor.room, names(now, cursor.room), line, wanted);
            boolean enough = hit.filter(found -> !finding.hit(found)).isPresent();
            boolean nobodyThere = looked % GOES_ON_EVERY == 0 && !finding.goesOn(looked);
            if (enough || nobodyThere) {
                return Result.done(looked);
            }
            Result<Boolean> more = advance(cursor, queue);
            if (more instanceof Result.Refused<Boolean>(var why)) {
                return Result.refused(why);
            }
        }
        return Result.done(looked);
    }

    /** Puts the cursor back into the queue, reading on when it has nothing ahead. */
    private Result<Boolean> advance(Cursor cursor, PriorityQueue<Cursor> queue) {
        while (cursor.ahead.isEmpty() && cursor.next > 0) {
            long to = cursor.next;
            long from = Math.max(0, to - LINES_AT_ONCE);
            Result<List<Ledger.Numbered>> read = engine.read(tx -> Result.done(lines(tx, cursor.room, from, to)));
            switch (read) {
                case Result.Done<List<Ledger.Numbered>>(var lines) -> cursor.ahead = lines;
                case Result.Refused<List<Ledger.Numbered>>(var why) -> {
                    return Result.refused(why);
                }
            }
            cursor.next = from;
        }
        if (!cursor.ahead.isEmpty()) {
            queue.add(cursor);
        }
        return Result.done(true);
    }

    private static List<Ledger.Numbered> lines(Tx tx, RoomShot room, long from, long to) {
        List<Ledger.Numbered> lines = new java.util.ArrayList<>();
        for (long index = from; index < to; index++) {
            Ledger.line(tx, room.sheet().ref, index).ifPresent(lines::add);
        }
        return lines;
    }

    /** The words of a line that reads like a message: said, brought by a mediator, or carried whole. A non-paper is found by nobody. */
    private static Optional<String> text(LineRecord.Said said) {
        return Told.of(said.event())
                .message()
                .map(MessageEvent.Said::text)
                .or(() -> Told.conveyance(said.event()).flatMap(event -> switch (event) {
                    case ConveyEvent.Conveyed brought ->
                        Optional.of(brought.wording().text());
                    case ConveyEvent.Crossed crossed ->
                        Optional.of(crossed.wording().text());
                    // What was marked or taken up stands in the message too.
                    case ConveyEvent.Marked _,
                            ConveyEvent.Opened _,
                            ConveyEvent.Relabelled _,
                            ConveyEvent.Withdrawn _,
                            ConveyEvent.Proved _,
                            ConveyEvent.Raised _ -> Optional.<String>empty();
                }))
                .or(() -> Told.courier(said.event()).flatMap(Told::item).map(Item::text));
    }

    /** What the record says above words that their author's own device didn't write. */
    private static Optional<Carried> carried(long index, LineRecord.Said said, Namesakes names) {
        PrincipalId author = said.author();
        return Told.conveyance(said.event())
                .map(event -> PassageLine.of(index, said, author, event, PassageLine.Found.NOTHING, names))
                .or(() -> Told.courier(said.event())
                        .filter(CourierEvent.Brought.class::isInstance)
                        .map(event -> CourierLine.of(index, said, author, event, names)))
                .filter(Line.Passages.class::isInstance)
                .map(Line.Passages.class::cast)
                .map(line -> new Carried(line.key(), line.parts()));
    }

    private static Namesakes names(Snapshot now, RoomShot room) {
        return now.table(room.sheet().ref.table())
                .map(Snapshot.TableShot::names)
                .orElseGet(() -> Namesakes.among(List.of()));
    }

    /** What of a line is looked at: its words, and the names of its files. */
    private static Stream<String> texts(LineRecord.Said said) {
        return Stream.concat(
                text(said).stream(), Told.attachments(said.event()).stream().map(file -> FileName.clean(file.name())));
    }

    private static Optional<Hit> look(RoomShot room, Namesakes names, Ledger.Numbered numbered, Folded wanted) {
        return numbered.line().named(names::shown) instanceof LineRecord.Said said
                ? texts(said)
                        .flatMap(text -> look(room, names, numbered.index(), said, text, wanted).stream())
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<Hit> look(
            RoomShot room, Namesakes names, long index, LineRecord.Said said, String whole, Folded wanted) {
        return Folded.of(whole).find(wanted).map(found -> {
            int from = Math.max(0, found.from() - EXCERPT_BEFORE);
            int to = Math.min(whole.length(), found.to() + EXCERPT_AFTER);
            from = Character.isLowSurrogate(whole.charAt(from)) ? from - 1 : from;
            to = to < whole.length() && Character.isLowSurrogate(whole.charAt(to)) ? to + 1 : to;
            // A quotation that begins in the middle of a sentence must not read as the whole of it.
            String before = from > 0 ? CUT : "";
            String after = to < whole.length() ? CUT : "";
            return new Hit(
                    room.sheet().ref,
                    room.sheet().name,
                    index,
                    said.arrived(),
                    said.authorName(),
                    carried(index, said, names),
                    before + whole.substring(from, to) + after,
                    found.from() - from + before.length(),
                    found.to() - from + before.length());
        });
    }
}
