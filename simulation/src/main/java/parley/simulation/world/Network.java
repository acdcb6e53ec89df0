package parley.simulation.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import parley.protocol.port.Relay.Answer;

/**
 * What lies between nodes and relay: every request and answer takes its time, and some are lost, late or doubled.
 *
 * <p>The node always hears something in the end: the answer, or after {@link #PATIENCE} silence. A request that the node
 * has given up may still reach the relay later. Not thread-safe: a run has one thread.
 */
public final class Network {
    /** After this a node takes a request for lost. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Of 1,000 messages, how many each kind of fault hits while it is on. */
    private static final int HIT_PERMILLE = 150;

    private static final int LEAST_MILLIS = 1;
    private static final int MOST_MILLIS = 40;
    private static final int MOST_DELAYED_MILLIS = 60_000;

    private final Timeline timeline;
    private final Dice dice;
    private final Tally tally;
    private final Set<Fault> on = EnumSet.noneOf(Fault.class);
    private final Set<Integer> cutOff = new TreeSet<>();
    private final List<Call<?>> waiting = new ArrayList<>();
    private long seen;

    public Network(Timeline timeline, Dice dice, Tally tally) {
        this.timeline = timeline;
        this.dice = dice;
        this.tally = tally;
    }

    /** Which faults of the network are on from now; the others are off. */
    public void disturb(Set<Fault> faults) {
        on.clear();
        on.addAll(faults);
    }

    /** Whether this client can't reach any relay. */
    public void cutOff(int client, boolean cut) {
        if (cut && cutOff.add(client)) {
            tally.count(Fault.PARTITION);
        } else if (!cut) {
            cutOff.remove(client);
        }
    }

    /** Sends a request and lets the node hear what came of it, once. */
    public <T> void request(int client, String what, Supplier<Answer<T>> atRelay, Consumer<Answer<T>> heard) {
        poll(client, what, Duration.ZERO, () -> true, atRelay, heard);
    }

    /**
     * The same for a request that waits at the relay until there is something to say.
     *
     * @param wait how long it waits at most
     * @param worth whether there is something to say now
     */
    public <T> void poll(
            int client,
            String what,
            Duration wait,
            BooleanSupplier worth,
            Supplier<Answer<T>> atRelay,
            Consumer<Answer<T>> heard) {
        Call<T> call = new Call<>(client, what, timeline.now().plus(PATIENCE).plus(wait), wait, worth, atRelay, heard);
        if (cutOff.contains(client) || hits(Fault.REQUEST_LOST)) {
            call.giveUp();
            return;
        }
        int copies = hits(Fault.REQUEST_DUPLICATED) ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            timeline.after(latency(), what, call::arrive);
        }
    }

    /**
     * To be called when something may have changed at a relay: answers the requests that waited for it.
     *
     * @param changes of all relays until now; whoever waits was answered as far as these went before
     */
    public void relayChanged(long changes) {
        if (changes == seen) {
            return;
        }
        seen = changes;
        for (Call<?> call : List.copyOf(waiting)) {
            if (call.worth.getAsBoolean()) {
                waiting.remove(call);
                call.answer();
            }
        }
    }

    private final class Call<T> {
        private final int client;
        private final String what;
        private final Instant patience;
        private final Duration wait;
        private final BooleanSupplier worth;
        private final Supplier<Answer<T>> atRelay;
        private final Consumer<Answer<T>> heard;
        private boolean done;

        Call(
                int client,
                String what,
                Instant patience,
                Duration wait,
                BooleanSupplier worth,
                Supplier<Answer<T>> atRelay,
                Consumer<Answer<T>> heard) {
            this.client = client;
            this.what = what;
            this.patience = patience;
            this.wait = wait;
            this.worth = worth;
            this.atRelay = atRelay;
            this.heard = heard;
        }

        void arrive() {
            if (cutOff.contains(client)) {
                giveUp();
            } else if (wait.isZero() || worth.getAsBoolean()) {
                answer();
            } else {
                waiting.add(this);
                timeline.after(wait, what + " waited", () -> {
                    if (waiting.remove(this)) {
                        answer();
                    }
                });
            }
        }

        void answer() {
            Answer<T> answer = atRelay.get();
            Duration travel = latency();
            if (hits(Fault.ANSWER_LOST) || timeline.now().plus(travel).isAfter(patience)) {
                giveUp();
            } else {
                timeline.after(travel, what + " answered", () -> {
                    if (cutOff.contains(client)) {
                        giveUp();
                    } else {
                        hear(answer);
                    }
                });
            }
        }

        void giveUp() {
            Duration left = Duration.between(timeline.now(), patience);
            timeline.after(
                    left.isNegative() ? Duration.ZERO : left,
                    what + " given up",
                    () -> hear(new Answer.Silent<>("no answer in time")));
        }

        private void hear(Answer<T> answer) {
            if (!done) {
                done = true;
                heard.accept(answer);
            }
        }
    }

    private Duration latency() {
        return Duration.ofMillis(dice.between(LEAST_MILLIS, hits(Fault.DELAYED) ? MOST_DELAYED_MILLIS : MOST_MILLIS));
    }

    private boolean hits(Fault fault) {
        if (on.contains(fault) && dice.chance(HIT_PERMILLE)) {
            tally.count(fault);
            return true;
        }
        return false;
    }
}
