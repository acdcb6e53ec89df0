package parley.node.web.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Secret;
import parley.node.desk.Desk;
import parley.node.desk.Keeping;
import parley.node.desk.NodeGate;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Multipart;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.node.words.Language;

/** The door: making the vault, unlocking it, locking it at once. */
public final class GatePages {
    /** No one types a longer one. */
    private static final int MOST_PASSPHRASE_BYTES = 4 * 1024;

    private final NodeGate gate;

    public GatePages(NodeGate gate) {
        this.gate = gate;
    }

    public void add(Router router) {
        router.get("/", this::door);
        router.get("/unlock", this::door);
        router.post("/unlock", this::unlock);
        router.post("/create", this::create);
        router.get("/restore", ask -> restore(ask, Optional.empty()));
        router.take("POST", "/restore", this::restored);
        router.post("/lock", this::lock);
        // Coming here is all: whoever asks anything of the node by hand keeps it open.
        router.post("/here", _ -> new Reply.Json(200, "{}"));
    }

    private Reply door(Ask ask) {
        if (!(gate.state() instanceof NodeGate.State.Unlocked)) {
            Language.ofTag(ask.query().text("lang")).ifPresent(ask.session()::choose);
        }
        return switch (gate.state()) {
            case NodeGate.State.Unlocked unlocked -> Desks.see(ask, "/tables");
            case NodeGate.State.Fresh fresh -> create(ask, Optional.empty());
            case NodeGate.State.Locked(Optional<Instant> paused) -> locked(ask, Optional.empty(), paused);
            case NodeGate.State.Opening opening -> locked(ask, Optional.empty(), Optional.empty());
            case NodeGate.State.Unusable(var what) ->
                Render.html("unusable.jte", Map.of("p", Frames.closed(ask.session(), "title.locked"), "what", what));
        };
    }

    private Reply unlock(Ask ask) {
        try (Secret passphrase = secret(ask.form().text("passphrase"))) {
            return switch (gate.unlock(passphrase)) {
                case Result.Done<Desk>(Desk desk) -> opened(ask, desk);
                case Result.Refused<Desk>(Refusal why) ->
                    locked(
                            ask,
                            Optional.of(why),
                            gate.state() instanceof NodeGate.State.Locked(Optional<Instant> until)
                                    ? until
                                    : Optional.empty());
            };
        }
    }

    private Reply create(Ask ask) {
        if (!ask.form().text("passphrase").equals(ask.form().text("again"))) {
            return create(ask, Optional.of(Refusal.of("gate.not-the-same")));
        }
        if (!ask.form().ticked("understood")) {
            return create(ask, Optional.of(Refusal.of("gate.not-understood")));
        }
        try (Secret passphrase = secret(ask.form().text("passphrase"))) {
            return switch (gate.create(passphrase)) {
                case Result.Done<Desk>(Desk desk) -> {
                    ask.session().language().ifPresent(language -> speak(desk, language));
                    yield opened(ask, desk);
                }
                case Result.Refused<Desk>(Refusal why) -> create(ask, Optional.of(why));
            };
        }
    }

    private static Reply restore(Ask ask, Optional<Refusal> refused) {
        return Render.html(refused, "restore.jte", Map.of("p", Frames.closed(ask.session(), "title.restore")));
    }

    /** The fields stand before the file in the form, so that the backup is read as it comes and never lies anywhere. */
    private Reply restored(Ask ask) {
        Optional<Multipart> parts = ask.parts();
        Map<String, String> typed = new HashMap<>();
        try {
            while (parts.isPresent()) {
                Optional<Multipart.Part> part = parts.get().next();
                if (part.isEmpty()) {
                    break;
                }
                if (part.get().fileName().isPresent()) {
                    return restored(ask, typed, parts.get().stream());
                }
                typed.put(part.get().name(), parts.get().text(MOST_PASSPHRASE_BYTES));
            }
        } catch (IOException e) {
            return restore(ask, Optional.of(Refusal.of("web.file-unreadable")));
        }
        return restore(ask, Optional.of(Refusal.of("web.no-file")));
    }

    private Reply restored(Ask ask, Map<String, String> typed, InputStream backup) {
        String next = typed.getOrDefault("passphrase", "");
        if (!next.equals(typed.getOrDefault("again", ""))) {
            return restore(ask, Optional.of(Refusal.of("gate.not-the-same")));
        }
        try (Secret of = secret(typed.getOrDefault("of", ""));
                Secret passphrase = secret(next)) {
            return switch (gate.restore(backup, of, passphrase)) {
                case Result.Done<Desk>(Desk desk) -> opened(ask, desk);
                case Result.Refused<Desk>(Refusal why) -> restore(ask, Optional.of(why));
            };
        }
    }

    /**
     * A vault speaks its own language, unless somebody chose another at the door by which it was opened: a new one that in which it was
     * made. From then on the door speaks it too.
     */
    private static Reply opened(Ask ask, Desk desk) {
        ask.session().takeChosen().ifPresent(chosen -> speak(desk, chosen));
        Language.ofTag(desk.keeping().settings().language()).ifPresent(ask.session()::language);
        return Desks.see(ask, "/tables");
    }

    /** If that can't be kept, the settings page still can. */
    private static void speak(Desk desk, Language language) {
        Keeping.Settings now = desk.keeping().settings();
        desk.keeping()
                .change(new Keeping.Settings(
                        language.tag(),
                        now.ownNumerals(),
                        now.idleLock(),
                        now.grace(),
                        now.proxy(),
                        now.notifyReading()));
    }

    private Reply lock(Ask ask) {
        gate.lock();
        return new Reply.Cleared("/" + ask.session().path() + "/unlock");
    }

    private static Reply create(Ask ask, Optional<Refusal> refused) {
        return Render.html(refused, "create.jte", Map.of("p", Frames.closed(ask.session(), "title.create")));
    }

    private static Reply locked(Ask ask, Optional<Refusal> refused, Optional<Instant> pausedUntil) {
        // A disk that is away makes nobody's passphrase wrong.
        boolean wrong = refused.filter(why -> why.key().startsWith("gate.wrong-passphrase"))
                .isPresent();
        return Render.html(
                wrong ? 403 : refused.isPresent() ? Render.REFUSED : 200,
                "unlock.jte",
                Map.of(
                        "p",
                        Frames.closed(ask.session(), "title.locked"),
                        "refused",
                        refused,
                        "wrong",
                        wrong,
                        "pausedUntil",
                        pausedUntil));
    }

    static Secret secret(String typed) {
        return Secret.wrap(typed.getBytes(StandardCharsets.UTF_8));
    }
}
