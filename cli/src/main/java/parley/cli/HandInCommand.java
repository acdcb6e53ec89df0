package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.Hash;
import parley.cli.link.NodeClient;
import parley.node.desk.CourierItems;
import parley.node.desk.RoomRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley hand-in}: gives an item to the mediator of a caucus, to be carried whole. */
@Command(
        name = "hand-in",
        description =
                "Hand in an item in your caucus, to be carried whole. Nobody can edit it. Its words are read from standard input"
                        + " unless --text gives them.",
        mixinStandardHelpOptions = true)
final class HandInCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @Mixin
    private TypedWords words = new TypedWords();

    @Option(names = "--for", paramLabel = "WHOM", description = "For whom, by name or office.")
    private String addressee = "";

    @Option(names = "--attach", paramLabel = "FILE", description = "A file of the item; repeat for each.")
    private List<Path> files = List.of();

    @Option(
            names = "--answers",
            paramLabel = "ITEM",
            description = "The item that it answers: the beginning of its id, as parley items prints it.")
    private @Nullable String answers;

    @Mixin
    private MeantFor meant = new MeantFor();

    @Override
    protected void run(NodeClient node) throws IOException {
        Places places = new Places(node);
        RoomRef at = room.at(node);
        String said = words.text();
        Optional<Hash> answered = answers == null
                ? Optional.empty()
                : Optional.of(ItemTexts.find(
                                node.get(
                                        Places.path(places.table(at.table().toHex())) + "/courier",
                                        CourierItems.Bag.class),
                                answers,
                                true)
                        .id());
        List<String> uploads = new ArrayList<>();
        for (Path file : files) {
            uploads.add(new Uploads(node, this::progress).upload(at, file));
        }
        node.post(
                Places.path(at) + "/items" + meant.query(),
                new CourierItems.Handing(
                        TypedWords.argument(addressee), said, words.language(), words.direction(), uploads, answered));
        if (!json()) {
            MeantFor.readers(node, at, Sentences.say("courier.hand-in-infer", List.of()))
                    .forEach(out()::println);
        }
    }
}
