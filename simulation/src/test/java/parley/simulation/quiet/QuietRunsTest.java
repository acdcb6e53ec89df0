package parley.simulation.quiet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.simulation.Simulate;
import parley.simulation.run.Kit;
import parley.simulation.run.SeedRun;
import parley.simulation.run.SessionsKind;
import parley.simulation.run.Violation;
import parley.simulation.world.SimClock;

/**
 * The runs of {@code parley simulate} in quiet rooms: crashes, lost commits, partitions, clones, hostile members and relays break
 * no more there.
 */
@Tag("wide")
class QuietRunsTest {
    /** By then people have stopped at the latest. A room comes to rest only where nobody places cover, so none is quiet after. */
    private static final Instant TALK_IS_OVER = SimClock.BEGIN.plus(Duration.ofMinutes(12));

    /** In every other run quiet mode is switched so often, by each node at its own next step. */
    private static final Duration SWITCH = Duration.ofMinutes(3);

    @Test
    void a_hundred_seeds_in_quiet_rooms_break_nothing() {
        assertThat(violations(1, 100)).isEmpty();
    }

    @Tag("soak")
    @Test
    void five_thousand_seeds_in_quiet_rooms_break_nothing() {
        assertThat(violations(1, 5_000)).isEmpty();
    }

    @Test
    void a_seed_in_quiet_rooms_is_another_run() {
        assertThat(run(6).steps()).isNotEqualTo(Simulate.one(6).steps());
        assertThat(run(6).trace()).isEqualTo(run(6).trace());
    }

    private static List<String> violations(long from, long through) {
        return LongStream.rangeClosed(from, through)
                .parallel()
                .mapToObj(seed -> run(seed).violations())
                .flatMap(List::stream)
                .map(Violation::toString)
                .toList();
    }

    private static SeedRun.Outcome run(long seed) {
        AtomicBoolean quiet = new AtomicBoolean(true);
        return SeedRun.of(
                seed,
                new QuietDomain(Simulate.domain(seed, false), quiet::get),
                Kit.HONEST,
                SessionsKind.TOY,
                line -> time(line).ifPresent(now -> quiet.set(isQuiet(seed, now))));
    }

    private static boolean isQuiet(long seed, Instant now) {
        boolean switches = seed % 2 == 0;
        long turn = Duration.between(SimClock.BEGIN, now).dividedBy(SWITCH);
        return now.isBefore(TALK_IS_OVER) && (!switches || turn % 2 == 0);
    }

    /** The second word of a line that tells a step is its time. */
    private static Optional<Instant> time(String line) {
        String[] words = line.split(" ", 3);
        return words.length > 2 && words[0].chars().allMatch(Character::isDigit)
                ? Optional.of(Instant.parse(words[1]))
                : Optional.empty();
    }
}
