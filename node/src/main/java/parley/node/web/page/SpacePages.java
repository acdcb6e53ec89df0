package parley.node.web.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Bargaining;
import parley.node.desk.Bargaining.Asked;
import parley.node.desk.Bargaining.FairBy;
import parley.node.desk.Bargaining.Point;
import parley.node.desk.Bargaining.Side;
import parley.node.desk.Bargaining.SpaceView;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.desk.Sheets;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.talks.sheet.SheetIssue;

/** The bargaining space of a room's sheet, as this node counts it, and a package that is composed and judged before others see it. */
public final class SpacePages {
    static final String SPACE = "/t/{table}/r/{room}/sheet/space";

    /** Of a {@link Rival}. */
    private static final String KEY = "[fobe][0-9]{1,3}";

    private final Desks desks;

    SpacePages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        router.get(SPACE, desks.room(SpacePages::show));
        router.post(SPACE, desks.room(SpacePages::compose));
        router.post(
                SPACE + "/stop",
                desks.room((ask, desk, here) -> after(
                        ask, desk, here, desk.bargaining().stop(here.room().ref()))));
        router.post(
                SPACE + "/again",
                desks.room((ask, desk, here) -> after(
                        ask, desk, here, desk.bargaining().again(here.room().ref()))));
    }

    // ---- Looking

    /**
     * What the page shows.
     *
     * @param asked what of it was asked for
     * @param sides that are counted, called so that each figure says of which it rests on an estimate
     * @param wanted the key of the package that the judged one is to be held against
     * @param across the side whose score runs to the right, among those that are counted
     * @param typed options of a package that is composed
     */
    public record SpacePage(
            String path,
            Sheets.SheetView sheet,
            SpaceView view,
            List<Side> sides,
            Asked asked,
            String wanted,
            int across,
            int up,
            Form typed) {
        public SpacePage {
            sides = List.copyOf(sides);
        }

        public List<SheetIssue> issues() {
            return sheet.version().map(Sheets.Version::issues).orElseGet(List::of);
        }

        public String option(Point point, int issue) {
            return issues().get(issue).options().get(point.options().get(issue));
        }

        /** Whether there is anything that a package could be judged by. */
        public boolean composing() {
            return view.state() == Bargaining.State.COUNTING || view.state() == Bargaining.State.COUNTED;
        }

        public String chosen(int issue) {
            return typed.text(SheetPages.SheetPage.field(issue));
        }

        /** Another version has other issues: the form for a package fits it no more. */
        public String stamp() {
            return view.state() + sheet.version().map(one -> one.id().brief()).orElse("");
        }

        /** Whether the judged package is one that nobody else has seen. */
        public boolean drafted() {
            return asked.draft().isPresent();
        }

        /** Its number on the table, as people count. */
        public Object judgedName() {
            return drafted() ? DraftPackage.NAME : (Object) (judged().orElse(0) + 1);
        }

        /** The sheet, with the options of the draft chosen in its form. */
        public String toSheet() {
            return path.substring(0, path.lastIndexOf('/')) + '?' + DraftPackage.ASKED + "=1#put";
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

        /** The packages that the judged one can be held against. */
        public List<Rival> rivals() {
            return view.space()
                    .filter(space -> space.judged().isPresent())
                    .map(space -> Rival.of(space, judged()))
                    .orElseGet(List::of);
        }

        /** The one that it is held against: what the reader chose, else the first fair one, which is Nash's where there is one. */
        public Optional<Rival> against() {
            List<Rival> all = rivals();
            return all.stream()
                    .filter(one -> one.key().equals(wanted))
                    .findFirst()
                    .or(() -> all.stream().findFirst());
        }

        /** A letter or a number, or what it is worth to each side, in their order. */
        public String rivalName(Page p, Rival rival) {
            return switch (rival.kind()) {
                case FAIR -> Fairest.letter(rival.place());
                case OFFER -> p.plainNumber(rival.place() + 1L);
                case BETTER, FRONTIER ->
                    rival.point().worth().stream().map(p::plainNumber).collect(Collectors.joining(" / "));
            };
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
            return view.space().orElseThrow().judged().orElseThrow().point();
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

        /** The same page, asked otherwise; without a package on the table to judge, a draft stays. */
        public String with(Optional<Hash> offer, boolean sensitivity, int x, int y) {
            boolean same = offer.equals(asked.offer());
            return path + "?x=" + x + "&y=" + y
                    + offer.map(one -> "&offer=" + one.toHex()).orElse(drafted() ? '&' + DraftPackage.ASKED + "=1" : "")
                    + (sensitivity ? "&more=1" : "")
                    + (same && against().isPresent() && !wanted.isEmpty() ? "&" + Rival.ASKED + '=' + wanted : "");
        }
    }

    private static Reply show(Ask ask, Desk desk, Frames.Here here) {
        RoomRef room = here.room().ref();
        Sheets.SheetView sheet = desk.sheets().sheet(room);
        Form query = ask.query();
        Optional<Hash> offer = sheet.offers().stream()
                .map(Sheets.Offer::id)
                .filter(id -> id.toHex().equals(query.text("offer")))
                .findFirst();
        Optional<Sheets.Putting> draft = offer.isPresent() ? Optional.empty() : DraftPackage.asked(ask, room);
        Asked asked = new Asked(offer, draft, query.text("more").equals("1"));
        return switch (desk.bargaining().space(room, asked)) {
            case Result.Done<SpaceView>(SpaceView view) ->
                shown(ask, desk, here, asked, view, DraftPackage.filled(draft, sheet), Optional.empty());
            case Result.Refused<SpaceView>(Refusal why) -> refused(ask, desk, here, Form.EMPTY, why);
        };
    }

    /** Judges what was composed; nothing of it leaves this node. */
    private static Reply compose(Ask ask, Desk desk, Frames.Here here) {
        RoomRef room = here.room().ref();
        Form form = ask.form();
        Result<DraftPackage> composed = DraftPackage.typed(form, desk.sheets().sheet(room))
                .then(putting -> desk.bargaining()
                        .space(room, new Asked(Optional.empty(), Optional.of(putting), false))
                        .map(_ -> new DraftPackage(room, putting)));
        return switch (composed) {
            case Result.Done<DraftPackage>(DraftPackage draft) -> {
                draft.hold(ask);
                yield Desks.see(
                        ask,
                        path(here) + "?x=" + side(form, "x", Bargaining.MOST_SIDES, 0) + "&y="
                                + side(form, "y", Bargaining.MOST_SIDES, 1) + '&' + DraftPackage.ASKED + "=1#judge");
            }
            case Result.Refused<DraftPackage>(Refusal why) -> refused(ask, desk, here, form, why);
        };
    }

    /** The page with nothing judged, and why; where there is no page, that alone. */
    private static Reply refused(Ask ask, Desk desk, Frames.Here here, Form typed, Refusal why) {
        RoomRef room = here.room().ref();
        return switch (desk.bargaining().space(room, Asked.NOTHING_MORE)) {
            case Result.Done<SpaceView>(SpaceView view) ->
                shown(ask, desk, here, Asked.NOTHING_MORE, view, typed, Optional.of(why));
            case Result.Refused<SpaceView> _ -> Desks.refused(ask, desk, why, Paths.room(room));
        };
    }

    private static Reply shown(
            Ask ask,
            Desk desk,
            Frames.Here here,
            Asked asked,
            SpaceView unnamed,
            Form typed,
            Optional<Refusal> refused) {
        Form query = ask.query();
        Page p = Frames.in(ask, desk, here, Paths.room(here.room().ref()) + "/");
        SpaceView view = named(p, unnamed);
        int sides = Math.max(2, view.counted().size());
        int across = side(query, "x", sides, 0);
        int up = side(query, "y", sides, across == 1 ? 0 : 1);
        SpacePage page = new SpacePage(
                path(here),
                desk.sheets().sheet(here.room().ref()),
                view,
                view.counted().stream().map(one -> inFigures(p, one)).toList(),
                asked,
                query.text(Rival.ASKED).matches(KEY) ? query.text(Rival.ASKED) : "",
                across,
                up == across ? (across + 1) % sides : up,
                typed);
        return RoomFrame.page(
                ask,
                desk,
                here,
                "space.jte",
                refused,
                Map.of("live", Paths.room(here.room().ref()) + "/live", "v", page));
    }

    /** The side that was not introduced is called so in the reader's language. */
    private static SpaceView named(Page p, SpaceView view) {
        return new SpaceView(
                view.sides().stream().map(side -> named(p, side)).toList(),
                view.state(),
                view.progress(),
                view.space());
    }

    static Side named(Page p, Side side) {
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

    static String path(Frames.Here here) {
        return Paths.room(here.room().ref()) + "/sheet/space";
    }

    static Reply after(Ask ask, Desk desk, Frames.Here here, Result<Ok> done) {
        return Desks.after(ask, desk, done, path(here) + question(ask.form()), path(here));
    }

    /** What was asked for on the page where the button stood. */
    private static String question(Form form) {
        String asked = form.text("asked");
        return asked.matches("\\?x=[0-4]&y=[0-4](&offer=[0-9a-f]{64}|&draft=1)?(&more=1)?(&against=" + KEY + ")?")
                ? asked
                : "";
    }
}
