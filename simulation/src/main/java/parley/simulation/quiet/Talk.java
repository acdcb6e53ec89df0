package parley.simulation.quiet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.simulation.doubles.ToyEvent;
import parley.simulation.world.Dice;

/**
 * People who talk: one says something to another, who reads it and mostly answers; sometimes somebody goes on, or says a page.
 *
 * <p>Pauses are exponential, as those of chats roughly are; texts are short, of some sentences, or of a page that takes several
 * entries. Everybody marks as read what comes. Not thread-safe.
 */
final class Talk {
    private static final int MEAN_PAUSE_MILLIS = 15_000;
    private static final int LEAST_READING_MILLIS = 1_000;
    private static final int MOST_READING_MILLIS = 8_000;
    /** Of 1,000 texts, so many are answered by whom they are for. */
    private static final int ANSWERED = 850;

    private static final int SHORT = 80;
    private static final int SENTENCES = 900;
    private static final int PAGE = 6_000;

    private final RoomRun run;
    private final Dice dice;
    private final List<Said> said = new ArrayList<>();
    private final Map<String, Said> open = new HashMap<>();
    private Instant until = Instant.MIN;

    Talk(RoomRun run, Dice dice) {
        this.run = run;
        this.dice = dice;
        run.hear(this::heard);
    }

    /** A text, and whom it was for: that person's answer is what an attacker looks for. */
    record Said(Instant at, int author, int addressee, boolean answered) {}

    /** Lets people talk for so long from now; what they began is over soon after. */
    void begin(Duration time) {
        until = run.timeline().now().plus(time);
        pause(() -> say(dice.below(run.seats())));
    }

    List<Said> said() {
        return List.copyOf(said);
    }

    private void pause(Runnable what) {
        double uniform = (dice.below(1_000_000) + 1) / 1_000_001.0;
        long millis = (long) (-Math.log(uniform) * MEAN_PAUSE_MILLIS);
        run.timeline().after(Duration.ofMillis(millis), "people", what);
    }

    private void say(int author) {
        Instant now = run.timeline().now();
        if (now.isAfter(until)) {
            return;
        }
        int addressee = (author + 1 + dice.below(run.seats() - 1)) % run.seats();
        Said one = new Said(now, author, addressee, dice.chance(ANSWERED));
        String name = said.size() + " ";
        said.add(one);
        open.put(name, one);
        run.say(author, name + "x".repeat(length()));
        if (!one.answered()) {
            pause(() -> say(dice.below(run.seats())));
        }
    }

    private int length() {
        return switch (dice.weighted(5, 4, 1)) {
            case 0 -> dice.between(1, SHORT);
            case 1 -> dice.between(SHORT, SENTENCES);
            default -> dice.between(SENTENCES, PAGE);
        };
    }

    private void heard(int member, Bytes event) {
        Duration reading = Duration.ofMillis(dice.between(LEAST_READING_MILLIS, MOST_READING_MILLIS));
        run.timeline().after(reading, "reads", () -> run.read(member));
        Optional<String> text = ToyEvent.read(event)
                .flatMap(e -> e instanceof ToyEvent.Text(String t) ? Optional.of(t) : Optional.empty());
        text.map(t -> t.substring(0, t.indexOf(' ') + 1))
                .filter(name -> open.containsKey(name) && open.get(name).addressee() == member)
                .map(open::remove)
                .filter(Said::answered)
                .ifPresent(_ -> pause(() -> say(member)));
    }
}
