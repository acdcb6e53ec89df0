package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.RoomRef;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.convey.Conveyance;
import parley.talks.convey.CrossedAs;
import parley.talks.event.Word;
import parley.talks.message.Direction;
import parley.talks.rules.Language;

/**
 * What this mediator's node has decided to bring across and hasn't said in the other room yet: one cell for each table. Its
 * text is erased here once it is said.
 */
final class Crossings {
    private static final Key SPACE = Key.of("desk/crossings");
    /** More than a person can have decided while a room doesn't answer. */
    static final int MOST = 200;

    /**
     * What is raised as the mediator's own follows after this long at least and at most, evenly spread, so that the moment says
     * little about when the source spoke.
     */
    static final Duration LEAST_DELAY = Duration.ofMinutes(5);

    static final Duration MOST_DELAY = Duration.ofMinutes(90);

    private Crossings() {}

    /**
     * One crossing.
     *
     * @param ticket names its record in the source's room until that has its place
     * @param source whose words or substance; nobody for what is raised as the mediator's own
     * @param due when it is to be said; empty while its record doesn't count in the source's room
     */
    record Crossing(
            RoomId from,
            long ticket,
            RoomId to,
            CrossedAs as,
            Optional<Principal> source,
            Wording wording,
            Optional<Instant> due) {
        private Crossing dueAt(Instant when) {
            return new Crossing(from, ticket, to, as, source, wording, Optional.of(when));
        }
    }

    static List<Crossing> of(Tx tx, TableId table) {
        return Ledger.cell(tx, SPACE.with(table.hash()), Crossings::decode).orElseGet(List::of);
    }

    static void add(Tx tx, TableId table, Crossing crossing) {
        List<Crossing> all = new ArrayList<>(of(tx, table));
        all.add(crossing);
        keep(tx, table, all);
    }

    static void remove(Tx tx, TableId table, Crossing crossing) {
        keep(
                tx,
                table,
                of(tx, table).stream().filter(one -> !one.equals(crossing)).toList());
    }

    /** The record has its place in the source's room: what goes with it becomes due, or is dropped if it counts for nothing. */
    static void recorded(Tx tx, RoomRef source, long ticket, boolean counts, Instant now, Randomness randomness) {
        List<Crossing> all = of(tx, source.table());
        Predicate<Crossing> ours = named(source, ticket);
        if (all.stream().noneMatch(ours)) {
            return;
        }
        keep(
                tx,
                source.table(),
                all.stream()
                        .filter(one -> counts || !ours.test(one))
                        .map(one -> ours.test(one) ? one.dueAt(now.plus(delay(one.as(), randomness))) : one)
                        .toList());
    }

    private static Predicate<Crossing> named(RoomRef source, long ticket) {
        return one -> one.from().equals(source.room()) && one.ticket() == ticket;
    }

    private static Duration delay(CrossedAs as, Randomness randomness) {
        return switch (as) {
            case VERBATIM, PARAPHRASE -> Duration.ZERO;
            case OWN -> {
                long spread = MOST_DELAY.minus(LEAST_DELAY).toMillis();
                yield LEAST_DELAY.plusMillis(Math.floorMod(number(randomness.bytes(Long.BYTES)), spread));
            }
        };
    }

    private static long number(Bytes bytes) {
        return java.nio.ByteBuffer.wrap(bytes.toArray()).getLong();
    }

    private static void keep(Tx tx, TableId table, List<Crossing> all) {
        Key key = SPACE.with(table.hash());
        if (all.isEmpty()) {
            tx.delete(key);
            return;
        }
        tx.put(key, new CanonicalWriter().list(all, Crossings::write).bytes());
    }

    private static void write(CanonicalWriter out, Crossing one) {
        out.hash(one.from.hash()).u64(one.ticket).hash(one.to.hash());
        one.as.write(out);
        out.optional(one.source, (to, who) -> who.write(to))
                .text(one.wording.text())
                .text(one.wording.lang());
        one.wording.dir().write(out);
        out.optional(one.due, (to, when) -> to.u64(when.toEpochMilli()));
    }

    private static List<Crossing> decode(Bytes content) throws Malformed {
        CanonicalReader in = new CanonicalReader(content);
        List<Crossing> all = in.list(MOST, Crossings::read);
        in.end();
        return all;
    }

    private static Crossing read(CanonicalReader in) throws Malformed {
        return new Crossing(
                new RoomId(in.hash()),
                in.u64(),
                new RoomId(in.hash()),
                Word.read(in, CrossedAs.values()),
                in.optional(Principal::read),
                new Wording(
                        in.text(Conveyance.MOST_TEXT_BYTES),
                        in.text(Language.MOST_LENGTH),
                        Word.read(in, Direction.values())),
                in.optional(from -> Instant.ofEpochMilli(from.u64())));
    }
}
