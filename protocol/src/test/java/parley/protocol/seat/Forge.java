package parley.protocol.seat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.base.Secret;
import parley.protocol.entry.Draft;
import parley.protocol.entry.Header;
import parley.protocol.entry.Part;
import parley.protocol.entry.SlotText;
import parley.protocol.entry.Slots;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.fixture.World;
import parley.protocol.port.Relay;
import parley.protocol.port.Tx;
import parley.protocol.room.RosterMember;

/** What a hostile member can make with the keys that it has: any header, any slots, signed with its own room key. */
final class Forge {
    /** What goes into a member's slot. */
    enum Slot {
        GOOD,
        /** A real message that holds another key. */
        BAD,
        EMPTY
    }

    private final Actor member;
    private final RoomId room;
    private final Map<PrincipalId, Slot> slots = new HashMap<>();
    private final Map<PrincipalId, Bytes> copied = new HashMap<>();

    PrincipalId author;
    long seq;
    Hash previous;
    Head base;
    Hash opening;
    Header.StateClaim claim;
    Header.Kind kind = new Header.Talk();
    Bytes event = TestFold.text("forged");
    final Secret key = Randomness.system().secret(32);

    Forge(Actor member, RoomId room) {
        this.member = member;
        this.room = room;
        Room here = Scene.room(member, room);
        Epoch epoch = here.current();
        author = member.id();
        Epoch.Author own = epoch.authors.get(epoch.opening.roster().placeOf(author));
        seq = own.nextSeq;
        previous = own.previous;
        base = epoch.read;
        opening = epoch.openingHash;
        claim = new Header.StateClaim(
                epoch.folded, here.folded.digest(), member.ports().fold().version());
    }

    Forge slot(Actor reader, Slot slot) {
        slots.put(reader.id(), slot);
        return this;
    }

    /** A message that another entry holds for this reader. */
    Forge copied(Actor reader, Bytes message) {
        copied.put(reader.id(), message);
        return this;
    }

    Bytes entry() {
        return member.store.transact(this::entry);
    }

    private Bytes entry(Tx tx) {
        Room here = Scene.room(member, room);
        Epoch epoch = here.current();
        Randomness randomness = Randomness.system();
        Draft draft = Draft.of(
                here.size(),
                epoch.log().id(),
                randomness.bytes(32),
                key,
                new Draft.Intent(
                        here.desk.table,
                        room,
                        epoch.number(),
                        opening,
                        author,
                        here.desk.self.node.incarnation(),
                        seq,
                        previous,
                        base,
                        claim,
                        kind),
                Part.split(event, here.size().pieceBytes()).getFirst());
        List<Optional<Bytes>> messages = new ArrayList<>();
        for (RosterMember reader : epoch.opening.roster().members()) {
            messages.add(message(tx, here, reader, draft.slotText()));
        }
        return draft.seal(epoch.secrets.headerKey(), here.own.seed(), new Slots(messages));
    }

    private Optional<Bytes> message(Tx tx, Room here, RosterMember reader, SlotText good) {
        if (reader.principal().id().equals(member.id())) {
            return Optional.empty();
        }
        if (copied.containsKey(reader.principal().id())) {
            return Optional.ofNullable(copied.get(reader.principal().id()));
        }
        return switch (slots.getOrDefault(reader.principal().id(), Slot.EMPTY)) {
            case EMPTY -> Optional.empty();
            case GOOD -> Optional.of(encrypt(tx, here, reader, good));
            case BAD ->
                Optional.of(encrypt(
                        tx,
                        here,
                        reader,
                        new SlotText(good.binding(), Randomness.system().secret(32))));
        };
    }

    private static Bytes encrypt(Tx tx, Room here, RosterMember reader, SlotText text) {
        return here.desk.ports.sessions().encrypt(tx, here.desk.owner, here.address(tx, reader), text.encoded());
    }

    /** Puts bytes into a room's log as anybody with the capability can. */
    static void place(World world, Actor member, RoomId room, Bytes entry) {
        place(world.relay, member, room, entry);
    }

    static void place(Relay relay, Actor member, RoomId room, Bytes entry) {
        Epoch epoch = Scene.room(member, room).current();
        Secret capability = epoch.secrets.capability();
        relay.append(epoch.log().id(), capability, Optional.empty(), entry, Optional.empty());
    }
}
