package parley.node.web.page;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.Galleries;
import parley.node.desk.RoomRef;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.node.words.Language;
import parley.node.wrongroom.WrongRoom;
import parley.talks.gallery.OfferKind;
import parley.talks.gallery.Taking;

/** A supporters' gallery: what is offered and published there; offering, noting, publishing, and taking back. */
public final class GalleryPages {
    /** From a week to a year; else until it is withdrawn. */
    public static final List<Integer> DAYS = List.of(7, 30, 90, 365);

    private static final String GALLERY = "/t/{table}/r/{room}/gallery";

    private final Desks desks;
    private final RoomGuard guard;

    GalleryPages(Desks desks, InstantSource clock) {
        this.desks = desks;
        guard = new RoomGuard(clock);
    }

    void add(Router router) {
        router.get(GALLERY, desks.room((ask, desk, here) -> show(ask, desk, here, Optional.empty())));
        router.get(
                GALLERY + "/offer",
                desks.room((ask, desk, here) -> offering(ask, desk, here, before(ask, desk, here), Optional.empty())));
        router.post(GALLERY + "/offer", desks.room(this::offer));
        router.post(
                GALLERY + "/offers/{offer}/back",
                act("offer", (desk, room, id) -> desk.galleries().takeBack(room, id)));
        router.get(
                GALLERY + "/offers/{offer}",
                desks.room((ask, desk, here) -> noting(ask, desk, here, before(ask, desk, here), Optional.empty())));
        router.post(GALLERY + "/offers/{offer}", desks.room(this::note));
        router.get(
                GALLERY + "/publish",
                desks.room(
                        (ask, desk, here) -> publishing(ask, desk, here, before(ask, desk, here), Optional.empty())));
        router.post(GALLERY + "/publish", desks.room(this::publish));
        router.post(
                GALLERY + "/items/{item}/withdraw",
                act("item", (desk, room, id) -> desk.galleries().unpublish(room, id)));
    }

    /** An act on what the address names. */
    @FunctionalInterface
    private interface OfOne {
        Result<Ok> done(Desk desk, RoomRef room, Hash id);
    }

    private Router.Page act(String segment, OfOne act) {
        return desks.room((ask, desk, here) -> {
            Result<Ok> done = ask.hash(segment)
                    .map(id -> act.done(desk, here.room().ref(), id))
                    .orElseGet(() -> Result.refused("gallery.not-yours"));
            return switch (done) {
                case Result.Done<Ok> _ -> Desks.see(ask, path(here));
                case Result.Refused<Ok>(Refusal why) -> show(ask, desk, here, Optional.of(why));
            };
        });
    }

    private static String path(Frames.Here here) {
        return Paths.room(here.room().ref()) + "/gallery";
    }

    private static Reply show(Ask ask, Desk desk, Frames.Here here, Optional<Refusal> refused) {
        return render(ask, desk, here, "gallery.jte", refused, Map.of());
    }

    private static Reply render(
            Ask ask,
            Desk desk,
            Frames.Here here,
            String template,
            Optional<Refusal> refused,
            Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.put("path", path(here));
        all.put("v", desk.galleries().gallery(here.room().ref()));
        return RoomFrame.page(ask, desk, here, template, refused, all);
    }

    private Guarded before(Ask ask, Desk desk, Frames.Here here) {
        return guard.before(ask, desk, here.room());
    }

    private Guarded guarded(Ask ask, Desk desk, Frames.Here here) {
        Form form = ask.form();
        return guard.inRoom(ask, desk, WrongRoom.Text.into(here.room(), form.line("title"), form.text("text")));
    }

    private Reply sent(Ask ask, Frames.Here here) {
        guard.wrote(ask, here.room());
        return Desks.see(ask, path(here));
    }

    // ---- Offering

    private static Reply offering(Ask ask, Desk desk, Frames.Here here, Guarded guarded, Optional<Refusal> refused) {
        Form typed = typed(ask, guarded, refused);
        Optional<Galleries.OfferView> before = desk
                .galleries()
                .gallery(here.room().ref())
                .offers()
                .stream()
                .filter(one -> one.own()
                        && !one.withdrawn()
                        && one.id()
                                .toHex()
                                .equals(typed.maybe("replaces")
                                        .orElse(ask.query().text("instead"))))
                .findFirst();
        return render(
                ask,
                desk,
                here,
                "galleryOffer.jte",
                refused,
                Map.of(
                        "typed",
                        typed,
                        "before",
                        before,
                        "days",
                        days(typed),
                        "guard",
                        guarded,
                        "readers",
                        RoomPage.mark(here.room())));
    }

    private Reply offer(Ask ask, Desk desk, Frames.Here here) {
        Form form = ask.form();
        Guarded guarded = guarded(ask, desk, here);
        if (guarded.stops()) {
            return offering(ask, desk, here, guarded, Optional.empty());
        }
        Optional<OfferKind> kind = Chosen.of(OfferKind.values(), form.text("kind"));
        Result<Ok> done = kind.isEmpty()
                ? Result.refused("gallery.choose")
                : desk.galleries()
                        .offer(
                                here.room().ref(),
                                new Galleries.Offering(
                                        // Of an offer that no longer stands the acts say so.
                                        Ask.named(form.text("replaces")),
                                        kind.get(),
                                        form.text("text"),
                                        language(form),
                                        BaseDirection.of(form.text("text"), language(form)),
                                        days(form)));
        return switch (done) {
            case Result.Done<Ok> _ -> sent(ask, here);
            case Result.Refused<Ok>(Refusal why) -> offering(ask, desk, here, guarded, Optional.of(why));
        };
    }

    // ---- Noting

    private static Reply noting(Ask ask, Desk desk, Frames.Here here, Guarded guarded, Optional<Refusal> refused) {
        Optional<Galleries.OfferView> offer = ask.hash("offer")
                .flatMap(id -> desk.galleries().gallery(here.room().ref()).offer(id));
        return offer.isEmpty()
                ? show(ask, desk, here, Optional.of(Refusal.of("gallery.no-such-offer")))
                : render(
                        ask,
                        desk,
                        here,
                        "galleryNote.jte",
                        refused,
                        Map.of(
                                "typed",
                                typed(ask, guarded, refused),
                                "offer",
                                offer.get(),
                                "guard",
                                guarded,
                                "readers",
                                RoomPage.mark(here.room())));
    }

    private Reply note(Ask ask, Desk desk, Frames.Here here) {
        Form form = ask.form();
        Guarded guarded = guarded(ask, desk, here);
        if (guarded.stops()) {
            return noting(ask, desk, here, guarded, Optional.empty());
        }
        Optional<Taking> taking = Chosen.of(Taking.values(), form.text("taking"));
        Optional<Hash> offer = ask.hash("offer");
        Result<Ok> done = taking.isEmpty() || offer.isEmpty()
                ? Result.refused("gallery.choose")
                : desk.galleries()
                        .note(
                                here.room().ref(),
                                offer.get(),
                                new Galleries.Noting(
                                        taking.get(),
                                        form.text("text"),
                                        language(form),
                                        BaseDirection.of(form.text("text"), language(form))));
        return switch (done) {
            case Result.Done<Ok> _ -> sent(ask, here);
            case Result.Refused<Ok>(Refusal why) -> noting(ask, desk, here, guarded, Optional.of(why));
        };
    }

    // ---- Publishing

    private static Reply publishing(Ask ask, Desk desk, Frames.Here here, Guarded guarded, Optional<Refusal> refused) {
        Form typed = typed(ask, guarded, refused);
        return render(
                ask,
                desk,
                here,
                "galleryPublish.jte",
                refused,
                Map.of("typed", typed, "days", days(typed), "guard", guarded, "readers", RoomPage.mark(here.room())));
    }

    private Reply publish(Ask ask, Desk desk, Frames.Here here) {
        Form form = ask.form();
        Guarded guarded = guarded(ask, desk, here);
        if (guarded.stops()) {
            return publishing(ask, desk, here, guarded, Optional.empty());
        }
        Result<Ok> done = desk.galleries()
                .publish(
                        here.room().ref(),
                        new Galleries.Publishing(
                                form.line("title"),
                                form.text("text"),
                                language(form),
                                BaseDirection.of(form.text("text"), language(form)),
                                days(form)));
        return switch (done) {
            case Result.Done<Ok> _ -> sent(ask, here);
            case Result.Refused<Ok>(Refusal why) -> publishing(ask, desk, here, guarded, Optional.of(why));
        };
    }

    private static Form typed(Ask ask, Guarded guarded, Optional<Refusal> refused) {
        return refused.isPresent() || guarded.stops() ? ask.form() : Form.EMPTY;
    }

    private static String language(Form form) {
        return Language.ofTag(form.text("language")).orElse(Language.ENGLISH).tag();
    }

    /** 0 until it is withdrawn. */
    private static int days(Form typed) {
        return DAYS.stream()
                .filter(days -> typed.text("days").equals(String.valueOf(days)))
                .findFirst()
                .orElse(0);
    }
}
