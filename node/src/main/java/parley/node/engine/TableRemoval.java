package parley.node.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.CanonicalReader;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Ok;
import parley.base.Result;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.Change;
import parley.node.vault.Losses;
import parley.node.vault.VaultDoor;
import parley.protocol.port.Key;
import parley.protocol.port.Store.StoreFailed;
import parley.protocol.port.Tx;

/**
 * Takes a table off this node: its seat ends at once, then every cell and file that it left is erased.
 *
 * <p>The first transaction takes the table from the list, erases all sessions and notes what is still to be erased, so that
 * an erasure that a crash or a lock broke off goes on at the next unlock. To the others this
 * node falls silent; relays are told that it needs their logs no more ({@link Releasing}).
 * Best effort on flash media, as every erasure (protocol.md, "Erasure"). Stateless.
 */
final class TableRemoval {
    private static final Logger LOG = LoggerFactory.getLogger(TableRemoval.class);
    private static final Key ERASING = Key.of("desk/erasing");
    /** Far above the length of every space's name. */
    private static final int MOST_SPACE_BYTES = 64;

    private static final int MOST_TABLES = 1_000;
    /** So many names of cells are some tens of megabytes; what is left then is found at the next pass. */
    private static final int MOST_IN_A_PASS = 200_000;

    /** So that no transaction holds up what people do. */
    private static final int MOST_AT_ONCE = 2_000;

    private TableRemoval() {}

    /** A table that is no more, and the rooms it had: cells are named by one of them. */
    private record Gone(TableId table, List<RoomId> rooms) {
        private Set<Hash> names() {
            Set<Hash> names = new HashSet<>();
            names.add(table.hash());
            rooms.forEach(room -> names.add(room.hash()));
            return names;
        }
    }

    /** Returns when all is erased; refused when there is no such table, or the erasure goes on at the next unlock. */
    static Result<Ok> remove(Engine engine, TableId table) {
        return engine.act(work -> work.atTable(table, seat -> {
                    Gone gone = new Gone(table, work.ledger.table(table).rooms);
                    Releasing.keep(work.tx, seat.releases(work.tx), work.now);
                    seat.forget(work.tx);
                    List<Gone> all = new ArrayList<>(erasing(work.tx));
                    all.add(gone);
                    keep(work.tx, all);
                    work.rise(table);
                    work.recorder.changed(new Change.TableChanged(table));
                    return Ok.done();
                }))
                .then(ok -> {
                    Releasing.resume(engine);
                    return sweep(engine);
                });
    }

    /** Whether something of a removed table is still to be erased. */
    static boolean erasing(Tx tx, TableId table) {
        return erasing(tx).stream().anyMatch(gone -> gone.table().equals(table));
    }

    /** Goes on with erasures that were broken off, on a thread of its own. */
    static void resume(Engine engine) {
        if (engine.read(tx -> Result.done(erasing(tx))) instanceof Result.Done<List<Gone>>(List<Gone> left)
                && !left.isEmpty()) {
            Thread.ofVirtual().name("parley-erase").start(() -> sweep(engine));
        }
    }

    private static Result<Ok> sweep(Engine engine) {
        return engine.read(tx -> Result.done(erasing(tx))).then(left -> {
            for (Gone gone : left) {
                try {
                    Result<Ok> done = erase(engine, gone);
                    if (!done.isDone()) {
                        return done;
                    }
                } catch (StoreFailed e) {
                    LOG.warn("an erasure goes on at the next unlock: {}", VaultDoor.keyOf(e));
                    return Result.refused(VaultDoor.keyOf(e));
                }
            }
            return Ok.done();
        });
    }

    private static Result<Ok> erase(Engine engine, Gone gone) {
        Set<Hash> names = gone.names();
        List<Key> found;
        do {
            found = cells(engine, names);
            for (int at = 0; at < found.size(); at += MOST_AT_ONCE) {
                List<Key> some = found.subList(at, Math.min(found.size(), at + MOST_AT_ONCE));
                Result<List<Hash>> files = engine.act(work -> Result.done(delete(work.tx, some)));
                if (files instanceof Result.Refused<List<Hash>>(var why)) {
                    return Result.refused(why);
                }
                engine.listeners().erased(files.orThrow());
            }
        } while (found.size() == MOST_IN_A_PASS);
        return engine.act(work -> {
                    List<Hash> uploads = uploads(work.tx, gone.table());
                    keep(
                            work.tx,
                            erasing(work.tx).stream()
                                    .filter(one -> !one.table().equals(gone.table()))
                                    .toList());
                    return Result.done(uploads);
                })
                .map(uploads -> {
                    engine.listeners().erased(uploads);
                    engine.vault().scrub();
                    return Ok.OK;
                });
    }

    private static List<Key> cells(Engine engine, Set<Hash> names) {
        List<Key> found = new ArrayList<>();
        Losses losses = engine.vault().cells(cell -> {
            if (found.size() < MOST_IN_A_PASS
                    && about(cell.key()).filter(names::contains).isPresent()) {
                found.add(cell.key());
            }
        });
        if (losses.damaged() > 0) {
            LOG.warn("{} damaged cells were passed over in an erasure", losses.damaged());
        }
        return found;
    }

    /** Behind its space, the name of a cell of a table or room begins with which. */
    private static Optional<Hash> about(Key key) {
        CanonicalReader in = new CanonicalReader(key.name());
        try {
            var unused = in.text(MOST_SPACE_BYTES);
            return in.remaining() < Hash.SIZE ? Optional.empty() : Optional.of(in.hash());
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static List<Hash> delete(Tx tx, List<Key> cells) {
        List<Hash> files = new ArrayList<>();
        for (Key cell : cells) {
            FileCells.fileAt(tx, cell).ifPresent(files::add);
            tx.delete(cell);
        }
        return files;
    }

    /** Uploads are named by nothing of their table. */
    private static List<Hash> uploads(Tx tx, TableId table) {
        List<Hash> files = FileCells.uploads(tx).stream()
                .filter(id -> FileCells.upload(tx, id)
                        .filter(upload -> upload.room().table().equals(table))
                        .isPresent())
                .toList();
        files.forEach(id -> FileCells.forgetUpload(tx, id));
        return files;
    }

    private static List<Gone> erasing(Tx tx) {
        return KeptList.of(
                tx,
                ERASING,
                MOST_TABLES,
                from -> new Gone(
                        new TableId(from.hash()), from.list(TableSheet.MOST_ROOMS, room -> new RoomId(room.hash()))));
    }

    private static void keep(Tx tx, List<Gone> all) {
        KeptList.put(
                tx,
                ERASING,
                all,
                (to, gone) -> to.hash(gone.table().hash()).list(gone.rooms(), (in, room) -> in.hash(room.hash())));
    }
}
