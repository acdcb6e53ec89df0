package parley.node.engine;

import java.util.ArrayList;
import java.util.List;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.Change;
import parley.node.desk.Keeping;
import parley.node.vault.Losses;
import parley.node.vault.Vault;
import parley.node.vault.VaultDoor;
import parley.protocol.port.Store.StoreFailed;

/**
 * Damaged parts of the vault that people look at and give up: else one that rotted would refuse every backup for good, and keep every
 * file that nothing names. Stateless.
 */
final class LostParts {
    /** What a page shows; of a disk that lost more the number says enough. */
    private static final int MOST_NAMES = 100;
    /** As much of a hashed name as other messages show. */
    private static final int NAME_BYTES = 8;
    /** Rows of so much are held in memory at a time. */
    private static final long MOST_AT_ONCE = 8 * 1024 * 1024;

    /** What is shown of a row whose name rotted so that it has none. */
    private static final String NO_NAME = "–";

    static final String DAMAGED = "vault.parts-damaged";

    private LostParts() {}

    static Result<Keeping.Lost> look(Engine engine) {
        if (engine.closed()) {
            return Result.refused("gate.locked");
        }
        try {
            List<String> names = new ArrayList<>();
            Losses losses = engine.vault().damaged(row -> {
                if (names.size() < MOST_NAMES) {
                    String shown = row.name()
                            .slice(0, Math.min(NAME_BYTES, row.name().size()))
                            .toHex();
                    names.add(shown.isEmpty() ? NO_NAME : shown);
                }
            });
            return Result.done(new Keeping.Lost(losses.damaged(), List.copyOf(names), losses.givenUp(), losses.ever()));
        } catch (StoreFailed e) {
            return Result.refused(VaultDoor.keyOf(e));
        }
    }

    static Result<Ok> giveUp(Engine engine, long damaged) {
        try {
            return look(engine)
                    .then(lost -> lost.damaged() == damaged
                            ? keep(engine, damaged)
                            : Result.refused("vault.lost-otherwise", lost.damaged()))
                    .then(ok -> forget(engine));
        } catch (StoreFailed e) {
            return Result.refused(VaultDoor.keyOf(e));
        }
    }

    private static Result<Ok> keep(Engine engine, long damaged) {
        Result<Ok> done = Ok.done();
        for (long left = damaged; left > 0 && done.isDone(); ) {
            List<Vault.Damaged> some = some(engine);
            left = some.isEmpty() ? 0 : left - some.size();
            done = engine.act(work -> {
                some.forEach(row -> engine.vault().giveUp(work.tx, row));
                return Ok.done();
            });
        }
        return done;
    }

    private static List<Vault.Damaged> some(Engine engine) {
        List<Vault.Damaged> some = new ArrayList<>();
        long[] bytes = {0};
        var unused = engine.vault().damaged(row -> {
            if (bytes[0] < MOST_AT_ONCE) {
                bytes[0] += row.content().size();
                some.add(row);
            }
        });
        return some;
    }

    /** Where more is lost than people were told of it stays so: it is told by the look after the next unlock. */
    private static Result<Ok> forget(Engine engine) {
        Losses left = engine.vault().damaged(_ -> {});
        return left.any()
                ? Result.refused("vault.lost-untold")
                : engine.act(work -> {
                    engine.vault().accept(left.forgive());
                    NodeSheet node = work.ledger.node();
                    work.ledger.save(work.tx, node.withNotices(Notices.withoutKey(node.notices(), DAMAGED)));
                    work.recorder.changed(new Change.NodeChanged());
                    return Ok.done();
                });
    }
}
