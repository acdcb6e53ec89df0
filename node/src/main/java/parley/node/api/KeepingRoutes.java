package parley.node.api;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Bytes;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Secret;
import parley.node.desk.Checking;
import parley.node.desk.Desk;
import parley.node.desk.Keeping;

/** Routes of keeping a node: facts, settings, notices, checking files, backup, diagnostics, and the stream of changes. */
final class KeepingRoutes {
    private KeepingRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.desk(
                        "GET",
                        "/api/v1/facts",
                        (desk, asked) -> Result.done(Answer.value(desk.keeping().facts()))),
                Route.desk(
                        "GET",
                        "/api/v1/settings",
                        (desk, asked) ->
                                Result.done(Answer.value(shown(desk.keeping().settings())))),
                Route.desk("PUT", "/api/v1/settings", KeepingRoutes::change),
                Route.desk(
                        "GET",
                        "/api/v1/notices",
                        (desk, asked) -> Result.done(
                                Answer.value(new Outputs.Notices(desk.keeping().notices())))),
                Route.desk(
                        "POST",
                        "/api/v1/notices/acknowledge",
                        (desk, asked) -> desk.keeping()
                                .acknowledge(
                                        asked.json(Inputs.Acknowledge.class).notice())
                                .map(ok -> new Answer.Nothing())),
                Route.desk(
                        "GET",
                        "/api/v1/clock",
                        (desk, asked) -> desk.keeping().clock().map(Answer::value)),
                Route.desk(
                        "POST",
                        "/api/v1/clock/right",
                        (desk, asked) -> Answer.nothing(desk.keeping()
                                .believeClock(
                                        asked.json(Inputs.ClockRight.class).shown()))),
                Route.desk(
                        "GET",
                        "/api/v1/lost",
                        (desk, asked) -> desk.keeping().lost().map(Answer::value)),
                Route.desk(
                        "POST",
                        "/api/v1/lost/give-up",
                        (desk, asked) -> desk.keeping()
                                .giveUp(asked.json(Inputs.GiveUp.class).damaged())
                                .map(ok -> new Answer.Nothing())),
                Route.desk(
                        "POST",
                        "/api/v1/check",
                        (desk, asked) -> desk.checking()
                                .check(Bytes.wrap(asked.bytes(Checking.MOST_FILE_BYTES)))
                                .map(Answer::value)),
                Route.desk("POST", "/api/v1/backup", KeepingRoutes::backup),
                Route.desk("GET", "/api/v1/diagnostics", KeepingRoutes::diagnostics),
                Route.desk(
                        "GET",
                        "/api/v1/changes",
                        (desk, asked) -> Result.done(new Answer.Stream(
                                Api.EVENTS, OptionalLong.empty(), out -> new ChangeStream(desk).writeTo(out)))));
    }

    private static Outputs.Settings shown(Keeping.Settings settings) {
        return new Outputs.Settings(
                settings.language(),
                settings.ownNumerals(),
                settings.idleLock().toSeconds(),
                settings.grace().toSeconds(),
                settings.proxy(),
                settings.notifyReading());
    }

    private static Result<Answer> change(Desk desk, Asked asked) throws BadCall, IOException {
        Inputs.Settings in = asked.json(Inputs.Settings.class);
        return desk.keeping()
                .change(new Keeping.Settings(
                        in.language(),
                        in.ownNumerals(),
                        Duration.ofSeconds(in.idleLockSeconds()),
                        Duration.ofSeconds(in.graceSeconds()),
                        in.proxy(),
                        in.notifyReading()))
                .map(ok -> new Answer.Nothing());
    }

    /** A backup holds no files and no sessions; its lines alone can be more than fits a memory. */
    private static Result<Answer> backup(Desk desk, Asked asked) throws BadCall, IOException {
        Secret passphrase = asked.passphrases(1)[0];
        return Result.done(new Answer.Export(
                Api.BYTES,
                out -> {
                    try (passphrase) {
                        return switch (desk.keeping().backup(passphrase, out)) {
                            case Result.Done<Ok> _ -> Optional.empty();
                            case Result.Refused<Ok>(Refusal why) -> Optional.of(why);
                        };
                    }
                },
                why -> Api.refused(why, asked.sentence(why))));
    }

    private static Result<Answer> diagnostics(Desk desk, Asked asked) {
        return desk.keeping()
                .diagnostics()
                .map(text -> new Answer.Stream(
                        "text/plain; charset=utf-8", OptionalLong.of(text.size()), out -> out.write(text.toArray())));
    }
}
