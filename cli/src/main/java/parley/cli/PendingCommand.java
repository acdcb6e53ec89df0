package parley.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Messages;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley pending}: messages of this node that have no place yet, taking one back, and deciding a late one. */
@Command(
        name = "pending",
        description =
                "List messages of ours that have no place yet and acts that came late, take one back, or decide a late one.",
        mixinStandardHelpOptions = true)
final class PendingCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @ArgGroup
    private @Nullable Act act;

    /** What to do with one of them. */
    static final class Act {
        @Option(
                names = "--take-back",
                required = true,
                paramLabel = "TICKET",
                description = "Take it back before it is sealed.")
        private @Nullable Long takeBack;

        @Option(
                names = "--say",
                required = true,
                paramLabel = "TICKET",
                description = "It came late: say it to the readers there are now.")
        private @Nullable Long say;

        @Option(names = "--drop", required = true, paramLabel = "TICKET", description = "It came late: drop it.")
        private @Nullable Long drop;
    }

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = room.path(node) + "/unplaced";
        if (act != null) {
            if (act.takeBack != null) {
                node.delete(path + "/" + act.takeBack);
            } else if (act.say != null) {
                node.post(path + "/" + act.say + "/decision", new Inputs.LateDecision(true));
            } else if (act.drop != null) {
                node.post(path + "/" + act.drop + "/decision", new Inputs.LateDecision(false));
            }
            return;
        }
        if (json()) {
            print(node.raw(path));
            return;
        }
        Outputs.Unplaced all = node.get(path, Outputs.Unplaced.class);
        for (Messages.Unplaced unplaced : all.unplaced()) {
            out().printf(
                            "ticket %d  %s: %s%n",
                            unplaced.ticket(),
                            state(unplaced.state()),
                            Shown.line(unplaced.content().text()));
        }
        for (Messages.LateAct late : all.late()) {
            out().printf(
                            "ticket %d  %s: %s%n",
                            late.ticket(),
                            state(
                                    late.asked()
                                            ? new Messages.Unplaced.State.AskFirst()
                                            : new Messages.Unplaced.State.NotSaid()),
                            LineTexts.unplaced(late.line()));
        }
    }

    private static String state(Messages.Unplaced.State state) {
        return switch (state) {
            case Messages.Unplaced.State.InGrace grace ->
                "can still be taken back, not sealed before " + grace.sealedFrom();
            case Messages.Unplaced.State.InSlot slot ->
                "goes out at " + slot.goes() + ", can be taken back until " + slot.sealedFrom();
            case Messages.Unplaced.State.Sealed _ -> "sealed, not yet placed";
            case Messages.Unplaced.State.AskFirst _ -> "LATE: decide with --say or --drop";
            case Messages.Unplaced.State.NotSaid _ -> "will not be said by this device";
        };
    }
}
