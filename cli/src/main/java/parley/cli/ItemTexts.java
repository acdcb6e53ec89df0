package parley.cli;

import java.util.List;
import parley.cli.term.Shown;
import parley.node.desk.CourierItems;
import parley.node.desk.CourierItems.ItemView;

/** Items by courier, as commands print and find them. */
final class ItemTexts {
    private static final int SHOWN_DIGITS = 12;

    private ItemTexts() {}

    static String of(ItemView item) {
        StringBuilder out = new StringBuilder(item.id().toHex().substring(0, SHOWN_DIGITS))
                .append(item.brought() ? "  brought from " : "  handed in by ")
                .append(Shown.line(item.fromName()))
                .append(" in ")
                .append(Shown.line(item.roomName()))
                .append(' ')
                .append(item.since())
                .append(", ")
                .append(item.step().word());
        item.delivery()
                .ifPresent(how -> out.append("; delivered to ")
                        .append(Shown.line(how.toName()))
                        .append(" by ")
                        .append(Shown.line(how.hand()))
                        .append(" (")
                        .append(how.means().word())
                        .append(") ")
                        .append(how.at()));
        item.acknowledged()
                .ifPresent(at -> out.append(item.brought() ? "; received " : "; reported as received ")
                        .append(at));
        item.answeredBy().ifPresent(by -> out.append("; answered by ").append(by.toHex(), 0, SHOWN_DIGITS));
        if (item.onTheWay()) {
            out.append("; on the way");
        }
        out.append("\n    ")
                .append(item.letter()
                        .map(letter -> Shown.text(letter.text()).replace("\n", "\n    "))
                        .orElse("(its words are not on this device)"));
        item.letter().stream().flatMap(letter -> letter.attachments().stream()).forEach(file -> {
            out.append("\n    file ")
                    .append(item.line())
                    .append(' ')
                    .append(file.which())
                    .append(": ")
                    .append(Shown.line(file.name()));
            file.sent()
                    .ifPresent(sent -> out.append(", ")
                            .append(sent)
                            .append(
                                    file.held()
                                            ? " bytes at the relay so far; the rest does not go now"
                                            : " bytes at the relay so far"));
        });
        return out.toString();
    }

    /** The one item whose id begins so and that lies on this side of its way. */
    static ItemView find(CourierItems.Bag bag, String beginning, boolean brought) {
        List<ItemView> there =
                bag.items().stream().filter(item -> item.brought() == brought).toList();
        return ById.one("item", beginning, there, each -> each.id().toHex());
    }

    /** The address of an item at a node. */
    static String path(ItemView item) {
        return Places.path(item.room()) + "/items/" + item.id().toHex();
    }
}
