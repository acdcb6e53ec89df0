package parley.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.RoomId;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Outputs;
import parley.node.desk.Mandating;
import parley.node.desk.Tables;
import parley.talks.mandate.Power;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley mandates}: who acts for a side, how far, and until when; issuing, acting under, and taking back one's own. */
@Command(
        name = "mandates",
        description =
                "List the mandates of a table and where each is shown; or issue one, say who acts from here on, or take one back.",
        mixinStandardHelpOptions = true)
final class MandatesCommand extends AtNode {
    private static final int SHOWN_DIGITS = 12;
    private static final int USUAL_DAYS = 30;

    @Option(names = "--table", description = "Which table, when this node sits at several.")
    private @Nullable String table;

    @ArgGroup(exclusive = false)
    private @Nullable Issue issue;

    /** What is said when one is issued. */
    private static final class Issue {
        @Option(
                names = "--issue",
                paramLabel = "DELEGATE",
                required = true,
                description = "Issue a mandate for this name or office of your side.")
        @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
        private String delegate;

        @Option(
                names = "--power",
                required = true,
                description = "How far: one of ${COMPLETION-CANDIDATES}. Each holds those before it.")
        @SuppressWarnings("NullAway.Init")
        private Power power;

        @Option(
                names = "--in",
                paramLabel = "ROOM",
                required = true,
                description = "A room in which it is shown and binds; repeat for each.")
        private List<String> rooms = new ArrayList<>();

        @Option(names = "--days", paramLabel = "N", description = "For how many days, 1 to 365 (default: 30).")
        private int days = USUAL_DAYS;
    }

    @Option(
            names = "--act",
            paramLabel = "MANDATE",
            description = "This delegate acts for your side from here on: the beginning of its id.")
    private @Nullable String act;

    @Option(names = "--revoke", paramLabel = "MANDATE", description = "Take it back in every room.")
    private @Nullable String revoke;

    @Override
    protected void run(NodeClient node) throws IOException {
        Places places = new Places(node);
        Tables.TableView at = places.table(table);
        String path = Places.path(at) + "/mandates";
        if (issue != null) {
            issue(node, places, at, issue);
        } else if (act != null) {
            node.post(path + "/" + mandate(node, path, act) + "/acting");
        } else if (revoke != null) {
            node.delete(path + "/" + mandate(node, path, revoke));
        } else if (json()) {
            print(node.raw(path));
        } else {
            show(node.get(path, Mandating.TableMandates.class));
        }
    }

    private void issue(NodeClient node, Places places, Tables.TableView at, Issue asked) throws IOException {
        List<RoomId> rooms = new ArrayList<>();
        for (String room : asked.rooms) {
            rooms.add(places.room(at.table().toHex(), room).ref().room());
        }
        Outputs.MandateIssued made = node.post(
                Places.path(at) + "/mandates",
                new Mandating.Issuing(asked.delegate, asked.power, asked.days, rooms),
                Outputs.MandateIssued.class);
        if (json()) {
            printJson(made);
        } else {
            out().println("mandate " + made.mandate().toHex().substring(0, SHOWN_DIGITS));
        }
    }

    private static String mandate(NodeClient node, String path, String beginning) throws IOException {
        List<Mandating.MandateView> own = node.get(path, Mandating.TableMandates.class).mandates().stream()
                .filter(Mandating.MandateView::own)
                .toList();
        return ById.one("mandate", beginning, own, each -> each.id().toHex())
                .id()
                .toHex();
    }

    private void show(Mandating.TableMandates all) {
        all.mandates().forEach(one -> {
            out().printf(
                            "%s  %s, for %s: %s, until %s%s%n",
                            one.id().toHex().substring(0, SHOWN_DIGITS),
                            Shown.line(one.delegate()),
                            one.own() ? "us" : Shown.line(one.principalName()),
                            one.power().word(),
                            one.until(),
                            one.overdue() ? " (over)" : "");
            one.shown()
                    .forEach(shown -> out().println(
                                    "    " + Shown.line(shown.name()) + (shown.acting() ? ": acts there now" : "")));
        });
        all.silent()
                .forEach(room -> out().println(
                                "nobody acts for us in " + Shown.line(room.name()) + ": nothing can be said there"));
    }
}
