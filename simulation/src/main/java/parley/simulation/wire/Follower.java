package parley.simulation.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The attack on sealed sender by what follows a message (Martiny and others, NDSS 2021), on wires: of two nodes, who sends more soon after
 * the target's messages, more than at the same second of the minutes around, is whom they were for.
 *
 * <p>The attacker is told which of what the target's wire showed were texts, and chooses for each between whom it was for and
 * somebody in another room. Guessing blindly it is right one time in two.
 *
 * @param texts for which it guessed, each beside every other node
 * @param gain by how much better it guesses than blindly
 * @param error standard deviation of {@code gain} over samples of so many pairs
 */
public record Follower(int texts, double gain, double error) {
    /** Reading, thinking, answering and what follows it fall mostly within. */
    private static final Duration AFTER = Duration.ofSeconds(45);

    private static final int MINUTES_AROUND = 3;

    /** @param texts when the target's texts went up */
    record Target(List<Instant> texts, int pair, List<Seen> reader) {}

    static Follower of(List<Target> targets, Instant from, Instant until) {
        List<double[]> shares = targets.stream()
                .map(target -> target.texts().stream()
                        .filter(at -> at.isAfter(from) && at.plus(AFTER).isBefore(until))
                        .mapToDouble(at -> share(target, at, targets, from, until))
                        .toArray())
                .toList();
        int texts = shares.stream().mapToInt(one -> one.length).sum();
        if (texts == 0) {
            return new Follower(0, 0, 0);
        }
        double mean = shares.stream().flatMapToDouble(Arrays::stream).sum() / texts;
        // What one target's texts share (its slots, its reader's) makes them alike: errors are summed by target.
        double squares = shares.stream()
                .mapToDouble(
                        one -> Arrays.stream(one).map(share -> share - mean).sum())
                .map(sum -> sum * sum)
                .sum();
        return new Follower(texts, mean - 0.5, Math.sqrt(squares) / texts);
    }

    /** Of all choices between the reader and another node, how many are right, ties half. */
    private static double share(Target target, Instant at, List<Target> all, Instant from, Instant until) {
        double reader = excess(target.reader(), at, from, until);
        return all.stream()
                .filter(one -> one.pair() != target.pair())
                .mapToDouble(one -> excess(one.reader(), at, from, until))
                .map(other -> reader > other ? 1 : reader < other ? 0 : 0.5)
                .average()
                .orElse(0.5);
    }

    private static double excess(List<Seen> wire, Instant at, Instant from, Instant until) {
        double around = 0;
        int minutes = 0;
        for (int i = -MINUTES_AROUND; i <= MINUTES_AROUND; i++) {
            Instant then = at.plus(Duration.ofMinutes(i));
            if (i != 0 && !then.isBefore(from) && !then.plus(AFTER).isAfter(until)) {
                around += sent(wire, then);
                minutes++;
            }
        }
        return minutes == 0 ? 0 : sent(wire, at) - around / minutes;
    }

    private static long sent(List<Seen> wire, Instant from) {
        return Minutes.between(wire, from, from.plus(AFTER)).stream()
                .filter(one -> one.what() == Seen.What.UP)
                .mapToLong(Seen::bytes)
                .sum();
    }
}
