package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.fuzz.Fuzzing;
import parley.base.fuzz.Target;
import parley.cli.release.CliTargets;
import parley.node.fuzz.NodeTargets;
import parley.protocol.fuzz.ProtocolTargets;
import parley.relay.fuzz.RelayTargets;
import parley.talks.fuzz.TalksTargets;

/**
 * What a reader of one module takes, no reader of another does: the seeds and the kept inputs of each target that it takes, given to each
 * target of every other module. Within the modules {@code ConfusionTest}, {@code FormatConfusionTest} and {@code WireConfusionTest} say
 * more. A new target is in the matrix with its list.
 */
class ModulesConfusionTest {
    private static final Path ROOT = Path.of("..");

    private static final Map<String, List<Target>> MODULES = Map.of(
            "talks", new TalksTargets().all(),
            "protocol", new ProtocolTargets().all(),
            "relay", new RelayTargets().all(),
            "node", new NodeTargets().all(),
            "cli", new CliTargets().all());

    /** Readers that take much of what is for others, as they should, and why nothing hangs on it. */
    private static final Map<String, String> TAKES_OTHERS = Map.of(
            "text", "words as people write them may be anything",
            "file-name", "so may names of files, of which only what is unsafe goes",
            "sheet-text", "people type it, and every line can be an issue's name",
            "web-form", "any text is a form with a field of that name; a page reads the fields that it knows",
            "inbox-entry", "stands under a seal, and its target pads what is short: zeros are a message of nothing",
            "entry-body", "stands under a seal, and its target pads what is short",
            "relay-call",
                    "version, hash, bytes is a call to park, and an inbox's message under its seal is written alike");

    /** Their inputs' first byte says which of several formats it is: they are given what is for others under each. */
    private static final Set<String> NUMBERED = Set.of("relay-call", "relay-answer", "api-json");

    private static final int NUMBERS = 16;

    /** Fewer are some letters or a number, in whatever format. */
    private static final int LEAST_BYTES = 8;

    /** Larger seeds are bombs. */
    private static final int MOST_BYTES = 64 << 10;

    /** Of seeds with a length written over: nobody makes them. */
    private static final String SPOILT = "length at";

    /** Evenly spread over all that its reader takes: the whole matrix takes half a minute. */
    private static final int MOST_EACH = 12;

    /** By the names of two targets: what is for the first is taken by the second. */
    private static final Map<String, Set<String>> TAKEN = new TreeMap<>();

    @BeforeAll
    static void tryAll() throws Exception {
        for (Map.Entry<String, List<Target>> from : MODULES.entrySet()) {
            for (Target source : from.getValue()) {
                List<Bytes> inputs = inputs(from.getKey(), source);
                assertThat(inputs).as("what " + source.name() + " takes").isNotEmpty();
                for (Map.Entry<String, List<Target>> to : MODULES.entrySet()) {
                    if (!to.getKey().equals(from.getKey())) {
                        giveTo(to.getValue(), source, inputs);
                    }
                }
            }
        }
    }

    private static void giveTo(List<Target> readers, Target source, List<Bytes> inputs) throws Exception {
        for (Target reader : readers) {
            for (Bytes input : inputs) {
                if (takes(reader, input)) {
                    TAKEN.computeIfAbsent(reader.name(), _ -> new TreeSet<>()).add(source.name());
                }
            }
        }
    }

    @Test
    void noReaderTakesWhatAReaderOfAnotherModuleTakes() {
        Map<String, Set<String>> wrongly = new TreeMap<>(TAKEN);
        wrongly.keySet().removeAll(TAKES_OTHERS.keySet());
        assertThat(wrongly)
                .as("readers, and for what other readers that was which they took")
                .isEmpty();
    }

    @Test
    void whatIsSaidToTakeOthersDoes() {
        assertThat(TAKEN).containsKeys(TAKES_OTHERS.keySet().toArray(String[]::new));
    }

    /** As they are; of a format with numbers also without theirs, for the number is its target's and not the format's. */
    private static List<Bytes> inputs(String module, Target source) throws Exception {
        List<Bytes> all = new ArrayList<>();
        for (Map.Entry<String, Bytes> seed : source.seeds().entrySet()) {
            if (!seed.getKey().contains(SPOILT)) {
                all.add(seed.getValue());
            }
        }
        all.addAll(Fuzzing.kept(ROOT.resolve(module), source));
        List<Bytes> taken = new ArrayList<>();
        for (Bytes input : all) {
            if (input.size() >= LEAST_BYTES
                    && input.size() <= MOST_BYTES
                    && source.taken(input) == Target.Verdict.READ) {
                taken.add(NUMBERED.contains(source.name()) ? input.slice(1, input.size()) : input);
            }
        }
        int most = Math.min(MOST_EACH, taken.size());
        return IntStream.range(0, most)
                .mapToObj(number -> taken.get(number * taken.size() / most))
                .toList();
    }

    private static boolean takes(Target reader, Bytes input) throws Exception {
        boolean taken = reader.taken(input) == Target.Verdict.READ;
        for (int number = 0; NUMBERED.contains(reader.name()) && !taken && number < NUMBERS; number++) {
            Bytes numbered = Bytes.concat(Bytes.wrap(new byte[] {(byte) number}), input);
            taken = reader.taken(numbered) == Target.Verdict.READ;
        }
        return taken;
    }
}
