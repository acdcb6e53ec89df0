package parley.node.web.page;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Changes;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.protocol.port.RelayAddress;
import parley.talks.rules.Rules;

/** Changing a room: what is proposed, and proposing: every wish is shown with all that it means before it is made. */
final class ChangePages {
    private final Desks desks;

    ChangePages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        String changes = "/t/{table}/r/{room}/changes";
        router.get(changes, desks.room((ask, desk, here) -> show(ask, desk, here, Optional.empty())));
        router.post(changes + "/preview", desks.room(this::preview));
        router.post(changes + "/propose", desks.room(this::propose));
        router.post(changes + "/consent", desks.room(this::consent));
        router.post(changes + "/not-now", desks.room(this::setAside));
        router.post(changes + "/withdraw", desks.room(this::withdraw));
    }

    private static Reply show(Ask ask, Desk desk, Frames.Here here, Optional<Refusal> refused) {
        String path = Paths.room(here.room().ref());
        return RoomFrame.page(
                ask,
                desk,
                here,
                "changes.jte",
                refused,
                Map.of(
                        "path",
                        path,
                        "proposals",
                        desk.changes().open(here.room().ref()),
                        "table",
                        Paths.table(here.table().table()),
                        "typed",
                        ask.form()));
    }

    private Reply preview(Ask ask, Desk desk, Frames.Here here) {
        return switch (wish(ask.form(), here.room()).then(wish -> wanted(desk, here, wish))) {
            case Result.Done<Wanted>(Wanted wanted) -> shown(ask, desk, here, wanted, Optional.empty());
            case Result.Refused<Wanted>(Refusal why) ->
                ask.form().text("what").equals("rules")
                        ? ReaderPages.rules(ask, desk, here, Optional.of(why))
                        : show(ask, desk, here, Optional.of(why));
        };
    }

    private record Wanted(Changes.Wish wish, Changes.Preview preview) {}

    private static Result<Wanted> wanted(Desk desk, Frames.Here here, Changes.Wish wish) {
        return desk.changes().preview(here.room().ref(), wish).map(preview -> new Wanted(wish, preview));
    }

    /** What the wish means; the browser's session holds it, so that what is proposed is what was shown. */
    private static Reply shown(Ask ask, Desk desk, Frames.Here here, Wanted wanted, Optional<Refusal> refused) {
        String path = Paths.room(here.room().ref());
        String name = name(here.room(), wanted.wish());
        ask.session().hold(name, wanted.wish());
        return RoomFrame.page(
                ask,
                desk,
                here,
                "preview.jte",
                refused,
                Map.of(
                        "path",
                        path,
                        "wish",
                        wanted.wish(),
                        "rules",
                        wanted.wish() instanceof Changes.Wish.NewRules(var rules)
                                ? Optional.of(rules)
                                : Optional.empty(),
                        "preview",
                        wanted.preview(),
                        "held",
                        name,
                        "note",
                        ask.form().text("note")));
    }

    private Reply propose(Ask ask, Desk desk, Frames.Here here) {
        String changes = Paths.room(here.room().ref()) + "/changes";
        String held = ask.form().text("held");
        Optional<Changes.Wish> wish = ask.session()
                .held(held, Changes.Wish.class)
                .filter(one -> name(here.room(), one).equals(held));
        if (wish.isEmpty()) {
            return Desks.refused(ask, desk, Refusal.of("web.preview-gone"), changes);
        }
        Result<Hash> proposed =
                desk.changes().propose(here.room().ref(), wish.get(), ask.form().line("note"));
        return switch (proposed) {
            case Result.Done<Hash> _ -> {
                ask.session().take(held, Changes.Wish.class);
                yield Desks.see(ask, changes);
            }
            case Result.Refused<Hash>(Refusal why) ->
                switch (wanted(desk, here, wish.get())) {
                    case Result.Done<Wanted>(Wanted wanted) -> shown(ask, desk, here, wanted, Optional.of(why));
                    case Result.Refused<Wanted> _ -> show(ask, desk, here, Optional.of(why));
                };
        };
    }

    private Reply consent(Ask ask, Desk desk, Frames.Here here) {
        return answered(ask, desk, here, desk.changes()::consent);
    }

    private Reply setAside(Ask ask, Desk desk, Frames.Here here) {
        // A page of an earlier version says not now to nothing that it showed.
        return answered(
                ask,
                desk,
                here,
                (room, proposal) -> Ask.named(ask.form().text("mark"))
                        .map(mark -> desk.changes().setAside(room, proposal, mark))
                        .orElseGet(() -> Result.refused("roster.stands-otherwise")));
    }

    private Reply withdraw(Ask ask, Desk desk, Frames.Here here) {
        return answered(ask, desk, here, desk.changes()::withdraw);
    }

    private static Reply answered(Ask ask, Desk desk, Frames.Here here, BiFunction<RoomRef, Hash, Result<Ok>> answer) {
        RoomRef room = here.room().ref();
        String changes = Paths.room(room) + "/changes";
        Result<Ok> done = proposal(ask)
                .map(id -> answer.apply(room, id))
                .orElseGet(() -> Result.refused("roster.no-such-proposal"));
        return Desks.after(ask, desk, done, changes, changes);
    }

    private static Optional<Hash> proposal(Ask ask) {
        return Ask.named(ask.form().text("proposal"));
    }

    private static String name(Rooms.RoomView room, Changes.Wish wish) {
        return "wish-"
                + Hash.of("page-wish", room.ref().room().hash().value(), Bytes.utf8(wish.toString()))
                        .toHex();
    }

    private static Result<Changes.Wish> wish(Form form, Rooms.RoomView room) {
        String what = form.text("what");
        return switch (what) {
            case "refresh" -> Result.done(new Changes.Wish.Refresh());
            case "move" -> RelayAddress.parse(form.line("relay")).map(Changes.Wish.Move::new);
            case "rules" -> rules(form, room.rules());
            case "admit", "remove", "renew", "grant" ->
                who(form).map(who -> about(what, who, form)).orElseGet(() -> Result.refused("web.choose-somebody"));
            default -> Result.refused("web.choose-somebody");
        };
    }

    /** The form says every rule as it was when it was shown: by an old one what came into force since would be taken back. */
    private static Result<Changes.Wish> rules(Form form, Rules now) {
        return form.text("version").equals(Long.toString(now.version()))
                ? RulesForm.read(form, now.next()).map(Changes.Wish.NewRules::new)
                : Result.refused("rules.changed");
    }

    private static Result<Changes.Wish> about(String what, PrincipalId who, Form form) {
        return switch (what) {
            case "admit" -> Result.done(new Changes.Wish.Admit(who));
            case "remove" -> Result.done(new Changes.Wish.Remove(who));
            case "renew" -> Result.done(new Changes.Wish.Renew(who));
            default -> {
                Optional<Long> from = form.number("from", 1, Long.MAX_VALUE);
                Optional<Long> through = form.number("through", 1, Long.MAX_VALUE);
                yield from.isEmpty() || through.isEmpty() || through.get() < from.get()
                        ? Result.refused("roster.no-range")
                        : Result.done(new Changes.Wish.Grant(who, from.get(), through.get()));
            }
        };
    }

    private static Optional<PrincipalId> who(Form form) {
        return Ask.named(form.text("who")).map(PrincipalId::new);
    }
}
