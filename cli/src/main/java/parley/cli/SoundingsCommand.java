package parley.cli;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Outputs;
import parley.node.desk.Soundings;
import parley.node.desk.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley soundings}: what was asked of several, and how it stands. */
@Command(
        name = "soundings",
        description = "List the soundings of a table: what was asked of several, and how it stands.",
        mixinStandardHelpOptions = true)
final class SoundingsCommand extends AtNode {
    @Option(names = "--table", description = "Which table, when this node sits at several.")
    private @Nullable String table;

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = path(new Places(node).table(table));
        if (json()) {
            print(node.raw(path));
            return;
        }
        for (Soundings.Sounding one : node.get(path, Outputs.SoundingList.class).soundings()) {
            out().printf(
                            "%s  %s  %s  until %s  asked %d of %d times, question %d in %d days%s%n    %s%n",
                            one.id().toHex().substring(0, 12),
                            word(one.state())
                                    + (one.own() || one.state() != Soundings.State.OPENED
                                            ? ""
                                            : ", says " + Shown.line(one.askerName())),
                            word(one.kind()),
                            one.deadline(),
                            one.times(),
                            one.most(),
                            one.recent(),
                            Soundings.COUNTED.toDays(),
                            one.heeded() ? "" : ", asked too soon: no answer is taken",
                            Shown.line(one.text()));
            for (Soundings.Party party : one.parties()) {
                String answer =
                        party.answer().map(SoundingsCommand::word).orElse(one.own() || party.self() ? "no answer" : "");
                out().printf("    %s  %s%n", Shown.line(party.name()), answer);
            }
        }
    }

    static String path(Tables.TableView table) {
        return Places.path(table) + "/soundings";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
