package parley.cli;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.desk.Conveying.Label;
import parley.node.desk.Conveying.Mark;
import parley.node.desk.RoomRef;
import parley.talks.convey.Caveat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley mark}: says what of one's own message may cross. */
@Command(
        name = "mark",
        description = {
            "Say what of your own message in a caucus may cross. What carries no caveat does not, unless the Rules let a mediator put it in substance.",
            "A mediator takes up such words of a party by this command; whatever --caveat it gives, the label is that of the Rules."
        },
        mixinStandardHelpOptions = true)
final class MarkCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @Parameters(index = "1", paramLabel = "LINE", description = "The first number that parley read prints before it.")
    private long line;

    @Option(
            names = "--passage",
            required = true,
            paramLabel = "TEXT",
            description = "A part of the message, to the letter; repeat for several under one caveat.")
    private List<String> passages = List.of();

    @Option(names = "--caveat", required = true, description = "One of ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init")
    private Caveat caveat;

    @Option(names = "--condition", description = "What must be asked or given first.")
    private String condition = "";

    @Option(names = "--lapses-days", paramLabel = "DAYS", description = "It can't cross any more after so many days.")
    private @Nullable Integer days;

    @Override
    protected void run(NodeClient node) throws IOException {
        RoomRef at = room.at(node);
        Label label = new Label(caveat, condition, PassagesCommand.lapses(days));
        node.post(
                Places.path(at) + "/passages",
                new Inputs.MarkPassages(
                        line,
                        passages.stream()
                                .map(text -> new Mark(TypedWords.argument(text), label))
                                .toList()));
    }
}
