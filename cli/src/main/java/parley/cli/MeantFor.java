package parley.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import picocli.CommandLine.Option;

/** For whom words are meant: says who reads them, and lets them go all the same once one of those is named. */
final class MeantFor {
    @Option(
            names = "--reader",
            paramLabel = "NAME",
            description = "One who will read it: sends it although it repeats what was said in another room, or names"
                    + " somebody who can't read it.")
    private @Nullable String reader;

    /** What the path of an act that says something ends with. */
    String query() {
        return reader == null
                ? ""
                : "?reader=" + URLEncoder.encode(TypedWords.argument(reader), StandardCharsets.UTF_8);
    }

    /** Who reads it there, who can't, and what they can infer: what stands on a page before its button. */
    static List<String> readers(NodeClient node, RoomRef room, String infer) throws IOException {
        Rooms.RoomView view = node.get(Places.path(room), Rooms.RoomView.class);
        List<String> lines = new ArrayList<>();
        view.members().stream()
                .filter(member -> !member.self())
                .forEach(member ->
                        lines.add("read by " + Shown.line(member.name()) + ", " + Texts.standing(member.standing())));
        view.outside().forEach(one -> lines.add("not read by " + Shown.line(one.name())));
        lines.add("they can infer: " + infer);
        return lines;
    }
}
