package parley.node.engine;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.Change;
import parley.node.desk.Notice;
import parley.node.vault.Losses;
import parley.node.vault.Vault;
import parley.node.vault.VaultDoor;
import parley.protocol.port.Store.StoreFailed;

/**
 * Looks at every row of the vault after an unlock and tells people what is lost: no page shows that a list is shorter than it
 * was. The node goes on with the rest. Ends when the vault is locked.
 */
final class LostRows {
    private static final Logger LOG = LoggerFactory.getLogger(LostRows.class);
    /** It takes a fifth of the time: what people say and read comes first. */
    private static final int RESTS = 4;

    private static final Duration MOST_REST = Duration.ofMillis(100);

    /** Whoever makes room on a full disk, or plugs one in again, needs about so long. */
    private static final Duration UNTIL_NEXT = Duration.ofMinutes(1);

    /** An hour of them: each reads the whole vault, and a disk that fails for longer is told of by other things that fail. */
    private static final int MOST_LOOKS = 60;

    private static final String MISSING = "vault.parts-missing";
    private static final String UNREADABLE = "vault.place-unreadable";

    private final Engine engine;
    private final Supplier<Vault.Look> turns;
    private final Duration untilNext;
    private boolean failedBefore;

    /**
     * @param turns looks at some more rows
     * @param untilNext the rest before all is looked at again, where the look or the telling failed
     */
    LostRows(Engine engine, Supplier<Vault.Look> turns, Duration untilNext) {
        this.engine = engine;
        this.turns = turns;
        this.untilNext = untilNext;
    }

    static void look(Engine engine) {
        LostRows rows = new LostRows(engine, engine.vault()::look, UNTIL_NEXT);
        Thread.ofVirtual().name("parley-lost-rows").start(rows::look);
    }

    void look() {
        try {
            for (int looks = 1; !isOver() && looks < MOST_LOOKS; looks++) {
                Thread.sleep(untilNext);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOver() throws InterruptedException {
        try {
            return seen() == Vault.Look.SOUND || told(engine.vault().cells(_ -> {})) || engine.closed();
        } catch (StoreFailed e) {
            return engine.closed() || isUnreadable(e);
        }
    }

    private Vault.Look seen() throws InterruptedException {
        while (true) {
            long began = System.nanoTime();
            Vault.Look look = turns.get();
            if (look != Vault.Look.UNDER_WAY) {
                return look;
            }
            long rest = RESTS * (System.nanoTime() - began);
            Thread.sleep(Duration.ofNanos(Math.min(rest, MOST_REST.toNanos())));
        }
    }

    /** A disk that failed once may only have been away for a moment. */
    private boolean isUnreadable(StoreFailed e) {
        LOG.warn("the rows of the vault could not be looked at: {}", VaultDoor.keyOf(e));
        boolean again = failedBefore;
        failedBefore = VaultDoor.isOfTheDisk(e);
        return (VaultDoor.isDamage(e) || (again && failedBefore))
                && engine.act(work -> {
                            List<Notice> notices = work.ledger.node().notices();
                            return save(work, said(work, notices, UNREADABLE));
                        })
                        .isDone();
    }

    private boolean told(Losses losses) {
        return engine.act(work -> {
                    List<Notice> notices = work.ledger.node().notices();
                    if (losses.damaged() > 0) {
                        notices = said(work, notices, LostParts.DAMAGED, losses.damaged());
                    }
                    if (losses.missing() > 0) {
                        notices = said(work, notices, MISSING, losses.missing() + unread(notices));
                    }
                    if (losses.otherwise()) {
                        notices = said(work, notices, "vault.part-of-before");
                    }
                    if (losses.unordered() || !losses.any()) {
                        // Also what is there isn't found in such an order: how much, nobody can say.
                        notices = said(work, notices, UNREADABLE);
                    }
                    engine.vault().accept(losses);
                    return save(work, notices);
                })
                .isDone();
    }

    /** How many people were told of before that haven't said that they read it. */
    private static long unread(List<Notice> notices) {
        return notices.stream()
                .filter(one -> one.key().equals(MISSING))
                .mapToLong(one -> Long.parseLong(one.parts().getFirst()))
                .sum();
    }

    private static List<Notice> said(Work work, List<Notice> notices, String key, Object... parts) {
        return Notices.anew(notices, key, Notice.Grade.GRAVE, work.now, parts);
    }

    private static Result<Ok> save(Work work, List<Notice> notices) {
        work.ledger.save(work.tx, work.ledger.node().withNotices(notices));
        work.recorder.changed(new Change.NodeChanged());
        return Ok.done();
    }
}
