package parley.simulation.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.Randomness;
import parley.base.Secret;
import parley.base.TableId;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Page;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Tx;
import parley.protocol.seat.Fact;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatListener;
import parley.simulation.doubles.ToyState;
import parley.simulation.world.SeededRandomness;

/** Bugs for the simulator to find in what a seat is given of the world: randomness, fold, the way to the relay. */
final class PlantedPorts {
    /** Of entries of rooms and inboxes. */
    private static final int NONCE = 32;

    private PlantedPorts() {}

    /** People are told of another history when the next thing happens. */
    static Kit noticesLate() {
        return hearing(honest -> {
            List<Fact> late = new ArrayList<>();
            return (heardIn, at, fact) -> {
                if (isAlarm(fact, Fact.AlarmKind.OTHER_HISTORY)) {
                    late.add(fact);
                    return;
                }
                late.forEach(one -> honest.hear(heardIn, at, one));
                late.clear();
                honest.hear(heardIn, at, fact);
            };
        });
    }

    /** Of two histories of a log no proof is ever made. */
    static Kit provesNoFork() {
        return hearing(honest -> (heardIn, at, fact) -> {
            if (!isAlarm(fact, Fact.AlarmKind.RELAY_TWO_HEADS)) {
                honest.hear(heardIn, at, fact);
            }
        });
    }

    private static boolean isAlarm(Fact fact, Fact.AlarmKind kind) {
        return fact instanceof Fact.Alarm alarm && alarm.kind() == kind;
    }

    private interface Hearing {
        SeatListener over(SeatListener honest);
    }

    private static Kit hearing(Hearing hearing) {
        return new Kit() {
            @Override
            public Seat load(Seat.Ports ports, Tx tx, TableId table) {
                return Seat.load(
                        new Seat.Ports(
                                ports.sessions(),
                                ports.fold(),
                                ports.randomness(),
                                ports.clock(),
                                hearing.over(ports.listener())),
                        tx,
                        table);
            }
        };
    }

    /** Every machine of one make draws the same bytes after each start. */
    static Kit sameRandomnessEverywhere() {
        return new Kit() {
            @Override
            public Randomness randomness(int node, long boot, Randomness honest) {
                return new SeededRandomness(boot);
            }
        };
    }

    /** What must be fresh is counted, and the count is no longer known when the process starts again. */
    static Kit countsForgotten() {
        return drawing(honest -> {
            int[] count = {0};
            return target -> {
                honest.fill(target);
                if (target.length == NONCE) {
                    Arrays.fill(target, 0, NONCE - 1, (byte) 0);
                    target[NONCE - 1] = (byte) ++count[0];
                }
            };
        });
    }

    /** Nonces are fresh; the keys that they are used with come around again. */
    static Kit keysComeAround() {
        return drawing(honest -> new Randomness() {
            private final List<Bytes> kept = new ArrayList<>();
            private int drawn;

            @Override
            public void fill(byte[] target) {
                honest.fill(target);
            }

            @Override
            public Secret secret(int count) {
                Secret fresh = honest.secret(count);
                if (count != NONCE || ++drawn % 5 != 0 || kept.isEmpty()) {
                    kept.add(fresh.revealBytes());
                    return fresh;
                }
                return Secret.of(kept.getLast());
            }
        });
    }

    private interface Drawing {
        Randomness over(Randomness honest);
    }

    private static Kit drawing(Drawing drawing) {
        return new Kit() {
            @Override
            public Randomness randomness(int node, long boot, Randomness honest) {
                return drawing.over(honest);
            }
        };
    }

    /** One node takes a proposal for ratified as soon as it stands. */
    static Kit consentsUncounted() {
        return new Kit() {
            @Override
            public RoomFold fold(int node, RoomFold honest) {
                return node != 1
                        ? honest
                        : new PassingFold(honest) {
                            @Override
                            public State fold(State before, Said said) {
                                ToyState after = (ToyState) super.fold(before, said);
                                Map<Hash, ToyState.Pending> eager = new HashMap<>();
                                after.pending()
                                        .forEach((name, one) -> eager.put(
                                                name,
                                                new ToyState.Pending(
                                                        one.position(),
                                                        one.kind(),
                                                        one.subject(),
                                                        one.change(),
                                                        one.proposer(),
                                                        after.members())));
                                return new ToyState(after.history(), after.members(), eager);
                            }
                        };
            }
        };
    }

    /** A fold whose state depends on what its process has folded before, in whatever room. */
    static Kit foldWithAMemory() {
        return new Kit() {
            @Override
            public RoomFold fold(int node, RoomFold honest) {
                return new PassingFold(honest) {
                    private long folded;

                    @Override
                    public State fold(State before, Said said) {
                        ToyState after = (ToyState) super.fold(before, said);
                        folded++;
                        return folded % 20 != 0
                                ? after
                                : new ToyState(
                                        Hash.of("planted", Hash.number(folded)), after.members(), after.pending());
                    }
                };
            }
        };
    }

    /** The way to the relay turns every refusal into silence: nobody learns that a log is gone. */
    static Kit refusalsUnheard() {
        return new Kit() {
            @Override
            public Relay relay(int node, Relay honest) {
                return new PassingRelay(honest) {
                    @Override
                    <T> Answer<T> answer(Answer<T> answer) {
                        return answer instanceof Answer.Declined<T> ? new Answer.Silent<>("planted") : answer;
                    }
                };
            }
        };
    }

    /** The way to the relay shows the first entry of every page only, under the heads of the whole. */
    static Kit pagesCut() {
        return reading((after, page) -> page.entries().size() > 1
                ? new Page(page.after(), List.of(page.entries().getFirst()), page.upTo(), page.current())
                : page);
    }

    /** The relay never says that mail is lost: an inbox ends before what rotted. */
    static Kit rottedMailWaitedFor() {
        return reading((after, page) ->
                page.after() > after ? new Page(after, page.entries(), page.upTo(), page.current()) : page);
    }

    /** The relay says of what it could give that it rotted. */
    static Kit soundMailSaidLost() {
        return reading((after, page) -> page.entries().isEmpty()
                ? page
                : new Page(page.upTo().head().position(), List.of(), page.upTo(), page.current()));
    }

    private interface Shown {
        Page instead(long after, Page page);
    }

    private static Kit reading(Shown shown) {
        return new Kit() {
            @Override
            public Relay relay(int node, Relay honest) {
                return new PassingRelay(honest) {
                    @Override
                    public Answer<Page> read(LogId log, Secret capability, long after, int most, Duration wait) {
                        Answer<Page> answer = super.read(log, capability, after, most, wait);
                        return answer instanceof Answer.Given<Page>(Page page)
                                ? new Answer.Given<>(shown.instead(after, page))
                                : answer;
                    }
                };
            }
        };
    }
}
