package parley.relay.store;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;

/**
 * What memory holds of one log: where each entry stands, by which fingerprint it is found again, the chain's tip, and
 * which entries rotted. At most {@link Quota#ENTRY_BYTES} an entry. Guarded by its own monitor; readers wait on it.
 */
final class LogIndex {
    private static final int FIRST_CAPACITY = 4;
    private static final long[] NONE = {};

    private final LogId id;
    private @Nullable Capabilities capabilities;
    private long[] places = new long[FIRST_CAPACITY];
    private long[] prints = new long[FIRST_CAPACITY];
    /**
     * Open addressing by fingerprint; 0 is empty, else a position. Twice as large as {@link #places}. None until an entry is
     * first looked for: a start is faster, and most logs are only read after it.
     */
    private int @Nullable [] table;

    private int size;
    private Head tip;
    private final TreeSet<Long> damaged = new TreeSet<>();

    /** Segments with records of this log that {@link #places} doesn't tell of, each once. */
    private int[] beside = {};

    /** Of each member's token its first bytes: who could find two tokens that share them has the log's keys, and can make them all. */
    private long[] released = {};

    private volatile boolean gone;

    /** The relay's hour in which it was last written or read, and in which a record of that was last made. */
    private volatile long used;

    private volatile long usedOnDisk;

    LogIndex(LogId id) {
        this.id = id;
        this.tip = Head.start(id);
    }

    LogId id() {
        return id;
    }

    /** Empty while the record of the log's creation is lost: then nobody has access until someone creates it again. */
    synchronized Optional<Capabilities> capabilities() {
        return Optional.ofNullable(capabilities);
    }

    synchronized void created(Capabilities by) {
        capabilities = by;
    }

    /** The end of the chain, rotten entries or not. */
    synchronized Head tip() {
        return tip;
    }

    synchronized long place(long position) {
        return places[(int) position - 1];
    }

    /** How far the log can be served: to its tip, or a room's to before the first entry that rotted. */
    synchronized long visible() {
        return damaged.isEmpty() || isInbox() ? size : damaged.first() - 1;
    }

    synchronized boolean isInbox() {
        return capabilities != null && capabilities.isInbox();
    }

    /** Positions of rotten entries that may have been this one, by their fingerprint as far as it is known. */
    synchronized long[] damagedPositions(Hash content) {
        if (damaged.isEmpty()) {
            return NONE;
        }
        long print = fingerprint(content);
        return damaged.stream()
                .mapToLong(Long::longValue)
                .filter(position -> prints[(int) position - 1] == 0 || prints[(int) position - 1] == print)
                .toArray();
    }

    synchronized boolean isDamaged() {
        return !damaged.isEmpty();
    }

    synchronized boolean isDamaged(long position) {
        return damaged.contains(position);
    }

    /** Marks an entry as rotten; false when it was marked before. */
    synchronized boolean damage(long position) {
        return damaged.add(position);
    }

    synchronized void mend(long position, long place, Hash content) {
        if (places[(int) position - 1] != Place.LOST) {
            standsIn(Place.segment(places[(int) position - 1]));
        }
        places[(int) position - 1] = place;
        if (prints[(int) position - 1] == 0) {
            print(position, content);
        }
        damaged.remove(position);
        notifyAll();
    }

    /** A segment has a record of this log that is no entry's, or none that is read any more. */
    synchronized void standsIn(long segment) {
        if (Arrays.stream(beside).noneMatch(known -> known == segment)) {
            beside = Arrays.copyOf(beside, beside.length + 1);
            beside[beside.length - 1] = (int) segment;
        }
    }

    /** All segments with records of this log. */
    synchronized Set<Long> segments() {
        Set<Long> segments = new HashSet<>();
        Arrays.stream(beside).forEach(segment -> segments.add((long) segment));
        Arrays.stream(places, 0, size)
                .filter(place -> place != Place.LOST)
                .forEach(place -> segments.add(Place.segment(place)));
        return segments;
    }

    synchronized boolean isReleasedBy(Hash token) {
        long print = fingerprint(token);
        return Arrays.stream(released).anyMatch(known -> known == print);
    }

    synchronized int releases() {
        return released.length;
    }

    synchronized void release(Hash token) {
        if (!isReleasedBy(token)) {
            released = Arrays.copyOf(released, released.length + 1);
            released[released.length - 1] = fingerprint(token);
        }
    }

    void use(long hour) {
        used = hour;
    }

    long used() {
        return used;
    }

    /** A start will find that it was used in this hour. */
    void usedOnDisk(long hour) {
        used = Math.max(used, hour);
        usedOnDisk = hour;
    }

    long usedOnDisk() {
        return usedOnDisk;
    }

    /** Nobody is served from here any more; who waits goes. */
    void leave() {
        gone = true;
        wakeAll();
    }

    boolean isGone() {
        return gone;
    }

    /** The next entry. Positions that are left out become lost ones. */
    synchronized void add(long place, Hash content, Head head) {
        while (size + 1 < head.position()) {
            grow();
            places[size] = Place.LOST;
            size++;
            damaged.add((long) size);
        }
        grow();
        places[size] = place;
        size++;
        print(size, content);
        tip = head;
        notifyAll();
    }

    /** The position of an entry with this hash for which {@code isIt} holds, or 0: fingerprints alone can be made to collide. */
    long find(Hash content, LongPredicate isIt) {
        for (int position : candidates(fingerprint(content))) {
            if (isIt.test(position)) {
                return position;
            }
        }
        return 0;
    }

    private synchronized int[] candidates(long print) {
        int[] by = table == null ? tabulate() : table;
        int[] found = {};
        for (int step = 0; by[slot(by, print, step)] != 0; step++) {
            int position = by[slot(by, print, step)];
            if (prints[position - 1] == print) {
                found = Arrays.copyOf(found, found.length + 1);
                found[found.length - 1] = position;
            }
        }
        return found;
    }

    /** Nobody waits here any more: the store closes. */
    private boolean awake;

    /** Returns as soon as more than {@code after} entries can be served, at the latest after {@code millis}. */
    synchronized void awaitBeyond(long after, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (!awake && visible() <= after) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    /** Wakes those who wait, for good. */
    synchronized void wakeAll() {
        awake = true;
        notifyAll();
    }

    private void grow() {
        if (size < places.length) {
            return;
        }
        places = Arrays.copyOf(places, size * 2);
        prints = Arrays.copyOf(prints, size * 2);
        if (table != null) {
            tabulate();
        }
    }

    private int[] tabulate() {
        int[] made = new int[places.length * 2];
        for (int position = 1; position <= size; position++) {
            if (prints[position - 1] != 0) {
                insert(made, position);
            }
        }
        table = made;
        return made;
    }

    private void print(long position, Hash content) {
        prints[(int) position - 1] = fingerprint(content);
        if (table != null) {
            insert(table, (int) position);
        }
    }

    private void insert(int[] into, int position) {
        long print = prints[position - 1];
        int step = 0;
        while (into[slot(into, print, step)] != 0) {
            step++;
        }
        into[slot(into, print, step)] = position;
    }

    private static int slot(int[] of, long print, int step) {
        return (int) ((print + step) & (of.length - 1));
    }

    /** Never 0, which means "none". */
    private static long fingerprint(Hash content) {
        long print = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            print = (print << 8) | (content.value().at(i) & 0xff);
        }
        return print == 0 ? 1 : print;
    }
}
