package parley.node.web.page;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.desk.SheetText;
import parley.node.desk.Sheets;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.node.words.Language;
import parley.node.wrongroom.WrongRoom;
import parley.talks.sheet.SheetIssue;

/** The issue sheet of a room: what is on the table and how two packages differ; drawing it; scores of one's own side. */
public final class SheetPages {
    private static final String SHEET = "/t/{table}/r/{room}/sheet";

    private final Desks desks;
    private final RoomGuard guard;

    SheetPages(Desks desks, InstantSource clock) {
        this.desks = desks;
        guard = new RoomGuard(clock);
    }

    void add(Router router) {
        router.get(SHEET, desks.room(SheetPages::look));
        router.post(SHEET, desks.room(SheetPages::put));
        router.post(SHEET + "/{package}/off", desks.room(SheetPages::takeOff));
        router.post(SHEET + "/share", desks.room(SheetPages::share));
        router.get(
                SHEET + "/draw",
                desks.room((ask, desk, here) ->
                        drawing(ask, desk, here, guard.before(ask, desk, here.room()), Optional.empty())));
        router.post(SHEET + "/draw", desks.room(this::draw));
        router.get(SHEET + "/scores", desks.room((ask, desk, here) -> scoring(ask, desk, here, Optional.empty())));
        router.post(SHEET + "/scores", desks.room(SheetPages::score));
    }

    // ---- Looking

    /** What the page of a sheet shows. */
    public record SheetPage(String path, Role own, Sheets.SheetView sheet, Form typed, Optional<Pair> pair) {
        /** Scores are a side's: a mediator has none, and counts with those of the sides. */
        public boolean isSide() {
            return own == Role.PARTY;
        }

        public Optional<Sheets.Version> version() {
            return sheet.version();
        }

        public List<SheetIssue> issues() {
            return sheet.version().map(Sheets.Version::issues).orElseGet(List::of);
        }

        /** The option of an issue in a package. */
        public String option(Sheets.Offer offer, int issue) {
            return issues().get(issue).options().get(offer.options().get(issue));
        }

        /** Whether other scores were shared than those that are kept now. */
        public boolean sharedOthers() {
            return sheet.shares().stream().anyMatch(Sheets.Share::own) && !sharedAsKept();
        }

        /** Who can know what a package is worth to this side: whoever was given its scores counts it. */
        public String seen() {
            return sheet.shares().stream().anyMatch(Sheets.Share::own) ? "sheet.seen-shared" : "sheet.seen-own";
        }

        /** Whether the scores that are kept are those that were shared. */
        public boolean sharedAsKept() {
            return sheet.shares().stream()
                    .anyMatch(one -> one.own() && Optional.of(one.scores()).equals(sheet.scores()));
        }

        /** Whether there are scores that the mediators of this caucus have not got yet, and that are not on their way. */
        public boolean maySendScores() {
            return sheet.mayShare()
                    && sheet.scores().isPresent()
                    && !sharedAsKept()
                    && !sheet.unsent().contains(Sheets.Act.SHARED);
        }

        /** A page that refused stands still, at the address of its form: reloaded there it would send the form again. */
        public String live() {
            return path.substring(0, path.lastIndexOf('/')) + "/live";
        }

        /** Another version has other issues: the form for packages fits it no more. */
        public String stamp() {
            return version().map(one -> one.id().brief()).orElse("");
        }

        /** Counts from 1, as the packages stand on the page. */
        public int number(Sheets.Offer offer) {
            return 1 + sheet.offers().indexOf(offer);
        }

        public String chosen(int issue) {
            return typed.text(field(issue));
        }

        public static String field(int issue) {
            return "o" + issue;
        }

        public static String field(int issue, int option) {
            return "s" + issue + "-" + option;
        }

        /** What one's own side gets, or gives when below 0, in an issue by going from the first package to the second. */
        public Optional<Long> gain(int issue) {
            return pair.flatMap(two -> sheet.scores()
                    .map(scores -> score(scores, issue, two.second()) - score(scores, issue, two.first())));
        }

        private static long score(Sheets.Scores scores, int issue, Sheets.Offer offer) {
            return scores.issues().get(issue).options().get(offer.options().get(issue));
        }

        /** What was typed into a field of scores, else what is kept. */
        public String kept(int issue, int option) {
            return typed.maybe(field(issue, option))
                    .orElseGet(() -> sheet.scores()
                            .map(scores -> String.valueOf(
                                    scores.issues().get(issue).options().get(option)))
                            .orElse(""));
        }

        /** Changes when the scores that are kept do: a page that was left open must not take back what another saved. */
        public String mark() {
            return sheet.scores()
                    .map(scores -> Hash.of(
                                    "page-scores",
                                    Stream.concat(
                                                    scores.issues().stream().flatMap(one -> one.options().stream()),
                                                    Stream.of(scores.reservation()))
                                            .map(Hash::number)
                                            .toArray(Bytes[]::new))
                            .brief())
                    .orElse("");
        }

        public String keptReservation() {
            return typed.maybe("reservation")
                    .orElseGet(() -> sheet.scores()
                            .map(scores -> String.valueOf(scores.reservation()))
                            .orElse(""));
        }
    }

    /** Two packages side by side. */
    public record Pair(Sheets.Offer first, Sheets.Offer second) {}

    /** With the options chosen of a package that was composed on the page of the bargaining space, if asked for. */
    private static Reply look(Ask ask, Desk desk, Frames.Here here) {
        RoomRef room = here.room().ref();
        Form filled =
                DraftPackage.filled(DraftPackage.asked(ask, room), desk.sheets().sheet(room));
        return show(ask, desk, here, filled, Optional.empty());
    }

    private static Reply show(Ask ask, Desk desk, Frames.Here here, Form typed, Optional<Refusal> refused) {
        Sheets.SheetView sheet = desk.sheets().sheet(here.room().ref());
        return render(ask, desk, here, "sheet.jte", sheet, typed, pair(ask, sheet), refused);
    }

    private static Optional<Pair> pair(Ask ask, Sheets.SheetView sheet) {
        return offer(sheet, ask.query().text("a"))
                .flatMap(first -> offer(sheet, ask.query().text("b")).map(second -> new Pair(first, second)));
    }

    private static Optional<Sheets.Offer> offer(Sheets.SheetView sheet, String hex) {
        return sheet.offers().stream()
                .filter(one -> one.id().toHex().equals(hex))
                .findFirst();
    }

    private static Reply render(
            Ask ask,
            Desk desk,
            Frames.Here here,
            String template,
            Sheets.SheetView sheet,
            Form typed,
            Optional<Pair> pair,
            Optional<Refusal> refused) {
        return RoomFrame.page(ask, desk, here, template, refused, Map.of("v", shown(here, sheet, typed, pair)));
    }

    private static SheetPage shown(Frames.Here here, Sheets.SheetView sheet, Form typed, Optional<Pair> pair) {
        return new SheetPage(path(here), here.table().ownRole(), sheet, typed, pair);
    }

    private static String path(Frames.Here here) {
        return Paths.room(here.room().ref()) + "/sheet";
    }

    // ---- Packages

    private static Reply put(Ask ask, Desk desk, Frames.Here here) {
        Form form = ask.form();
        Sheets.SheetView sheet = desk.sheets().sheet(here.room().ref());
        Result<Ok> done = DraftPackage.typed(form, sheet)
                .then(putting -> desk.sheets().put(here.room().ref(), putting));
        return switch (done) {
            case Result.Done<Ok> _ -> Desks.see(ask, path(here));
            case Result.Refused<Ok>(Refusal why) -> show(ask, desk, here, form, Optional.of(why));
        };
    }

    private static Reply takeOff(Ask ask, Desk desk, Frames.Here here) {
        Optional<Hash> offer = ask.hash("package");
        Result<Ok> done = offer.isEmpty()
                ? Result.refused("sheet.not-yours")
                : desk.sheets().takeOff(here.room().ref(), offer.get());
        return switch (done) {
            case Result.Done<Ok> _ -> Desks.see(ask, path(here));
            case Result.Refused<Ok>(Refusal why) -> show(ask, desk, here, Form.EMPTY, Optional.of(why));
        };
    }

    private static Reply share(Ask ask, Desk desk, Frames.Here here) {
        return switch (desk.sheets().share(here.room().ref())) {
            case Result.Done<Ok> _ -> Desks.see(ask, path(here));
            case Result.Refused<Ok>(Refusal why) -> show(ask, desk, here, Form.EMPTY, Optional.of(why));
        };
    }

    // ---- Drawing

    private static Reply drawing(Ask ask, Desk desk, Frames.Here here, Guarded guarded, Optional<Refusal> refused) {
        Sheets.SheetView sheet = desk.sheets().sheet(here.room().ref());
        Form typed = refused.isPresent() || guarded.stops() ? ask.form() : Form.EMPTY;
        return RoomFrame.page(
                ask,
                desk,
                here,
                "sheetDraw.jte",
                refused,
                Map.of(
                        "path",
                        path(here),
                        "replaces",
                        typed.maybe("replaces")
                                .orElse(sheet.version()
                                        .map(one -> one.id().toHex())
                                        .orElse("")),
                        "issues",
                        typed.maybe("issues")
                                .orElse(SheetText.write(sheet.version()
                                        .map(Sheets.Version::issues)
                                        .orElseGet(List::of))),
                        "typed",
                        typed,
                        "guard",
                        guarded,
                        "readers",
                        RoomPage.mark(here.room())));
    }

    private Reply draw(Ask ask, Desk desk, Frames.Here here) {
        Form form = ask.form();
        String language =
                Language.ofTag(form.text("language")).orElse(Language.ENGLISH).tag();
        Guarded guarded = guard.inRoom(ask, desk, WrongRoom.Text.into(here.room(), form.text("issues")));
        if (guarded.stops()) {
            return drawing(ask, desk, here, guarded, Optional.empty());
        }
        Sheets.SheetView sheet = desk.sheets().sheet(here.room().ref());
        Optional<Hash> replaces = standing(form.text("replaces"), sheet);
        Result<Ok> done = replaces.isEmpty()
                        && (sheet.version().isPresent()
                                || !form.text("replaces").isEmpty())
                ? Result.refused("sheet.changed")
                : SheetText.read(form.text("issues"))
                        .then(issues -> desk.sheets()
                                .draw(
                                        here.room().ref(),
                                        new Sheets.Drawing(
                                                replaces,
                                                language,
                                                BaseDirection.of(form.text("issues"), language),
                                                issues)));
        return switch (done) {
            case Result.Done<Ok> _ -> {
                guard.wrote(ask, here.room());
                yield Desks.see(ask, path(here));
            }
            case Result.Refused<Ok>(Refusal why) -> drawing(ask, desk, here, guarded, Optional.of(why));
        };
    }

    /** The version that stands, if it is the one that was on the screen. */
    static Optional<Hash> standing(String hex, Sheets.SheetView sheet) {
        return sheet.version().map(Sheets.Version::id).filter(id -> id.toHex().equals(hex));
    }

    // ---- Scores

    private static Reply scoring(Ask ask, Desk desk, Frames.Here here, Optional<Refusal> refused) {
        Sheets.SheetView sheet = desk.sheets().sheet(here.room().ref());
        if (sheet.version().filter(one -> !one.issues().isEmpty()).isEmpty()) {
            return Desks.see(ask, path(here));
        }
        Form typed = refused.isPresent() ? ask.form() : Form.EMPTY;
        return RoomFrame.page(
                ask,
                desk,
                here,
                "sheetScores.jte",
                refused,
                Map.of(
                        "v",
                        shown(here, sheet, typed, Optional.empty()),
                        "asking",
                        desk.asking().asking(here.room().ref())));
    }

    private static Reply score(Ask ask, Desk desk, Frames.Here here) {
        Form form = ask.form();
        Sheets.SheetView sheet = desk.sheets().sheet(here.room().ref());
        Optional<Hash> id = standing(form.text("sheet"), sheet);
        SheetPage now = new SheetPage(path(here), here.table().ownRole(), sheet, form, Optional.empty());
        Result<Ok> done;
        if (id.isEmpty()) {
            done = Result.refused("sheet.changed");
        } else if (form.maybe("kept").filter(one -> !one.equals(now.mark())).isPresent()) {
            done = Result.refused("sheet.scores-changed");
        } else {
            done = scores(form, id.get(), now.issues())
                    .then(scores -> desk.sheets().score(here.room().ref(), scores));
        }
        return switch (done) {
            case Result.Done<Ok> _ -> Desks.see(ask, path(here));
            case Result.Refused<Ok>(Refusal why) -> scoring(ask, desk, here, Optional.of(why));
        };
    }

    static Result<Sheets.Scores> scores(Form form, Hash sheet, List<SheetIssue> issues) {
        List<Sheets.IssueScores> all = new ArrayList<>();
        for (int i = 0; i < issues.size(); i++) {
            List<String> options = issues.get(i).options();
            List<Long> given = new ArrayList<>();
            for (int j = 0; j < options.size(); j++) {
                Optional<Long> points = form.number(SheetPage.field(i, j), 0, Sheets.MOST_POINTS);
                if (points.isEmpty()) {
                    String typed = form.line(SheetPage.field(i, j));
                    return typed.isBlank()
                            ? Result.refused("sheet.score-of", issues.get(i).name(), options.get(j), Sheets.MOST_POINTS)
                            : Result.refused(
                                    "sheet.score-wrong",
                                    issues.get(i).name(),
                                    options.get(j),
                                    Sheets.MOST_POINTS,
                                    typed);
                }
                given.add(points.get());
            }
            all.add(new Sheets.IssueScores(given));
        }
        return form.number("reservation", 0, Sheets.MOST_POINTS)
                .map(reservation -> Result.done(new Sheets.Scores(sheet, all, reservation)))
                .orElseGet(() -> Result.refused("sheet.points", Sheets.MOST_POINTS));
    }
}
