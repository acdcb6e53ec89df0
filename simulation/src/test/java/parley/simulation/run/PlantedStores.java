package parley.simulation.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.base.Bytes;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Secret;
import parley.protocol.port.Key;
import parley.protocol.port.PassingTx;
import parley.protocol.port.Relay;
import parley.protocol.port.SignedHead;
import parley.protocol.port.Store;
import parley.protocol.port.Tx;
import parley.simulation.world.Cells;
import parley.simulation.world.MemoryStore;

/** Bugs for the simulator to find, planted between a seat and its disk. */
final class PlantedStores {
    private PlantedStores() {}

    /** A cache before the disk that keeps what a failed commit wrote, and outlives the process as a file would. */
    static Kit cacheThatOutlivesFailures() {
        return new Kit() {
            @Override
            public Store store(int node, MemoryStore disk) {
                Map<Key, Optional<Bytes>> cache = new HashMap<>();
                return over(disk, tx -> new PassingTx(tx) {
                    @Override
                    public Optional<Bytes> get(Key key) {
                        return cache.computeIfAbsent(key, super::get);
                    }

                    @Override
                    public void put(Key key, Bytes value) {
                        cache.put(key, Optional.of(value));
                        super.put(key, value);
                    }

                    @Override
                    public void delete(Key key) {
                        cache.put(key, Optional.empty());
                        super.delete(key);
                    }
                });
            }
        };
    }

    /** The disk loses its last commits when the process dies, and says nothing of it. */
    static Kit lastCommitsLost() {
        return new Kit() {
            private static final int LOST = 15;

            @Override
            public Store store(int node, MemoryStore disk) {
                Deque<Cells> images = new ArrayDeque<>();
                return new Store() {
                    @Override
                    public <T> T transact(Work<T> work) {
                        images.addLast(disk.cells());
                        if (images.size() > LOST) {
                            images.removeFirst();
                        }
                        try {
                            return disk.transact(work);
                        } catch (StoreFailed failed) {
                            disk.restore(images.getFirst());
                            throw failed;
                        }
                    }
                };
            }
        };
    }

    /** What was deleted stays where it was. */
    static Kit nothingDeleted() {
        return new Kit() {
            @Override
            public Store store(int node, MemoryStore disk) {
                return over(disk, tx -> new PassingTx(tx) {
                    private final Set<Key> deleted = new HashSet<>();

                    @Override
                    public Optional<Bytes> get(Key key) {
                        return deleted.contains(key) ? Optional.empty() : super.get(key);
                    }

                    @Override
                    public void put(Key key, Bytes value) {
                        deleted.remove(key);
                        super.put(key, value);
                    }

                    @Override
                    public void delete(Key key) {
                        deleted.add(key);
                    }
                });
            }
        };
    }

    /** The way to the relay puts what a person wrote last beside the log, in clear. */
    static Kit textBesideItsEntry() {
        return new Kit() {
            private final Map<Integer, Bytes> last = new HashMap<>();

            @Override
            public Store store(int node, MemoryStore disk) {
                return over(disk, tx -> new PassingTx(tx) {
                    @Override
                    public void put(Key key, Bytes value) {
                        if (value.asUtf8().contains(SaidOracle.MARK)) {
                            last.put(node, value);
                        }
                        super.put(key, value);
                    }
                });
            }

            @Override
            public Relay relay(int node, Relay honest) {
                return new PassingRelay(honest) {
                    @Override
                    public Answer<SignedHead> append(
                            LogId log, Secret capability, Optional<Head> base, Bytes entry, Optional<Head> at) {
                        Bytes text = last.remove(node);
                        if (text != null) {
                            putBlob(log, capability, text);
                        }
                        return super.append(log, capability, base, entry, at);
                    }
                };
            }
        };
    }

    /** Long values lose their end on the way to the disk. */
    static Kit longValuesCut() {
        return new Kit() {
            private static final int MOST = 4_000;

            @Override
            public Store store(int node, MemoryStore disk) {
                return over(disk, tx -> new PassingTx(tx) {
                    @Override
                    public void put(Key key, Bytes value) {
                        super.put(key, value.size() > MOST ? value.slice(0, MOST) : value);
                    }
                });
            }
        };
    }

    /** A transaction doesn't see what it wrote itself. */
    static Kit ownWritesUnseen() {
        return new Kit() {
            @Override
            public Store store(int node, MemoryStore disk) {
                return over(disk, tx -> new PassingTx(tx) {
                    @Override
                    public Optional<Bytes> get(Key key) {
                        return disk.cells().get(key);
                    }
                });
            }
        };
    }

    private interface Wrapping {
        Tx around(Tx tx);
    }

    private static Store over(MemoryStore disk, Wrapping wrapping) {
        return new Store() {
            @Override
            public <T> T transact(Work<T> work) {
                return disk.transact(tx -> work.in(wrapping.around(tx)));
            }
        };
    }
}
