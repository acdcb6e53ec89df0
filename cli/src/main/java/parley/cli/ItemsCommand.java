package parley.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.node.desk.CourierItems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley items}: items by courier and where each stands; the steps that need nothing but the item. */
@Command(
        name = "items",
        description = "List the items by courier of a table and where each stands; or say the next step of one.",
        mixinStandardHelpOptions = true)
final class ItemsCommand extends AtNode {
    @Option(names = "--table", description = "Which table, when this node sits at several.")
    private @Nullable String table;

    @Option(
            names = "--call-back",
            paramLabel = "ITEM",
            description = "Call your own item back, until it is delivered: the beginning of its id.")
    private @Nullable String callBack;

    @Option(names = "--in-hand", paramLabel = "ITEM", description = "As a mediator: say that you have it in hand.")
    private @Nullable String inHand;

    @Option(
            names = "--received",
            paramLabel = "ITEM",
            description = "As the receiver: say \"received\", and nothing more.")
    private @Nullable String received;

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = Places.path(new Places(node).table(table)) + "/courier";
        boolean act = callBack != null || inHand != null || received != null;
        if (!act && json()) {
            print(node.raw(path));
            return;
        }
        CourierItems.Bag bag = node.get(path, CourierItems.Bag.class);
        if (callBack != null) {
            node.delete(ItemTexts.path(ItemTexts.find(bag, callBack, false)));
        } else if (inHand != null) {
            node.post(ItemTexts.path(ItemTexts.find(bag, inHand, false)) + "/receipt");
        } else if (received != null) {
            node.post(ItemTexts.path(ItemTexts.find(bag, received, true)) + "/acknowledgement");
        } else {
            bag.items().forEach(item -> out().println(ItemTexts.of(item)));
            if (bag.unsent() > 0) {
                out().printf("%d not sent yet%n", bag.unsent());
            }
        }
    }
}
