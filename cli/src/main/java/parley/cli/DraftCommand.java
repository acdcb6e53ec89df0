package parley.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Messages;
import parley.node.desk.RoomRef;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley draft}: what somebody has begun to write in a room, kept on this node alone. */
@Command(
        name = "draft",
        description =
                "Show what you have begun to write in a room, which this node alone keeps; or keep other words, or erase it.",
        mixinStandardHelpOptions = true)
final class DraftCommand extends AtNode {
    /** What says something only of a draft that is to be kept. */
    private static final List<String> OF_KEEPING =
            List.of("--text", "--language", "--as", "--reply-to", "--on-record", "--attach");

    @Mixin
    private InRoom room = new InRoom();

    @Mixin
    private Composing message = new Composing();

    @ArgGroup
    private @Nullable Act act;

    /** One act at a time. */
    private static final class Act {
        @Option(
                names = "--keep",
                required = true,
                description =
                        "Keep these words, from standard input unless --text gives them, in place of those that are kept.")
        private boolean keep;

        @Option(
                names = "--erase",
                required = true,
                description = "Erase it. Its files stay among the uploads of the room.")
        private boolean erase;
    }

    @Override
    protected void run(NodeClient node) throws IOException {
        boolean keep = act != null && act.keep;
        if (!keep && given(OF_KEEPING)) {
            throw Stop.bad(String.join(", ", OF_KEEPING) + " go with --keep; nothing was kept");
        }
        RoomRef at = room.at(node);
        String path = Places.path(at) + "/draft";
        if (keep) {
            keep(node, at, path);
        } else if (act != null && act.erase) {
            node.put(
                    path,
                    new Inputs.Message(
                            MessageKind.STATEMENT, "", "en", Direction.LTR, Optional.empty(), false, List.of()));
        } else if (json()) {
            print(node.raw(path));
        } else {
            node.get(path, Outputs.DraftKept.class)
                    .draft()
                    .ifPresentOrElse(this::show, () -> out().println("nothing is begun in this room"));
        }
    }

    private void keep(NodeClient node, RoomRef at, String path) throws IOException {
        List<String> files = node.get(path, Outputs.DraftKept.class)
                .draft()
                .map(kept -> kept.message().attachments())
                .orElse(List.of());
        Inputs.Message draft = message.message(node, at, files, this::progress);
        if (draft.text().isEmpty() && draft.attachments().isEmpty()) {
            throw Stop.bad("there are no words to keep; --erase takes away those that are kept");
        }
        node.put(path, draft);
    }

    private void show(Messages.Draft draft) {
        Messages.Outgoing begun = draft.message();
        out().println("kept " + draft.kept() + "  " + begun.kind() + "  " + Shown.line(begun.language())
                + (begun.onRecord() ? "  on the record" : "")
                + (begun.inReplyTo().isPresent() ? "  in reply" : ""));
        begun.text().lines().forEach(line -> out().println("    " + Shown.line(line)));
        begun.attachments().forEach(file -> out().println("with upload " + Shown.line(file)));
    }
}
