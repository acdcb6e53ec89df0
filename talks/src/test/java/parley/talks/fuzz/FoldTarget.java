package parley.talks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Budget;
import parley.base.fuzz.Target;
import parley.talks.event.EventReader;
import parley.talks.fixtures.Chance;
import parley.talks.fixtures.People;
import parley.talks.fixtures.Rooms;
import parley.talks.room.Outcome;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;

/**
 * Entries of a room one after the other, each an author (one byte) and the bytes of an event; an author beyond all is an
 * epoch's end. No fold throws, the state encodes to one form that restores to it, and stays of a few KiB.
 */
final class FoldTarget implements Target {
    private static final int MOST_ENTRIES = 60;
    private static final int MOST_STATE_BYTES = 512 << 10;
    private static final int SEEDS = 12;

    /** In a room where nothing was before, most events have nothing to be about. */
    private static final String ALONE = "alone: ";

    @Override
    public String name() {
        return "fold";
    }

    @Override
    public Map<String, Bytes> seeds() {
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            seeds.put("played " + seed, played(seed));
        }
        TalksTargets.kept(".").forEach((name, event) -> seeds.put(ALONE + name, entry(0, event)));
        seeds.put("no entry", Bytes.utf8("x"));
        seeds.put("a mebibyte of zeros", Bombs.filled(1 << 20, 0));
        return seeds;
    }

    @Override
    public Set<String> refused() {
        return Set.of("no entry");
    }

    @Override
    public boolean isOpen(String seed) {
        return Bombs.is(seed) || seed.startsWith(ALONE);
    }

    /** Each fold copies what the state holds of lists, and each entry is read and judged. */
    @Override
    public Budget budget() {
        return new Budget(64 << 20, 1_024, Duration.ofSeconds(5));
    }

    @Override
    public Verdict read(Bytes input) {
        Folded folded = fold(input);
        RoomTalk room = folded.room();
        Bytes encoded = room.encoded();
        assertThat(encoded.size()).isLessThan(MOST_STATE_BYTES);
        RoomTalk restored = RoomTalk.restore(encoded).orThrow();
        assertThat(restored.encoded()).isEqualTo(encoded);
        assertThat(restored.digest()).isEqualTo(room.digest());
        return folded.happened() ? Verdict.READ : Verdict.REFUSED;
    }

    /** The room after what seeds' members write, mostly sensible. */
    static Bytes played(long seed) {
        Chance chance = new Chance(seed);
        RoomTalk room = Rooms.plenary();
        CanonicalWriter out = new CanonicalWriter();
        for (int position = 1; position < 20; position++) {
            int author = chance.below(People.ALL.size());
            Bytes event = chance.event(room).encoded();
            if (event.size() < 4_096) {
                out.raw(entry(author, event));
                room = Rooms.fold(room, position, People.ALL.get(author), event);
            }
        }
        return out.bytes();
    }

    private static Bytes entry(int author, Bytes event) {
        return new CanonicalWriter().u8(author).field(event).bytes();
    }

    /** @param happened whether any entry counted */
    private record Folded(RoomTalk room, boolean happened) {}

    static RoomTalk folded(Bytes entries) {
        return fold(entries).room();
    }

    private static Folded fold(Bytes entries) {
        boolean happened = false;
        List<Principal> all = People.ALL;
        RoomTalk room = Rooms.plenary();
        CanonicalReader in = new CanonicalReader(entries);
        try {
            for (int position = 1; position <= MOST_ENTRIES && in.remaining() > 0; position++) {
                int author = in.u8();
                Bytes event = in.field(EventReader.MOST_BYTES);
                room = author < all.size()
                        ? Rooms.fold(room, position, all.get(author), event)
                        : room.turn(new RoomTalk.Turn(
                                room.sitting().epoch() + 1,
                                ChangeKind.REFRESH,
                                all.getFirst().id(),
                                room.sitting().principals()));
                happened |=
                        room.last().filter(Outcome.Happened.class::isInstance).isPresent();
            }
        } catch (Malformed e) {
            // What comes behind the last whole entry is left out.
        }
        return new Folded(room, happened);
    }
}
