package parley.relay.store;

/** Where a record stands: segment number and offset, packed into one long so that a million of them stay small. */
final class Place {
    /** The entry is known to have been there, its record is not found. */
    static final long LOST = -1;

    private Place() {}

    static long of(long segment, long offset) {
        if (segment < 0 || segment > Integer.MAX_VALUE || offset < 0 || offset > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("no place " + segment + ":" + offset);
        }
        return (segment << Integer.SIZE) | offset;
    }

    static long segment(long place) {
        return place >>> Integer.SIZE;
    }

    static int offset(long place) {
        return (int) place;
    }
}
