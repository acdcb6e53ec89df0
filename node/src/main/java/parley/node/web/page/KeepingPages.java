package parley.node.web.page;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Secret;
import parley.node.desk.Desk;
import parley.node.desk.Keeping;
import parley.node.desk.NodeGate;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.node.words.Language;

/** Keeping a node: settings, passphrase, backup, diagnostics, what it is. */
public final class KeepingPages {
    private static final long MOST_IDLE_MINUTES = 24 * 60;
    private static final long MOST_GRACE_SECONDS = 60;
    private static final int MOST_PORT = 65_535;

    private final Desks desks;
    private final NodeGate gate;

    KeepingPages(Desks desks, NodeGate gate) {
        this.desks = desks;
        this.gate = gate;
    }

    void add(Router router) {
        router.get("/settings", desks.desk((ask, desk) -> settings(ask, desk, Optional.empty(), "")));
        router.post("/settings", desks.desk(this::change));
        router.post("/settings/passphrase", desks.desk(this::passphrase));
        router.get("/backup", desks.desk((ask, desk) -> backup(ask, desk, Optional.empty())));
        router.post("/backup", desks.desk(this::makeBackup));
        router.get("/diagnostics", desks.desk(this::diagnostics));
        router.post("/diagnostics/export", desks.desk(this::export));
        router.get("/clock", desks.desk((ask, desk) -> clock(ask, desk, Optional.empty(), "")));
        router.post("/clock", desks.desk(this::clockIsRight));
        router.get("/lost", desks.desk((ask, desk) -> lost(ask, desk, Optional.empty(), "")));
        router.post("/lost", desks.desk(this::giveUp));
        router.get("/about", desks.desk(this::about));
    }

    private Reply settings(Ask ask, Desk desk, Optional<Refusal> refused, String done) {
        return Render.html(
                refused,
                "settings.jte",
                Map.of(
                        "p",
                        Frames.above(ask, desk, "title.settings"),
                        "settings",
                        desk.keeping().settings(),
                        "done",
                        done));
    }

    /** What the form shows: by a page of before, nobody takes off what was set since, such as the proxy. */
    public static String mark(Keeping.Settings settings) {
        return Hash.of("settings-page", Bytes.utf8(settings.toString())).toHex();
    }

    private Reply change(Ask ask, Desk desk) {
        if (!ask.form().text("shown").equals(mark(desk.keeping().settings()))) {
            return settings(ask, desk, Optional.of(Refusal.of("settings.changed")), "");
        }
        return switch (read(ask.form(), desk.keeping().settings())
                .then(settings -> desk.keeping().change(settings))) {
            case Result.Done<Ok> _ -> {
                ask.session()
                        .theme(Optional.of(ask.form().text("theme"))
                                .filter(t -> t.equals("light") || t.equals("dark")));
                // The door speaks the language that its people chose.
                Language.ofTag(desk.keeping().settings().language()).ifPresent(ask.session()::language);
                yield settings(ask, desk, Optional.empty(), "settings.kept");
            }
            case Result.Refused<Ok>(Refusal why) -> settings(ask, desk, Optional.of(why), "");
        };
    }

    private static Result<Keeping.Settings> read(Form form, Keeping.Settings before) {
        Optional<Language> language = Language.ofTag(form.text("language"));
        Optional<Long> idle = form.number("idle", 1, MOST_IDLE_MINUTES);
        Optional<Long> grace = form.number("grace", 0, MOST_GRACE_SECONDS);
        if (idle.isEmpty()) {
            return Result.refused("web.minutes", 1, MOST_IDLE_MINUTES);
        }
        if (grace.isEmpty()) {
            return Result.refused("web.seconds", 0, MOST_GRACE_SECONDS);
        }
        Optional<Keeping.Proxy> proxy = Optional.empty();
        if (!form.line("proxy-host").isEmpty()) {
            Optional<Long> port = form.number("proxy-port", 1, MOST_PORT);
            if (port.isEmpty()) {
                return Result.refused("web.port", 1, MOST_PORT);
            }
            proxy = Optional.of(
                    new Keeping.Proxy(form.line("proxy-host"), port.get().intValue()));
        }
        return Result.done(new Keeping.Settings(
                language.map(Language::tag).orElse(before.language()),
                form.ticked("own-numerals"),
                Duration.ofMinutes(idle.get()),
                Duration.ofSeconds(grace.get()),
                proxy,
                form.ticked("notify-reading")));
    }

    private Reply passphrase(Ask ask, Desk desk) {
        if (!ask.form().text("next").equals(ask.form().text("again"))) {
            return settings(ask, desk, Optional.of(Refusal.of("gate.not-the-same")), "");
        }
        try (Secret present = GatePages.secret(ask.form().text("present"));
                Secret next = GatePages.secret(ask.form().text("next"))) {
            return switch (gate.changePassphrase(present, next)) {
                case Result.Done<Ok> _ -> settings(ask, desk, Optional.empty(), "settings.passphrase-changed");
                case Result.Refused<Ok>(Refusal why) -> settings(ask, desk, Optional.of(why), "");
            };
        }
    }

    private static Reply backup(Ask ask, Desk desk, Optional<Refusal> refused) {
        return Render.html(refused, "backup.jte", Map.of("p", Frames.above(ask, desk, "title.backup")));
    }

    private Reply makeBackup(Ask ask, Desk desk) {
        if (!ask.form().text("passphrase").equals(ask.form().text("again"))) {
            return backup(ask, desk, Optional.of(Refusal.of("gate.not-the-same")));
        }
        String typed = ask.form().text("passphrase");
        return new Reply.Export(
                "backup.parley",
                out -> {
                    try (Secret passphrase = GatePages.secret(typed)) {
                        return switch (desk.keeping().backup(passphrase, out)) {
                            case Result.Done<Ok> _ -> Optional.empty();
                            case Result.Refused<Ok>(Refusal why) -> Optional.of(why);
                        };
                    }
                },
                why -> backup(ask, desk, Optional.of(why)));
    }

    private Reply diagnostics(Ask ask, Desk desk) {
        return Render.html(
                "diagnostics.jte",
                Map.of(
                        "p",
                        Frames.above(ask, desk, "title.diagnostics"),
                        "facts",
                        desk.keeping().facts(),
                        "notices",
                        desk.keeping().notices()));
    }

    private Reply export(Ask ask, Desk desk) {
        return switch (desk.keeping().diagnostics()) {
            case Result.Done<Bytes>(Bytes text) ->
                new Reply.Download("diagnostics.txt", text.size(), new java.io.ByteArrayInputStream(text.toArray()));
            case Result.Refused<Bytes>(Refusal why) -> Desks.refused(ask, desk, why, "/diagnostics");
        };
    }

    private Reply clock(Ask ask, Desk desk, Optional<Refusal> refused, String done) {
        return switch (desk.keeping().clock()) {
            case Result.Done<Keeping.Clock>(Keeping.Clock clock) ->
                Render.html(
                        refused,
                        "clock.jte",
                        Map.of("p", Frames.above(ask, desk, "title.clock"), "clock", clock, "done", done));
            case Result.Refused<Keeping.Clock>(Refusal why) -> Desks.refused(ask, desk, why, "/diagnostics");
        };
    }

    private Reply clockIsRight(Ask ask, Desk desk) {
        Result<Ok> said = ask.form().ticked("compared")
                ? ask.form()
                        .number("shown", 0, Instant.MAX.getEpochSecond())
                        .map(second -> desk.keeping().believeClock(Instant.ofEpochSecond(second)))
                        .orElseGet(() -> Result.refused("clock.shown-otherwise"))
                : Result.refused("clock.not-compared");
        return switch (said) {
            case Result.Done<Ok> _ -> clock(ask, desk, Optional.empty(), "clock.done");
            case Result.Refused<Ok>(Refusal why) -> clock(ask, desk, Optional.of(why), "");
        };
    }

    private Reply lost(Ask ask, Desk desk, Optional<Refusal> refused, String done) {
        return switch (desk.keeping().lost()) {
            case Result.Done<Keeping.Lost>(Keeping.Lost lost) ->
                Render.html(
                        refused,
                        "lost.jte",
                        Map.of("p", Frames.above(ask, desk, "title.lost"), "lost", lost, "done", done));
            case Result.Refused<Keeping.Lost>(Refusal why) -> Desks.refused(ask, desk, why, "/diagnostics");
        };
    }

    private Reply giveUp(Ask ask, Desk desk) {
        Result<Ok> given = ask.form().ticked("understood")
                ? desk.keeping()
                        .giveUp(ask.form().number("damaged", 0, Long.MAX_VALUE).orElse(0L))
                : Result.refused("vault.lost-not-understood");
        return switch (given) {
            case Result.Done<Ok> _ -> lost(ask, desk, Optional.empty(), "lost.done");
            case Result.Refused<Ok>(Refusal why) -> lost(ask, desk, Optional.of(why), "");
        };
    }

    private Reply about(Ask ask, Desk desk) {
        return Render.html(
                "about.jte",
                Map.of(
                        "p",
                        Frames.above(ask, desk, "title.about"),
                        "facts",
                        desk.keeping().facts()));
    }
}
