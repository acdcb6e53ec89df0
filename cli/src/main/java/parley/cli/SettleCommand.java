package parley.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.cli.settle.AdviceText;
import parley.cli.settle.AnswerText;
import parley.cli.settle.Deal;
import parley.cli.settle.Patience;
import parley.cli.settle.Solvers;
import parley.cli.settle.Wishes;
import parley.cli.term.Shown;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.Request;
import parley.settlement.Settler;
import parley.settlement.Watch;
import parley.settlement.advice.Advice;
import parley.settlement.advice.Advisor;
import parley.settlement.divide.AdjustedWinner;
import parley.settlement.divide.Division;
import parley.settlement.file.AnswerJson;
import parley.settlement.file.Cases;
import parley.settlement.file.Reading;
import parley.settlement.file.Source;
import parley.settlement.solver.Solver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley settle}: the efficient and the fair packages of a case in files. Needs no node. */
@Command(
        name = "settle",
        description = {
            "Find the efficient and the fair packages of a case, and say how sure they are.",
            "One CASE.json, or a domain of GENIUS, GeniusWeb or NegMAS and one profile for each party."
        },
        mixinStandardHelpOptions = true)
final class SettleCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "CASE.json; or DOMAIN PROFILE PROFILE….")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    @Option(
            names = "--solutions",
            paramLabel = "LIST",
            defaultValue = "nash,kalaiSmorodinsky,egalitarian,utilitarian",
            description = "Which rules, between commas: nash, kalaiSmorodinsky, egalitarian, utilitarian,"
                    + " weighted=W:W (default: the first four).")
    @SuppressWarnings("NullAway.Init")
    private String solutions;

    @Option(
            names = "--frontier",
            paramLabel = "HOW",
            defaultValue = "full",
            description = "none, full, or epsilon=E: so much that none of the others gives anybody over E points more"
                    + " (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String frontier;

    @Option(
            names = "--time-limit",
            paramLabel = "S",
            description =
                    "Stop after so many seconds, with what was found and what it may fall short of (default: none).")
    private @Nullable String seconds;

    @Option(
            names = "--solver",
            paramLabel = "NAME",
            description =
                    "What the engine can't prove of rules, ask this solver, and believe it: cp-sat, where Parley was"
                            + " built with it (default: none).")
    private @Nullable String solver;

    @Option(
            names = "--deal",
            paramLabel = "DEAL",
            description =
                    "Say how good and fair a package is and what would better it: the name of a rule, or a file with"
                            + " one option for each issue.")
    private @Nullable String deal;

    @Option(
            names = "--sensitivity",
            description = "Say which weights decide what the rules choose, and what a party could gain by untruth.")
    private boolean sensitivity;

    @Option(names = "--json", description = "Print one JSON object; progress goes to standard error.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Watch watch = new Patience(
                seconds == null ? null : Wishes.seconds(seconds),
                spec.qualifiedName(),
                spec.commandLine().getErr());
        Optional<Solver> asked = switch (Solvers.named(solver)) {
            case Solvers.Asked.Is(Optional<Solver> is) -> is;
            case Solvers.Asked.Missing(String line) -> throw Stop.bad(Shown.line(line));
        };
        switch (Cases.read(sources())) {
            case Reading.Bad bad -> throw Stop.bad(Shown.line(bad.line()));
            case Reading.Divisible divisible -> {
                if (deal != null || sensitivity) {
                    throw Stop.bad("--deal and --sensitivity are for cases of packages; this one can be split");
                }
                divide(divisible);
            }
            case Reading.Packages(Bargain bargain) -> settle(bargain, asked, watch);
        }
        out().flush();
        return Stop.DONE;
    }

    private void settle(Bargain bargain, Optional<Solver> asked, Watch watch) throws IOException {
        Request request = new Request(Wishes.rules(solutions, bargain), Wishes.extent(frontier));
        Answer answer = asked.map(other -> Settler.answer(bargain, request, other, watch))
                .orElseGet(() -> Settler.answer(bargain, request, watch));
        Optional<Advice> advice = advice(bargain, request, answer, watch);
        if (json) {
            out().println(AnswerJson.of(bargain, request, answer, advice));
        } else {
            new AnswerText(out()).print(bargain, request, answer);
            advice.ifPresent(new AdviceText(out(), bargain)::print);
        }
    }

    private Optional<Advice> advice(Bargain bargain, Request request, Answer answer, Watch watch) throws IOException {
        Optional<Advice.OfDeal> ofDeal = Optional.empty();
        if (deal != null) {
            int[] options = Deal.options(deal, bargain, answer, this::source);
            ofDeal = Optional.of(Advisor.about(bargain, options, request, answer, watch));
        }
        if (sensitivity) {
            return Optional.of(Advisor.sensitivity(bargain, request.rules(), ofDeal, watch));
        }
        return ofDeal.map(of -> new Advice(Optional.of(of), Map.of(), Map.of()));
    }

    private void divide(Reading.Divisible of) {
        Division division = AdjustedWinner.of(of.points().get(0), of.points().get(1));
        if (json) {
            out().println(AnswerJson.of(of, division));
        } else {
            new AnswerText(out()).print(of, division);
        }
    }

    private List<Source> sources() throws IOException {
        List<Source> sources = new ArrayList<>();
        for (Path file : files) {
            sources.add(source(file));
        }
        notTwice();
        return sources;
    }

    /** By another path it would be a party of another name that wants the very same. */
    private void notTwice() throws IOException {
        // A domain comes first, unless it is in the profiles; a profile of GENIUS may stand for it.
        int first = files.getFirst().toString().endsWith(".json") ? 0 : 1;
        for (int at = first + 1; at < files.size(); at++) {
            for (Path before : files.subList(first, at)) {
                if (Files.isSameFile(before, files.get(at))) {
                    throw Stop.bad(Shown.line(files.get(at).toString()) + ": this file was given before, as "
                            + Shown.line(before.toString()) + "; give each party's file once");
                }
            }
        }
    }

    private Source source(Path file) throws IOException {
        try {
            if (Files.isDirectory(file)) {
                throw Stop.bad(Shown.line(file.toString()) + ": a folder; name the files in it");
            }
            // Not by its size: a device or a pipe has none, and never ends.
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(Source.MOST_BYTES + 1);
                if (bytes.length > Source.MOST_BYTES) {
                    throw Stop.bad(Shown.line(file.toString()) + ": the file has more than " + (Source.MOST_BYTES >> 20)
                            + " MB; give a smaller one");
                }
                return new Source(file.toString(), bytes);
            }
        } catch (NoSuchFileException e) {
            throw Stop.bad(Shown.line(file.toString()) + ": there is no such file; correct its name");
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
