package parley.node.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import parley.base.Bytes;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Secret;
import parley.base.TableId;
import parley.node.desk.Change;
import parley.node.desk.Keeping;
import parley.node.desk.Notice;
import parley.node.desk.Tables.InvitationOut;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.vault.DataFolder;
import parley.node.vault.Stretching;
import parley.node.vault.VaultBackup;
import parley.node.vault.VaultDoor;
import parley.protocol.port.Store.StoreFailed;
import parley.protocol.seat.Seat;

/** The desk's housekeeping: settings, notices, backup, renewal, diagnostics. Thread-safe. */
final class KeepingDesk implements Keeping {
    private static final Set<String> LANGUAGES = Set.of("en", "he", "fa", "ar");
    private static final Duration LEAST_IDLE = Duration.ofMinutes(1);
    private static final Duration MOST_IDLE = Duration.ofHours(24);
    private static final Duration MOST_GRACE = Duration.ofSeconds(60);
    private static final int MOST_HOST = 255;

    private final Engine engine;
    private final DataFolder folder;
    private final Supplier<Stretching> cost;
    private final Instant started;
    private final Instant unlocked;
    private final String version;

    KeepingDesk(Engine engine, DataFolder folder, Supplier<Stretching> cost, Instant started, String version) {
        this.engine = engine;
        this.folder = folder;
        this.cost = cost;
        this.started = started;
        this.unlocked = engine.clock().instant();
        this.version = version;
    }

    @Override
    public Settings settings() {
        return engine.snapshot().node().settings();
    }

    @Override
    public Result<Ok> change(Settings settings) {
        Optional<Refusal> objection = objection(settings);
        if (objection.isPresent()) {
            return Result.refused(objection.get());
        }
        return engine.act(work -> {
            work.ledger.save(work.tx, work.ledger.node().with(settings));
            work.recorder.changed(new Change.NodeChanged());
            return Ok.done();
        });
    }

    private static Optional<Refusal> objection(Settings settings) {
        if (!LANGUAGES.contains(settings.language())) {
            return Optional.of(Refusal.of("settings.no-such-language", String.join(", ", LANGUAGES)));
        }
        if (settings.idleLock().compareTo(LEAST_IDLE) < 0 || settings.idleLock().compareTo(MOST_IDLE) > 0) {
            return Optional.of(Refusal.of("settings.idle-out-of-range", LEAST_IDLE.toSeconds(), MOST_IDLE.toSeconds()));
        }
        if (settings.grace().isNegative() || settings.grace().compareTo(MOST_GRACE) > 0) {
            return Optional.of(Refusal.of("settings.grace-out-of-range", MOST_GRACE.toSeconds()));
        }
        boolean badProxy = settings.proxy()
                .filter(one -> one.port() < 1
                        || one.port() > 65_535
                        || one.host().isBlank()
                        || one.host().length() > MOST_HOST)
                .isPresent();
        return badProxy ? Optional.of(Refusal.of("settings.proxy-not-one")) : Optional.empty();
    }

    @Override
    public List<Notice> notices() {
        return engine.snapshot().node().notices();
    }

    @Override
    public Result<Ok> acknowledge(Notice notice) {
        if (notice.key().equals(BelievedTime.NOTICE)) {
            return Result.refused("clock.answered-otherwise");
        }
        return engine.act(work -> {
            NodeSheet node = work.ledger.node();
            work.ledger.save(work.tx, node.withNotices(Notices.without(node.notices(), notice)));
            work.recorder.changed(new Change.NodeChanged());
            for (TableSheet table : work.ledger.tables()) {
                if (table.notices.contains(notice)) {
                    table.notices = Notices.without(table.notices, notice);
                    work.ledger.save(work.tx, table);
                    work.recorder.changed(new Change.TableChanged(table.table));
                }
            }
            for (RoomSheet room : work.ledger.rooms()) {
                if (room.notices.contains(notice)) {
                    room.notices = Notices.without(room.notices, notice);
                    work.ledger.save(work.tx, room);
                    work.recorder.changed(new Change.RoomChanged(room.ref));
                }
            }
            return Ok.done();
        });
    }

    @Override
    public Result<Ok> backup(Secret passphrase, OutputStream to) {
        if (engine.closed()) {
            return Result.refused("gate.locked");
        }
        return NewPassphrase.good(passphrase).then(good -> write(good, to));
    }

    private Result<Ok> write(Secret passphrase, OutputStream to) {
        try (passphrase) {
            return VaultBackup.write(
                    engine.vault(), BackupChoice::holds, passphrase, cost.get(), engine.randomness(), to);
        } catch (IOException e) {
            return Result.refused("backup.unwritable");
        } catch (StoreFailed e) {
            return Result.refused(VaultDoor.keyOf(e));
        }
    }

    @Override
    public Result<InvitationOut> askForRenewal(TableId table, boolean newKeys) {
        return engine.act(work -> work.atTable(
                table,
                seat -> seat.askForRenewal(work.tx, newKeys).map(made -> {
                    TableSheet sheet = work.ledger.table(table);
                    sheet.renewalNeeded = true;
                    sheet.renewalAsked = Optional.of(work.now);
                    // They name this node as it was.
                    sheet.withdrawn(_ -> true);
                    // Whoever followed them once more would void what was just asked.
                    sheet.notices = sheet.notices.stream()
                            .filter(one -> !Restoring.NOTICES.contains(one.key()))
                            .toList();
                    work.ledger.save(work.tx, sheet);
                    work.recorder.changed(new Change.TableChanged(table));
                    return TablesDesk.out(made, work.now);
                })));
    }

    @Override
    public Result<Renewed> takeRenewal(TableId table, Bytes invitationFile) {
        return engine.act(work -> work.atTable(table, seat -> {
            Result<Seat.Met> met = seat.meet(work.tx, invitationFile);
            work.recorder.changed(new Change.TableChanged(table));
            return met.map(one -> new Renewed(one.peer(), one.newKeys()));
        }));
    }

    @Override
    public Result<Clock> clock() {
        return LeaptClock.look(engine);
    }

    @Override
    public Result<Ok> believeClock(Instant shown) {
        return LeaptClock.believe(engine, shown);
    }

    @Override
    public Result<Lost> lost() {
        return LostParts.look(engine);
    }

    @Override
    public Result<Ok> giveUp(long damaged) {
        return LostParts.giveUp(engine, damaged);
    }

    @Override
    public Result<Bytes> diagnostics() {
        if (engine.closed()) {
            return Result.refused("gate.locked");
        }
        NodeFacts facts = facts();
        Snapshot now = engine.snapshot();
        StringBuilder out = new StringBuilder();
        out.append("parley ").append(facts.version()).append('\n');
        line(out, "java", System.getProperty("java.version"));
        line(out, "os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        line(out, "started", facts.started());
        line(out, "unlocked", facts.unlocked());
        line(out, "now", engine.clock().instant());
        line(out, "vault generation", engine.vault().generation());
        line(out, "vault boots", engine.vault().boots());
        line(out, "vault put back", engine.vault().putBack());
        line(out, "data folder bytes", facts.vaultBytes());
        line(out, "tables", facts.tables());
        line(out, "rooms", facts.rooms());
        line(out, "lines", facts.events());
        line(out, "proxy", now.node().settings().proxy().isPresent());
        line(out, "threads", Thread.activeCount());
        line(
                out,
                "heap bytes",
                Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        int number = 0;
        for (Snapshot.TableShot table : now.tables().values()) {
            number++;
            var connection = engine.relays()
                    .connection(
                            table.sheet().table,
                            table.sheet().relay,
                            engine.wire().waiting(table.sheet().table));
            line(out, "table " + number + " relay reached", connection.reached());
            line(out, "table " + number + " waiting to be sent", connection.waiting());
            line(out, "table " + number + " people", table.peers().size());
            table.sheet().notices.forEach(notice -> line(out, "  notice", notice.key()));
            table.rooms().values().forEach(room -> room(out, room));
        }
        return Result.done(Bytes.utf8(out.toString()));
    }

    /** Counts and states only: no name, text, key, address or identifier. */
    private static void room(StringBuilder out, RoomShot room) {
        RoomSheet sheet = room.sheet();
        line(out, "  room phase", sheet.phase);
        line(out, "    epoch", sheet.epoch);
        line(out, "    lines", sheet.lines);
        line(out, "    on the way", sheet.unplaced.size());
        line(out, "    waiting for a key", sheet.waiting.isPresent());
        room.view().ifPresent(view -> line(out, "    condition", view.condition()));
        sheet.notices.forEach(notice -> line(out, "    notice", notice.key()));
    }

    private static void line(StringBuilder out, String name, Object value) {
        out.append(name).append(": ").append(value).append('\n');
    }

    @Override
    public NodeFacts facts() {
        Snapshot now = engine.snapshot();
        List<RoomShot> rooms = now.tables().values().stream()
                .flatMap(table -> table.rooms().values().stream())
                .toList();
        return new NodeFacts(
                version,
                started,
                unlocked,
                folder.size(),
                rooms.stream().mapToLong(room -> room.sheet().lines).sum(),
                now.tables().size(),
                rooms.size());
    }
}
