package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Notice;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.talks.event.Word;
import parley.talks.rules.Consents;
import parley.talks.rules.QuietSlots;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code parley rooms}: the rooms of a table, one of them in full, and planning one. */
@Command(
        name = "rooms",
        description = "List the rooms of a table.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RoomsCommand.Show.class,
            RoomsCommand.Words.class,
            RoomsCommand.Create.class,
            RoomConsentCommand.class
        })
final class RoomsCommand extends AtNode {
    @Option(names = "--table", description = "Which table, when there are several.")
    private @Nullable String table;

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = Places.path(new Places(node).table(table)) + "/rooms";
        if (json()) {
            print(node.raw(path));
            return;
        }
        for (Rooms.RoomBrief room : node.get(path, Outputs.RoomList.class).rooms()) {
            out().printf(
                            "%s  %s (%s)  %s, %d unread%n",
                            room.ref().room().toHex().substring(0, 12),
                            Shown.line(room.name()),
                            Texts.kind(room.kind()),
                            Texts.condition(room.condition()),
                            room.unread());
        }
    }

    /** {@code parley rooms show}. */
    @Command(
            name = "show",
            description = "Show a room: who reads it, its head, what is wrong.",
            mixinStandardHelpOptions = true)
    static final class Show extends AtNode {
        @Mixin
        private InRoom room = new InRoom();

        @Override
        protected void run(NodeClient node) throws IOException {
            String path = room.path(node);
            if (json()) {
                print(node.raw(path));
                return;
            }
            Rooms.RoomView view = node.get(path, Rooms.RoomView.class);
            out().printf(
                            "%s (%s), %s%n",
                            Shown.line(view.name()), Texts.kind(view.kind()), Texts.condition(view.condition()));
            out().printf(
                            "epoch %d, position %d, head %d %s%n",
                            view.epoch(),
                            view.position(),
                            view.head().position(),
                            view.head().hash().toHex());
            out().println("relay " + Shown.line(view.relay().authority()) + silence(view));
            out().println("room words: " + String.join(" ", view.words()));
            for (Rooms.Member member : view.members()) {
                out().printf(
                                "  reads: %s (%s), %s%s%n",
                                Shown.line(member.name()),
                                Texts.role(member.role()),
                                Texts.standing(member.standing()),
                                (member.confirmed() ? "" : ", not confirmed yet")
                                        + member.awaySince()
                                                .map(since -> ", keeps no slots since " + since)
                                                .orElse("")
                                        + received(view, member));
            }
            for (Rooms.Outsider outsider : view.outside()) {
                out().printf("  doesn't read: %s (%s)%n", Shown.line(outsider.name()), Texts.role(outsider.role()));
            }
            for (Notice notice : view.notices()) {
                out().printf("  %s: %s%n", notice.grade(), Sentences.happened(notice));
            }
        }
    }

    /** As on the page of who reads: how far this node has it, and of the others what they tell where the Rules show receipts. */
    private static String received(Rooms.RoomView room, Rooms.Member member) {
        OptionalLong through = member.self() && room.position() > 0
                ? OptionalLong.of(room.position())
                : member.self() ? OptionalLong.empty() : member.readThrough();
        if (through.isPresent()) {
            return ", received through " + through.getAsLong();
        }
        return member.self() || room.rules().receipts() ? ", received nothing yet" : "";
    }

    private static String silence(Rooms.RoomView room) {
        return room.otherKey()
                ? " (shows another key than its address names: nothing is sent there)"
                : room.staleSince()
                        .map(since -> since.equals(Instant.EPOCH)
                                ? " (has not answered yet)"
                                : " (silent since " + since + ")")
                        .or(() -> room.takesNothingSince()
                                .map(since -> " (answers, but takes nothing for this room since " + since + ")"))
                        .orElse("");
    }

    /** {@code parley rooms words}. */
    @Command(
            name = "words",
            description = "Show the room words, or record what reading them aloud among all found.",
            mixinStandardHelpOptions = true)
    static final class Words extends AtNode {
        @Mixin
        private InRoom room = new InRoom();

        @ArgGroup(exclusive = false)
        private @Nullable Heard heard;

        /** What reading aloud found. */
        static final class Heard {
            @Option(
                    names = "--epoch",
                    required = true,
                    description = "Whose words were read, as this command shows it without --epoch.")
            private int epoch;

            @ArgGroup(multiplicity = "1")
            @SuppressWarnings("NullAway.Init")
            private CompareCommand.Found found;

            @Option(names = "--how", required = true, paramLabel = "HOW", description = parley.cli.Heard.WAYS)
            @SuppressWarnings("NullAway.Init")
            private String how;
        }

        @Override
        protected void run(NodeClient node) throws IOException {
            String path = room.path(node);
            if (heard != null) {
                node.post(
                        path + "/comparison",
                        new Inputs.RoomWordsHeard(
                                heard.epoch, heard.found.same(), parley.cli.Heard.how(heard.found.same(), heard.how)));
                return;
            }
            Rooms.RoomView view = node.get(path, Rooms.RoomView.class);
            if (json()) {
                printJson(view.words());
                return;
            }
            out().println("Epoch " + view.epoch() + ": " + String.join(" ", view.words()));
            out().println("Read them aloud among all, in person or by voices that you know, then record what was heard"
                    + " with --epoch, --same or --different, and --how.");
        }
    }

    /** {@code parley rooms create}. */
    @Command(name = "create", description = "Ask others to a new room.", mixinStandardHelpOptions = true)
    static final class Create extends AtNode {
        private static final List<String> OF_RULES = List.of(
                "--admission-consents", "--removal-consents", "--readers", "--receipts", "--quiet", "--retention-days");

        @Parameters(paramLabel = "NAME", description = "As its members will call it.")
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Option(names = "--table", description = "Which table, when there are several.")
        private @Nullable String table;

        @Option(names = "--kind", required = true, description = "One of: ${COMPLETION-CANDIDATES}.")
        @SuppressWarnings("NullAway.Init")
        private RoomKind kind;

        @Option(
                names = "--with",
                required = true,
                paramLabel = "PERSON",
                description = "Another member; repeat for each.")
        private List<String> with = List.of();

        @Option(
                names = "--seats",
                description =
                        "Greatest roster ever; fixes the size of every entry (default: two more than the members).")
        private @Nullable Integer seats;

        @Option(
                names = "--admission-consents",
                description = "Consents for admitting and renewing (default: ${DEFAULT-VALUE}).")
        private int admissionConsents = Consents.STANDARD.admission();

        @Option(names = "--removal-consents", description = "Consents for removing (default: ${DEFAULT-VALUE}).")
        private int removalConsents = Consents.STANDARD.removal();

        @Option(
                names = "--readers",
                description =
                        "How well every reader must be known: one of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
        private Standing readers = Rules.standard().readers();

        @Option(names = "--receipts", description = "Nodes tell each other how far they have read.")
        private boolean receipts;

        @Option(
                names = "--quiet",
                paramLabel = "SLOT",
                description = {
                    "Every node writes once in each SLOT, cover where nobody says anything: off, 1m, 5m, 15m or 60m (default: off).",
                    "Costs waiting and traffic; no files can be said there."
                },
                converter = SlotOption.class)
        private QuietSlots quiet = QuietSlots.OFF;

        /** The word of the Rules, as {@code 5m}. */
        static final class SlotOption implements ITypeConverter<QuietSlots> {
            @Override
            public QuietSlots convert(String typed) {
                try {
                    return Word.of(typed, QuietSlots.values());
                } catch (Malformed e) {
                    throw new TypeConversionException("one of off, 1m, 5m, 15m, 60m, not " + typed);
                }
            }
        }

        @Option(
                names = "--retention-days",
                description = "Erase texts and keys after so many days; 0 for never (default: ${DEFAULT-VALUE}).")
        private int retentionDays = Rules.standard().retentionDays();

        @Option(
                names = "--rules",
                paramLabel = "FILE",
                description =
                        "All Rules, as parley rules prints them, instead of those that this command has options for.")
        private @Nullable Path rulesFile;

        @Option(
                names = "--relay",
                paramLabel = "HOST:PORT#KEY",
                description =
                        "Where it shall lie (default: the table's own relay). Each who is asked sees the address before saying yes.")
        private @Nullable String relay;

        private int seats(int members) {
            return seats == null ? Math.min(Rules.MOST_SEATS, members + Rooms.SPARE_SEATS) : seats;
        }

        @Override
        protected void run(NodeClient node) throws IOException {
            Places places = new Places(node);
            Tables.TableView at = places.table(table);
            List<PrincipalId> others = new ArrayList<>();
            for (String other : with) {
                others.add(places.person(at, other).id());
            }
            Rules rules = rules();
            Outputs.RoomPlanned planned = node.post(
                    Places.path(at) + "/rooms",
                    new Inputs.PlanRoom(
                            name,
                            kind,
                            others,
                            seats(others.size() + 1),
                            rules,
                            Optional.ofNullable(relay).map(TablesCommand::relay)),
                    Outputs.RoomPlanned.class);
            if (json()) {
                printJson(planned);
            } else {
                out().println(planned.room().room().toHex());
            }
        }

        /** Options beside a file would leave open which of the two counts. */
        private Rules rules() throws IOException {
            if (rulesFile != null) {
                if (given(OF_RULES)) {
                    throw Stop.bad("--rules says all of them: leave out " + String.join(", ", OF_RULES));
                }
                return RulesFile.read(rulesFile);
            }
            Consents standard = Consents.STANDARD;
            return Rules.standard()
                    .withConsents(new Consents(
                            standard.voters(),
                            admissionConsents,
                            removalConsents,
                            standard.refresh(),
                            standard.move(),
                            standard.eachParty()))
                    .withReaders(readers)
                    .withReceipts(receipts)
                    .withQuiet(quiet)
                    .withRetentionDays(retentionDays);
        }
    }
}
