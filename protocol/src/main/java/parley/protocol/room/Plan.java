package parley.protocol.room;

import java.util.HashSet;
import java.util.List;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.base.TableId;
import parley.protocol.entry.SizeClass;
import parley.protocol.port.RelayAddress;

/**
 * What a founder asks others to consent to, before there are cards; a consent names its hash.
 *
 * @param name 1 to {@link #MOST_NAME_BYTES} bytes of UTF-8, known to members only
 * @param rules the domain's bytes, at most {@link #MOST_RULES_BYTES}
 * @param members in roster order, elders first, the founder included; each once
 * @param seats greatest roster size ever, at least the members: fixes the size of every entry
 */
public record Plan(
        TableId table,
        RoomId room,
        String name,
        Bytes rules,
        List<PrincipalId> members,
        int seats,
        RelayAddress relay) {
    private static final int VERSION = 1;
    /** Room for 60 characters of any script. */
    public static final int MOST_NAME_BYTES = 240;
    /** Rules are data of a few dozen fields; a document has its own place. */
    public static final int MOST_RULES_BYTES = 65_536;

    public Plan {
        members = List.copyOf(members);
        if (name.isBlank() || new HashSet<>(members).size() != members.size()) {
            throw new IllegalArgumentException("a room needs a name, and each member once");
        }
        if (members.size() < 2 || seats < members.size() || seats > SizeClass.MOST_SEATS) {
            throw new IllegalArgumentException("a room has 2 to " + SizeClass.MOST_SEATS + " seats, not " + seats);
        }
    }

    public Hash hash() {
        CanonicalWriter out = new CanonicalWriter();
        write(out);
        return Hash.of("plan", out.bytes());
    }

    public void write(CanonicalWriter out) {
        out.u8(VERSION).hash(table.hash()).hash(room.hash()).text(name).field(rules);
        out.list(members, (w, id) -> w.hash(id.hash())).u8(seats);
        relay.write(out);
    }

    public static Plan read(CanonicalReader in) throws Malformed {
        in.version(VERSION);
        TableId table = new TableId(in.hash());
        RoomId room = new RoomId(in.hash());
        String name = in.text(MOST_NAME_BYTES);
        Bytes rules = in.field(MOST_RULES_BYTES);
        List<PrincipalId> members = in.list(SizeClass.MOST_SEATS, r -> new PrincipalId(r.hash()));
        int seats = in.u8();
        RelayAddress relay = RelayAddress.read(in);
        try {
            return new Plan(table, room, name, rules, members, seats, relay);
        } catch (IllegalArgumentException e) {
            throw new Malformed("not a plan of a room");
        }
    }
}
