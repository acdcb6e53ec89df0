package parley.protocol.seat;

import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Bytes;
import parley.base.PrincipalId;
import parley.base.Secret;
import parley.protocol.entry.Entry;
import parley.protocol.entry.OpenedBody;
import parley.protocol.entry.Part;
import parley.protocol.entry.SlotText;
import parley.protocol.port.Tx;
import parley.protocol.room.RosterMember;

/**
 * Opens entries: by our slot when they are read, or by a key that somebody gives later (protocol.md, "Folding").
 *
 * <p>Guarantees that nothing is kept but what the author committed to, whoever brought the key. Every failure of a slot is
 * treated alike: the key is asked for, nobody is accused.
 */
final class Opener {
    private final Room room;

    Opener(Room room) {
        this.room = room;
    }

    void bySlot(Tx tx, Epoch epoch, long position, int author, Entry entry) {
        RosterMember member = epoch.opening.roster().members().get(author);
        Optional<SlotText> text = ourSlot(tx, epoch, member, entry);
        if (text.isPresent() && byKey(tx, epoch, position, entry, text.get().key())) {
            room.links.confirm(tx, member);
        }
    }

    private Optional<SlotText> ourSlot(Tx tx, Epoch epoch, RosterMember author, Entry entry) {
        int ours = epoch.opening.roster().placeOf(room.desk.me());
        Optional<Bytes> slot = ours < 0 ? Optional.empty() : entry.slots().at(ours);
        return slot.flatMap(message -> room.desk
                        .ports
                        .sessions()
                        .decrypt(
                                tx,
                                room.desk.owner,
                                room.address(tx, author),
                                room.card(tx, author).node().identityKey(),
                                message))
                .flatMap(SlotText::decode)
                .filter(text -> text.binding().equals(entry.binding()));
    }

    /**
     * Who made our slot of a forged entry in its own name: somebody whose node signs with another room key than we hold for
     * it, for instance because its card was exchanged on the way to us.
     *
     * <p>Tried aside: a slot that was copied into a forged entry must not use up the key that its own entry needs.
     */
    Optional<PrincipalId> ofOtherKey(Tx tx, Epoch epoch, long position) {
        Entry entry = entry(tx, epoch, position);
        return epoch.opening
                .roster()
                .member(entry.header().author())
                .filter(named -> named.incarnation() == entry.header().incarnation() && !room.desk.isMe(named))
                .filter(named -> ourSlot(new Aside(tx), epoch, named, entry).isPresent())
                .map(named -> named.principal().id());
    }

    /** Keeps what the key opens; false when it isn't the committed one. */
    boolean byKey(Tx tx, Epoch epoch, long position, Entry entry, Secret key) {
        Optional<Part> part;
        switch (entry.openBody(key)) {
            case OpenedBody.WrongKey() -> {
                return false;
            }
            case OpenedBody.Broken() -> part = Optional.empty();
            case OpenedBody.Said(Part said) -> part = Optional.of(said);
        }
        room.entries.putOpened(tx, epoch, position, new Opened(key, part, OptionalLong.empty()));
        return true;
    }

    /** The entry at a position, its seal opened again. */
    Entry entry(Tx tx, Epoch epoch, long position) {
        return Entry.openSeal(
                        room.size(),
                        epoch.log().id(),
                        epoch.secrets.headerKey(),
                        room.entries.bytes(tx, epoch, position).orElseThrow())
                .orElseThrow();
    }
}
