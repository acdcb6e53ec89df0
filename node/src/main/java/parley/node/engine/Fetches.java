package parley.node.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.Attachments.Fetch;
import parley.node.desk.Attachments.Opened;
import parley.node.desk.Change;
import parley.node.desk.RoomRef;
import parley.node.engine.FileCells.HereRecord;
import parley.protocol.blob.BlobReader;
import parley.protocol.blob.Manifest;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.seat.Seat;

/**
 * Fetches attachments from the relay, checks every blob and then the whole file, and opens what lies here.
 *
 * <p>Guarantees that nothing of a file is handed out before the whole of it was found to be what its author named. A
 * fetch that was broken off goes on where the vault says it stood. A fetch whose message is erased meanwhile leaves nothing
 * behind. Thread-safe.
 */
final class Fetches {
    private static final Logger LOG = LoggerFactory.getLogger(Fetches.class);
    /** Chunks written and noted together: one fsync of the file and one of the vault for a megabyte. */
    private static final int BATCH = 16;
    /**
     * How often in a row the relay may say that it hasn't the next blob. A message arrives before a large file of it is whole
     * at the relay; with the pauses between ({@link Backoff}) its author's node has a minute and a half for each blob.
     */
    private static final int MOST_ABSENT = 14;

    private final Engine engine;
    private final FileStore store;
    private final Map<File, Job> jobs = new HashMap<>();

    Fetches(Engine engine, FileStore store) {
        this.engine = engine;
        this.store = store;
    }

    /** One attachment as one room knows it. */
    record File(RoomRef room, Hash manifestName) {}

    private static final class Job {
        private final CompletableFuture<Result<Ok>> outcome = new CompletableFuture<>();
        private volatile int chunks;
        private volatile boolean stop;
        private volatile @Nullable Hash id;
    }

    /** How much is here, in bytes, and where fetching stands. */
    record Standing(long here, Fetch state) {}

    Standing standing(File file, long size, Optional<HereRecord> here) {
        Job job;
        synchronized (this) {
            job = jobs.get(file);
        }
        if (job != null) {
            return new Standing(Math.min(size, (long) job.chunks * FileStore.CHUNK), Fetch.FETCHING);
        }
        long bytes = here.map(one -> Math.min(size, (long) one.chunks() * FileStore.CHUNK))
                .orElse(0L);
        return new Standing(
                bytes,
                here.map(one -> switch (one.state()) {
                            case PART -> Fetch.NOT_FETCHED;
                            case WHOLE -> Fetch.HERE;
                            case MISSING -> Fetch.MISSING;
                            case DAMAGED -> Fetch.DAMAGED;
                        })
                        .orElse(Fetch.NOT_FETCHED));
    }

    /** Begins or joins fetching; the future ends when all is here, or when it can't go on. */
    synchronized CompletableFuture<Result<Ok>> fetch(File file, Manifest manifest, int epoch) {
        Job known = jobs.get(file);
        if (known != null) {
            return known.outcome;
        }
        Job job = new Job();
        jobs.put(file, job);
        Thread.ofVirtual().name("parley-fetch").start(() -> {
            // Whatever happens, who waits is answered.
            Result<Ok> outcome = Result.refused("node.fault");
            try {
                outcome = fetchAll(job, file, manifest, epoch);
            } catch (IOException e) {
                outcome = new Result.Refused<>(store.refusal(e));
            } catch (RuntimeException e) {
                LOG.error("fetching an attachment failed: {}", e.toString());
            } finally {
                synchronized (this) {
                    jobs.remove(file);
                }
                engine.listeners()
                        .tell(new Change.TransferMoved(
                                file.room(), file.manifestName().toHex()));
                job.outcome.complete(outcome);
            }
        });
        return job.outcome;
    }

    synchronized void stop(File file) {
        Job job = jobs.get(file);
        if (job != null) {
            job.stop = true;
        }
    }

    /** No message names these files any more: who fetches one of them stops, as soon as its relay lets it. */
    synchronized void erased(List<Hash> files) {
        jobs.values().stream()
                .filter(job -> job.id != null && files.contains(job.id))
                .forEach(job -> job.stop = true);
    }

    private Result<Ok> fetchAll(Job job, File file, Manifest manifest, int epoch) throws IOException {
        Result<HereRecord> begun = begin(job, file);
        if (begun instanceof Result.Refused<HereRecord>(var why)) {
            return Result.refused(why);
        }
        HereRecord here = begun.orThrow();
        // Whatever took the file from the disk: a name without bytes is fetched again.
        if (here.state() == HereRecord.State.WHOLE && store.has(here.file())) {
            return Ok.done();
        }
        BlobReader reader = new BlobReader(manifest);
        int chunk = 0;
        while (chunk < here.chunks()) {
            Optional<Bytes> kept = store.read(here.file(), chunk, Manifest.chunkBytes(manifest.length(), chunk));
            if (kept.isEmpty()) {
                break;
            }
            reader.again(kept.get());
            chunk++;
        }
        Result<Seat.BlobPlace> place = engine.act(work -> work.atTable(
                file.room().table(),
                seat -> seat.blobs(work.tx, file.room().room(), epoch)
                        .map(Result::done)
                        .orElseGet(() -> Result.refused("attachment.out-of-reach"))));
        return switch (place) {
            case Result.Refused<Seat.BlobPlace>(var why) -> Result.refused(why);
            case Result.Done<Seat.BlobPlace>(Seat.BlobPlace from) -> read(job, file, here.file(), reader, chunk, from);
        };
    }

    private Result<Ok> read(Job job, File file, Hash id, BlobReader reader, int first, Seat.BlobPlace from)
            throws IOException {
        Relay relay = engine.relays().at(from.log().relay());
        Backoff backoff = new Backoff();
        List<Bytes> batch = new ArrayList<>();
        int written = first;
        int absent = 0;
        Optional<Hash> next = reader.next();
        while (next.isPresent()) {
            if (job.stop || engine.closed()) {
                return noted(file, id, flush(id, written, batch), HereRecord.State.PART, "attachment.stopped");
            }
            Answer<Bytes> answer = relay.getBlob(from.log().id(), from.capability(), next.get());
            switch (answer) {
                case Answer.Given<Bytes>(Bytes blob) -> {
                    Optional<Bytes> chunk = reader.open(blob);
                    if (chunk.isEmpty()) {
                        return damaged(file, id);
                    }
                    batch.add(chunk.get());
                    backoff.reset();
                    absent = 0;
                }
                case Answer.Declined<Bytes> _ -> {
                    absent++;
                    if (absent > MOST_ABSENT || !backoff.pause()) {
                        return noted(
                                file, id, flush(id, written, batch), HereRecord.State.MISSING, "attachment.missing");
                    }
                }
                case Answer.Silent<Bytes> _ -> {
                    if (!backoff.pause()) {
                        return Result.refused("attachment.stopped");
                    }
                }
            }
            job.chunks = written + batch.size();
            if (batch.size() == BATCH) {
                written = flush(id, written, batch);
                if (!note(file, id, written, HereRecord.State.PART)) {
                    return gone(id);
                }
            }
            next = reader.next();
        }
        written = flush(id, written, batch);
        if (!reader.whole()) {
            return damaged(file, id);
        }
        return note(file, id, written, HereRecord.State.WHOLE) ? Ok.done() : gone(id);
    }

    /** Nobody reads what isn't what its author named: no byte of it stays. */
    private Result<Ok> damaged(File file, Hash id) throws IOException {
        Result<Ok> refused = noted(file, id, 0, HereRecord.State.DAMAGED, "attachment.damaged");
        store.delete(id);
        return refused;
    }

    private Result<Ok> noted(File file, Hash id, int chunks, HereRecord.State state, String why) throws IOException {
        return note(file, id, chunks, state) ? Result.refused(why) : gone(id);
    }

    private Result<Ok> gone(Hash id) throws IOException {
        store.delete(id);
        return Result.refused("attachment.unknown");
    }

    private int flush(Hash id, int written, List<Bytes> batch) throws IOException {
        if (!batch.isEmpty()) {
            store.write(id, written, batch);
        }
        int now = written + batch.size();
        batch.clear();
        return now;
    }

    private Result<HereRecord> begin(Job job, File file) {
        return engine.act(work -> {
            if (work.ledger.room(file.room()).isEmpty()) {
                return Result.refused("room.unknown");
            }
            // One that was damaged keeps its name, or what lies under it would be named by nothing.
            HereRecord here = FileCells.here(work.tx, file.room(), file.manifestName())
                    .map(one -> one.state() == HereRecord.State.DAMAGED
                            ? new HereRecord(one.file(), 0, HereRecord.State.PART)
                            : one)
                    .orElseGet(() ->
                            new HereRecord(new Hash(engine.randomness().bytes(Hash.SIZE)), 0, HereRecord.State.PART));
            FileCells.put(work.tx, file.room(), file.manifestName(), here);
            // Before any later act can erase it.
            job.id = here.file();
            return Result.done(here);
        });
    }

    /** False when its message was erased: the vault names the file no more, and nothing would ever erase it again. */
    private boolean note(File file, Hash id, int chunks, HereRecord.State state) {
        Result<Boolean> noted = engine.act(work -> {
            boolean named = FileCells.here(work.tx, file.room(), file.manifestName())
                    .filter(one -> one.file().equals(id))
                    .isPresent();
            if (named) {
                FileCells.put(work.tx, file.room(), file.manifestName(), new HereRecord(id, chunks, state));
                work.recorder.changed(new Change.TransferMoved(
                        file.room(), file.manifestName().toHex()));
            }
            return Result.done(named);
        });
        return switch (noted) {
            case Result.Done<Boolean>(Boolean named) -> named;
            case Result.Refused<Boolean> _ -> {
                LOG.debug("the progress of a fetch wasn't noted; some blobs will be fetched twice");
                yield true;
            }
        };
    }

    /** Opens a file of which all is here. */
    Opened open(HereRecord here, String name, long size, long from) {
        return new Opened() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long size() {
                return size;
            }

            @Override
            public long from() {
                return from;
            }

            @Override
            public InputStream stream() {
                return new ChunkStream(store, here.file(), size, from);
            }
        };
    }
}
