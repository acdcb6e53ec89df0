package parley.node.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private LostRows() {}

    static void look(Engine engine) {
        Thread.ofVirtual().name("parley-lost-rows").start(() -> lookAtAll(engine));
    }

    private static void lookAtAll(Engine engine) {
        try {
            if (sees(engine.vault()) == Vault.Look.LOST) {
                tell(engine, engine.vault().cells(_ -> {}));
            }
        } catch (StoreFailed e) {
            if (VaultDoor.isDamage(e)) {
                var unused = tell(engine, List.of(new Said("vault.place-unreadable", List.of())));
            } else if (!engine.closed()) {
                LOG.warn("the rows of the vault are looked at again at the next unlock: {}", VaultDoor.keyOf(e));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Vault.Look sees(Vault vault) throws InterruptedException {
        while (true) {
            long began = System.nanoTime();
            Vault.Look look = vault.look();
            if (look != Vault.Look.UNDER_WAY) {
                return look;
            }
            long rest = RESTS * (System.nanoTime() - began);
            Thread.sleep(Duration.ofNanos(Math.min(rest, MOST_REST.toNanos())));
        }
    }

    private record Said(String key, List<Object> parts) {}

    private static void tell(Engine engine, Losses losses) {
        List<Said> said = new ArrayList<>();
        if (losses.damaged() > 0) {
            said.add(new Said("vault.parts-damaged", List.of(losses.damaged())));
        }
        if (losses.missing() > 0) {
            said.add(new Said("vault.parts-missing", List.of(losses.missing())));
        }
        if (losses.otherwise()) {
            said.add(new Said("vault.part-of-before", List.of()));
        }
        if (tell(engine, said).isDone()) {
            engine.vault().accept(losses);
        }
    }

    private static Result<Ok> tell(Engine engine, List<Said> said) {
        return engine.act(work -> {
            NodeSheet node = work.ledger.node();
            List<Notice> notices = node.notices();
            for (Said one : said) {
                notices = Notices.with(notices, one.key, Notice.Grade.GRAVE, work.now, one.parts.toArray());
            }
            work.ledger.save(work.tx, node.withNotices(notices));
            work.recorder.changed(new Change.NodeChanged());
            return Ok.done();
        });
    }
}
