package parley.protocol.seat;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Malformed;
import parley.base.Secret;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.Tx;

/**
 * What is to be sent, kept byte for byte until the relay has answered: after a crash the same bytes go again
 * (protocol.md, "Appending").
 */
final class Outbox {
    private static final int MOST_ENTRY = 4 << 20;
    private static final int CREATE = 1;
    private static final int APPEND = 2;
    private static final int PARK = 3;
    private static final int RELEASE = 4;

    private final Cells cells;
    private final TreeMap<Long, Sending> open = new TreeMap<>();
    private long next;

    private Outbox(Cells cells) {
        this.cells = cells;
    }

    static Outbox load(Cells cells, Tx tx) {
        Outbox outbox = new Outbox(cells);
        outbox.next = tx.count(cells.outboxNext());
        for (long number = tx.count(cells.outboxFirst()); number < outbox.next; number++) {
            Optional<Bytes> kept = tx.get(cells.outbox(number));
            if (kept.isPresent()) {
                long at = number;
                outbox.open.put(number, Kept.decode(kept.get(), in -> read(in, at)));
            }
        }
        return outbox;
    }

    /** Keeps a sending under the next number. */
    long add(Tx tx, LongFunction<Sending> make) {
        long number = next++;
        Sending sending = make.apply(number);
        open.put(number, sending);
        tx.put(cells.outbox(number), encode(sending));
        tx.setCount(cells.outboxNext(), next);
        tx.setCount(cells.outboxFirst(), open.firstKey());
        return number;
    }

    void create(Tx tx, RelayAddress relay, Hash readHash, Hash appendHash) {
        if (!has(s -> s instanceof Sending.Create c
                && c.readHash().equals(readHash)
                && c.appendHash().equals(appendHash))) {
            add(tx, number -> new Sending.Create(number, relay, readHash, appendHash));
        }
    }

    /** The number of what was kept last, also once it is done. */
    long last() {
        return next - 1;
    }

    boolean holds(long number) {
        return open.containsKey(number);
    }

    boolean has(Predicate<Sending> which) {
        return open.values().stream().anyMatch(which);
    }

    void done(Tx tx, long number) {
        if (open.remove(number) != null) {
            tx.delete(cells.outbox(number));
            tx.setCount(cells.outboxFirst(), open.isEmpty() ? next : open.firstKey());
        }
    }

    /** Nothing that waits goes to this log any more. */
    void drop(Tx tx, LogId log) {
        all().stream()
                .filter(sending ->
                        sending instanceof Sending.Append append && append.log().equals(log))
                .forEach(sending -> done(tx, sending.number()));
    }

    List<Sending> all() {
        return List.copyOf(open.values());
    }

    private static Bytes encode(Sending sending) {
        CanonicalWriter out = new CanonicalWriter();
        switch (sending) {
            case Sending.Create create -> {
                out.u8(CREATE);
                create.relay().write(out);
                out.hash(create.readHash()).hash(create.appendHash());
            }
            case Sending.Append append -> {
                out.u8(APPEND);
                append.relay().write(out);
                out.hash(append.log().hash()).secret(append.capability());
                head(out, append.base());
                out.field(append.entry());
                head(out, append.at());
            }
            case Sending.Release release -> {
                out.u8(RELEASE);
                release.relay().write(out);
                out.hash(release.log().hash()).secret(release.capability()).hash(release.token());
                out.u32(release.members());
            }
            case Sending.Park park -> {
                out.u8(PARK);
                park.relay().write(out);
                out.hash(park.locator()).field(park.sealed());
            }
        }
        return out.bytes();
    }

    private static Sending read(CanonicalReader in, long number) throws Malformed {
        int kind = in.u8();
        RelayAddress relay = RelayAddress.read(in);
        return switch (kind) {
            case CREATE -> new Sending.Create(number, relay, in.hash(), in.hash());
            case APPEND -> {
                LogId log = new LogId(in.hash());
                Secret capability = in.secret(Desk.SECRET);
                yield new Sending.Append(number, relay, log, capability, head(in), in.field(MOST_ENTRY), head(in));
            }
            case PARK -> new Sending.Park(number, relay, in.hash(), in.field(MOST_ENTRY));
            case RELEASE -> {
                LogId log = new LogId(in.hash());
                yield new Sending.Release(number, relay, log, in.secret(Desk.SECRET), in.hash(), in.u32());
            }
            default -> throw new Malformed("no sending");
        };
    }

    private static void head(CanonicalWriter out, Optional<Head> head) {
        out.bool(head.isPresent());
        head.ifPresent(out::head);
    }

    private static Optional<Head> head(CanonicalReader in) throws Malformed {
        return in.bool() ? Optional.of(in.head()) : Optional.empty();
    }
}
