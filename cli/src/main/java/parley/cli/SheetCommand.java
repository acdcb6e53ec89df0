package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.Refusal;
import parley.base.Result;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.desk.SheetText;
import parley.node.desk.Sheets;
import parley.talks.sheet.SheetIssue;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley sheet}: a room's issue sheet, the packages on the table, scores of one's own side. */
@Command(
        name = "sheet",
        description =
                "Show the issue sheet of a room and the packages on the table; or draw it, put a package, score it.",
        mixinStandardHelpOptions = true)
final class SheetCommand extends AtNode {
    /** Two hundred times the longest sheet of points, or some sheets of words. */
    private static final long MOST_FILE_BYTES = 256 * 1024;

    @Mixin
    private InRoom room = new InRoom();

    @Option(
            names = "--language",
            paramLabel = "TAG",
            description = "BCP 47 tag of a sheet that is drawn (default: ${DEFAULT-VALUE}).")
    private String language = "en";

    @Mixin
    private MeantFor meant = new MeantFor();

    @ArgGroup
    private @Nullable Act act;

    /** One act at a time. */
    private static final class Act {
        @Option(
                names = "--draw",
                paramLabel = "FILE",
                description =
                        "Draw the sheet from a file: each issue on a line, below it its options on lines that begin with a"
                                + " dash. Everyone in the room reads it; packages on the table leave it.")
        private @Nullable Path draw;

        @Option(
                names = "--put",
                paramLabel = "OPTIONS",
                description = "Put a package on the table: the number of an option for each issue, as in 1,3,2.")
        private @Nullable String put;

        @Option(
                names = "--off",
                paramLabel = "PACKAGE",
                description = "Take your own package off the table: the beginning of its id.")
        private @Nullable String off;

        @Option(
                names = "--scores",
                paramLabel = "FILE",
                description =
                        "Keep scores of your own side in the node's vault: a file with the points of every option in the"
                                + " order of the sheet, and at the end what walking away is worth. They go nowhere else unless you share them.")
        private @Nullable Path scores;

        @Option(names = "--share", description = "Share the scores that you kept with the mediators of this caucus.")
        private boolean share;
    }

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = room.path(node) + "/sheet";
        if (act == null && json()) {
            print(node.raw(path));
            return;
        }
        Sheets.SheetView sheet = node.get(path, Sheets.SheetView.class);
        if (act == null) {
            show(sheet);
        } else if (act.draw != null) {
            node.post(
                    path + meant.query(),
                    new Sheets.Drawing(
                            sheet.version().map(Sheets.Version::id),
                            language,
                            Languages.direction(language),
                            issues(act.draw)));
        } else if (act.put != null) {
            node.post(path + "/packages", new Sheets.Putting(standing(sheet).id(), options("--put", act.put)));
        } else if (act.off != null) {
            Sheets.Offer offer =
                    ById.one("package", act.off, sheet.offers(), one -> one.id().toHex());
            node.delete(path + "/packages/" + offer.id().toHex());
        } else if (act.scores != null) {
            node.post(path + "/scores", scores(act.scores, standing(sheet)));
        } else if (act.share) {
            node.post(path + "/share");
        }
    }

    private static Sheets.Version standing(Sheets.SheetView sheet) {
        return sheet.version().orElseThrow(() -> Stop.bad("no sheet has been drawn in this room"));
    }

    private static List<SheetIssue> issues(Path file) throws IOException {
        return switch (SheetText.read(text(file))) {
            case Result.Done<List<SheetIssue>>(var issues) -> {
                // What the limits are the node says; where no option stands below an issue, it is another file.
                if (issues.stream().anyMatch(one -> one.options().isEmpty())) {
                    throw Stop.bad(
                            file + " is no sheet: below each issue its options, on lines that begin with a dash");
                }
                yield issues;
            }
            case Result.Refused<List<SheetIssue>>(Refusal _) ->
                throw Stop.bad("an option stands above the first issue in " + file);
        };
    }

    static String text(Path file) throws IOException {
        return OwnerFiles.text(file, MOST_FILE_BYTES);
    }

    /** People count from 1. */
    static List<Integer> options(String where, String typed) {
        return Arrays.stream(typed.split(",", -1))
                .map(one -> Math.toIntExact(number(where, one)) - 1)
                .toList();
    }

    private static long number(String where, String typed) {
        if (!typed.strip().matches("[0-9]{1,9}")) {
            throw Stop.bad(where + " takes whole numbers, not " + Shown.line(typed));
        }
        return Long.parseLong(typed.strip());
    }

    static Sheets.Scores scores(Path file, Sheets.Version version) throws IOException {
        List<Long> all = Arrays.stream(text(file).strip().split("[\\s,;]+", -1))
                .map(one -> number(file.toString(), one))
                .toList();
        int wanted = 1
                + version.issues().stream()
                        .mapToInt(one -> one.options().size())
                        .sum();
        if (all.size() != wanted) {
            throw Stop.bad(file + " has " + all.size() + " numbers; this sheet takes " + wanted);
        }
        List<Sheets.IssueScores> issues = new ArrayList<>();
        int at = 0;
        for (SheetIssue issue : version.issues()) {
            issues.add(
                    new Sheets.IssueScores(all.subList(at, at + issue.options().size())));
            at += issue.options().size();
        }
        return new Sheets.Scores(version.id(), issues, all.getLast());
    }

    private void show(Sheets.SheetView sheet) {
        sheet.unsent().forEach(act -> out().println("on its way, without a place yet: " + what(act)));
        if (sheet.version().isEmpty()) {
            out().println("no sheet has been drawn in this room");
            return;
        }
        Sheets.Version version = sheet.version().get();
        out().printf("version %d  drawn by %s%n", version.number(), Shown.line(version.authorName()));
        for (int i = 0; i < version.issues().size(); i++) {
            SheetIssue issue = version.issues().get(i);
            out().println(Shown.line(issue.name()));
            for (int j = 0; j < issue.options().size(); j++) {
                String score = score(sheet, i, j);
                out().printf("  %d  %s%s%n", j + 1, Shown.line(issue.options().get(j)), score);
            }
        }
        sheet.scores().ifPresent(scores -> out().printf("walking away is worth %d%n", scores.reservation()));
        if (sheet.scoredAnother()) {
            out().println("your scores are for another version and count for nothing here");
        }
        sheet.shares()
                .forEach(share -> out().println((share.own() ? "you" : Shown.line(share.authorName()))
                        + " shared scores with the mediators"));
        for (Sheets.Offer offer : sheet.offers()) {
            out().printf(
                            "package %s  %s  %s%s%n",
                            offer.id().toHex().substring(0, 12),
                            Shown.line(offer.authorName()),
                            String.join(
                                    ",",
                                    offer.options().stream()
                                            .map(one -> String.valueOf(one + 1))
                                            .toList()),
                            offer.worth().map(worth -> "  worth " + worth).orElse(""));
        }
    }

    private static String what(Sheets.Act act) {
        return switch (act) {
            case DRAWN -> "the sheet that you drew";
            case TABLED -> "your package";
            case TAKEN_OFF -> "that you take a package off the table";
            case SHARED -> "the scores that you share";
        };
    }

    private static String score(Sheets.SheetView sheet, int issue, int option) {
        return sheet.scores()
                .map(scores -> "  = " + scores.issues().get(issue).options().get(option))
                .orElse("");
    }
}
