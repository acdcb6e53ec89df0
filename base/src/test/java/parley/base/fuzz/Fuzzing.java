package parley.base.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import parley.base.Bytes;

/**
 * The tests of a module's targets: in a plain run all seeds and all kept inputs, in a run with {@code -Dparley.fuzz.seconds}
 * so many seconds of Jazzer for each.
 *
 * <p>Further properties of such a run: {@code parley.fuzz.target} names one target, or several between which commas stand, {@code parley.fuzz.keep=true} writes what
 * was found into the files of kept inputs. {@code docs/contributing.md}, "Fuzzing".
 */
public final class Fuzzing {
    private static final long SECONDS = Long.getLong("parley.fuzz.seconds", 0);
    private static final boolean KEEPS = Boolean.getBoolean("parley.fuzz.keep");
    private static final Set<String> ONLY =
            Set.of(System.getProperty("parley.fuzz.target", "").split(","));

    private Fuzzing() {}

    public static Stream<DynamicTest> of(Class<? extends Targets> targets) throws ReflectiveOperationException {
        Targets made = targets.getDeclaredConstructor().newInstance();
        return made.all().stream()
                .filter(target -> ONLY.contains("") || ONLY.contains(target.name()))
                .map(target -> DynamicTest.dynamicTest(target.name(), () -> {
                    if (SECONDS == 0) {
                        again(target);
                    } else {
                        fuzz(targets, target);
                    }
                }));
    }

    /** What was kept of a target of the module in that folder. */
    public static List<Bytes> kept(Path module, Target target) throws IOException {
        return new Kept(module, target).all();
    }

    private static void again(Target target) throws IOException {
        Set<Target.Verdict> verdicts = EnumSet.noneOf(Target.Verdict.class);
        Map<String, Target.Verdict> otherwise = new TreeMap<>();
        Map<String, Bytes> seeds = target.seeds();
        assertThat(target.refused()).isSubsetOf(seeds.keySet());
        for (Map.Entry<String, Bytes> seed : seeds.entrySet()) {
            String name = seed.getKey();
            Target.Verdict verdict = tried(target, name, seed.getValue());
            verdicts.add(verdict);
            if (!target.isOpen(name) && verdict != meant(target, name)) {
                otherwise.put(name, verdict);
            }
        }
        assertThat(otherwise).as("what came of seeds that were meant otherwise").isEmpty();
        assertThat(verdicts)
                .as("what came of the seeds: a target that reads or refuses everything proves nothing")
                .hasSize(Target.Verdict.values().length);
        List<Bytes> kept = new Kept(target).all();
        assertThat(kept)
                .as("inputs that fuzzing kept of " + target.name() + ": docs/contributing.md, \"Fuzzing\"")
                .isNotEmpty();
        int line = 1;
        for (Bytes input : kept) {
            tried(target, "kept input of line " + line++, input);
        }
    }

    private static Target.Verdict meant(Target target, String seed) {
        return target.refused().contains(seed) ? Target.Verdict.REFUSED : Target.Verdict.READ;
    }

    private static Target.Verdict tried(Target target, String which, Bytes input) {
        try {
            return Trial.of(target, input);
        } catch (AssertionError e) {
            throw new AssertionError(target.name() + " breaks its promise at: " + which, e);
        }
    }

    private static void fuzz(Class<? extends Targets> targets, Target target) throws IOException, InterruptedException {
        Jazzer jazzer = new Jazzer(targets, target);
        Optional<Bytes> broken = jazzer.run(SECONDS);
        System.out.println(target.name() + ": " + jazzer.summary());
        if (broken.isPresent()) {
            new Kept(target).addBroken(broken.get());
            tried(target, "what Jazzer found, now kept", broken.get());
            throw new AssertionError(target.name() + " broke its promise under Jazzer only, see target/fuzz");
        }
        if (KEEPS) {
            jazzer.keep();
        }
    }
}
