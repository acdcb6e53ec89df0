package parley.protocol.entry;

import parley.protocol.port.Relay;

/**
 * The one size of every entry in a room, chosen by its seats and by nothing else: never by who is present or what is said.
 *
 * <p>Each class leaves about half of the entry for the event, so that an ordinary message is one entry. Rooms of one class
 * look alike to the relay.
 */
public enum SizeClass {
    /** Two delegations and a mediator, and one more. */
    SMALL(4, Relay.LEAST_ENTRY_BYTES),
    /** A plenary with supporters and witnesses. */
    MEDIUM(12, 8_192),
    /** A conference. */
    LARGE(SizeClass.MOST_SEATS, 16_384);

    /** Beyond thirty nodes pairwise slots cost more than the text; such a talk has committees. */
    public static final int MOST_SEATS = 30;
    /** The largest entry of any class. */
    public static final int MOST_BYTES = 16_384;

    private final int slots;
    private final int bytes;

    SizeClass(int slots, int bytes) {
        this.slots = slots;
        this.bytes = bytes;
    }

    /** The class of a room with this many seats, 1 to {@link #MOST_SEATS}. */
    public static SizeClass of(int seats) {
        if (seats < 1 || seats > MOST_SEATS) {
            throw new IllegalArgumentException("a room has 1 to " + MOST_SEATS + " seats, not " + seats);
        }
        for (SizeClass size : values()) {
            if (seats <= size.slots) {
                return size;
            }
        }
        throw new IllegalStateException("the last class holds all seats");
    }

    /** Slots in every seal of this class, filled or not. */
    public int slots() {
        return slots;
    }

    /** Bytes of the whole entry. */
    public int bytes() {
        return bytes;
    }

    /** Bytes of the sealed seal. */
    public int sealBytes() {
        return Layout.sealBytes(slots);
    }

    /** Bytes of the sealed body. */
    public int bodyBytes() {
        return bytes - Layout.PREFIX - sealBytes();
    }

    /** Bytes of an event that one entry of this class carries; a longer one goes in parts. */
    public int pieceBytes() {
        return bodyBytes() - Layout.BODY_OVERHEAD;
    }
}
