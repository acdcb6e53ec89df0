package parley.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.RoomRef;
import parley.node.desk.Soundings;
import parley.node.desk.Tables;
import parley.talks.sounding.SoundingAnswer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley answer}: answers a sounding. */
@Command(
        name = "answer",
        description = "Answer a sounding: once, before its hour, for your own side. The mediator reads it.",
        mixinStandardHelpOptions = true)
final class AnswerCommand extends AtNode {
    @Parameters(index = "0", paramLabel = "SOUNDING", description = "The beginning of its id.")
    @SuppressWarnings("NullAway.Init")
    private String sounding;

    @Parameters(index = "1", paramLabel = "ANSWER", description = "One of ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init")
    private SoundingAnswer answer;

    @Option(names = "--table", description = "Which table, when this node sits at several.")
    private @Nullable String table;

    @Override
    protected void run(NodeClient node) throws IOException {
        Tables.TableView at = new Places(node).table(table);
        Soundings.Sounding one = ById.one(
                "sounding",
                sounding,
                node.get(SoundingsCommand.path(at), Outputs.SoundingList.class).soundings(),
                each -> each.id().toHex());
        RoomRef room = one.parties().stream()
                .filter(Soundings.Party::self)
                .flatMap(party -> party.room().stream())
                .map(id -> new RoomRef(at.table(), id))
                .findFirst()
                .orElseThrow(() -> Stop.bad("this node's side was not asked"));
        node.post(Places.path(room) + "/soundings/" + one.id().toHex() + "/answer", new Inputs.SoundingReply(answer));
    }
}
