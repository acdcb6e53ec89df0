package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import parley.base.Bytes;

/**
 * A disk in memory with a cache that power loss empties: what was not forced is kept, lost or torn by sectors, each as chance has
 * it, files' names included. It can also be full, fail to force, and rot. For simulations and tests. Thread-safe.
 */
public final class CrashDisk implements Disk {
    private static final int SECTOR = 512;

    private final Map<String, State> names;
    private final Map<String, State> durableNames;
    private long room = Long.MAX_VALUE;
    private boolean forcesFail;
    private boolean nextForceFails;
    private boolean forcesNothing;
    private boolean dead;
    private int forces;

    public CrashDisk() {
        this(new HashMap<>(), new HashMap<>());
    }

    private CrashDisk(Map<String, State> names, Map<String, State> durableNames) {
        this.names = names;
        this.durableNames = durableNames;
    }

    /** One file's bytes: as the system shows them, and as they surely are on the platter. */
    private static final class State {
        byte[] cached = {};
        byte[] durable = {};
        final List<Write> pending = new ArrayList<>();

        void write(Write write) {
            cached = write.applied(cached, 0, write.bytes.length);
            pending.add(write);
        }

        void truncate(int size) {
            cached = Arrays.copyOf(cached, Math.min(size, cached.length));
            durable = Arrays.copyOf(durable, Math.min(size, durable.length));
            pending.clear();
            if (!Arrays.equals(cached, durable)) {
                pending.add(new Write(0, cached));
            }
        }

        void force() {
            for (Write write : pending) {
                durable = write.applied(durable, 0, write.bytes.length);
            }
            pending.clear();
        }

        /** As Linux has it: what could not be written counts as written from then on, and only reads as if it were. */
        void forceFails() {
            pending.clear();
        }

        State copy() {
            State copy = new State();
            copy.cached = cached;
            copy.durable = durable;
            copy.pending.addAll(pending);
            return copy;
        }

        /** What power loss leaves. */
        State survive(Random random) {
            byte[] left = durable;
            for (Write write : pending) {
                int fate = random.nextInt(3);
                if (fate == 0) {
                    left = write.applied(left, 0, write.bytes.length);
                } else if (fate == 1) {
                    for (int from = 0; from < write.bytes.length; from += SECTOR) {
                        if (random.nextBoolean()) {
                            left = write.applied(left, from, Math.min(from + SECTOR, write.bytes.length));
                        }
                    }
                }
            }
            State state = new State();
            state.cached = left;
            state.durable = left;
            return state;
        }
    }

    private static final class Write {
        private final int at;
        private final byte[] bytes;

        Write(int at, byte[] bytes) {
            this.at = at;
            this.bytes = bytes;
        }

        byte[] applied(byte[] to, int from, int end) {
            byte[] out = Arrays.copyOf(to, Math.max(to.length, at + end));
            System.arraycopy(bytes, from, out, at + from, end - from);
            return out;
        }
    }

    /** The disk after power came back. This one is dead from now on: a process that died writes nothing more. */
    public synchronized CrashDisk crash(Random random) {
        dead = true;
        Map<String, State> survived = new HashMap<>();
        Map<String, State> before = new HashMap<>(durableNames);
        names.forEach((name, state) -> {
            if (durableNames.get(name) != state && random.nextBoolean()) {
                before.put(name, state);
            }
        });
        before.forEach((name, state) -> {
            if (names.containsKey(name) || random.nextBoolean()) {
                survived.put(name, state.survive(random));
            }
        });
        return new CrashDisk(survived, new HashMap<>(survived));
    }

    /** The disk after a process was killed: the system still has everything, and has written no more of it. */
    public synchronized CrashDisk kill() {
        dead = true;
        Map<State, State> copies = new HashMap<>();
        return new CrashDisk(copied(names, copies), copied(durableNames, copies));
    }

    private static Map<String, State> copied(Map<String, State> files, Map<State, State> copies) {
        Map<String, State> copied = new HashMap<>();
        files.forEach((name, state) -> copied.put(name, copies.computeIfAbsent(state, State::copy)));
        return copied;
    }

    /** A copy, as a backup takes it. */
    public synchronized CrashDisk copy() {
        boolean before = dead;
        CrashDisk copy = kill();
        dead = before;
        return copy;
    }

    /** From now on so many bytes more can be written. */
    public synchronized void room(long bytes) {
        room = bytes;
    }

    public synchronized void forcesFail() {
        forcesFail = true;
    }

    /** The next force fails, and those after it don't. */
    public synchronized void nextForceFails() {
        nextForceFails = true;
    }

    /** From now on a force is answered and nothing is forced, as under a program that forgets to. */
    public synchronized void forcesNothing() {
        forcesNothing = true;
    }

    public synchronized int forces() {
        return forces;
    }

    /** Flips one bit of what is durable. */
    public synchronized void rot(String name, long at) {
        rot(name, at, 4);
    }

    /** Flips one bit of a byte, the lowest of which is 0. */
    synchronized void rot(String name, long at, int bit) {
        State state = state(name);
        byte[] rotten = state.cached.clone();
        rotten[(int) at] ^= (byte) (1 << bit);
        state.cached = rotten;
        state.durable = rotten;
    }

    /** Flips one bit where these bytes lie, once in each file that has them; false where none has. */
    public synchronized boolean rot(Bytes bytes) {
        byte[] sought = bytes.toArray();
        boolean found = false;
        for (String name : all()) {
            int at = find(sought, state(name).cached);
            if (at >= 0) {
                rot(name, at);
                found = true;
            }
        }
        return found;
    }

    private static int find(byte[] sought, byte[] in) {
        for (int at = 0; at + sought.length <= in.length; at++) {
            if (Arrays.equals(sought, 0, sought.length, in, at, at + sought.length)) {
                return at;
            }
        }
        return -1;
    }

    /** Puts a zero in place of every durable byte from {@code from} to before {@code to}. */
    public synchronized void wipe(String name, int from, int to) {
        State state = state(name);
        byte[] wiped = state.cached.clone();
        Arrays.fill(wiped, from, Math.min(to, wiped.length), (byte) 0);
        state.cached = wiped;
        state.durable = wiped;
    }

    /** Loses what stands behind {@code size}. */
    public synchronized void cut(String name, int size) {
        State state = state(name);
        state.cached = Arrays.copyOf(state.cached, size);
        state.durable = state.cached;
    }

    public synchronized byte[] bytes(String name) {
        return state(name).cached.clone();
    }

    public synchronized long size(String name) {
        return state(name).cached.length;
    }

    public synchronized List<String> all() {
        return names.keySet().stream().sorted().toList();
    }

    public synchronized void remove(String name) {
        names.remove(name);
        durableNames.remove(name);
    }

    private State state(String name) {
        State state = names.get(name);
        if (state == null) {
            throw new AssertionError("no file " + name);
        }
        return state;
    }

    @Override
    public synchronized List<String> list(String folder) throws IOException {
        alive();
        return names.keySet().stream()
                .filter(name -> isIn(folder, name))
                .map(name -> name.substring(folder.length() + 1))
                .toList();
    }

    private static boolean isIn(String folder, String name) {
        return name.startsWith(folder + "/") && name.indexOf('/', folder.length() + 1) < 0;
    }

    @Override
    public synchronized DiskFile open(String name) throws IOException {
        alive();
        return new Open(names.computeIfAbsent(name, n -> new State()));
    }

    @Override
    public synchronized boolean exists(String name) {
        return names.containsKey(name);
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        alive();
        names.put(to, state(from));
        names.remove(from);
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        alive();
        names.remove(name);
    }

    /** Nothing of what is changed here says when. */
    @Override
    public synchronized long bytesBelow(String folder, Instant before) {
        return names.entrySet().stream()
                .filter(file -> file.getKey().startsWith(folder + "/"))
                .mapToLong(file -> file.getValue().cached.length)
                .sum();
    }

    @Override
    public synchronized long freeBytes() {
        return room;
    }

    @Override
    public synchronized void forceFolder(String folder) throws IOException {
        alive();
        durableNames.keySet().removeIf(name -> isIn(folder, name));
        names.forEach((name, state) -> {
            if (isIn(folder, name)) {
                durableNames.put(name, state);
            }
        });
    }

    private void alive() throws IOException {
        if (dead) {
            throw new IOException("the process is dead");
        }
    }

    private final class Open implements DiskFile {
        private final State state;

        Open(State state) {
            this.state = state;
        }

        @Override
        public long size() {
            synchronized (CrashDisk.this) {
                return state.cached.length;
            }
        }

        @Override
        public int read(long at, ByteBuffer into) throws IOException {
            synchronized (CrashDisk.this) {
                alive();
                int length = (int) Math.max(0, Math.min(into.remaining(), state.cached.length - at));
                if (length > 0) {
                    into.put(state.cached, (int) at, length);
                }
                return length;
            }
        }

        @Override
        public void write(long at, ByteBuffer from) throws IOException {
            synchronized (CrashDisk.this) {
                alive();
                int fits = (int) Math.min(from.remaining(), room);
                byte[] bytes = new byte[fits];
                from.get(bytes);
                room -= room == Long.MAX_VALUE ? 0 : fits;
                state.write(new Write((int) at, bytes));
                if (from.hasRemaining()) {
                    throw new DiskFull("full");
                }
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (CrashDisk.this) {
                alive();
                if (forcesFail || nextForceFails) {
                    nextForceFails = false;
                    state.forceFails();
                    throw new IOException("input/output error");
                }
                forces++;
                if (!forcesNothing) {
                    state.force();
                }
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (CrashDisk.this) {
                alive();
                state.truncate((int) size);
            }
        }

        @Override
        public void close() {
            // Nothing to free.
        }
    }
}
