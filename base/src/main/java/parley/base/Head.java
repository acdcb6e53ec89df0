package parley.base;

/**
 * A place in a log: how many entries stand there, and the chain hash over all of them.
 *
 * <p>{@code h(0) = H("chain-start", log id)} and {@code h(n) = H("chain", h(n−1), n, H(entry n))}: equal heads mean equal
 * histories.
 *
 * @param position number of entries, from 0; the first entry stands at 1
 * @param hash h(position)
 */
public record Head(long position, Hash hash) {
    public Head {
        if (position < 0) {
            throw new IllegalArgumentException("no position " + position);
        }
    }

    public static Head start(LogId log) {
        return new Head(0, Hash.of("chain-start", log.hash().value()));
    }

    /** The head after one more entry, whose {@code entryHash} is {@code H("entry", bytes)}. */
    public Head next(Hash entryHash) {
        long n = Math.addExact(position, 1);
        return new Head(n, Hash.of("chain", hash.value(), Hash.number(n), entryHash.value()));
    }
}
