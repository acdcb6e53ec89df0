package parley.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.node.desk.NonPapers;
import parley.node.desk.RoomRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley non-paper}: lays a paper without an author before a room. */
@Command(
        name = "non-paper",
        description =
                "Lay a non-paper before a room: no author, and erased at its hour. Its words are read from standard input"
                        + " unless --text gives them.",
        mixinStandardHelpOptions = true)
final class NonPaperCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @Mixin
    private TypedWords words = new TypedWords();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "After how many minutes it lapses (default: ${DEFAULT-VALUE}).")
    private int minutes = 1440;

    @Option(names = "--standing", description = "As a mediator, mark that it comes from a level that can deliver.")
    private boolean standing;

    @Option(
            names = "--for-others",
            description = "As a delegation, let the mediators of this caucus lay it before others.")
    private boolean forOthers;

    @Option(
            names = "--carry",
            paramLabel = "LINE",
            description = "As a mediator, lay the paper at this line of ROOM, given for others, before --into instead.")
    private @Nullable Long carry;

    @Option(names = "--into", paramLabel = "ROOM", description = "With --carry: the room that gets it.")
    private @Nullable String into;

    @Mixin
    private MeantFor meant = new MeantFor();

    @Override
    protected void run(NodeClient node) throws IOException {
        Places places = new Places(node);
        RoomRef at = room.at(node);
        if (carry != null || into != null) {
            carry(node, places, at);
            return;
        }
        String said = words.text();
        node.post(
                Places.path(at) + "/non-papers" + meant.query(),
                new NonPapers.Laying(
                        said,
                        words.language(),
                        words.direction(),
                        Instant.now().plus(Duration.ofMinutes(minutes)),
                        standing,
                        forOthers));
        if (!json()) {
            MeantFor.readers(node, at, Sentences.say("nonpaper.infer", List.of()))
                    .forEach(out()::println);
        }
    }

    private void carry(NodeClient node, Places places, RoomRef at) throws IOException {
        if (carry == null || into == null) {
            throw Stop.bad("--carry LINE and --into ROOM go together");
        }
        RoomRef to = places.room(at.table().toHex(), into).ref();
        node.post(
                Places.path(at) + "/lines/" + carry + "/carry" + meant.query(),
                new NonPapers.LayingElsewhere(to, Instant.now().plus(Duration.ofMinutes(minutes)), standing));
        if (!json()) {
            MeantFor.readers(node, to, Sentences.say("nonpaper.carry-infer", List.of()))
                    .forEach(out()::println);
        }
    }
}
