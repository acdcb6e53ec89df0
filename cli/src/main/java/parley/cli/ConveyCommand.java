package parley.cli;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.desk.Conveying;
import parley.node.desk.Conveying.Bringing;
import parley.node.desk.Conveying.PassageView;
import parley.node.desk.RoomRef;
import parley.node.desk.Tables;
import parley.talks.convey.CrossedAs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley convey}: brings a passage across, in the form that its caveat allows. */
@Command(
        name = "convey",
        description =
                "Bring a passage into another room, in the form that its caveat allows. Its room gets the record first.",
        mixinStandardHelpOptions = true)
final class ConveyCommand extends AtNode {
    @Parameters(
            index = "0",
            paramLabel = "PASSAGE",
            description = "The beginning of its id, as parley corridor prints it.")
    @SuppressWarnings("NullAway.Init")
    private String passage;

    @Option(names = "--into", required = true, paramLabel = "ROOM", description = "The room that gets it.")
    @SuppressWarnings("NullAway.Init")
    private String into;

    @Option(names = "--table", description = "Which table, when this node sits at several.")
    private @Nullable String table;

    @Option(names = "--text", description = "Your words, unless it crosses verbatim.")
    private String text = "";

    @Option(
            names = "--language",
            paramLabel = "TAG",
            description = "BCP 47 tag of your words (default: ${DEFAULT-VALUE}).")
    private String language = "en";

    @Option(names = "--because", description = "What was asked or given, where the caveat has a condition.")
    private String because = "";

    @Option(
            names = "--even-so",
            description = "Raise it as your own, or bring it in substance, though it repeats the source's words.")
    private boolean evenSo;

    @Mixin
    private MeantFor meant = new MeantFor();

    @Override
    protected void run(NodeClient node) throws IOException {
        Places places = new Places(node);
        Tables.TableView at = places.table(table);
        PassageView found = PassageTexts.find(
                node.get(Places.path(at) + "/corridor", Conveying.Corridor.class)
                        .passages(),
                passage);
        CrossedAs as = found.label()
                .caveat()
                .crossesAs()
                .orElseThrow(() -> Stop.no("its caveat is for-you-only: it may not cross"));
        RoomRef target = places.room(at.table().toHex(), into).ref();
        node.post(
                PassageTexts.path(found) + "/convey" + meant.query(),
                new Bringing(
                        target,
                        as,
                        TypedWords.argument(text),
                        language,
                        Languages.direction(language),
                        TypedWords.argument(because),
                        evenSo));
        if (!json()) {
            String infer = as == CrossedAs.OWN
                    ? Sentences.say("convey.infer-own", List.of())
                    : "that " + Shown.line(found.authorName())
                            + " said it and that you carry it; its room learns of it";
            MeantFor.readers(node, target, infer).forEach(out()::println);
        }
    }
}
