package parley.cli;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.desk.Keeping;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley clock}: whether the date of a device is right after it leapt, and what goes if it is. */
@Command(
        name = "clock",
        description =
                "Show the date of this device and, where it leapt by more than 30 days, what is erased for good if it is "
                        + "right; or say that it is. Exit 1 while that is asked.",
        mixinStandardHelpOptions = true)
final class ClockCommand extends AtNode {
    @Option(
            names = "--right",
            paramLabel = "DATE",
            description =
                    "This date is right, as it was shown: what is over by it is erased. Refused when the clock shows "
                            + "another by now.")
    private @Nullable Instant right;

    @Override
    protected void run(NodeClient node) throws IOException {
        Instant shown = right;
        if (shown != null) {
            node.post("/api/v1/clock/right", new Inputs.ClockRight(shown));
        }
        Keeping.Clock clock = node.get("/api/v1/clock", Keeping.Clock.class);
        if (json()) {
            printJson(clock);
        } else {
            out().println("date of this device: " + clock.now());
            clock.leapt().ifPresent(leap -> tell(clock, leap));
        }
        if (clock.leapt().isPresent()) {
            out().flush();
            throw Stop.no("nothing is erased by this date until somebody says that it is right");
        }
    }

    private void tell(Keeping.Clock clock, Keeping.Leap leap) {
        out().println("texts were last looked through: " + leap.last());
        out().println("texts that are erased for good if it is right: " + (leap.more() ? "more than " : "")
                + leap.texts() + ", in rooms: " + leap.rooms());
        out().println("if it is wrong, set the clock right: then nothing is asked any more");
        out().println("if it is right: parley clock --right " + clock.now());
    }
}
