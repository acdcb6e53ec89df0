package parley.bench.record;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Randomness;
import parley.base.Secret;
import parley.protocol.crypto.Ed25519;
import parley.protocol.port.LogRef;
import parley.protocol.port.Relay;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.SignedHead;
import parley.relay.store.HeadSigner;

/**
 * A relay in this process's memory, for one author and one reader: signs its heads like any other, and forgets entries
 * that both have passed, so that a million of them need no memory. Checks no capabilities. Thread-safe.
 */
final class NearRelay implements Relay {
    /** The author waits when the reader is so many entries behind. */
    private static final int MOST_AHEAD = 2_000;

    private final HeadSigner signer;
    private final RelayAddress address;
    private final Map<LogId, Log> logs = new HashMap<>();
    private long changes;

    private record Placed(Bytes entry, Head head) {}

    private static final class Log {
        private final Deque<Placed> kept = new ArrayDeque<>();
        private Head head;
        /** How far the author has read; no limit where it never does. */
        private long readByAuthor = Long.MAX_VALUE;

        private Log(LogId id) {
            head = Head.start(id);
        }
    }

    /** @param port where nothing listens: whoever opens the vault later finds its relay silent */
    NearRelay(Randomness randomness, int port) {
        Ed25519.Pair key = Ed25519.generate(randomness);
        signer = new HeadSigner(key.seed());
        address = new RelayAddress("127.0.0.1", port, key.publicKey());
    }

    RelayAddress address() {
        return address;
    }

    @Override
    public synchronized Answer<SignedHead> create(Hash readHash, Hash appendHash) {
        LogId id = LogRef.idOf(readHash, appendHash);
        Log log = logs.computeIfAbsent(id, Log::new);
        changed();
        return new Answer.Given<>(signer.sign(id, log.head));
    }

    @Override
    public synchronized Answer<SignedHead> append(
            LogId id, Secret capability, Optional<Head> base, Bytes entry, Optional<Head> at) {
        Log log = logs.get(id);
        if (log == null) {
            return new Answer.Declined<>(Why.NO_SUCH_LOG);
        }
        log.head = log.head.next(Relay.entryHash(entry));
        log.kept.addLast(new Placed(entry, log.head));
        changed();
        return new Answer.Given<>(signer.sign(id, log.head));
    }

    /** The reader's way: what it asks for beyond has been taken, and is forgotten when the author has it too. */
    @Override
    public synchronized Answer<Page> read(LogId id, Secret capability, long after, int most, Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        Log log = logs.get(id);
        if (log == null) {
            return new Answer.Declined<>(Why.NO_SUCH_LOG);
        }
        try {
            for (long left = wait.toNanos(); log.head.position() <= after && left > 0; left = end - System.nanoTime()) {
                wait(Math.max(1, left / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Silent<>("interrupted");
        }
        long passed = Math.min(after, log.readByAuthor);
        while (log.kept.size() > 1 && log.kept.getFirst().head().position() <= passed) {
            log.kept.removeFirst();
        }
        changed();
        return new Answer.Given<>(page(id, log, after, most));
    }

    /** Nothing is kept here that would have to go. */
    @Override
    public Answer<SignedHead> release(LogId id, Secret capability, Hash token, int members) {
        return new Answer.Declined<>(Why.MALFORMED);
    }

    /** The author's way, at once: what lies beyond {@code after}, or, when it asks even so, that nothing does. */
    synchronized Optional<Page> beyond(LogId id, long after, int most, boolean evenIfNothing) {
        Log log = logs.get(id);
        if (log != null) {
            log.readByAuthor = after;
        }
        return log == null || (log.head.position() <= after && !evenIfNothing)
                ? Optional.empty()
                : Optional.of(page(id, log, after, most));
    }

    private Page page(LogId id, Log log, long after, int most) {
        List<Bytes> entries = new ArrayList<>();
        Head through = log.head;
        for (Placed placed : log.kept) {
            if (placed.head().position() > after && entries.size() < most) {
                entries.add(placed.entry());
                through = placed.head();
            }
        }
        return new Page(after, entries, signer.sign(id, through), signer.sign(id, log.head));
    }

    /** Waits until the reader is near enough for more. */
    synchronized void awaitReader(LogId id) throws InterruptedException {
        Log log = logs.get(id);
        while (log != null && log.kept.size() > MOST_AHEAD) {
            wait();
        }
    }

    /** How often anything changed here. */
    synchronized long changes() {
        return changes;
    }

    /** Waits until something has changed since, a second at most. */
    synchronized void awaitChange(long since) throws InterruptedException {
        long end = System.nanoTime() + 1_000_000_000L;
        for (long left = 1_000; changes == since && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    private void changed() {
        changes++;
        notifyAll();
    }

    @Override
    public Answer<Hash> putBlob(LogId log, Secret capability, Bytes blob) {
        return new Answer.Declined<>(Why.TOO_LARGE);
    }

    @Override
    public Answer<Bytes> getBlob(LogId log, Secret capability, Hash blob) {
        return new Answer.Declined<>(Why.NOT_FOUND);
    }

    @Override
    public Answer<Hash> park(Hash locator, Bytes sealed) {
        return new Answer.Given<>(Relay.parkedHash(sealed));
    }

    @Override
    public Answer<Bytes> collect(Hash locator) {
        return new Answer.Declined<>(Why.NOT_FOUND);
    }
}
