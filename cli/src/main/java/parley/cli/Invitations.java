package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parley.node.desk.Tables;

/** Shows a new invitation to the person who will carry it. */
final class Invitations {
    private Invitations() {}

    /** @param what it is: an invitation, or a request for renewal */
    static void handOut(AtNode command, String what, Tables.InvitationOut made, @Nullable Path file)
            throws IOException {
        if (file != null) {
            OwnerFiles.writeNew(file, made.file().toArray());
        }
        if (command.json()) {
            command.printJson(made);
            return;
        }
        if (file != null) {
            command.out().println(what + ": " + file);
        }
        command.out().println("Words, until " + made.wordsExpire() + ": " + String.join(" ", made.words()));
        command.out()
                .println("Worthless after " + made.expires()
                        + " or when answered. Carry it by hand; compare codes afterwards.");
    }
}
