package parley.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.RoomId;
import parley.cli.link.NodeClient;
import parley.node.api.Outputs;
import parley.node.desk.RoomRef;
import parley.node.desk.Soundings;
import parley.node.desk.Tables;
import parley.talks.sounding.SoundingKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley sound}: asks several parties the same. */
@Command(
        name = "sound",
        description =
                "As a mediator, ask several parties the same, each in its caucus. It opens only if all say yes, and"
                        + " can't be taken back.",
        mixinStandardHelpOptions = true)
final class SoundCommand extends AtNode {
    @Parameters(index = "0", paramLabel = "KIND", description = "One of ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init")
    private SoundingKind kind;

    @Option(
            names = "--in",
            required = true,
            paramLabel = "ROOM",
            description = "The caucus of a party that is asked; repeat for each.")
    private List<String> rooms = List.of();

    @Option(names = "--table", description = "Which table, when this node sits at several.")
    private @Nullable String table;

    @Option(names = "--text", description = "The question, in the same words for all.")
    private String text = "";

    @Option(
            names = "--language",
            paramLabel = "TAG",
            description = "BCP 47 tag of the text (default: ${DEFAULT-VALUE}).")
    private String language = "en";

    @Option(names = "--minutes", paramLabel = "N", description = "How long it stays open (default: ${DEFAULT-VALUE}).")
    private long minutes = Duration.ofDays(1).toMinutes();

    @Mixin
    private MeantFor meant = new MeantFor();

    @Override
    protected void run(NodeClient node) throws IOException {
        Places places = new Places(node);
        Tables.TableView at = places.table(table);
        List<RoomId> asked = new ArrayList<>();
        for (String room : rooms) {
            asked.add(places.room(at.table().toHex(), room).ref().room());
        }
        if (minutes < 1 || minutes > Soundings.MOST_TIME.toMinutes()) {
            throw Stop.bad("--minutes is from 1 to " + Soundings.MOST_TIME.toMinutes());
        }
        Outputs.SoundingMade made = node.post(
                SoundingsCommand.path(at) + meant.query(),
                new Soundings.Question(
                        kind,
                        TypedWords.argument(text),
                        language,
                        Languages.direction(language),
                        asked,
                        Instant.now().plus(Duration.ofMinutes(minutes))),
                Outputs.SoundingMade.class);
        if (json()) {
            printJson(made);
        } else {
            out().println("sounding " + made.sounding().toHex().substring(0, 12));
            for (RoomId room : asked) {
                MeantFor.readers(node, new RoomRef(at.table(), room), Sentences.say("soundings.ask-infer", List.of()))
                        .forEach(out()::println);
            }
        }
    }
}
