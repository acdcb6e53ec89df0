package parley.node.engine;

import java.util.List;
import parley.base.PrincipalId;
import parley.node.desk.Line;
import parley.talks.courier.CourierEvent;
import parley.talks.courier.CourierEvent.Handover;
import parley.talks.courier.Item;
import parley.talks.message.Attachment;
import parley.talks.text.Blank;

/** Says what happened to an item as a line of the record. Pure. */
final class CourierLine {
    private CourierLine() {}

    static Line of(long index, LineRecord.Said said, PrincipalId self, CourierEvent event, Namesakes names) {
        String author = said.authorName();
        return switch (event) {
            case CourierEvent.HandedIn(Item item) ->
                PassageLine.line(
                        index,
                        said,
                        self,
                        (item.answers().isPresent() ? "line.courier-answered" : "line.courier-handed-in")
                                + (Blank.is(item.addressee()) ? "" : ".for"),
                        List.of(author, item.addressee()),
                        List.of(beside(item, "beside.courier-handed-in")));
            case CourierEvent.Delivered(var _, var to, Handover how) ->
                PassageLine.line(
                        index,
                        said,
                        self,
                        "line.courier-delivered." + how.means().word(),
                        List.of(author, names.shown(to), how.hand(), how.remark()),
                        List.of());
            case CourierEvent.Brought(var from, Handover how, Item item) ->
                PassageLine.line(
                        index,
                        said,
                        self,
                        "line.courier-brought." + how.means().word(),
                        List.of(author, names.shown(from), how.hand(), how.remark()),
                        List.of(beside(item, "beside.courier-brought", author, names.shown(from))));
            case CourierEvent.CalledBack _ -> step(index, said, self, "line.courier-called-back");
            case CourierEvent.Received _ -> step(index, said, self, "line.courier-received");
            case CourierEvent.Acknowledged _ -> step(index, said, self, "line.courier-acknowledged");
            case CourierEvent.Confirmed _ -> step(index, said, self, "line.courier-confirmed");
        };
    }

    /** The words of an item and the names of its files, which stand on the page of items. */
    private static Line.Beside beside(Item item, String key, String... parts) {
        String files = String.join(
                ", ",
                item.attachments().stream()
                        .map(Attachment::name)
                        .map(parley.talks.text.FileName::clean)
                        .toList());
        String text = item.text().isEmpty() ? files : item.text();
        List<String> all = new java.util.ArrayList<>(List.of(parts));
        all.add(files);
        return new Line.Beside(
                text, item.lang(), item.dir(), (files.isEmpty() ? key : key + "-files") + ".verbatim", all);
    }

    private static Line step(long index, LineRecord.Said said, PrincipalId self, String key) {
        return PassageLine.line(index, said, self, key, List.of(said.authorName()), List.of());
    }
}
