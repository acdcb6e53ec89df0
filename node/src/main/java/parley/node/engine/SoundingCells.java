package parley.node.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.node.desk.Change;
import parley.node.desk.RoomRef;
import parley.protocol.port.Key;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Tx;
import parley.talks.event.EventReader;
import parley.talks.event.Word;
import parley.talks.room.Outcome;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.sounding.Asking;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.sounding.SoundingEvent;
import parley.talks.sounding.SoundingEvent.Answered;
import parley.talks.sounding.SoundingEvent.Asked;
import parley.talks.sounding.SoundingEvent.Ended;
import parley.talks.sounding.Soundings;

/** What this node keeps of each sounding in a room: its words, and when what of it was folded. Erased like all texts. */
final class SoundingCells {
    private static final Key SPACE = Key.of("desk/sounding");
    private static final int MOST_KEPT = Soundings.MOST_QUESTIONS * Soundings.MOST_TIMES;

    private SoundingCells() {}

    /** One asking in one room. {@code event} is the question as it was sealed. */
    record Kept(
            Bytes event,
            PrincipalId asker,
            Instant arrived,
            int times,
            Optional<SoundingAnswer> answer,
            Optional<SoundingAnswer> outcome,
            Optional<Instant> ended) {
        Optional<Asked> question() {
            return RoomEvent.read(event) instanceof RoomEvent.Reading.Known(RoomEvent.OfSounding(Asked asked), int _)
                    ? Optional.of(asked)
                    : Optional.empty();
        }

        private void write(CanonicalWriter out) {
            out.field(event)
                    .hash(asker.hash())
                    .u64(arrived.toEpochMilli())
                    .u32(times)
                    .list(answer.stream().toList(), (to, one) -> one.write(to))
                    .list(outcome.stream().toList(), (to, one) -> one.write(to))
                    .list(ended.stream().toList(), (to, at) -> to.u64(at.toEpochMilli()));
        }

        private static Kept read(CanonicalReader in) throws Malformed {
            return new Kept(
                    in.field(EventReader.MOST_BYTES),
                    new PrincipalId(in.hash()),
                    Instant.ofEpochMilli(in.u64()),
                    in.u32(),
                    in.list(1, Kept::word).stream().findFirst(),
                    in.list(1, Kept::word).stream().findFirst(),
                    in.list(1, from -> Instant.ofEpochMilli(from.u64())).stream()
                            .findFirst());
        }

        private static SoundingAnswer word(CanonicalReader in) throws Malformed {
            return Word.read(in, SoundingAnswer.values());
        }
    }

    /** All of a room, in the order in which they were asked. */
    static List<Kept> of(Tx tx, RoomRef room) {
        return KeptList.of(tx, key(room), MOST_KEPT, Kept::read);
    }

    static void put(Tx tx, RoomRef room, List<Kept> all) {
        KeptList.put(tx, key(room), all, (to, one) -> one.write(to));
    }

    /** Writes down what an entry said of a sounding, if it counted. */
    static void note(Tx tx, RoomSheet sheet, RoomFold.Said said, RoomTalk after, Instant now, Recorder recorder) {
        if (after.last().orElse(null) instanceof Outcome.Happened(RoomEvent.OfSounding(SoundingEvent event))) {
            List<Kept> all = new ArrayList<>(of(tx, sheet.ref));
            switch (event) {
                case Asked asked -> {
                    int times = after.soundings()
                            .asking(asked.name())
                            .map(Asking::times)
                            .orElse(1);
                    all.add(new Kept(
                            said.event(),
                            said.author(),
                            now,
                            times,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));
                    if (all.size() > MOST_KEPT) {
                        all.removeFirst();
                    }
                }
                case Answered(Hash name, SoundingAnswer answer) ->
                    all.replaceAll(one -> isOpen(one, name)
                            ? new Kept(
                                    one.event(),
                                    one.asker(),
                                    one.arrived(),
                                    one.times(),
                                    Optional.of(answer),
                                    one.outcome(),
                                    one.ended())
                            : one);
                case Ended(Hash name, SoundingAnswer outcome) ->
                    all.replaceAll(one -> isOpen(one, name)
                            ? new Kept(
                                    one.event(),
                                    one.asker(),
                                    one.arrived(),
                                    one.times(),
                                    one.answer(),
                                    Optional.of(outcome),
                                    Optional.of(now))
                            : one);
            }
            put(tx, sheet.ref, all);
            recorder.changed(new Change.RoomChanged(sheet.ref));
        }
    }

    private static boolean isOpen(Kept one, Hash name) {
        return one.outcome().isEmpty()
                && one.question().filter(asked -> asked.name().equals(name)).isPresent();
    }

    private static Key key(RoomRef room) {
        return SPACE.with(room.table().hash()).with(room.room().hash());
    }
}
