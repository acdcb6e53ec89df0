package parley.simulation.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Randomness;
import parley.base.Result;
import parley.protocol.port.Key;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Store;
import parley.protocol.port.Tx;
import parley.protocol.session.Sessions;
import parley.simulation.doubles.ToyState;
import parley.simulation.world.Cells;
import parley.simulation.world.MemoryStore;
import parley.simulation.world.SeededRandomness;

/** Bugs for the simulator to find, planted at the ports: disk, randomness, fold, sessions, relay, process. */
final class Planted {
    private Planted() {}

    /** The disk says that it kept a commit, and sometimes did not. */
    static Kit lyingDisk() {
        return new Kit() {
            @Override
            public Store store(int node, MemoryStore disk) {
                return new Store() {
                    private int commits;

                    @Override
                    public <T> T transact(Work<T> work) {
                        Cells before = disk.cells();
                        T result = disk.transact(work);
                        if (++commits % 40 == 0) {
                            disk.restore(before);
                        }
                        return result;
                    }
                };
            }
        };
    }

    /** A commit that fails leaves half of its cells behind. */
    static Kit tornCommits() {
        return new Kit() {
            @Override
            public Store store(int node, MemoryStore disk) {
                return new Store() {
                    @Override
                    public <T> T transact(Work<T> work) {
                        Map<Key, Optional<Bytes>> written = new HashMap<>();
                        try {
                            return disk.transact(tx -> work.in(new Noting(tx, written)));
                        } catch (StoreFailed failed) {
                            if (!disk.lastWasKept()) {
                                disk.restore(half(disk.cells(), written));
                            }
                            throw failed;
                        }
                    }
                };
            }

            private Cells half(Cells cells, Map<Key, Optional<Bytes>> written) {
                List<Key> keys = new ArrayList<>(written.keySet());
                keys.sort((a, b) -> a.name().compareTo(b.name()));
                Cells torn = cells;
                for (Key key : keys.subList(0, keys.size() / 2)) {
                    Optional<Bytes> value = written.getOrDefault(key, Optional.empty());
                    torn = value.isPresent() ? torn.with(key, value.get()) : torn.without(key);
                }
                return torn;
            }
        };
    }

    private record Noting(Tx tx, Map<Key, Optional<Bytes>> written) implements Tx {
        @Override
        public Optional<Bytes> get(Key key) {
            return tx.get(key);
        }

        @Override
        public void put(Key key, Bytes value) {
            written.put(key, Optional.of(value));
            tx.put(key, value);
        }

        @Override
        public void delete(Key key) {
            written.put(key, Optional.empty());
            tx.delete(key);
        }
    }

    /** A process that was told of a failed commit goes on with what it has in memory. */
    static Kit deafProcess() {
        return new Kit() {
            @Override
            public boolean forgetsAfterFailure() {
                return false;
            }
        };
    }

    /** Every start of a process draws the same randomness again, as a restored virtual machine may. */
    static Kit repeatedRandomness() {
        return new Kit() {
            @Override
            public Randomness randomness(int node, long boot, Randomness honest) {
                return new SeededRandomness(node);
            }
        };
    }

    /** A fold that takes some events at some nodes only. */
    static Kit forgetfulFold() {
        return new Kit() {
            @Override
            public RoomFold fold(int node, RoomFold honest) {
                return node != 1
                        ? honest
                        : new PassingFold(honest) {
                            @Override
                            public State fold(State before, Said said) {
                                return said.position() % 5 == 0 ? before : super.fold(before, said);
                            }
                        };
            }
        };
    }

    /** A fold whose states lose something when they are read back after a start. */
    static Kit fragileSnapshots() {
        return new Kit() {
            @Override
            public RoomFold fold(int node, RoomFold honest) {
                return new PassingFold(honest) {
                    @Override
                    public Result<State> restore(Bytes encoded) {
                        return super.restore(encoded)
                                .map(state -> new ToyState(
                                        ((ToyState) state).history(), ((ToyState) state).members(), Map.of()));
                    }
                };
            }
        };
    }

    /** A fold that one node turns otherwise: its proposals outlive the epoch. */
    static Kit lingeringProposals() {
        return new Kit() {
            @Override
            public RoomFold fold(int node, RoomFold honest) {
                return node != 0
                        ? honest
                        : new PassingFold(honest) {
                            @Override
                            public State turn(State before, Turn turn) {
                                ToyState turned = (ToyState) super.turn(before, turn);
                                return new ToyState(turned.history(), turned.members(), ((ToyState) before).pending());
                            }
                        };
            }
        };
    }

    /** A fold that throws on an event that it doesn't like. */
    static Kit throwingFold() {
        return new Kit() {
            @Override
            public RoomFold fold(int node, RoomFold honest) {
                return new PassingFold(honest) {
                    @Override
                    public State fold(State before, Said said) {
                        if (said.position() == 11) {
                            throw new IllegalStateException("planted");
                        }
                        return super.fold(before, said);
                    }
                };
            }
        };
    }

    /** What a relay writes is answered before it is on its disk. */
    static Kit nothingForced() {
        return new Kit() {
            @Override
            public boolean relayForces() {
                return false;
            }
        };
    }

    /** A relay that gives the same bytes a second place. */
    static Kit forgetfulRelay() {
        return new Kit() {
            @Override
            public boolean relayDedupes() {
                return false;
            }
        };
    }

    /** Sessions that keep their records outside the transaction: what it undoes has happened all the same. */
    static Kit sessionsOutsideTheTransaction() {
        return new Kit() {
            private final Map<Integer, Map<Key, Bytes>> records = new HashMap<>();

            @Override
            public Sessions sessions(int node, Sessions honest) {
                return new PassingSessions(honest) {
                    @Override
                    Tx tx(Tx real) {
                        return new Aside(records.computeIfAbsent(node, n -> new HashMap<>()));
                    }
                };
            }
        };
    }

    /** Now and then a session's record is not written when a message was made in it. */
    static Kit ratchetsThatForget() {
        return new Kit() {
            @Override
            public Sessions sessions(int node, Sessions honest) {
                return new PassingSessions(honest) {
                    private int messages;

                    @Override
                    public Bytes encrypt(Tx tx, Hash owner, Hash address, Bytes plain) {
                        return super.encrypt(++messages % 9 == 0 ? new Unwritten(tx) : tx, owner, address, plain);
                    }
                };
            }
        };
    }

    private record Unwritten(Tx tx) implements Tx {
        @Override
        public Optional<Bytes> get(Key key) {
            return tx.get(key);
        }

        @Override
        public void put(Key key, Bytes value) {}

        @Override
        public void delete(Key key) {}
    }

    private record Aside(Map<Key, Bytes> cells) implements Tx {
        @Override
        public Optional<Bytes> get(Key key) {
            return Optional.ofNullable(cells.get(key));
        }

        @Override
        public void put(Key key, Bytes value) {
            cells.put(key, value);
        }

        @Override
        public void delete(Key key) {
            cells.remove(key);
        }
    }

    /** Sessions that cut the last byte off some texts. */
    static Kit cuttingSessions() {
        return new Kit() {
            @Override
            public Sessions sessions(int node, Sessions honest) {
                return new PassingSessions(honest) {
                    @Override
                    public Optional<Bytes> decrypt(
                            Tx tx, Hash owner, Hash address, Bytes theirIdentity, Bytes message) {
                        Optional<Bytes> text = super.decrypt(tx, owner, address, theirIdentity, message);
                        return text.map(plain -> plain.size() % 17 == 3 ? plain.slice(0, plain.size() - 1) : plain);
                    }
                };
            }
        };
    }
}
