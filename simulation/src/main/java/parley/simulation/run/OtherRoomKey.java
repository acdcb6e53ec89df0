package parley.simulation.run;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.protocol.port.Key;
import parley.protocol.port.PassingTx;
import parley.protocol.port.Store;
import parley.protocol.port.Tx;

/** A hostile member's disk, from which its process reads another room key than its cards name: what it then signs is forged to all. */
public final class OtherRoomKey implements Store {
    /** Behind the name of the seat's cells and the table's id stands what kind of cell it is. */
    private static final int KIND_AT = Key.of("seat").name().size() + Hash.SIZE;

    private static final Bytes OWN_CARD =
            new CanonicalWriter().field(Bytes.utf8("own-card")).bytes();
    /** Behind the key's seed a card's private part has the names of two bundles. */
    private static final int SEED_FROM_END = 96;

    private final Store honest;
    private final BooleanSupplier on;
    private final Runnable did;

    /** @param did hears of each key that was read so */
    public OtherRoomKey(Store honest, BooleanSupplier on, Runnable did) {
        this.honest = honest;
        this.on = on;
        this.did = did;
    }

    @Override
    public <T> T transact(Work<T> work) {
        return honest.transact(tx -> work.in(new Reading(tx)));
    }

    private final class Reading extends PassingTx {
        Reading(Tx real) {
            super(real);
        }

        @Override
        public Optional<Bytes> get(Key key) {
            Optional<Bytes> value = super.get(key);
            return isOwnCard(key.name()) && on.getAsBoolean() ? value.map(this::other) : value;
        }

        private static boolean isOwnCard(Bytes name) {
            int end = KIND_AT + OWN_CARD.size();
            return name.size() > end && name.slice(KIND_AT, end).equals(OWN_CARD);
        }

        private Bytes other(Bytes card) {
            did.run();
            byte[] changed = card.toArray();
            changed[changed.length - SEED_FROM_END] ^= 1;
            return Bytes.wrap(changed);
        }
    }
}
