package parley.cli;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Inputs;
import parley.node.desk.Phasing;
import parley.talks.phase.Aim;
import parley.talks.phase.Phase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley phase}: where a table stands; moving on together, going direct, stepping back alone. */
@Command(
        name = "phase",
        description =
                "Show the phase of a table and the move that waits; or propose, accept or decline one, or step back.",
        mixinStandardHelpOptions = true)
final class PhaseCommand extends AtNode {
    private static final int SHOWN_DIGITS = 12;

    @Option(names = "--table", description = "Which table, when this node sits at several.")
    private @Nullable String table;

    @Option(
            names = "--propose",
            paramLabel = "AIM",
            description = "Put it before all parties: one of ${COMPLETION-CANDIDATES}.")
    private @Nullable Aim propose;

    @Option(names = "--accept", paramLabel = "MOVE", description = "Accept it: the beginning of its id.")
    private @Nullable String accept;

    @Option(names = "--decline", paramLabel = "MOVE", description = "Decline it, or end it as a mediator.")
    private @Nullable String decline;

    @Option(
            names = "--back",
            paramLabel = "PHASE",
            description = "Step back, at once and alone: one of ${COMPLETION-CANDIDATES}.")
    private @Nullable Phase back;

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = Places.path(new Places(node).table(table)) + "/phase";
        if (propose != null) {
            node.post(path + "/moves", new Inputs.PhaseMove(propose));
        } else if (back != null) {
            node.post(path + "/step-back", new Inputs.PhaseBack(back));
        } else if (accept != null) {
            node.post(path + "/moves/" + move(node, path, accept) + "/acceptance");
        } else if (decline != null) {
            node.delete(path + "/moves/" + move(node, path, decline));
        } else if (json()) {
            print(node.raw(path));
        } else {
            show(node.get(path, Phasing.TablePhase.class));
        }
    }

    private static String move(NodeClient node, String path, String beginning) throws IOException {
        List<Phasing.MoveView> open =
                node.get(path, Phasing.TablePhase.class).move().stream().toList();
        return ById.one("move", beginning, open, each -> each.id().toHex()).id().toHex();
    }

    private void show(Phasing.TablePhase phase) {
        out().println(phase.now().word() + (phase.begun() ? "" : ": nothing was agreed on yet"));
        phase.rooms()
                .forEach(room -> out().println("    " + Shown.line(room.name()) + ": "
                        + room.now().word()));
        phase.direct().forEach(kind -> out().println("    agreed on going direct: " + kind.word()));
        phase.move().ifPresent(move -> {
            out().println("move " + move.id().toHex().substring(0, SHOWN_DIGITS) + " "
                    + move.aim().word() + " proposed by " + Shown.line(move.proposerName()));
            move.parties()
                    .forEach(party -> out().println("    " + Shown.line(party.name()) + ": "
                            + party.answer()
                                    .name()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace('_', ' ')));
        });
    }
}
