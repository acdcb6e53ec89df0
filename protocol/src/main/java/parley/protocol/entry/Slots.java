package parley.protocol.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;

/**
 * One slot for each seat, in roster order, each 256 bytes: a message of the pair's session, or empty.
 *
 * <p>A slot is empty where no answered session stands, for the author itself, for seats that nobody takes, and in cover.
 * The number of slots is the size class's, so that the seal tells nobody how many read.
 */
public record Slots(List<Optional<Bytes>> messages) {
    /** A longer message doesn't fit and leaves its slot empty: its reader asks for the key. */
    public static final int MOST_MESSAGE = Layout.SLOT - Layout.SLOT_PREFIX;

    /** Drops messages that don't fit. */
    public Slots {
        messages = messages.stream()
                .map(slot -> slot.filter(message -> message.size() <= MOST_MESSAGE && !message.isEmpty()))
                .toList();
    }

    /** No slot filled. */
    public static Slots none(SizeClass size) {
        return new Slots(List.of()).upTo(size);
    }

    /** The same, with empty slots up to the number of the class. */
    Slots upTo(SizeClass size) {
        if (messages.size() > size.slots()) {
            throw new IllegalArgumentException(messages.size() + " slots, the class has " + size.slots());
        }
        List<Optional<Bytes>> all = new ArrayList<>(messages);
        while (all.size() < size.slots()) {
            all.add(Optional.empty());
        }
        return new Slots(all);
    }

    public Optional<Bytes> at(int place) {
        return messages.get(place);
    }

    /** How many are filled. A talk or epoch entry needs one. */
    public int filled() {
        return (int) messages.stream().filter(Optional::isPresent).count();
    }

    /** {@code H("slots", bytes of all slots)}: part of what the room key signs. */
    Hash hash() {
        CanonicalWriter out = new CanonicalWriter();
        write(out);
        return Hash.of("slots", out.bytes());
    }

    void write(CanonicalWriter out) {
        for (Optional<Bytes> slot : messages) {
            Bytes message = slot.orElse(Bytes.EMPTY);
            out.u8(message.size() >>> 8).u8(message.size() & 0xff).raw(Padding.add(message, MOST_MESSAGE));
        }
    }

    static Slots read(CanonicalReader in, SizeClass size) throws Malformed {
        List<Optional<Bytes>> slots = new ArrayList<>(size.slots());
        for (int i = 0; i < size.slots(); i++) {
            slots.add(slot(in));
        }
        return new Slots(slots);
    }

    private static Optional<Bytes> slot(CanonicalReader in) throws Malformed {
        int length = (in.u8() << 8) | in.u8();
        if (length > MOST_MESSAGE) {
            throw new Malformed("a slot longer than itself");
        }
        CanonicalReader rest = new CanonicalReader(in.raw(MOST_MESSAGE));
        Bytes message = rest.raw(length);
        Padding.end(rest);
        return length == 0 ? Optional.empty() : Optional.of(message);
    }
}
