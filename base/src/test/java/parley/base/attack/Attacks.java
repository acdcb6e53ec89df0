package parley.base.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The tests of a module's page of attacks: each is stopped by the build as it is and succeeds against the weakened one.
 *
 * <p>{@code -Dparley.attack=NAME} plays one, or several between which commas stand, {@code -Dparley.attack.seed=N} another sample. {@code docs/attacks/README.md}.
 */
public final class Attacks {
    private static final Set<String> ONLY =
            Set.of(System.getProperty("parley.attack", "").split(","));

    private static final long SEED = Long.getLong("parley.attack.seed", System.nanoTime());

    private Attacks() {}

    /** So many of a module's attacks by a printed seed, where all take too long: a row that no longer gets through is found on some other day. */
    public static Stream<DynamicTest> some(String module, int most) throws IOException {
        List<Attack> attacks = new ArrayList<>(chosen(module));
        System.out.println(module + ": attacks by -Dparley.attack.seed=" + SEED);
        Collections.shuffle(attacks, new Random(SEED));
        return tests(ONLY.contains("") ? attacks.subList(0, Math.min(most, attacks.size())) : attacks);
    }

    /** Every attack of a module. */
    public static Stream<DynamicTest> all(String module) throws IOException {
        return tests(chosen(module));
    }

    private static List<Attack> chosen(String module) throws IOException {
        return AttackTable.of(module).stream()
                .filter(attack -> ONLY.contains("") || ONLY.contains(attack.name()))
                .toList();
    }

    private static Stream<DynamicTest> tests(List<Attack> attacks) {
        Map<String, Play> real = new HashMap<>();
        return attacks.stream()
                .map(attack -> DynamicTest.dynamicTest(attack.name(), () -> {
                    Play stopped = real.get(attack.test());
                    if (stopped == null) {
                        stopped = Play.real(attack);
                        real.put(attack.test(), stopped);
                    }
                    assumeFalse(stopped.cannotBePlayed(), attack.name() + " needs what is not on this machine");
                    assertThat(stopped.allPassed())
                            .as("%s is stopped by the build as it is: %s", attack.name(), stopped.told())
                            .isTrue();
                    Play weakened = Play.weakened(attack);
                    assertThat(weakened.gotThrough())
                            .as(
                                    "%s succeeds, by what its test expects, against the build without %s: %s",
                                    attack.name(), attack.weakenings(), weakened.told())
                            .isTrue();
                }));
    }
}
