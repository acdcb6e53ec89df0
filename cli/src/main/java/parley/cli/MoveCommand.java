package parley.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.base.Refusal;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Moving;
import parley.node.desk.RoomRef;
import parley.protocol.port.RelayAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley move}: proposes in all rooms of a table to move to another relay. */
@Command(
        name = "move",
        description = {
            "Propose in every room of a table to move to another relay, and say what it takes in each and what came of it.",
            "Exit code 1 where it is not proposed in a room that does not lie there."
        },
        mixinStandardHelpOptions = true)
final class MoveCommand extends AtNode {
    @Parameters(paramLabel = "RELAY", description = "Its address, host:port#key.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String relay;

    @Option(names = "--table", paramLabel = "TABLE", description = "Which table, when there are several.")
    private @Nullable String table;

    @Option(names = "--note", paramLabel = "WHY", description = "Why, for the other members of every room.")
    private String note = "";

    @Option(names = "--preview", description = "Only say what it would take.")
    private boolean previewOnly;

    @Override
    protected void run(NodeClient node) throws IOException {
        RelayAddress to = TablesCommand.relay(relay);
        String path = Places.path(new Places(node).table(table)) + "/moves";
        Moving.Plan plan = node.post(path + "/preview", new Inputs.MovePlanned(to), Moving.Plan.class);
        if (!json()) {
            plan.rooms().forEach(room -> out().println(Shown.line(room.name()) + ": " + takes(room.state())));
        } else if (previewOnly) {
            printJson(plan);
        }
        boolean everywhere = plan.rooms().stream().noneMatch(room -> room.state() instanceof Moving.State.Cannot);
        if (!previewOnly) {
            everywhere &= propose(node, path, to, plan);
        }
        if (!everywhere) {
            out().flush();
            throw Stop.no(previewOnly ? "it can't be proposed in every room" : "it is not proposed in every room");
        }
    }

    /** @return whether it was proposed in all of them in which it can be */
    private boolean propose(NodeClient node, String path, RelayAddress to, Moving.Plan plan) throws IOException {
        List<RoomRef> rooms = plan.ready();
        Outputs.MoveOutcomes came = rooms.isEmpty()
                ? new Outputs.MoveOutcomes(List.of())
                : node.post(
                        path,
                        new Inputs.MoveWished(
                                to, rooms.stream().map(RoomRef::room).toList(), note),
                        Outputs.MoveOutcomes.class);
        if (json()) {
            printJson(new Outputs.MoveOutcomes(
                    Stream.concat(came.rooms().stream(), cannot(plan)).toList()));
        } else {
            came.rooms().forEach(one -> out().println(Shown.line(one.name()) + ": " + came(one)));
        }
        return came.rooms().stream().allMatch(one -> one.proposal().isPresent());
    }

    /** In which it isn't proposed at all, with the reason. */
    private static Stream<Moving.Outcome> cannot(Moving.Plan plan) {
        return plan.rooms().stream()
                .flatMap(one -> one.state() instanceof Moving.State.Cannot(Refusal why)
                        ? Stream.of(
                                new Moving.Outcome(one.ref().room(), one.name(), Optional.empty(), Optional.of(why)))
                        : Stream.empty());
    }

    private static String takes(Moving.State state) {
        return switch (state) {
            case Moving.State.Ready(int consents, List<String> voices) ->
                "can be proposed; consents needed, one's own included: " + consents + "; who has a say: "
                        + String.join(", ", voices.stream().map(Shown::line).toList());
            case Moving.State.There _ -> "lies there already";
            case Moving.State.Open open ->
                "proposed by " + Shown.line(open.proposerName()) + ", " + open.consents() + " of " + open.needed()
                        + " consents; proposal " + open.proposal().toHex()
                        + (open.asked() ? "; YOUR CONSENT IS ASKED FOR" : "");
            case Moving.State.OnItsWay _ -> "proposed here; it waits for its place at the relay";
            case Moving.State.Cannot(var why) -> "CANNOT BE PROPOSED NOW. " + Sentences.of(why);
        };
    }

    private static String came(Moving.Outcome one) {
        return one.proposal()
                .map(proposal -> "proposal " + proposal.toHex())
                .orElseGet(() ->
                        "NOT PROPOSED. " + one.refused().map(Sentences::of).orElse(""));
    }
}
