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
        if (command.json()) {
            command.printJson(made);
        } else {
            say(command, made);
        }
        // Last: what was made is made, and where no file can be written its words are all that is left of it.
        command.out().flush();
        if (file != null) {
            OwnerFiles.writeNew(file, made.file().toArray());
            if (!command.json()) {
                command.out().println(what + ": " + file);
            }
        }
    }

    private static void say(AtNode command, Tables.InvitationOut made) {
        command.out().println("Words, until " + made.wordsExpire() + ": " + String.join(" ", made.words()));
        command.out()
                .println("Worthless after " + made.expires()
                        + " or when answered. Carry it by hand; compare codes afterwards.");
    }
}
