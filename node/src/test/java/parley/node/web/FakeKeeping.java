package parley.node.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import parley.base.Bytes;
import parley.base.Ok;
import parley.base.Result;
import parley.base.Role;
import parley.base.Secret;
import parley.base.TableId;
import parley.node.desk.Keeping;
import parley.node.desk.Notice;
import parley.node.desk.Tables;

/** Settings and upkeep of {@link FakeDesk}. */
final class FakeKeeping implements Keeping {
    private final FakeDesk desk;

    FakeKeeping(FakeDesk desk) {
        this.desk = desk;
    }

    @Override
    public Settings settings() {
        return desk.settings;
    }

    @Override
    public Result<Ok> change(Settings next) {
        desk.settings = next;
        return Ok.done();
    }

    @Override
    public List<Notice> notices() {
        return List.copyOf(desk.nodeNotices);
    }

    @Override
    public Result<Ok> acknowledge(Notice notice) {
        return Ok.done();
    }

    @Override
    public Result<Ok> backup(Secret passphrase, OutputStream to) {
        try {
            to.write(IntStream.range(0, 10)
                    .mapToObj(String::valueOf)
                    .reduce("", String::concat)
                    .getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Result.refused("vault.full");
        }
        return Ok.done();
    }

    @Override
    public Result<Tables.InvitationOut> askForRenewal(TableId table, boolean newKeys) {
        return desk.tables().invite(table, "self", Role.MEDIATOR, Duration.ofDays(7));
    }

    @Override
    public Result<Renewed> takeRenewal(TableId table, Bytes invitationFile) {
        return Result.done(new Renewed(FakeDesk.IRAN, false));
    }

    @Override
    public Result<Clock> clock() {
        return Result.done(new Clock(FakeDesk.NOW, desk.leapt));
    }

    @Override
    public Result<Ok> believeClock(Instant shown) {
        if (!shown.equals(FakeDesk.NOW)) {
            return Result.refused("clock.shown-otherwise");
        }
        desk.leapt = Optional.empty();
        return Ok.done();
    }

    @Override
    public Result<Lost> lost() {
        return Result.done(new Lost(2, List.of("0123456789abcdef", "fedcba9876543210"), 1, true));
    }

    @Override
    public Result<Ok> giveUp(long damaged) {
        return damaged == 2 ? Ok.done() : Result.refused("vault.lost-otherwise", 2);
    }

    @Override
    public Result<Bytes> diagnostics() {
        return Result.done(Bytes.utf8("version 0.1\n"));
    }

    @Override
    public NodeFacts facts() {
        return new NodeFacts("0.1.0", FakeDesk.NOW, FakeDesk.NOW, 1_200_000, 57, 1, 3);
    }
}
