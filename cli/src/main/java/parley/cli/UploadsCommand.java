package parley.cli;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Outputs;
import parley.node.desk.Attachments;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley uploads}: files on their way into a room that no message has taken yet, and ending one. */
@Command(
        name = "uploads",
        description = "List the files on their way into a room that no message has taken yet, or end one.",
        mixinStandardHelpOptions = true)
final class UploadsCommand extends AtNode {
    /** As packages are shown. */
    private static final int ID_DIGITS = 12;

    @Mixin
    private InRoom room = new InRoom();

    @Option(
            names = "--cancel",
            paramLabel = "UPLOAD",
            description = "End it and erase what was taken of it: the beginning of its id.")
    private @Nullable String cancel;

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = room.path(node) + "/uploads";
        if (cancel == null && json()) {
            print(node.raw(path));
            return;
        }
        List<Attachments.Upload> uploads = node.get(path, Outputs.Uploads.class).uploads();
        if (cancel != null) {
            Attachments.Upload one = ById.one("upload", cancel, uploads, Attachments.Upload::id);
            node.delete("/api/v1/uploads/" + one.id());
            return;
        }
        for (Attachments.Upload upload : uploads) {
            out().printf(
                            "upload %s  %s  %d of %d bytes sealed, %d at the relay%n",
                            upload.id()
                                    .substring(
                                            0, Math.min(ID_DIGITS, upload.id().length())),
                            Shown.line(upload.name()),
                            upload.taken(),
                            upload.size(),
                            upload.sent());
        }
    }
}
