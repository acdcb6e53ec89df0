package parley.simulation.doubles;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;

/**
 * Everything that {@link ToySessions} keeps of one address. Immutable.
 *
 * @param beginnings how many sessions the peer began here
 * @param states the one in use first
 */
@SuppressWarnings("EnumOrdinal") // these bytes live no longer than one run
record ToyChannel(Stage stage, Bytes peer, int beginnings, List<ToyRatchet> states) {
    /** libsignal keeps forty archived states behind the current one of an address. */
    private static final int MOST_STATES = 40;

    /** Nobody needs more beginnings than a few crossings; {@code LibsignalSessions} bounds them too. */
    private static final int MOST_BEGINNINGS = 8;

    ToyChannel {
        states = List.copyOf(states.subList(0, Math.min(MOST_STATES, states.size())));
    }

    /** How far the two sides are. */
    enum Stage {
        BEGUN,
        RECEIVED,
        /** The peer wrote what only one who has heard us can write: nobody begins anew here. */
        SETTLED
    }

    boolean mayBeginAnew() {
        return stage != Stage.SETTLED && beginnings < MOST_BEGINNINGS;
    }

    /** With this state in use; the one that it came from, at {@code from}, is gone. */
    ToyChannel using(ToyRatchet state, int from, Stage next) {
        List<ToyRatchet> order = new ArrayList<>(states);
        order.remove(from);
        order.addFirst(state);
        return new ToyChannel(next, peer, beginnings, order);
    }

    ToyChannel beginning(ToyRatchet state, Stage next, int more) {
        List<ToyRatchet> order = new ArrayList<>(states);
        order.addFirst(state);
        return new ToyChannel(next, peer, beginnings + more, order);
    }

    Bytes encoded() {
        return new CanonicalWriter()
                .u8(stage.ordinal())
                .raw(peer)
                .u32(beginnings)
                .list(states, (out, state) -> state.write(out))
                .bytes();
    }

    static Optional<ToyChannel> read(Optional<Bytes> cell) {
        if (cell.isEmpty()) {
            return Optional.empty();
        }
        try {
            CanonicalReader in = new CanonicalReader(cell.get());
            Stage stage = Stage.values()[in.u8()];
            ToyChannel channel = new ToyChannel(
                    stage, in.raw(ToyMessage.IDENTITY_BYTES), in.u32(), in.list(MOST_STATES, ToyRatchet::read));
            in.end();
            return Optional.of(channel);
        } catch (Malformed e) {
            throw new IllegalStateException("a cell of our own is broken", e);
        }
    }
}
