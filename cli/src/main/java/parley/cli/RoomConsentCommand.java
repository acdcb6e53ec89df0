package parley.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import parley.base.Hash;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Inputs;
import parley.node.desk.Rooms;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley rooms consent}: what somebody asks this principal to join, and the answer to that and nothing else. */
@Command(
        name = "consent",
        description = "Show the room that somebody asks this principal to join, join it as it was shown, or decline.",
        mixinStandardHelpOptions = true)
final class RoomConsentCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @ArgGroup
    private @Nullable Said said;

    /** A yes or a no. */
    static final class Said {
        @Option(
                names = "--yes",
                required = true,
                paramLabel = "ASKING",
                description = "Join, as it was shown: refused when something else is asked by now.")
        private @Nullable String asking;

        @SuppressWarnings("unused") // the group is exclusive: that it was given says it all
        @Option(names = "--decline", required = true, description = "Don't join.")
        private boolean decline;

        private Inputs.AnswerRoom answer() {
            if (asking == null) {
                return new Inputs.AnswerRoom.Decline();
            }
            if (!asking.matches("[0-9a-f]{64}")) {
                throw Stop.bad("an asking has 64 digits and letters, as this command shows it without --yes");
            }
            return new Inputs.AnswerRoom.Join(Hash.hex(asking));
        }
    }

    @Override
    protected void run(NodeClient node) throws IOException {
        if (said != null) {
            Inputs.AnswerRoom answer = said.answer();
            node.post(room.path(node) + "/answer", answer);
            return;
        }
        String path = room.path(node);
        Rooms.RoomView view = node.get(path, Rooms.RoomView.class);
        if (!(view.condition() instanceof Rooms.Condition.Asked asked)) {
            throw Stop.no("nobody asks you to join this room");
        }
        if (json()) {
            printJson(view);
            return;
        }
        out().printf(
                        "%s asks you to join %s (%s), which has %d seats%n",
                        Shown.line(asked.founderName()),
                        Shown.line(view.name()),
                        Texts.kind(view.kind()),
                        view.seats());
        for (Rooms.Member member : view.members()) {
            out().printf(
                            "  would read: %s (%s), %s%n",
                            Shown.line(member.name()), Texts.role(member.role()), Texts.standing(member.standing()));
        }
        if (!asked.waits()) {
            out().println(
                            "This node no longer has what an answer needs, as after a restore: join once somebody asks again.");
            out().println("--decline takes the question away here, and nobody is told.");
            return;
        }
        out().println("relay " + Shown.line(view.relay().text()));
        out().println("asking " + asked.asking().toHex());
        out().println(
                        "Whoever runs that relay learns from which network address, unless you use a proxy, and when you are");
        out().println(
                        "at work. parley rules shows its Rules, and the asking that they belong to. Say yes with --yes and the asking, or --decline.");
    }
}
