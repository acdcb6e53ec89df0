package parley.node.engine;

import java.time.Instant;
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
import parley.protocol.port.RoomFold;
import parley.protocol.port.Tx;
import parley.talks.courier.CourierEvent;
import parley.talks.room.Outcome;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;

/**
 * In which lines of a room's record the steps of an item stand, and into which room a mediator's node still has to bring it. The
 * words stand in those lines, and are erased with them.
 */
final class CourierCells {
    private static final String ITEM = "desk/courier";
    private static final Key WAY = Key.of("desk/courier-way");

    private CourierCells() {}

    /** Indexes of lines. {@code delivered} is also where it was brought. */
    record Kept(long line, Optional<Long> received, Optional<Long> delivered, Optional<Long> acknowledged) {
        private Kept received(long at) {
            return new Kept(line, Optional.of(at), delivered, acknowledged);
        }

        private Kept delivered(long at) {
            return new Kept(line, received, Optional.of(at), acknowledged);
        }

        private Kept acknowledged(long at) {
            return new Kept(line, received, delivered, Optional.of(at));
        }

        private Bytes encoded() {
            return new CanonicalWriter()
                    .u64(line)
                    .optional(received, CanonicalWriter::u64)
                    .optional(delivered, CanonicalWriter::u64)
                    .optional(acknowledged, CanonicalWriter::u64)
                    .bytes();
        }

        private static Kept decode(Bytes content) throws Malformed {
            CanonicalReader in = new CanonicalReader(content);
            Kept kept = new Kept(
                    in.u64(),
                    in.optional(CanonicalReader::u64),
                    in.optional(CanonicalReader::u64),
                    in.optional(CanonicalReader::u64));
            in.end();
            return kept;
        }
    }

    static Optional<Kept> kept(Tx tx, RoomRef room, Hash item) {
        return Ledger.cell(tx, key(room, item), Kept::decode);
    }

    /** Notes the line of an entry, if it was a step of an item and counted. */
    static void note(Tx tx, RoomRef room, RoomFold.Said said, RoomTalk after, long line) {
        if (after.last().orElse(null) instanceof Outcome.Happened(RoomEvent.OfCourier(CourierEvent event))) {
            switch (event) {
                case CourierEvent.HandedIn(var item) ->
                    put(tx, room, item.name(said.author()), new Kept(line, none(), none(), none()));
                case CourierEvent.Brought brought ->
                    put(
                            tx,
                            room,
                            brought.item().name(brought.from().id()),
                            new Kept(line, none(), Optional.of(line), none()));
                case CourierEvent.CalledBack(Hash item) -> {
                    tx.delete(key(room, item));
                    arrived(tx, room.table(), item);
                }
                case CourierEvent.Received(Hash item) -> change(tx, room, item, kept -> kept.received(line));
                case CourierEvent.Delivered delivered ->
                    change(tx, room, delivered.item(), kept -> kept.delivered(line));
                case CourierEvent.Acknowledged(Hash item) -> change(tx, room, item, kept -> kept.acknowledged(line));
                case CourierEvent.Confirmed(Hash item) -> change(tx, room, item, kept -> kept.acknowledged(line));
            }
        }
    }

    private static Optional<Long> none() {
        return Optional.empty();
    }

    private static void change(Tx tx, RoomRef room, Hash item, java.util.function.UnaryOperator<Kept> change) {
        kept(tx, room, item).ifPresent(kept -> put(tx, room, item, change.apply(kept)));
    }

    private static void put(Tx tx, RoomRef room, Hash item, Kept kept) {
        tx.put(key(room, item), kept.encoded());
    }

    /** What a line says of items, and when it came; empty once it is erased. */
    static Optional<Found> at(Tx tx, RoomRef room, long line) {
        return Ledger.line(tx, room, line)
                .flatMap(numbered -> numbered.line() instanceof LineRecord.Said said
                        ? Told.courier(said.event()).map(event -> new Found(event, said.arrived(), said.epoch()))
                        : Optional.empty());
    }

    record Found(CourierEvent event, Instant arrived, int epoch) {}

    // ---- On the way

    /** Into which room this node has to bring an item, once the record of its delivery counts. */
    static Optional<RoomId> way(Tx tx, TableId table, Hash item) {
        return Ledger.cell(tx, way(table, item), content -> {
            CanonicalReader in = new CanonicalReader(content);
            RoomId room = new RoomId(in.hash());
            in.end();
            return room;
        });
    }

    static void putWay(Tx tx, TableId table, Hash item, RoomId room) {
        tx.put(way(table, item), new CanonicalWriter().hash(room.hash()).bytes());
    }

    static void arrived(Tx tx, TableId table, Hash item) {
        tx.delete(way(table, item));
    }

    private static Key way(TableId table, Hash item) {
        return WAY.with(table.hash()).with(item);
    }

    private static Key key(RoomRef room, Hash item) {
        return Ledger.inRoom(ITEM, room).with(item);
    }
}
