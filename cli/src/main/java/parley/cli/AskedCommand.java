package parley.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.Hash;
import parley.cli.link.NodeClient;
import parley.cli.settle.AskedText;
import parley.cli.term.Shown;
import parley.node.desk.Asking;
import parley.node.desk.Sheets;
import parley.settlement.Issue;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley asked}: has the node ask one's own side what the options of a room's sheet are worth to it, question by question. */
@Command(
        name = "asked",
        description = {
            "Be asked by a few questions what the options of a room's sheet are worth to your side.",
            "The answers stay in the node's vault."
        },
        mixinStandardHelpOptions = true)
final class AskedCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @ArgGroup
    private @Nullable Act act;

    /** One act at a time; none asks at the terminal. */
    private static final class Act {
        @Option(
                names = "--answer",
                required = true,
                paramLabel = "ANSWER",
                description =
                        "Answer the question that stands, as at the terminal; other programs can see it here, so prefer that.")
        private @Nullable String answer;

        @Option(names = "--back", required = true, description = "Take the last answer back.")
        private boolean back;

        @Option(names = "--anew", required = true, description = "Forget all answers. Scores that were kept stay.")
        private boolean anew;

        @Option(
                names = "--keep",
                required = true,
                description = "Keep the scores that came of all answers as those of your side, in this node's vault.")
        private boolean keep;
    }

    @Override
    protected void run(NodeClient node) throws IOException {
        String sheet = room.path(node) + "/sheet";
        String path = sheet + "/asked";
        if (act == null && json()) {
            print(node.raw(path));
            return;
        }
        Asking.AskingView asking = node.get(path, Asking.AskingView.class);
        Hash about = asking.sheet()
                .orElseThrow(
                        () -> Stop.bad("there is nothing to be asked about in this room: either no sheet of at most"
                                + " 40 issues has been drawn there, or this node's principal is no party"));
        if (act == null) {
            talk(node, path, about, text(node, sheet, about));
            return;
        }
        if (act.answer != null) {
            Asking.Question question =
                    asking.question().orElseThrow(() -> Stop.bad("all questions are answered; --back takes one back"));
            node.post(
                    path,
                    answer(asking, about, question, act.answer)
                            .orElseThrow(() -> Stop.bad(
                                    "that is no answer to the question; parley asked ROOM says what is asked")));
        } else if (act.back) {
            node.post(path + "/back");
        } else if (act.anew) {
            node.delete(path);
        } else if (act.keep) {
            node.post(
                    sheet + "/scores",
                    asking.came()
                            .orElseThrow(() -> Stop.bad("not all questions are answered yet"))
                            .scores());
        }
    }

    private AskedText text(NodeClient node, String sheet, Hash about) throws IOException {
        List<Issue> issues = node
                .get(sheet, Sheets.SheetView.class)
                .version()
                .filter(version -> version.id().equals(about))
                .orElseThrow(AskedCommand::changed)
                .issues()
                .stream()
                .map(issue -> new Issue(issue.name(), issue.options()))
                .toList();
        return new AskedText(out(), issues);
    }

    /** Until all is answered, or the person has had enough: the node keeps what was answered. */
    private void talk(NodeClient node, String path, Hash about, AskedText text) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out().println("Type back to return to the question before, stop to end; what you say is kept in the vault.");
        for (Asking.AskingView asking = standing(node, path, about);
                asking.question().isPresent();
                asking = standing(node, path, about)) {
            Asking.Question question = asking.question().get();
            out().println();
            out().println("Question " + (asking.answered() + 1) + " of at most " + asking.most() + ".");
            text.ask(question);
            String line = in.readLine();
            if (line == null || line.strip().equals("stop")) {
                out().println("Stopped; call again to go on.");
                return;
            }
            if (line.strip().equals("back")) {
                node.post(path + "/back");
            } else {
                say(node, path, answer(asking, about, question, line));
            }
        }
        out().println();
        standing(node, path, about).came().ifPresent(text::tell);
        out().println("parley asked with --keep keeps the scores that come of this as those of your side.");
    }

    private void say(NodeClient node, String path, Optional<Asking.Answer> answer) throws IOException {
        if (answer.isEmpty()) {
            out().println("Not understood; see the last line above. Numbers are whole here.");
            return;
        }
        try {
            node.post(path, answer.get());
        } catch (Stop stop) {
            Stop.refusedOnly(stop);
            out().println(Shown.line(String.valueOf(stop.getMessage())));
        }
    }

    private static Optional<Asking.Answer> answer(
            Asking.AskingView asking, Hash about, Asking.Question question, String typed) {
        return AskedText.numbers(question, typed).map(numbers -> new Asking.Answer(about, asking.answered(), numbers));
    }

    private static Asking.AskingView standing(NodeClient node, String path, Hash about) throws IOException {
        Asking.AskingView asking = node.get(path, Asking.AskingView.class);
        if (!asking.sheet().equals(Optional.of(about))) {
            throw changed();
        }
        return asking;
    }

    private static Stop changed() {
        return Stop.no("another sheet was drawn in this room meanwhile; call again to be asked about that one");
    }
}
