package parley.simulation.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import parley.simulation.world.Dice;
import parley.simulation.world.SeededRandomness;

/** The people of one pair, who talk or are silent minute by minute, and what their wires showed in each. Thread-safe. */
final class WatchedTalk implements AutoCloseable {
    /** Of 1,000 minutes, at the beginning of so many talk begins or ends. */
    private static final int TURNS = 300;

    private final int number;
    private final Pair pair;
    private final List<Phase> phases;
    private final Instant begun;
    private final List<Person> people;
    private final Dice dice;
    private final WatchedThread thread;
    /** Whether people talked in each minute that has begun. */
    private final List<Boolean> minutes = new ArrayList<>();

    /** @param since from where on the wires show the slots and nothing of the founding */
    WatchedTalk(int number, Pair pair, long seed, Instant since) {
        this.number = number;
        this.pair = pair;
        this.dice = new Dice(SeededRandomness.derive(seed, "minutes", number));
        this.phases =
                pair.nodes().stream().map(node -> Phase.of(node.seen(), since)).toList();
        long cut = pair.quiet() ? Phase.cut(phases).toMillis() : dice.below((int) Phase.MINUTE);
        Instant now = Instant.now();
        this.begun = now.plusMillis(Math.floorMod(cut - now.toEpochMilli(), Phase.MINUTE));
        this.people = IntStream.range(0, pair.nodes().size())
                .mapToObj(i -> new Person(
                        pair.nodes().get(i),
                        pair.room(),
                        new Dice(SeededRandomness.derive(seed, "person " + i, number))))
                .toList();
        this.thread = WatchedThread.start("the minutes of a pair", this::live);
    }

    boolean quiet() {
        return pair.quiet();
    }

    /** Throws if one of its people can't go on, or the minutes themselves: what they show from then on is of no class. */
    void check() {
        thread.check();
        people.forEach(Person::check);
    }

    private void live() throws InterruptedException {
        boolean talk = dice.chance(500);
        for (int minute = 0; ; minute++) {
            Thread.sleep(Duration.between(Instant.now(), minute(minute)));
            talk ^= minute > 0 && dice.chance(TURNS);
            people.forEach(talk ? Person::talk : Person::fallSilent);
            synchronized (minutes) {
                minutes.add(talk);
            }
        }
    }

    private Instant minute(int minute) {
        return begun.plus(Duration.ofMinutes(minute));
    }

    /**
     * One minute of this pair's.
     *
     * @param minute which, in the order of time
     */
    record Watched(int pair, int minute, boolean talk, Instant begin, List<Numbers.Side> sides) {
        Trace trace() {
            return new Trace(pair, minute, talk, Numbers.of(sides, begin));
        }
    }

    /**
     * What the wires showed up to now.
     *
     * @param minutes before which nobody began or ended to talk: what is said goes in the next slot, so that the minute after a turn
     *     belongs to neither class
     * @param mute how many more are left out, since nobody said anything in their stretch of talk
     */
    record Wires(List<Watched> minutes, int mute, List<Follower.Target> targets, Instant from, Instant until) {}

    Wires wires() {
        check();
        List<Boolean> talked;
        synchronized (minutes) {
            talked = List.copyOf(minutes);
        }
        List<List<Seen>> seen = pair.nodes().stream().map(WatchedNode::seen).toList();
        List<List<AskedRelay.Asked>> asked =
                pair.nodes().stream().map(WatchedNode::asked).toList();
        List<Instant> said = people.stream()
                .flatMap(one -> one.said().stream())
                .map(Person.Text::said)
                .toList();
        BitSet mute = Stretches.mute(talked, said, begun);
        List<Watched> watched = new ArrayList<>();
        int left = 0;
        for (int i = 1; i < talked.size() - 1; i++) {
            if (mute.get(i)) {
                left++;
            } else if (talked.get(i).equals(talked.get(i - 1))) {
                watched.add(new Watched(number, i, talked.get(i), minute(i), sides(seen, asked, i)));
            }
        }
        return new Wires(watched, left, targets(seen), begun, minute(Math.max(0, talked.size() - 1)));
    }

    private List<Numbers.Side> sides(List<List<Seen>> seen, List<List<AskedRelay.Asked>> asked, int minute) {
        Instant from = minute(minute);
        Instant until = minute(minute + 1);
        return IntStream.range(0, seen.size())
                .mapToObj(i -> new Numbers.Side(
                        Minutes.between(seen.get(i), from, until),
                        asked.get(i).stream()
                                .filter(one ->
                                        !one.at().isBefore(from) && one.at().isBefore(until))
                                .toList(),
                        phases.get(i)))
                .toList();
    }

    /** Each as a target, with the other as who reads it. */
    private List<Follower.Target> targets(List<List<Seen>> seen) {
        return IntStream.range(0, people.size())
                .mapToObj(i -> new Follower.Target(
                        people.get(i).said().stream().map(Person.Text::goes).toList(),
                        number,
                        seen.get((i + 1) % seen.size())))
                .toList();
    }

    @Override
    public void close() {
        thread.close();
        people.forEach(Person::close);
    }
}
