package parley.protocol.seat;

import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Bytes;
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
        int ours = epoch.opening.roster().placeOf(room.desk.me());
        Optional<Bytes> slot = ours < 0 ? Optional.empty() : entry.slots().at(ours);
        Optional<SlotText> text = slot.flatMap(message -> room.desk
                        .ports
                        .sessions()
                        .decrypt(
                                tx,
                                room.desk.owner,
                                room.address(tx, member),
                                room.card(tx, member).node().identityKey(),
                                message))
                .flatMap(SlotText::decode)
                .filter(t -> t.binding().equals(entry.binding()));
        if (text.isPresent() && byKey(tx, epoch, position, entry, text.get().key())) {
            room.links.confirm(tx, member);
        }
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
