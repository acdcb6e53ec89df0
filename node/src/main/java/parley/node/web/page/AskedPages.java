package parley.node.web.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.node.desk.Asking;
import parley.node.desk.Desk;
import parley.node.desk.Sheets;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.talks.sheet.SheetIssue;

/** Asks one's own side what it wants: one question a page, and at the end the scores that come of the answers, to be looked over. */
public final class AskedPages {
    private static final String ASKED = "/t/{table}/r/{room}/sheet/asked";

    private final Desks desks;

    AskedPages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        router.get(ASKED, desks.room((ask, desk, here) -> show(ask, desk, here, Form.EMPTY, Optional.empty())));
        router.post(ASKED, desks.room(AskedPages::answer));
        router.post(
                ASKED + "/back",
                desks.room((ask, desk, here) ->
                        after(ask, desk, here, desk.asking().back(here.room().ref()))));
        router.post(
                ASKED + "/anew",
                desks.room((ask, desk, here) ->
                        after(ask, desk, here, desk.asking().anew(here.room().ref()))));
    }

    /** What the page of a question shows, or of what came of all answers. */
    public record AskedPage(String sheetPath, Sheets.Version version, Asking.AskingView asking, Form typed) {
        public String path() {
            return sheetPath + "/asked";
        }

        public List<SheetIssue> issues() {
            return version.issues();
        }

        public String issue(int issue) {
            return issues().get(issue).name();
        }

        public String option(int issue, int option) {
            return issues().get(issue).options().get(option);
        }

        /** Counts from 1. */
        public int number() {
            return asking.answered() + 1;
        }

        public static String field(int place) {
            return "n" + place;
        }

        public String typed(int place) {
            return typed.text(field(place));
        }

        /** The scores that came of the answers, in the form in which scores are given. */
        public SheetPages.SheetPage scores() {
            return new SheetPages.SheetPage(
                    sheetPath,
                    Role.PARTY,
                    new Sheets.SheetView(
                            true,
                            Optional.of(version),
                            List.of(),
                            asking.came().map(Asking.Outcome::scores),
                            false,
                            false,
                            List.of(),
                            List.of()),
                    Form.EMPTY,
                    Optional.empty());
        }
    }

    private static Reply show(Ask ask, Desk desk, Frames.Here here, Form typed, Optional<Refusal> refused) {
        Asking.AskingView asking = desk.asking().asking(here.room().ref());
        Optional<Sheets.Version> version = desk.sheets()
                .sheet(here.room().ref())
                .version()
                .filter(one -> Optional.of(one.id()).equals(asking.sheet())
                        && !one.issues().isEmpty());
        if (version.isEmpty() || here.table().ownRole() != Role.PARTY) {
            return Desks.see(ask, sheet(here));
        }
        return RoomFrame.page(
                ask,
                desk,
                here,
                "asked.jte",
                refused,
                Map.of("v", new AskedPage(sheet(here), version.get(), asking, typed)));
    }

    private static String sheet(Frames.Here here) {
        return Paths.room(here.room().ref()) + "/sheet";
    }

    private static Reply after(Ask ask, Desk desk, Frames.Here here, Result<Ok> done) {
        return Desks.after(ask, desk, done, sheet(here) + "/asked", sheet(here));
    }

    private static Reply answer(Ask ask, Desk desk, Frames.Here here) {
        Form form = ask.form();
        Asking.AskingView asking = desk.asking().asking(here.room().ref());
        Optional<Asking.Question> question = asking.question()
                .filter(_ -> form.text("answered").equals(String.valueOf(asking.answered()))
                        && asking.sheet().map(Hash::toHex).equals(form.maybe("sheet")));
        if (question.isEmpty()) {
            return show(ask, desk, here, Form.EMPTY, Optional.of(Refusal.of("wants.changed")));
        }
        int options = asking.sheet().isEmpty() ? 0 : options(desk, here, question.get());
        Result<Ok> done = (form.ticked("skip") ? Result.done(List.<Long>of()) : numbers(form, question.get(), options))
                .then(numbers -> desk.asking()
                        .answer(
                                here.room().ref(),
                                new Asking.Answer(asking.sheet().get(), asking.answered(), numbers)));
        return switch (done) {
            case Result.Done<Ok> _ -> Desks.see(ask, sheet(here) + "/asked");
            case Result.Refused<Ok>(Refusal why) -> show(ask, desk, here, form, Optional.of(why));
        };
    }

    /** How many options a question has. */
    private static int options(Desk desk, Frames.Here here, Asking.Question question) {
        return question instanceof Asking.Question.Options(int issue)
                ? desk.sheets()
                        .sheet(here.room().ref())
                        .version()
                        .map(one -> one.issues().get(issue).options().size())
                        .orElse(0)
                : 0;
    }

    private static Result<List<Long>> numbers(Form form, Asking.Question question, int options) {
        return switch (question) {
            case Asking.Question.Options _ -> points(form, options);
            case Asking.Question.Swings(List<Asking.Swing> swings) -> points(form, swings.size());
            case Asking.Question.Rank(List<List<Integer>> packages) -> places(form, packages.size());
            case Asking.Question.Walking _ -> points(form, 1);
            case Asking.Question.Swap _ -> chosen(form, Asking.Verdict.values().length);
            case Asking.Question.Settle _ -> chosen(form, 2);
        };
    }

    private static Result<List<Long>> points(Form form, int count) {
        List<Long> all = new ArrayList<>();
        for (int place = 0; place < count; place++) {
            form.number(AskedPage.field(place), 0, Asking.MOST).ifPresent(all::add);
        }
        return all.size() == count && count > 0 ? Result.done(all) : Result.refused("wants.not-one-each", Asking.MOST);
    }

    /** People count places from 1. */
    private static Result<List<Long>> places(Form form, int count) {
        List<Long> all = new ArrayList<>();
        for (int place = 0; place < count; place++) {
            form.number(AskedPage.field(place), 1, count).ifPresent(number -> all.add(number - 1));
        }
        return all.size() == count ? Result.done(all) : Result.refused("wants.no-order");
    }

    private static Result<List<Long>> chosen(Form form, int choices) {
        return form.number(AskedPage.field(0), 0, choices - 1L)
                .map(choice -> Result.done(List.of(choice)))
                .orElseGet(() -> Result.refused("wants.choose"));
    }
}
