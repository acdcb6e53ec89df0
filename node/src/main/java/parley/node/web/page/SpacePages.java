package parley.node.web.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Bargaining;
import parley.node.desk.Bargaining.Asked;
import parley.node.desk.Bargaining.FairBy;
import parley.node.desk.Bargaining.Point;
import parley.node.desk.Bargaining.Side;
import parley.node.desk.Bargaining.SpaceView;
import parley.node.desk.Desk;
import parley.node.desk.Sheets;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.talks.sheet.SheetIssue;

/** The bargaining space of a room's sheet, as this node counts it; what its people believe of other sides' scores. */
public final class SpacePages {
    private static final String SPACE = "/t/{table}/r/{room}/sheet/space";

    private final Desks desks;

    SpacePages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        router.get(SPACE, desks.room(SpacePages::show));
        router.post(
                SPACE + "/stop",
                desks.room((ask, desk, here) -> after(
                        ask, desk, here, desk.bargaining().stop(here.room().ref()))));
        router.post(
                SPACE + "/again",
                desks.room((ask, desk, here) -> after(
                        ask, desk, here, desk.bargaining().again(here.room().ref()))));
        router.get(
                SPACE + "/of/{person}", desks.room((ask, desk, here) -> estimating(ask, desk, here, Optional.empty())));
        router.post(SPACE + "/of/{person}", desks.room(SpacePages::estimate));
        router.post(SPACE + "/of/{person}/forget", desks.room(SpacePages::forget));
    }

    // ---- Looking

    /**
     * What the page shows.
     *
     * @param asked what of it was asked for
     * @param sides that are counted, called so that each figure says of which it rests on an estimate
     * @param across the side whose score runs to the right, among those that are counted
     */
    public record SpacePage(
            String path, Sheets.SheetView sheet, SpaceView view, List<Side> sides, Asked asked, int across, int up) {
        public SpacePage {
            sides = List.copyOf(sides);
        }

        public List<SheetIssue> issues() {
            return sheet.version().map(Sheets.Version::issues).orElseGet(List::of);
        }

        public String option(Point point, int issue) {
            return issues().get(issue).options().get(point.options().get(issue));
        }

        /** The place of the judged package among those on the table. */
        public OptionalInt judged() {
            return asked.offer().isEmpty() || view.space().isEmpty()
                    ? OptionalInt.empty()
                    : IntStream.range(0, view.space().get().offers().size())
                            .filter(i -> view.space()
                                    .get()
                                    .offers()
                                    .get(i)
                                    .offer()
                                    .equals(asked.offer().get()))
                            .findFirst();
        }

        public Optional<Plot> plot() {
            return view.space().map(space -> Plot.of(space, sides(), across, up, judged()));
        }

        public List<Fairest> fairest() {
            return view.space().map(Fairest::of).orElseGet(List::of);
        }

        /** The fair package that the judged one is held against: the first, which is Nash's where there is one. */
        public Optional<Fairest> against() {
            return judged().isEmpty() ? Optional.empty() : fairest().stream().findFirst();
        }

        /** What each side would gain by untruth, the reader's own first: it can choose only its own. */
        public List<Bargaining.Untruth> untruths(Bargaining.Hanging hanging) {
            return hanging.untruths().stream()
                    .sorted(Comparator.comparing(one -> !sides().get(one.side()).own()))
                    .toList();
        }

        /** What a package gives each side more than the judged one. */
        public List<Long> more(Point point) {
            List<Long> now = judgedPoint().worth();
            return IntStream.range(0, now.size())
                    .mapToObj(side -> point.worth().get(side) - now.get(side))
                    .toList();
        }

        public boolean judgedAcceptable() {
            return judgedPoint().acceptable();
        }

        private Point judgedPoint() {
            return view.space()
                    .orElseThrow()
                    .offers()
                    .get(judged().orElseThrow())
                    .point();
        }

        /** What each side gets in an issue by going from the judged package to the one it is held against. */
        public List<Long> gains(int issue) {
            Point from = judgedPoint();
            Point to = against().orElseThrow().point();
            return sides().stream()
                    .map(side -> score(side, issue, to) - score(side, issue, from))
                    .toList();
        }

        private static long score(Side side, int issue, Point point) {
            return side.scores()
                    .orElseThrow()
                    .issues()
                    .get(issue)
                    .options()
                    .get(point.options().get(issue));
        }

        /** Issues in which the two packages differ. */
        public List<Integer> differing() {
            return IntStream.range(0, issues().size())
                    .filter(issue -> gains(issue).stream().anyMatch(points -> points != 0))
                    .boxed()
                    .toList();
        }

        public Bars bars() {
            return Bars.of(differing().stream()
                    .map(issue -> new Bars.Line(issues().get(issue).name(), gains(issue)))
                    .toList());
        }

        /** What a package chosen under another weight gives each side more than the one chosen now. */
        public List<Long> moved(FairBy by, Point then) {
            List<Long> now = chosen(by).worth();
            return IntStream.range(0, now.size())
                    .mapToObj(side -> then.worth().get(side) - now.get(side))
                    .toList();
        }

        private Point chosen(FairBy by) {
            return view.space().orElseThrow().fair().stream()
                    .filter(one -> one.by() == by)
                    .flatMap(one -> one.point().stream())
                    .findFirst()
                    .orElseThrow();
        }

        /** A bar for each weight on which a measure's package hangs. */
        public Bars bars(Bargaining.Hanging hanging) {
            List<Bars.Line> lines = new ArrayList<>();
            int number = 0;
            for (Bargaining.Weight weight : hanging.weights()) {
                number++;
                if (weight.then().isPresent()) {
                    lines.add(new Bars.Line(
                            number + " · " + issues().get(weight.issue()).name(),
                            moved(hanging.by(), weight.then().get())));
                }
            }
            return Bars.of(lines);
        }

        /** The same page, asked otherwise. */
        public String with(Optional<Hash> offer, boolean sensitivity, int x, int y) {
            return path + "?x=" + x + "&y=" + y
                    + offer.map(one -> "&offer=" + one.toHex()).orElse("") + (sensitivity ? "&more=1" : "");
        }
    }

    private static Reply show(Ask ask, Desk desk, Frames.Here here) {
        Sheets.SheetView sheet = desk.sheets().sheet(here.room().ref());
        Form query = ask.query();
        Asked asked = new Asked(
                sheet.offers().stream()
                        .map(Sheets.Offer::id)
                        .filter(id -> id.toHex().equals(query.text("offer")))
                        .findFirst(),
                query.text("more").equals("1"));
        Page p = Frames.in(ask, desk, here, Paths.room(here.room().ref()) + "/");
        SpaceView view = named(p, desk.bargaining().space(here.room().ref(), asked));
        int sides = Math.max(2, view.counted().size());
        int across = side(query, "x", sides, 0);
        int up = side(query, "y", sides, across == 1 ? 0 : 1);
        SpacePage page = new SpacePage(
                path(here),
                sheet,
                view,
                view.counted().stream().map(one -> inFigures(p, one)).toList(),
                asked,
                across,
                up == across ? (across + 1) % sides : up);
        return Render.html(
                200,
                "space.jte",
                Map.of(
                        "p",
                        p,
                        "band",
                        Frames.band(
                                here.room(), Frames.shapes(desk, here.table().table())),
                        "kind",
                        here.room().kind(),
                        "live",
                        Paths.room(here.room().ref()) + "/live",
                        "v",
                        page));
    }

    /** The side that was not introduced is called so in the reader's language. */
    private static SpaceView named(Page p, SpaceView view) {
        return new SpaceView(
                view.sides().stream().map(side -> named(p, side)).toList(),
                view.state(),
                view.progress(),
                view.space());
    }

    private static Side named(Page p, Side side) {
        return side.id().equals(Bargaining.NOT_INTRODUCED)
                ? new Side(side.id(), p.plain("bargain.not-introduced"), side.own(), side.source(), side.scores())
                : side;
    }

    private static Side inFigures(Page p, Side side) {
        return side.source() == Bargaining.Source.ESTIMATED
                ? new Side(
                        side.id(),
                        side.name() + " " + p.plain("bargain.estimated-side"),
                        side.own(),
                        side.source(),
                        side.scores())
                : side;
    }

    private static int side(Form query, String name, int sides, int otherwise) {
        return query.number(name, 0, sides - 1L).map(Math::toIntExact).orElse(otherwise);
    }

    private static String path(Frames.Here here) {
        return Paths.room(here.room().ref()) + "/sheet/space";
    }

    private static Reply after(Ask ask, Desk desk, Frames.Here here, Result<Ok> done) {
        return Desks.after(ask, desk, done, path(here) + question(ask.form()), path(here));
    }

    /** What was asked for on the page where the button stood. */
    private static String question(Form form) {
        String asked = form.text("asked");
        return asked.matches("\\?x=[0-4]&y=[0-4](&offer=[0-9a-f]{64})?(&more=1)?") ? asked : "";
    }

    // ---- Estimates

    private static Optional<Side> side(Ask ask, Desk desk, Frames.Here here) {
        return ask.hash("person")
                .flatMap(id -> desk.bargaining().sides(here.room().ref()).stream()
                        .filter(side -> !side.own() && side.id().equals(new PrincipalId(id)))
                        .findFirst());
    }

    private static Reply estimating(Ask ask, Desk desk, Frames.Here here, Optional<Refusal> refused) {
        Optional<Side> side = side(ask, desk, here);
        Sheets.SheetView sheet = desk.sheets().sheet(here.room().ref());
        if (side.isEmpty()
                || sheet.version().filter(one -> !one.issues().isEmpty()).isEmpty()) {
            return Desks.see(ask, path(here));
        }
        Page p = Frames.in(ask, desk, here, Paths.room(here.room().ref()) + "/");
        Sheets.SheetView believed = new Sheets.SheetView(
                sheet.mayAct(), sheet.version(), List.of(), side.get().scores(), false, false, List.of(), List.of());
        return Render.html(
                refused.isPresent() ? 409 : 200,
                "spaceEstimate.jte",
                Map.of(
                        "p",
                        p,
                        "band",
                        Frames.band(
                                here.room(), Frames.shapes(desk, here.table().table())),
                        "kind",
                        here.room().kind(),
                        "v",
                        new SheetPages.SheetPage(
                                path(here),
                                here.table().ownRole(),
                                believed,
                                refused.isPresent() ? ask.form() : Form.EMPTY,
                                Optional.empty()),
                        "side",
                        named(p, side.get()),
                        "refused",
                        refused));
    }

    private static Reply estimate(Ask ask, Desk desk, Frames.Here here) {
        Form form = ask.form();
        Sheets.SheetView sheet = desk.sheets().sheet(here.room().ref());
        Optional<Hash> id = SheetPages.standing(form.text("sheet"), sheet);
        Optional<PrincipalId> side = ask.hash("person").map(PrincipalId::new);
        Result<Ok> done = id.isEmpty() || side.isEmpty()
                ? Result.refused("sheet.changed")
                : SheetPages.scores(
                                form, id.get(), sheet.version().orElseThrow().issues())
                        .then(scores -> desk.bargaining().estimate(here.room().ref(), side.get(), scores));
        return switch (done) {
            case Result.Done<Ok> _ -> Desks.see(ask, path(here));
            case Result.Refused<Ok>(Refusal why) -> estimating(ask, desk, here, Optional.of(why));
        };
    }

    private static Reply forget(Ask ask, Desk desk, Frames.Here here) {
        Optional<PrincipalId> side = ask.hash("person").map(PrincipalId::new);
        return after(
                ask,
                desk,
                here,
                side.isEmpty()
                        ? Result.refused("bargain.no-such-side")
                        : desk.bargaining().forget(here.room().ref(), side.get()));
    }
}
