package parley.protocol.seat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.protocol.port.Tx;

/**
 * Cards that we gave and that no room began with yet: declined by others, forgotten, or of a founding that never came about.
 *
 * <p>Guarantees that the private keys of their bundles go when a card's time is over, as those of a card in use do
 * ({@link Bundles}): else who asks for cards would fill the vault with keys that open first messages for ever.
 */
final class UnusedCards {
    /** Far more than rooms that one is asked into within two months; the oldest go first. */
    private static final int MOST = 1_000;

    private final Desk desk;
    private final List<Given> given;
    private final Overdue overdue = new Overdue();

    private record Given(Hash roomBundle, Hash inboxBundle, Instant until) {
        /** A clock that ran ahead is set right: nobody waits for it to come there again. */
        Given until(Instant instant) {
            return new Given(roomBundle, inboxBundle, instant);
        }

        static Given read(CanonicalReader in) throws Malformed {
            return new Given(in.hash(), in.hash(), Instant.ofEpochMilli(in.u64()));
        }
    }

    private UnusedCards(Desk desk, List<Given> given) {
        this.desk = desk;
        this.given = given;
    }

    static UnusedCards load(Desk desk, Tx tx) {
        return new UnusedCards(
                desk,
                tx.get(desk.cells.unusedCards())
                        .map(kept -> new ArrayList<>(Kept.decode(kept, in -> in.list(MOST, Given::read))))
                        .orElseGet(ArrayList::new));
    }

    void add(Tx tx, Hash roomBundle, Hash inboxBundle) {
        if (given.size() >= MOST) {
            erase(tx, given.removeFirst());
        }
        given.add(new Given(roomBundle, inboxBundle, desk.now().plus(Bundles.LIVE)));
        save(tx);
    }

    /** Whether its bundles still open what comes for them, and no room began with it. */
    boolean holds(OwnCard card) {
        return given.stream().anyMatch(one -> one.roomBundle().equals(card.roomBundle()));
    }

    /** Whether it may be given once more: so that they do so for as long as whoever gets it proposes by it. */
    boolean isYoung(OwnCard card) {
        Instant last = desk.now().plus(Bundles.CARD);
        return given.stream().anyMatch(one -> one.roomBundle().equals(card.roomBundle()) && last.isBefore(one.until()));
    }

    /** A room began with it: from now on {@link Bundles} minds it. */
    void used(Tx tx, OwnCard card) {
        if (given.removeIf(one -> one.roomBundle().equals(card.roomBundle()))) {
            save(tx);
        }
    }

    void tick(Tx tx) {
        Instant now = desk.now();
        Instant latest = now.plus(Bundles.LIVE);
        given.replaceAll(one -> one.until().isAfter(latest) ? one.until(latest) : one);
        boolean anyOver = given.stream()
                .map(Given::until)
                .min(Instant::compareTo)
                .filter(until -> overdue.over(now, until))
                .isPresent();
        if (anyOver) {
            given.stream().filter(one -> !now.isBefore(one.until())).forEach(one -> erase(tx, one));
            given.removeIf(one -> !now.isBefore(one.until()));
            save(tx);
        }
    }

    /** They name this node as it was before a renewal. */
    void eraseAll(Tx tx) {
        given.forEach(one -> erase(tx, one));
        given.clear();
        save(tx);
    }

    private void erase(Tx tx, Given one) {
        desk.ports.sessions().eraseBundle(tx, desk.owner, one.roomBundle());
        desk.ports.sessions().eraseBundle(tx, desk.owner, one.inboxBundle());
    }

    private void save(Tx tx) {
        tx.put(
                desk.cells.unusedCards(),
                new CanonicalWriter()
                        .list(
                                given,
                                (to, one) -> to.hash(one.roomBundle())
                                        .hash(one.inboxBundle())
                                        .u64(one.until().toEpochMilli()))
                        .bytes());
    }
}
