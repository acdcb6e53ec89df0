package parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.desk.Bargaining;
import parley.node.desk.Bargaining.Asked;
import parley.node.desk.Bargaining.Frontier;
import parley.node.desk.Bargaining.Judged;
import parley.node.desk.Bargaining.Point;
import parley.node.desk.Bargaining.Progress;
import parley.node.desk.Bargaining.Side;
import parley.node.desk.Bargaining.Space;
import parley.node.desk.Bargaining.SpaceView;
import parley.node.desk.Bargaining.State;
import parley.node.desk.Sheets;
import parley.talks.sheet.SheetIssue;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley space}: the bargaining space of a room's sheet, and estimates of other sides' scores. */
@Command(
        name = "space",
        description =
                "Count the bargaining space of a room's issue sheet from your own scores and your estimates of others';"
                        + " or keep an estimate. Nothing of it leaves the node.",
        mixinStandardHelpOptions = true)
final class SpaceCommand extends AtNode {
    /** Numbers with commas between them, or one that is too short for the beginning of an id. */
    private static final String OPTIONS = "[^,]*,.*|[0-9]{1,5}";

    @Mixin
    private InRoom room = new InRoom();

    @Option(
            names = "--judge",
            paramLabel = "PACKAGE",
            description =
                    "Say how good and fair a package is, what is better for somebody and worse for nobody, and which trades better it:"
                            + " the beginning of the id of one on the table; or one that nobody else sees, the number of an option for"
                            + " each issue as in 1,3,2, or a file that holds them.")
    private @Nullable String judge;

    @Option(
            names = "--sensitivity",
            description =
                    "Say on which weights the fair packages hang, each tried a tenth up and a tenth down, and what a side would gain by untruth.")
    private boolean sensitivity;

    @ArgGroup(exclusive = false)
    private @Nullable Estimate estimate;

    /** What one believes of a side. */
    private static final class Estimate {
        @Option(
                names = "--estimate",
                paramLabel = "SIDE",
                required = true,
                description =
                        "Keep in the vault what you believe this side would give: its name, the beginning of its id, or \"the other side\" before the introduction.")
        @SuppressWarnings("NullAway.Init")
        private String side;

        @Option(
                names = "--scores",
                paramLabel = "FILE",
                required = true,
                description = "The points, as parley sheet --scores takes them.")
        @SuppressWarnings("NullAway.Init")
        private Path scores;
    }

    @Option(names = "--forget", paramLabel = "SIDE", description = "Forget the estimate of this side.")
    private @Nullable String forget;

    @Option(names = "--stop", description = "Let the node stop counting; what was found so far is shown from then on.")
    private boolean stop;

    @Option(names = "--again", description = "Count again what was stopped.")
    private boolean again;

    @Override
    protected void run(NodeClient node) throws IOException {
        String sheetPath = room.path(node) + "/sheet";
        String path = sheetPath + "/space";
        Sheets.SheetView sheet = node.get(sheetPath, Sheets.SheetView.class);
        if (sheet.version().isEmpty()) {
            throw Stop.bad("no sheet has been drawn in this room");
        }
        Sheets.Version version = sheet.version().get();
        if (estimate != null) {
            node.post(path + "/of/" + side(node, path, estimate.side), SheetCommand.scores(estimate.scores, version));
        } else if (forget != null) {
            node.delete(path + "/of/" + side(node, path, forget));
        } else if (stop) {
            node.delete(path);
        } else {
            if (again) {
                node.post(path + "/again");
            }
            SpaceView view = counted(node, path, asked(sheet, version));
            if (json()) {
                printJson(view);
            } else {
                show(view, version);
            }
        }
    }

    private static String side(NodeClient node, String path, String wanted) throws IOException {
        List<Side> others = node.get(path, SpaceView.class).sides().stream()
                .filter(side -> !side.own())
                .toList();
        return Places.called(
                        "side",
                        wanted,
                        others,
                        SpaceCommand::name,
                        one -> one.id().toHex())
                .id()
                .toHex();
    }

    private Asked asked(Sheets.SheetView sheet, Sheets.Version version) throws IOException {
        if (judge == null) {
            return new Asked(Optional.empty(), Optional.empty(), sensitivity);
        }
        Optional<String> options = options(judge);
        return options.isPresent()
                ? new Asked(
                        Optional.empty(),
                        Optional.of(new Sheets.Putting(version.id(), SheetCommand.options("--judge", options.get()))),
                        sensitivity)
                : new Asked(
                        Optional.of(ById.one(
                                        "package",
                                        judge,
                                        sheet.offers(),
                                        one -> one.id().toHex())
                                .id()),
                        Optional.empty(),
                        sensitivity);
    }

    /** What was typed, or a file holds: others who work at this machine may see how a command was called. None of an id. */
    static Optional<String> options(String typed) throws IOException {
        if (typed.matches(OPTIONS)) {
            return Optional.of(typed);
        }
        Path file = Path.of(typed);
        return Files.isRegularFile(file) ? Optional.of(SheetCommand.text(file).strip()) : Optional.empty();
    }

    /** The node answers every second or so while it counts; whoever ends the command leaves the node counting, unheard. */
    private SpaceView counted(NodeClient node, String path, Asked asked) throws IOException {
        SpaceView view = node.post(path, asked, SpaceView.class);
        while (view.state() == State.COUNTING) {
            view.progress().ifPresent(this::tell);
            view = node.post(path, asked, SpaceView.class);
        }
        return view;
    }

    private void tell(Progress progress) {
        progress(progress.stage().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (progress.all() > 0 ? " " + progress.done() + " of " + progress.all() : ""));
    }

    // ---- Showing

    private void show(SpaceView view, Sheets.Version version) {
        for (Side side : view.sides()) {
            out().printf(
                            "%s  %s%s%n",
                            name(side),
                            switch (side.source()) {
                                case OWN -> "your scores";
                                case SHARED -> "shared by it";
                                case ESTIMATED -> "your estimate";
                                case NONE -> "no scores";
                            },
                            side.scores()
                                    .map(scores -> "  walking away is worth " + scores.reservation())
                                    .orElse(""));
        }
        switch (view.state()) {
            case TOO_FEW_SCORES ->
                out().println("at least two sides need scores: give your own, and estimate another's");
            case TOO_MANY_SIDES ->
                out().println("more than " + Bargaining.MOST_SIDES + " sides have scores; forget an estimate");
            case COUNTING -> {}
            case COUNTED -> view.space().ifPresent(space -> show(space, view.counted(), version));
        }
    }

    private static String number(String of, String what) {
        return of + " " + what + (of.equals("1") ? "" : "s");
    }

    private void show(Space space, List<Side> sides, Sheets.Version version) {
        out().printf(
                        "%s, a frontier of %s%s%s%n",
                        number(space.packages(), "package"),
                        number(String.valueOf(space.frontier().found()), "point"),
                        space.frontier().whole() ? "" : ", which is not whole",
                        space.stopped() ? "; the counting was stopped" : "");
        space.fair()
                .forEach(fair -> out().printf(
                                "%s  %s%s  %s%n",
                                word(fair.by()),
                                word(fair.sureness()),
                                fair.reaches()
                                        .map(part -> ", at least " + part + " % of what any could reach")
                                        .orElse(""),
                                fair.point().map(point -> text(point, sides)).orElse("")));
        space.unlisted()
                .forEach(fair -> out().println(
                                "… and " + fair.more() + " more that are as fair by the measure " + word(fair.by())));
        space.offers()
                .forEach(offer -> out().printf(
                                "package %s  %s%n",
                                offer.offer().toHex().substring(0, 12), text(offer.point(), sides)));
        space.judged().ifPresent(judged -> show(judged, sides, version));
        space.sensitivity().forEach(hanging -> {
            out().printf(
                            "%s is another in %d of %d changes of a weight%s%n",
                            word(hanging.by()),
                            hanging.weights().size(),
                            hanging.tried() * 2,
                            hanging.all() ? "" : "; the others were not tried");
            hanging.weights()
                    .forEach(weight -> out().printf(
                                    "  %s a tenth %s to %s: %s%n",
                                    Shown.line(
                                            version.issues().get(weight.issue()).name()),
                                    weight.up() ? "more" : "less",
                                    name(sides.get(weight.side())),
                                    weight.then()
                                            .map(point -> text(point, sides))
                                            .orElse("none acceptable")));
            hanging.untruths()
                    .forEach(one -> out().printf(
                                    "  %s gains %d by untruth, of what was tried%s%s%n",
                                    name(sides.get(one.side())),
                                    one.gain(),
                                    one.all() ? "" : " before it was stopped",
                                    one.told()
                                            .map(told -> ": " + text(told, version))
                                            .orElse("")));
        });
    }

    private void show(Judged judged, List<Side> sides, Sheets.Version version) {
        out().printf(
                        "%s is %s%n",
                        judged.offer()
                                .map(id -> "package " + id.toHex().substring(0, 12))
                                .orElseGet(() ->
                                        "your package, not on the table,  " + text(judged.point(), sides) + ",  "),
                        word(judged.efficiency()));
        if (!judged.noneWeighsMoreWith().isEmpty()) {
            out().printf(
                            "  to check it by adding up: counting points of %s, no option of any issue comes to more%n",
                            times(judged.noneWeighsMoreWith(), sides));
        }
        for (int side = 0; side < sides.size(); side++) {
            out().printf(
                            "  %s gains %s of what it could at most%s%n",
                            name(sides.get(side)),
                            judged.shares().get(side).map(part -> part + " %").orElse("an unknown part"),
                            judged.envy()
                                    .get(side)
                                    .filter(behind -> behind > 0)
                                    .map(behind -> ", " + behind + " behind the largest share")
                                    .orElse(""));
        }
        judged.distances()
                .forEach(distance -> out().printf(
                                "  %s would give %s more%n", word(distance.by()), amounts(distance.more(), sides)));
        Frontier improvements = judged.improvements();
        if (improvements.found() > 0) {
            out().printf(
                            "  better for somebody and worse for nobody: %d%s%s%n",
                            improvements.found(),
                            improvements.whole() ? "" : " found, there may be others",
                            improvements.found() > improvements.points().size()
                                    ? "; " + improvements.points().size() + " of them, from one end to the other"
                                    : "");
            improvements.points().forEach(point -> out().println("    " + text(point, sides)));
        }
        judged.trades()
                .forEach(trade -> out().printf(
                                "  %s  %s%n",
                                trade.moves().stream()
                                        .map(move -> text(move, version))
                                        .reduce((one, other) -> one + "; " + other)
                                        .orElse(""),
                                amounts(trade.gains(), sides)));
    }

    private static String text(Bargaining.Told told, Sheets.Version version) {
        return told.issue()
                .map(issue ->
                        Shown.line(version.issues().get(issue).name()) + " worth " + told.amount() + " % of what it is")
                .orElse("walking away worth " + told.amount());
    }

    private static String text(Bargaining.Move move, Sheets.Version version) {
        SheetIssue issue = version.issues().get(move.issue());
        return Shown.line(issue.name()) + ": " + Shown.line(issue.options().get(move.from())) + " -> "
                + Shown.line(issue.options().get(move.to()));
    }

    /** Options by number, as people count, then what they are worth. */
    private static String text(Point point, List<Side> sides) {
        return String.join(
                        ",",
                        point.options().stream()
                                .map(option -> String.valueOf(option + 1))
                                .toList())
                + "  " + amounts(point.worth(), sides) + (point.acceptable() ? "" : "  not acceptable to all");
    }

    private static String amounts(List<Long> amounts, List<Side> sides) {
        List<String> all = new ArrayList<>();
        for (int side = 0; side < amounts.size(); side++) {
            all.add(name(sides.get(side)) + " " + amounts.get(side));
        }
        return String.join(", ", all);
    }

    private static String times(List<Long> weights, List<Side> sides) {
        List<String> all = new ArrayList<>();
        for (int side = 0; side < weights.size(); side++) {
            all.add(name(sides.get(side)) + " " + weights.get(side) + " times");
        }
        return String.join(", ", all);
    }

    private static String name(Side side) {
        return side.id().equals(Bargaining.NOT_INTRODUCED) ? "the other side" : Shown.line(side.name());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
