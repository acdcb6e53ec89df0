package parley.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.base.Hash;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.desk.Conveying;
import parley.node.desk.NonPapers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley corridor}: what may cross from the caucuses in which one mediates, and what is on its way. */
@Command(
        name = "corridor",
        description = "List what may cross from the caucuses in which you mediate, and what is on its way.",
        mixinStandardHelpOptions = true)
final class CorridorCommand extends AtNode {
    @Option(names = "--table", description = "Which table, when this node sits at several.")
    private @Nullable String table;

    @Option(
            names = "--say",
            paramLabel = "CROSSING",
            description = "It came back with a backup, and you have looked that it wasn't said: let it go on.")
    private @Nullable String say;

    @Option(
            names = "--drop",
            paramLabel = "CROSSING",
            description =
                    "It came back with a backup, or hasn't been said or laid yet: give it up, unsaid. Its author learns that of words, unless they came with a backup.")
    private @Nullable String drop;

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = Places.path(new Places(node).table(table)) + "/corridor";
        if (say != null || drop != null) {
            held(node, path);
            return;
        }
        if (json()) {
            print(node.raw(path));
            return;
        }
        Conveying.Corridor corridor = node.get(path, Conveying.Corridor.class);
        corridor.passages().forEach(one -> out().println(PassageTexts.of(one)));
        for (Conveying.OnTheWay one : corridor.onTheWay()) {
            out().printf(
                            "on the way to %s as %s%s%n",
                            Shown.line(one.roomName()), one.as().name().toLowerCase(Locale.ROOT), how(one));
        }
        for (NonPapers.OnTheWay one : corridor.papers()) {
            out().printf(
                            "on the way to %s: a non-paper of %s, until %s%s; --drop %s stops it%n",
                            Shown.line(one.roomName()),
                            Shown.line(one.fromName()),
                            one.lapses(),
                            one.othersRead()
                                    ? ": not laid, for others read there now"
                                    : one.recorded() ? "" : ": its record is being written first",
                            one.id().toHex().substring(0, PassageTexts.SHOWN_DIGITS));
        }
    }

    private static String how(Conveying.OnTheWay one) {
        if (one.held()) {
            return ": came back with a backup as " + one.id().toHex().substring(0, PassageTexts.SHOWN_DIGITS)
                    + " and may have been said since; look there, then --say or --drop\n    "
                    + Shown.text(one.text().text()).replace("\n", "\n    ");
        }
        String state = one.recorded() ? "" : ": its record is being written first";
        String when = one.ownIdea()
                ? ", said after a while; until then --drop "
                : ", said once its room lets it; until then --drop ";
        return one.mayStop()
                ? state + when + one.id().toHex().substring(0, PassageTexts.SHOWN_DIGITS) + " stops it"
                : state;
    }

    private void held(NodeClient node, String path) throws IOException {
        String wanted = say != null ? say : Objects.requireNonNull(drop);
        Conveying.Corridor corridor = node.get(path, Conveying.Corridor.class);
        Stream<Hash> crossings = corridor.onTheWay().stream()
                .filter(one -> one.held() || (drop != null && one.mayStop()))
                .map(Conveying.OnTheWay::id);
        Stream<Hash> papers =
                drop == null ? Stream.empty() : corridor.papers().stream().map(NonPapers.OnTheWay::id);
        String at = path + "/"
                + ById.one("crossing", wanted, Stream.concat(crossings, papers).toList(), Hash::toHex)
                        .toHex();
        if (say != null) {
            node.post(at);
        } else {
            node.delete(at);
        }
    }
}
