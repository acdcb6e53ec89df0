package parley.cli;

import java.io.IOException;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.desk.Changes;
import parley.node.desk.RoomRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley grant}: lets a member read lines from before its admission. */
@Command(
        name = "grant",
        description =
                "Propose to let a member read earlier entries. It needs as many consents as an admission; once granted it can't be taken back.",
        mixinStandardHelpOptions = true)
final class GrantCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @Parameters(index = "1", paramLabel = "PERSON", description = "Name, or the beginning of the id.")
    @SuppressWarnings("NullAway.Init")
    private String person;

    @Parameters(
            index = "2",
            paramLabel = "FROM",
            description = "First position, as parley read prints it after \"at\".")
    private long from;

    @Parameters(
            index = "3",
            paramLabel = "THROUGH",
            description = "Last position; what came under the present keys every member reads already.")
    private long through;

    @Option(names = "--note", description = "Why, for the other members.")
    private String note = "";

    @Option(names = "--preview", description = "Only say what it would mean.")
    private boolean previewOnly;

    @Override
    protected void run(NodeClient node) throws IOException {
        Places places = new Places(node);
        RoomRef at = room.at(node);
        Changes.Wish wish = new Changes.Wish.Grant(places.person(at, person).id(), from, through);
        ProposeCommand.propose(this, node, at, new Inputs.Wished(wish, note), previewOnly);
    }
}
