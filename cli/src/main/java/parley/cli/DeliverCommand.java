package parley.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.node.desk.CourierItems;
import parley.node.desk.Tables;
import parley.talks.courier.Means;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley deliver}: writes the delivery of an item down and brings the item into the receiver's caucus. */
@Command(
        name = "deliver",
        description =
                "As a mediator, write down where an item was handed in how it is delivered. Once that counts, it comes as"
                        + " it is into the receiver's caucus.",
        mixinStandardHelpOptions = true)
final class DeliverCommand extends AtNode {
    @Parameters(index = "0", paramLabel = "ITEM", description = "The beginning of its id, as parley items prints it.")
    @SuppressWarnings("NullAway.Init")
    private String item;

    @Option(names = "--into", required = true, paramLabel = "ROOM", description = "The caucus of the receiver.")
    @SuppressWarnings("NullAway.Init")
    private String into;

    @Option(names = "--hand", required = true, paramLabel = "WHO", description = "By whose hand.")
    @SuppressWarnings("NullAway.Init")
    private String hand;

    @Option(names = "--table", description = "Which table, when this node sits at several.")
    private @Nullable String table;

    @Option(
            names = "--means",
            description = "How it is given: one of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Means means = Means.CAUCUS;

    @Option(names = "--remark", description = "Where, or to whom in person.")
    private String remark = "";

    @Mixin
    private MeantFor meant = new MeantFor();

    @Option(names = "--minutes-ago", paramLabel = "N", description = "When it was given (default: now).")
    private long minutesAgo;

    @Override
    protected void run(NodeClient node) throws IOException {
        if (minutesAgo < 0) {
            throw Stop.bad("--minutes-ago is 0 or more");
        }
        Places places = new Places(node);
        Tables.TableView at = places.table(table);
        CourierItems.ItemView found =
                ItemTexts.find(node.get(Places.path(at) + "/courier", CourierItems.Bag.class), item, false);
        node.post(
                ItemTexts.path(found) + "/delivery" + meant.query(),
                new CourierItems.Delivering(
                        places.room(at.table().toHex(), into).ref().room(),
                        TypedWords.argument(hand),
                        means,
                        TypedWords.argument(remark),
                        Instant.now().minus(Duration.ofMinutes(minutesAgo))));
    }
}
