package parley.cli.settle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import parley.cli.Stop;
import parley.cli.term.Shown;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.Rule;
import parley.settlement.Solution;
import parley.settlement.file.AnswerJson;
import parley.settlement.file.Deals;
import parley.settlement.file.Reading;
import parley.settlement.file.Source;

/** Reads {@code --deal}: a rule whose choice is meant, or a file. */
public final class Deal {
    private Deal() {}

    /** How a file is read, or refused with a sentence. */
    @FunctionalInterface
    public interface Files {
        Source read(Path file) throws IOException;
    }

    /** The option's index for each issue. */
    public static int[] options(String word, Bargain bargain, Answer answer, Files files) throws IOException {
        Optional<Solution> ofRule = answer.solutions().entrySet().stream()
                .filter(one -> AnswerJson.name(one.getKey()).equals(word))
                .map(Map.Entry::getValue)
                .findFirst();
        if (ofRule.isPresent()) {
            return switch (ofRule.get()) {
                case Solution.Found found -> found.point().options();
                case Solution.None ignored ->
                    throw Stop.bad("--deal " + word + ": the rule chose nothing in this case");
            };
        }
        for (Rule.Named rule : Rule.Named.values()) {
            if (AnswerJson.name(rule).equals(word)) {
                throw Stop.bad("--deal " + word + " needs " + word + " in --solutions");
            }
        }
        Path file = Path.of(word);
        if (java.nio.file.Files.notExists(file)) {
            throw Stop.bad("--deal " + Shown.line(word) + ": there is no file of this name, and no rule; the rules are "
                    + Arrays.stream(Rule.Named.values()).map(AnswerJson::name).collect(Collectors.joining(", ")));
        }
        return switch (Deals.read(files.read(file), bargain)) {
            case Deals.Deal.Found(List<Integer> options) ->
                options.stream().mapToInt(Integer::intValue).toArray();
            case Deals.Deal.Bad(Reading.Bad why) -> throw Stop.bad(Shown.line(why.line()));
        };
    }
}
