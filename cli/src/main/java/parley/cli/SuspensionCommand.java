package parley.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.desk.Suspending;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley suspension}: whether the talks in a room stand still and who is about to leave; suspending, going on, giving notice. */
@Command(
        name = "suspension",
        description =
                "Show whether the talks in a room are suspended and who has given notice of withdrawing from it; or suspend them, let"
                        + " them go on, give notice, take it back.",
        mixinStandardHelpOptions = true)
final class SuspensionCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @Option(names = "--note", description = "Why, for the other members.")
    private String note = "";

    @Mixin
    private MeantFor meant = new MeantFor();

    @ArgGroup
    private @Nullable Act act;

    /** One act at a time. */
    private static final class Act {
        @Option(
                names = "--suspend",
                paramLabel = "DAYS",
                description = "Suspend the talks for so many days; --note says why.")
        private @Nullable Integer suspend;

        @Option(
                names = "--resume",
                description = "Let the talks go on if you suspended them; otherwise agree that they go on.")
        private boolean resume;

        @Option(
                names = "--withdraw",
                description =
                        "As a party, give notice that you withdraw from this room. At its date the node leaves by itself.")
        private boolean withdraw;

        @Option(names = "--stay", description = "Take your notice back.")
        private boolean stay;
    }

    @Override
    protected void run(NodeClient node) throws IOException {
        String at = room.path(node);
        String suspension = at + "/suspension";
        String notices = at + "/notices-of-withdrawal";
        if (act == null && json()) {
            print(node.raw(suspension));
        } else if (act == null) {
            show(node.get(suspension, Suspending.SuspensionView.class));
        } else if (act.suspend != null) {
            node.post(suspension + meant.query(), new Suspending.Stopping(TypedWords.argument(note), act.suspend));
        } else if (act.resume) {
            Suspending.StopView stop = node.get(suspension, Suspending.SuspensionView.class)
                    .stop()
                    .orElseThrow(() -> Stop.bad("the talks in this room are not suspended"));
            node.post(suspension + "/" + stop.id().toHex() + "/resume");
        } else if (act.withdraw) {
            node.post(notices + meant.query(), new Suspending.Leaving(TypedWords.argument(note)));
        } else if (act.stay) {
            Suspending.NoticeView own = node.get(suspension, Suspending.SuspensionView.class).notices().stream()
                    .filter(Suspending.NoticeView::own)
                    .findFirst()
                    .orElseThrow(() -> Stop.bad("no notice of yours stands in this room"));
            node.delete(notices + "/" + own.id().toHex());
        }
    }

    private void show(Suspending.SuspensionView view) {
        view.stop()
                .ifPresentOrElse(
                        stop -> {
                            out().println("suspended by " + Shown.line(stop.authorName()) + " until " + stop.until());
                            words(stop.reason());
                            out().println("  sooner when " + Shown.line(stop.authorName())
                                    + " lets them go on, or these agree: "
                                    + String.join(
                                            ", ",
                                            stop.lacking().stream()
                                                    .map(Shown::line)
                                                    .toList()));
                        },
                        () -> out().println(
                                        view.mostDays() == 0
                                                ? "nothing can be suspended here: the room is not open, or its Rules are of an earlier version"
                                                : "not suspended; at most " + view.mostDays() + " days at a time"));
        for (Suspending.NoticeView notice : view.notices()) {
            out().println("withdraws: " + Shown.line(notice.authorName()) + ", leaves " + notice.due());
            words(notice.note());
        }
    }

    private void words(String text) {
        text.lines().forEach(line -> out().println("    " + Shown.line(line)));
    }
}
