package parley.relay.server;

import java.util.function.LongSupplier;

/** What is left to each address of its {@link AddressShare}. In memory only, and only of those who took something of late. Thread-safe. */
final class Shares {
    /**
     * So many are told apart; those who come when there are more count as one together. A caller with a whole network of IPv6
     * would fill the memory otherwise.
     */
    private static final int MOST_KNOWN = 20_000;

    private static final double DAY_SECONDS = 86_400;

    private final LongSupplier nanos;
    private final Buckets creates;
    private final Buckets appends;
    private final Buckets blocks;
    private final Buckets parks;

    Shares(AddressShare each, LongSupplier nanos) {
        this.nanos = nanos;
        this.creates = buckets(each.creates(), nanos);
        this.appends = buckets(each.appends(), nanos);
        this.blocks = buckets(each.blocks(), nanos);
        this.parks = buckets(each.parks(), nanos);
    }

    private static Buckets buckets(AddressShare.Rate rate, LongSupplier nanos) {
        return new Buckets(rate.perDay() / DAY_SECONDS, rate.atOnce(), MOST_KNOWN, nanos.getAsLong());
    }

    boolean create(Origin from) {
        return take(creates, from);
    }

    boolean append(Origin from) {
        return take(appends, from);
    }

    boolean block(Origin from) {
        return take(blocks, from);
    }

    boolean park(Origin from) {
        return take(parks, from);
    }

    private boolean take(Buckets of, Origin from) {
        return from.many() || of.take(from.key(), nanos.getAsLong());
    }
}
