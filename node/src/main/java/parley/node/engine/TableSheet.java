package parley.node.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.Notice;
import parley.node.desk.Tables.InvitationSent;
import parley.protocol.port.RelayAddress;

/**
 * What the desk keeps of one table: its cover name, its rooms in the order met, invitations of ours, notices.
 *
 * <p>Changed by the engine's thread only; everybody else gets a {@link #copy}.
 */
final class TableSheet {
    private static final int VERSION = 3;
    /** Of before it was kept when renewal was asked for. */
    private static final int WITHOUT_ASKED = 2;
    /** Of before it was kept which invitations were withdrawn. */
    private static final int WITHOUT_WITHDRAWN = 1;
    /** More than people talk in; each costs time whenever something changes. */
    static final int MOST_ROOMS = 10_000;
    /**
     * So many rooms into which one member asked us and that wait for an answer. Honest founders ask into a few; each asking is kept,
     * and nobody may fill a table with them. What a person has answered makes place, whatever the answer.
     */
    static final int MOST_ASKED_BY_ONE = 64;

    private static final int MOST_INVITATIONS = 1_000;

    final TableId table;
    String coverName;
    RelayAddress relay;
    boolean renewalNeeded;
    /** When it was asked for last: empty where it wasn't, and where an earlier version asked. */
    Optional<Instant> renewalAsked = Optional.empty();

    List<RoomId> rooms = new ArrayList<>();
    List<InvitationSent> invitations = new ArrayList<>();
    List<Notice> notices = List.of();

    TableSheet(TableId table, String coverName, RelayAddress relay) {
        this.table = table;
        this.coverName = coverName;
        this.relay = relay;
    }

    void warn(String key, Notice.Grade grade, Instant since, Object... parts) {
        notices = Notices.with(notices, key, grade, since, parts);
    }

    void invited(InvitationSent invitation) {
        if (invitations.size() >= MOST_INVITATIONS) {
            invitations.removeFirst();
        }
        invitations.add(invitation);
    }

    /** Notes what became of an invitation; one that is too old to be known changes nothing. */
    void answered(Hash id, boolean twice) {
        invitations.replaceAll(one -> one.id().equals(id)
                ? new InvitationSent(
                        one.id(),
                        one.theirName(),
                        one.theirRole(),
                        one.made(),
                        one.expires(),
                        true,
                        one.twice() || twice,
                        one.withdrawn())
                : one);
    }

    /** Nobody sits down by these any more; one that was answered stays so. */
    void withdrawn(Predicate<Hash> which) {
        invitations.replaceAll(one -> !one.used() && !one.withdrawn() && which.test(one.id())
                ? new InvitationSent(
                        one.id(), one.theirName(), one.theirRole(), one.made(), one.expires(), false, false, true)
                : one);
    }

    TableSheet copy() {
        try {
            return decode(encoded());
        } catch (Malformed e) {
            throw new IllegalStateException("what was just written is read again", e);
        }
    }

    Bytes encoded() {
        CanonicalWriter out =
                new CanonicalWriter().u8(VERSION).hash(table.hash()).text(coverName);
        relay.write(out);
        out.bool(renewalNeeded)
                .list(rooms, (to, id) -> to.hash(id.hash()))
                .list(
                        invitations,
                        (to, one) -> to.hash(one.id())
                                .text(one.theirName())
                                .u8(one.theirRole().code())
                                .u64(one.made().toEpochMilli())
                                .u64(one.expires().toEpochMilli())
                                .bool(one.used())
                                .bool(one.twice())
                                .bool(one.withdrawn()));
        Notices.write(out, notices);
        out.list(renewalAsked.stream().toList(), (to, at) -> to.u64(at.toEpochMilli()));
        return out.bytes();
    }

    static TableSheet decode(Bytes encoded) throws Malformed {
        CanonicalReader in = new CanonicalReader(encoded);
        int version = in.u8();
        if (version < WITHOUT_WITHDRAWN || version > VERSION) {
            throw new Malformed("a table's sheet of another version");
        }
        TableSheet sheet =
                new TableSheet(new TableId(in.hash()), in.text(Principal.MOST_NAME_BYTES), RelayAddress.read(in));
        sheet.renewalNeeded = in.bool();
        sheet.rooms.addAll(in.list(MOST_ROOMS, from -> new RoomId(from.hash())));
        sheet.invitations.addAll(in.list(
                MOST_INVITATIONS,
                from -> new InvitationSent(
                        from.hash(),
                        from.text(Principal.MOST_NAME_BYTES),
                        Role.ofCode(from.u8()),
                        Instant.ofEpochMilli(from.u64()),
                        Instant.ofEpochMilli(from.u64()),
                        from.bool(),
                        from.bool(),
                        version > WITHOUT_WITHDRAWN && from.bool())));
        sheet.notices = Notices.read(in);
        if (version > WITHOUT_ASKED) {
            sheet.renewalAsked = in.list(1, from -> Instant.ofEpochMilli(from.u64())).stream()
                    .findFirst();
        }
        in.end();
        return sheet;
    }
}
