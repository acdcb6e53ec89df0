package parley.simulation.quiet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import parley.simulation.quiet.Seen.What;
import parley.simulation.world.Dice;

/**
 * The attack on sealed sender by what follows a message (Martiny and others, NDSS 2021): who sends something, be it a receipt, soon
 * after the target's message, more than at other times, is whom it was for.
 *
 * <p>The attacker is told which texts the target said and when; it guesses for each who was to read and answer it. Guessing
 * blindly it is right one time in {@code seats − 1}.
 */
final class AnswerAttack {
    /** Reading, thinking, answering and the receipt that follows fall mostly within. */
    private static final Duration AFTER = Duration.ofSeconds(45);

    private AnswerAttack() {}

    /** How many of its guesses were right. */
    record Tally(int guesses, int right) {
        Tally and(Tally other) {
            return new Tally(guesses + other.guesses, right + other.right);
        }

        /** By how much better it guesses than one who sees nothing. */
        double gain(int seats) {
            return (double) right / guesses - 1.0 / (seats - 1);
        }
    }

    static Tally run(List<Seen> seen, List<Talk.Said> said, int seats, Dice dice) {
        List<Seen> doings = seen.stream()
                .filter(one -> one.what() == What.APPEND || (one.what() == What.OTHER && one.size() > Member.FRAME))
                .toList();
        if (doings.isEmpty()) {
            return new Tally(0, 0);
        }
        double whole = seconds(doings.getFirst().at(), doings.getLast().at());
        int right = 0;
        int guesses = 0;
        for (Talk.Said one : said) {
            Instant sent = doings.stream()
                    .filter(d -> d.node() == one.author() && !d.at().isBefore(one.at()))
                    .findFirst()
                    .map(Seen::at)
                    .orElse(one.at());
            List<Integer> best = new ArrayList<>();
            double most = Double.NEGATIVE_INFINITY;
            for (int node = 0; node < seats; node++) {
                if (node != one.author()) {
                    double more = excess(doings, node, sent, whole);
                    if (more > most + 1e-9) {
                        best.clear();
                        most = more;
                    }
                    if (more > most - 1e-9) {
                        best.add(node);
                    }
                }
            }
            guesses++;
            right += dice.pick(best) == one.addressee() ? 1 : 0;
        }
        return new Tally(guesses, right);
    }

    /** What a node does within the time after a message, more than it does in any such time. */
    private static double excess(List<Seen> doings, int node, Instant sent, double whole) {
        Instant until = sent.plus(AFTER);
        long all = doings.stream().filter(one -> one.node() == node).count();
        long after = doings.stream()
                .filter(one ->
                        one.node() == node && one.at().isAfter(sent) && one.at().isBefore(until))
                .count();
        return after - all * AFTER.toSeconds() / Math.max(1, whole);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
