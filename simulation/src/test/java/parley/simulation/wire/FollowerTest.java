package parley.simulation.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who is guessed to read a target's messages: right where nodes do more after a message, and blind where they don't. */
final class FollowerTest {
    private static final Instant BEGIN = Instant.parse("2026-05-01T12:00:00Z");
    private static final int PAIRS = 8;
    private static final int MINUTES = 60;

    @Test
    void whoseNodeDoesMoreAfterAMessageIsWhomItWasFor() {
        Follower follower = attack(true);
        assertThat(follower.texts()).isGreaterThan(100);
        assertThat(follower.gain()).isGreaterThan(0.3);
    }

    @Test
    void nodesThatDoTheSameEveryMinuteShowNothing() {
        Follower follower = attack(false);
        assertThat(follower.texts()).isGreaterThan(100);
        assertThat(follower.gain()).isBetween(-0.01, 0.01);
    }

    private static Follower attack(boolean answering) {
        Random random = new Random(9);
        List<Follower.Target> targets = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            List<Instant> texts = new ArrayList<>();
            List<Seen> reader = new ArrayList<>();
            int phase = random.nextInt(60);
            for (int minute = 0; minute < MINUTES; minute++) {
                reader.add(up(minute * 60L + phase));
                if (random.nextInt(3) == 0) {
                    long second = minute * 60L + 7;
                    texts.add(BEGIN.plusSeconds(second));
                    if (answering) {
                        reader.add(up(second + random.nextInt(30)));
                    }
                }
            }
            reader.sort(Comparator.comparing(Seen::at));
            targets.add(new Follower.Target(texts, pair, reader));
        }
        return Follower.of(targets, BEGIN, BEGIN.plus(Duration.ofMinutes(MINUTES)));
    }

    private static Seen up(long second) {
        return new Seen(BEGIN.plusSeconds(second), 1, Seen.What.UP, 4_500);
    }
}
