package parley.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.cli.settle.InterviewText;
import parley.cli.settle.Spoken;
import parley.cli.term.Shown;
import parley.settlement.Issue;
import parley.settlement.elicit.Elicitation;
import parley.settlement.elicit.Mistake;
import parley.settlement.elicit.Outcome;
import parley.settlement.elicit.Question;
import parley.settlement.elicit.Reply;
import parley.settlement.file.InterviewJson;
import parley.settlement.file.Interviews;
import parley.settlement.file.Source;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley elicit}: finds out by questions what packages are worth to a party. Needs no node. */
@Command(
        name = "elicit",
        description = {
            "Find out by a few questions what each option of a case is worth to you, and whether your answers agree.",
            "Prints your part of a CASE.json in the end."
        },
        mixinStandardHelpOptions = true)
final class ElicitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SHEET", description = "A CASE.json, of which only the issues count.")
    @SuppressWarnings("NullAway.Init")
    private Path sheet;

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            description = "Keep the answers in this file, readable by you alone, and go on from those that it has.")
    private @Nullable Path answers;

    @Option(
            names = "--party",
            paramLabel = "NAME",
            defaultValue = "party",
            description = "What the party is called (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String party;

    @Option(
            names = "--json",
            description = "Ask nothing: print the next question, or what came of all answers, as one JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        switch (Interviews.read(source(sheet), known())) {
            case Interviews.Interview.Bad bad ->
                throw Stop.bad(Shown.line(bad.why().line()));
            case Interviews.Interview.Found(List<Issue> issues, Elicitation asked) -> {
                Elicitation so = json ? asked : talk(issues, asked);
                Optional<Question> next = so.next();
                if (json && next.isPresent()) {
                    out().println(InterviewJson.question(issues, so, next.get()));
                }
                so.outcome().ifPresent(outcome -> end(issues, outcome));
            }
        }
        out().flush();
        return Stop.DONE;
    }

    private void end(List<Issue> issues, Outcome outcome) {
        if (!json) {
            new InterviewText(out(), issues).tell(outcome);
        }
        out().println(InterviewJson.outcome(issues, party, outcome));
    }

    /** Until all is answered, or the person has had enough. */
    private Elicitation talk(List<Issue> issues, Elicitation from) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        InterviewText text = new InterviewText(out(), issues);
        Elicitation asked = from;
        out().println("Type back to return to the question before, stop to end"
                + (answers == null ? "." : "; what you say is kept."));
        while (asked.next().isPresent()) {
            Question question = asked.next().get();
            out().println();
            out().println("Question " + (asked.replies().size() + 1) + " of at most " + asked.most() + ".");
            text.ask(question);
            String line = in.readLine();
            if (line == null || line.strip().equals("stop")) {
                out().println(answers == null ? "Stopped." : "Stopped; call again with the same file to go on.");
                return asked;
            }
            Elicitation now = line.strip().equals("back") ? asked.back() : answered(asked, question, line);
            if (now != asked) {
                keep(now);
            }
            asked = now;
        }
        out().println();
        return asked;
    }

    private Elicitation answered(Elicitation asked, Question question, String line) {
        Optional<Reply> reply = Spoken.reply(question, line);
        Optional<Mistake> mistake = reply.flatMap(asked::mistake);
        if (reply.isEmpty() || mistake.isPresent()) {
            out().println("Not understood"
                    + mistake.map(one -> ": " + Interviews.cure(one)).orElse("; see the last line above"));
            return asked;
        }
        return asked.with(reply.get());
    }

    /** Beside the old file and then in its place: nobody wants to say it all again. */
    private void keep(Elicitation asked) throws IOException {
        if (answers != null) {
            Path fresh = answers.resolveSibling(answers.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            OwnerFiles.writeNew(fresh, (InterviewJson.answers(asked) + "\n").getBytes(StandardCharsets.UTF_8));
            Files.move(fresh, answers, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Optional<Source> known() throws IOException {
        return answers == null || !Files.exists(answers) ? Optional.empty() : Optional.of(source(answers));
    }

    private static Source source(Path file) throws IOException {
        return new Source(file.toString(), OwnerFiles.read(file, Source.MOST_BYTES));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
