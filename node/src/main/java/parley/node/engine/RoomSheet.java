package parley.node.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.Notice;
import parley.node.desk.RoomRef;
import parley.protocol.port.RelayAddress;
import parley.protocol.room.Plan;
import parley.talks.rules.Rules;

/**
 * What the desk keeps of one room beside its lines: counts, marks, notices, and where its founding stands.
 *
 * <p>Changed by the engine's thread only, inside the transaction that makes the cause durable; everybody else gets a
 * {@link #copy}.
 */
final class RoomSheet {
    private static final int VERSION = 2;
    /** Of before the relay was kept. */
    private static final int WITHOUT_RELAY = 1;

    /** Stands where earlier versions kept the position at which the present epoch began, by lines and not by entries. */
    private static final long NO_START = 0;

    private static final int MOST_UNPLACED = 10_000;
    /** Those of a full room and, as earlier versions kept it, who was asked into one: such a cell opens, too. */
    private static final int MOST_MEMBERS = Rules.MOST_SEATS + 1;

    /** Where joining stands, as far as people decide it. */
    enum Phase {
        /** Others are being asked by us, or the founding isn't here yet. */
        FORMING,
        /** We are asked. */
        ASKED,
        OPEN,
        LEFT,
        DECLINED
    }

    /**
     * An entry whose key hasn't come, at this position through all epochs. What an earlier version kept is a place of the epoch's log,
     * lower from the second epoch on, until the wait is told anew.
     */
    record Wait(int epoch, long position, PrincipalId author, Instant since) {}

    final RoomRef ref;
    String name;
    Bytes terms;
    PrincipalId founder;
    int seats;
    Phase phase = Phase.FORMING;
    Instant phaseSince;
    int epoch;
    Instant epochBegan;
    /** Position through all epochs that was folded last. */
    long position;
    /** How many lines there are. */
    long lines;
    /** How many of them are messages of others. */
    long foreign;
    /** Lines below this have been read by the person. */
    long readBelow;
    /** How many messages of others stand below {@link #readBelow}. */
    long foreignRead;
    /** Lines below this have been erased when their time was over. */
    long erasedBelow;

    Optional<Instant> lastArrived = Optional.empty();
    Map<PrincipalId, Long> receipts = new TreeMap<>();
    /** The present roster, or who shall be in it. */
    List<Principal> members = new ArrayList<>();

    List<PrincipalId> missing = new ArrayList<>();
    List<Long> unplaced = new ArrayList<>();
    List<Notice> notices = List.of();
    Optional<Wait> waiting = Optional.empty();
    /** Where the room lies, as who asked us into it said, or as we founded it. */
    Optional<RelayAddress> relay = Optional.empty();

    RoomSheet(RoomRef ref, String name, Bytes terms, PrincipalId founder, int seats, Instant since) {
        this.ref = ref;
        this.name = name;
        this.terms = terms;
        this.founder = founder;
        this.seats = seats;
        this.phaseSince = since;
        this.epochBegan = since;
    }

    boolean seats(PrincipalId who) {
        return members.stream().anyMatch(one -> one.id().equals(who));
    }

    long unread() {
        return foreign - foreignRead;
    }

    void enter(Phase next, Instant when) {
        phase = next;
        phaseSince = when;
    }

    void warn(String key, Notice.Grade grade, Instant since, Object... parts) {
        notices = Notices.with(notices, key, grade, since, parts);
    }

    /** Where a room lies that isn't open here; at the table's relay as far as nothing else was kept. */
    RelayAddress lies(RelayAddress ofTheTable) {
        return relay.orElse(ofTheTable);
    }

    /** Names all that people are shown of an asking: they say yes to that, whatever is asked in its place meanwhile. */
    Hash asking(RelayAddress ofTheTable) {
        CanonicalWriter shown = new CanonicalWriter()
                .hash(ref.table().hash())
                .hash(ref.room().hash())
                .hash(founder.hash())
                .text(name)
                .field(terms)
                .u32(seats)
                .list(members, (to, one) -> one.write(to));
        lies(ofTheTable).write(shown);
        return Hash.of("asking", shown.bytes());
    }

    RoomSheet copy() {
        try {
            return decode(encoded());
        } catch (Malformed e) {
            throw new IllegalStateException("what was just written is read again", e);
        }
    }

    Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter()
                .u8(VERSION)
                .hash(ref.table().hash())
                .hash(ref.room().hash())
                .text(name)
                .field(terms)
                .hash(founder.hash())
                .u32(seats)
                .text(phase.name())
                .u64(phaseSince.toEpochMilli())
                .u32(epoch)
                .u64(epochBegan.toEpochMilli())
                .u64(NO_START)
                .u64(position)
                .u64(lines)
                .u64(foreign)
                .u64(readBelow)
                .u64(foreignRead)
                .u64(erasedBelow)
                .list(lastArrived.stream().toList(), (to, at) -> to.u64(at.toEpochMilli()))
                .list(
                        List.copyOf(receipts.entrySet()),
                        (to, one) -> to.hash(one.getKey().hash()).u64(one.getValue()))
                .list(members, (to, one) -> one.write(to))
                .list(missing, (to, id) -> to.hash(id.hash()))
                .list(unplaced, CanonicalWriter::u64);
        Notices.write(out, notices);
        out.list(
                waiting.stream().toList(),
                (to, one) -> to.u32(one.epoch)
                        .u64(one.position)
                        .hash(one.author.hash())
                        .u64(one.since.toEpochMilli()));
        out.optional(relay, (to, one) -> one.write(to));
        return out.bytes();
    }

    static RoomSheet decode(Bytes encoded) throws Malformed {
        CanonicalReader in = new CanonicalReader(encoded);
        int version = in.u8();
        if (version != VERSION && version != WITHOUT_RELAY) {
            throw new Malformed("a room's sheet of another version");
        }
        RoomRef ref = new RoomRef(new TableId(in.hash()), new RoomId(in.hash()));
        RoomSheet sheet = new RoomSheet(
                ref,
                in.text(Plan.MOST_NAME_BYTES),
                in.field(Rules.MOST_BYTES + 64),
                new PrincipalId(in.hash()),
                in.u32(),
                Instant.EPOCH);
        sheet.phase = Constants.read(in, Phase.class);
        sheet.phaseSince = instant(in);
        sheet.epoch = in.u32();
        sheet.epochBegan = instant(in);
        in.u64();
        sheet.position = in.u64();
        sheet.lines = in.u64();
        sheet.foreign = in.u64();
        sheet.readBelow = in.u64();
        sheet.foreignRead = in.u64();
        sheet.erasedBelow = in.u64();
        sheet.lastArrived = in.list(1, RoomSheet::instant).stream().findFirst();
        for (var one : in.list(Rules.MOST_SEATS * 4, from -> Map.entry(new PrincipalId(from.hash()), from.u64()))) {
            sheet.receipts.put(one.getKey(), one.getValue());
        }
        sheet.members.addAll(in.list(MOST_MEMBERS, Principal::read));
        sheet.missing.addAll(in.list(Rules.MOST_SEATS, from -> new PrincipalId(from.hash())));
        sheet.unplaced.addAll(in.list(MOST_UNPLACED, CanonicalReader::u64));
        sheet.notices = Notices.read(in);
        sheet.waiting =
                in
                        .list(1, from -> new Wait(from.u32(), from.u64(), new PrincipalId(from.hash()), instant(from)))
                        .stream()
                        .findFirst();
        if (version == VERSION) {
            sheet.relay = in.optional(RelayAddress::read);
        }
        in.end();
        return sheet;
    }

    private static Instant instant(CanonicalReader in) throws Malformed {
        return Instant.ofEpochMilli(in.u64());
    }
}
