package parley.node.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.RoomRef;
import parley.node.engine.FileCells.HereRecord;
import parley.node.engine.FileCells.UploadRecord;
import parley.protocol.blob.Manifest;
import parley.talks.courier.CourierEvent;
import parley.talks.message.Attachment;

/**
 * The files of an item on their way from one room to another: fetched beside the log of the source's room, copied under a name
 * of their own, and put beside the log of the receiver's by {@link Uploads} once the item has its place there.
 *
 * <p>The manifest isn't changed, so that the receiver gets the same sealed blobs and the item keeps its name. Thread-safe.
 */
final class CourierFiles {
    private static final Logger LOG = LoggerFactory.getLogger(CourierFiles.class);

    private final Engine engine;
    private final FileStore store;
    private final Fetches fetches;

    CourierFiles(Engine engine, FileStore store, Fetches fetches) {
        this.engine = engine;
        this.store = store;
        this.fetches = fetches;
    }

    /** A copy that lies here, and whose it will be. */
    record Ready(Attachment attachment, Manifest manifest, Hash file) {
        /** Belongs to the receiver's room from now on. */
        void into(Work work, RoomRef room) {
            Hash name = FileCells.nameOf(attachment.manifest());
            int chunks = Manifest.blobsFor(attachment.size());
            FileCells.put(work.tx, room, name, new HereRecord(file, chunks, HereRecord.State.WHOLE));
            FileCells.put(
                    work.tx,
                    new UploadRecord(
                            file,
                            room,
                            attachment.name(),
                            attachment.type(),
                            attachment.size(),
                            manifest.fileKey(),
                            attachment.size(),
                            0,
                            0,
                            UploadRecord.Stage.IN_MESSAGE,
                            Optional.of(attachment.manifest())));
        }
    }

    /** Fetches and copies what an item carries; an empty list when it carries no file. */
    Result<List<Ready>> ready(RoomRef from, Hash item) {
        Result<CourierCells.Found> found = engine.read(tx -> CourierCells.kept(tx, from, item)
                .flatMap(kept -> CourierCells.at(tx, from, kept.line()))
                .map(Result::done)
                .orElseGet(() -> Result.refused("courier.no-such-item")));
        return found.then(line -> {
            List<Ready> all = new ArrayList<>();
            if (line.event() instanceof CourierEvent.HandedIn(var carried)) {
                for (Attachment attachment : carried.attachments()) {
                    Result<Ready> one = ready(from, line.epoch(), attachment);
                    if (one instanceof Result.Refused<Ready>(var why)) {
                        return Result.refused(why);
                    }
                    one.map(all::add);
                }
            }
            return Result.done(List.copyOf(all));
        });
    }

    /** What came of a delivery; refused, its copies go. */
    Result<Ok> orDiscarded(List<Ready> ready, Result<Ok> delivered) {
        if (!delivered.isDone()) {
            for (Ready one : ready) {
                try {
                    store.delete(one.file());
                } catch (IOException e) {
                    LOG.warn("a copy of an item's file could not be deleted");
                }
            }
        }
        return delivered;
    }

    private Result<Ready> ready(RoomRef from, int epoch, Attachment attachment) {
        Optional<Manifest> manifest = Told.manifest(attachment);
        if (manifest.isEmpty()) {
            return Result.refused("attachment.damaged");
        }
        Fetches.File file = new Fetches.File(from, FileCells.nameOf(attachment.manifest()));
        return fetched(file, manifest.get(), epoch)
                .then(_ -> here(file))
                .then(here -> copied(attachment, manifest.get(), here));
    }

    private Result<Ok> fetched(Fetches.File file, Manifest manifest, int epoch) {
        try {
            return fetches.fetch(file, manifest, epoch).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Result.refused("attachment.stopped");
        } catch (ExecutionException e) {
            return Result.refused("node.fault");
        }
    }

    private Result<Hash> here(Fetches.File file) {
        return engine.read(tx -> FileCells.here(tx, file.room(), file.manifestName())
                .filter(one -> one.state() == HereRecord.State.WHOLE)
                .map(one -> Result.done(one.file()))
                .orElseGet(() -> Result.refused("attachment.not-here")));
    }

    /** A copy of its own: each room erases its files when their time under its Rules is over. */
    private Result<Ready> copied(Attachment attachment, Manifest manifest, Hash source) {
        Hash copy = new Hash(engine.randomness().bytes(Hash.SIZE));
        try {
            for (int i = 0; i < manifest.blobs().size(); i++) {
                var chunk = store.read(source, i, Manifest.chunkBytes(manifest.length(), i));
                if (chunk.isEmpty()) {
                    return Result.refused("attachment.damaged");
                }
                store.write(copy, i, List.of(chunk.get()));
            }
            return Result.done(new Ready(attachment, manifest, copy));
        } catch (IOException e) {
            return new Result.Refused<>(store.refusal(e));
        }
    }
}
