package parley.protocol.seat;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.entry.Header;
import parley.protocol.entry.SizeClass;
import parley.protocol.port.Tx;
import parley.protocol.room.Plan;

/** The small part of a room that changes often: saved whole, of a size that doesn't grow with the talk. */
final class RoomState {
    private static final int MOST_WHY = 200;

    final Plan plan;
    /** The epoch in which we came: what was said before needs a grant. */
    int first;
    /** The oldest epoch whose log we still keep alive. */
    int oldest;

    int epoch;
    SeatRoom.Condition condition = SeatRoom.Condition.OPEN;
    /** Why it is frozen, if it ever was. */
    Optional<Fact.Freeze> why = Optional.empty();

    long firstTicket;
    long nextTicket;
    /** What this vault sealed in the present log: the next seq, and H of the latest entry. */
    long sealedSeq;

    Hash sealedLast = Header.NO_PREVIOUS;
    Optional<Unplaced> unplaced = Optional.empty();
    /** The ticket whose parts are being sealed, and how many of them are read back. */
    OptionalLong saying = OptionalLong.empty();

    int partsPlaced;
    /** Everything through this position of the room is erased (protocol.md, "Erasure"). */
    long erased;
    /** Since when a ratified change waits for its epoch entry. */
    Optional<Instant> ratifiedSince = Optional.empty();
    /** When we last asked for a missing key. */
    Optional<Instant> wantedAt = Optional.empty();
    /** When our card's bundles go: nobody needs them any more. */
    Optional<Instant> bundlesUntil = Optional.empty();

    private final TreeMap<PrincipalId, Link> links = new TreeMap<>();

    RoomState(Plan plan) {
        this.plan = plan;
    }

    RoomId room() {
        return plan.room();
    }

    SizeClass size() {
        return SizeClass.of(plan.seats());
    }

    Collection<Link> links() {
        return links.values();
    }

    Optional<Link> link(PrincipalId member) {
        return Optional.ofNullable(links.get(member));
    }

    void put(Link link) {
        links.put(link.member, link);
    }

    void unlink(PrincipalId member) {
        links.remove(member);
    }

    void save(Cells cells, Tx tx) {
        CanonicalWriter out = new CanonicalWriter();
        plan.write(out);
        out.u32(first).u32(oldest).u32(epoch);
        Kept.name(out, condition);
        out.text(why.map(Enum::name).orElse(""));
        out.u64(firstTicket).u64(nextTicket).u64(sealedSeq).hash(sealedLast);
        Kept.optional(out, unplaced, (w, u) -> u.write(w));
        out.u64(saying.isPresent() ? saying.getAsLong() + 1 : 0).u32(partsPlaced);
        out.u64(erased);
        instant(out, ratifiedSince);
        instant(out, wantedAt);
        instant(out, bundlesUntil);
        out.u32(links.size());
        links.values().forEach(link -> link.write(out));
        tx.put(cells.room(room()), out.bytes());
    }

    static RoomState decode(Bytes kept) {
        return Kept.decode(kept, RoomState::read);
    }

    private static RoomState read(CanonicalReader in) throws Malformed {
        RoomState state = new RoomState(Plan.read(in));
        state.first = in.u32();
        state.oldest = in.u32();
        state.epoch = in.u32();
        state.condition = Kept.name(in, SeatRoom.Condition.class);
        state.why = why(in.text(MOST_WHY));
        state.firstTicket = in.u64();
        state.nextTicket = in.u64();
        state.sealedSeq = in.u64();
        state.sealedLast = in.hash();
        state.unplaced = Kept.optional(in, Unplaced::read);
        long saying = in.u64();
        state.saying = saying == 0 ? OptionalLong.empty() : OptionalLong.of(saying - 1);
        state.partsPlaced = in.u32();
        state.erased = in.u64();
        state.ratifiedSince = instant(in);
        state.wantedAt = instant(in);
        state.bundlesUntil = instant(in);
        in.list(SizeClass.MOST_SEATS, Link::read).forEach(state::put);
        return state;
    }

    /** Earlier versions wrote it in small letters, and had a word of its own for histories that a digest showed to differ. */
    private static Optional<Fact.Freeze> why(String kept) throws Malformed {
        return switch (kept) {
            case "" -> Optional.empty();
            case "clone" -> Optional.of(Fact.Freeze.CLONE);
            case "digest", "histories" -> Optional.of(Fact.Freeze.HISTORIES);
            case "renewal" -> Optional.of(Fact.Freeze.RENEWAL);
            case "restored" -> Optional.of(Fact.Freeze.RESTORED);
            case "put-back" -> Optional.of(Fact.Freeze.PUT_BACK);
            default -> Optional.of(Kept.named(Fact.Freeze.class, kept));
        };
    }

    private static void instant(CanonicalWriter out, Optional<Instant> instant) {
        Kept.optional(out, instant, (w, at) -> w.u64(at.toEpochMilli()));
    }

    private static Optional<Instant> instant(CanonicalReader in) throws Malformed {
        return Kept.optional(in, r -> Instant.ofEpochMilli(r.u64()));
    }
}
