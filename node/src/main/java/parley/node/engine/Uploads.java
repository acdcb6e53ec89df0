package parley.node.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Attachments.Upload;
import parley.node.desk.Change;
import parley.node.desk.RoomRef;
import parley.node.engine.FileCells.HereRecord;
import parley.node.engine.FileCells.UploadRecord;
import parley.protocol.blob.BlobWriter;
import parley.protocol.blob.Manifest;
import parley.talks.Why;
import parley.talks.message.Attachment;
import parley.talks.message.FileType;
import parley.talks.text.FileName;

/**
 * Files that people give for a room: taken piece by piece and sealed on disk, until {@link UploadSender} puts them beside the log.
 *
 * <p>After a crash an upload goes on where the vault says it stood. Thread-safe.
 */
final class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    private static final byte[] NOTHING = {};

    private final Engine engine;
    private final FileStore store;
    private final Map<Hash, BlobWriter> writers = new HashMap<>();
    private final UploadSender sender;

    Uploads(Engine engine, FileStore store) {
        this.engine = engine;
        this.store = store;
        this.sender = new UploadSender(engine, store);
        engine.listeners().onPlaced(sender::placed);
    }

    /** Goes on with what was under way when the vault was last locked. */
    void resume() {
        all().forEach(upload -> sender.send(upload.id()));
    }

    Result<Upload> begin(RoomRef room, String name, long size) {
        if (size < 0 || size > Manifest.MOST_LENGTH) {
            return Result.refused("attachment.too-large", Manifest.MOST_LENGTH);
        }
        String clean = FileName.clean(name);
        Result<Upload> begun = engine.act(work -> {
            if (work.ledger
                    .room(room)
                    .filter(sheet -> sheet.phase == RoomSheet.Phase.OPEN)
                    .isEmpty()) {
                return Result.refused("room.not-open");
            }
            if (work.seat(room.table())
                    .flatMap(seat -> seat.room(room.room()))
                    .filter(view -> view.state().quietSlot().isPresent())
                    .isPresent()) {
                return Why.MESSAGE_QUIET_NO_FILES.result();
            }
            if (FileCells.uploads(work.tx).size() >= FileCells.MOST_UPLOADS) {
                return Result.refused("attachment.too-many-uploads", FileCells.MOST_UPLOADS);
            }
            UploadRecord record = new UploadRecord(
                    new Hash(engine.randomness().bytes(Hash.SIZE)),
                    room,
                    clean,
                    FileType.ofName(clean),
                    size,
                    engine.randomness().secret(Manifest.FILE_KEY),
                    0,
                    0,
                    0,
                    UploadRecord.Stage.TAKING,
                    Optional.empty());
            FileCells.put(work.tx, record);
            return Result.done(view(record));
        });
        // An empty file is one empty chunk; nobody would send a piece of it.
        return size > 0 ? begun : begun.then(upload -> piece(Hash.hex(upload.id()), 0, NOTHING));
    }

    synchronized Result<Upload> piece(Hash id, long offset, byte[] piece) {
        Optional<UploadRecord> found = sender.find(id);
        if (found.isEmpty() || found.get().inMessage()) {
            return Result.refused("attachment.no-such-upload");
        }
        UploadRecord upload = found.get();
        if (offset < 0 || offset > upload.taken() || offset + piece.length > upload.size()) {
            return Result.refused("attachment.piece-out-of-place", upload.taken());
        }
        int again = (int) Math.min(piece.length, upload.taken() - offset);
        try {
            Optional<Refusal> other =
                    objection(upload, offset, Bytes.wrap(piece).slice(0, again));
            if (other.isPresent()) {
                return Result.refused(other.get());
            }
            return upload.manifest().isPresent()
                    ? Result.done(view(upload))
                    : take(upload, Bytes.wrap(piece).slice(again, piece.length));
        } catch (IOException e) {
            writers.remove(id);
            return new Result.Refused<>(store.refusal(e));
        }
    }

    /** Unless this is what was taken from {@code offset} on: a file that goes on must not end with parts of two. */
    private Optional<Refusal> objection(UploadRecord upload, long offset, Bytes again) throws IOException {
        int at = 0;
        while (at < again.size()) {
            int index = (int) ((offset + at) / FileStore.CHUNK);
            int from = (int) ((offset + at) % FileStore.CHUNK);
            int length = Manifest.chunkBytes(upload.size(), index);
            int to = Math.min(length, from + again.size() - at);
            Optional<Bytes> chunk = store.read(upload.id(), index, length);
            if (chunk.isEmpty()) {
                return Optional.of(Refusal.of("attachment.no-such-upload"));
            }
            if (!chunk.get().slice(from, to).equals(again.slice(at, at + to - from))) {
                return Optional.of(Refusal.of("attachment.other-file", upload.name()));
            }
            at += to - from;
        }
        return Optional.empty();
    }

    private Result<Upload> take(UploadRecord upload, Bytes fresh) throws IOException {
        Optional<BlobWriter> going = writer(upload);
        if (going.isEmpty()) {
            return Result.refused("attachment.no-such-upload");
        }
        BlobWriter writer = going.get();
        List<Bytes> chunks = new ArrayList<>();
        int first = upload.chunksTaken();
        int at = 0;
        while (!writer.done() && fresh.size() - at >= writer.nextChunk()) {
            Bytes chunk = fresh.slice(at, at + writer.nextChunk());
            at += chunk.size();
            writer.seal(chunk);
            chunks.add(chunk);
        }
        if (chunks.isEmpty()) {
            return Result.done(view(upload));
        }
        store.write(upload.id(), first, chunks);
        Optional<Bytes> manifest = writer.done() ? Optional.of(encoded(writer.manifest())) : Optional.empty();
        UploadRecord next = upload.taken(upload.taken() + at, manifest);
        Result<Upload> kept = engine.act(work -> {
            UploadRecord now = FileCells.upload(work.tx, upload.id()).orElse(next);
            UploadRecord merged = next.sent(now.sentChunks(), now.epoch());
            FileCells.put(work.tx, merged);
            work.recorder.changed(
                    new Change.TransferMoved(upload.room(), upload.id().toHex()));
            return Result.done(view(merged));
        });
        if (!kept.isDone() || writer.done()) {
            writers.remove(upload.id());
        }
        if (manifest.isPresent()) {
            sender.send(upload.id());
        }
        return kept;
    }

    /** Hashing goes on where it was; after a restart the chunks on disk are hashed again. Empty when one of them is gone. */
    private Optional<BlobWriter> writer(UploadRecord upload) throws IOException {
        BlobWriter known = writers.get(upload.id());
        if (known != null) {
            return Optional.of(known);
        }
        BlobWriter writer = new BlobWriter(upload.fileKey(), upload.size());
        for (int i = 0; i < upload.chunksTaken(); i++) {
            Optional<Bytes> chunk = store.read(upload.id(), i, writer.nextChunk());
            if (chunk.isEmpty()) {
                return Optional.empty();
            }
            writer.seal(chunk.get());
        }
        writers.put(upload.id(), writer);
        return Optional.of(writer);
    }

    Optional<Upload> upload(Hash id) {
        return sender.find(id).filter(one -> !one.inMessage()).map(this::view);
    }

    List<Upload> uploads(RoomRef room) {
        return all().stream()
                .filter(one -> one.room().equals(room) && !one.inMessage())
                .map(this::view)
                .toList();
    }

    int underWay() {
        return (int) all().stream()
                .filter(one -> one.manifest().isPresent() && !one.allSent() && goes(one))
                .count();
    }

    /** Whether what is left of it is sent while this device is unlocked. */
    boolean goes(UploadRecord upload) {
        return !sender.lost(upload.id()) && sender.letsOut(upload);
    }

    synchronized Result<Ok> cancel(Hash id) {
        writers.remove(id);
        return engine.<UploadRecord>act(work -> {
                    Optional<UploadRecord> upload =
                            FileCells.upload(work.tx, id).filter(one -> !one.inMessage());
                    if (upload.isEmpty()) {
                        return Result.refused("attachment.no-such-upload");
                    }
                    FileCells.forgetUpload(work.tx, id);
                    return Result.done(upload.get());
                })
                .then(upload -> {
                    delete(id);
                    sender.removed(upload);
                    return Ok.done();
                });
    }

    void delete(Hash file) {
        try {
            store.delete(file);
        } catch (IOException e) {
            LOG.warn("a file of an attachment could not be deleted");
        }
    }

    /** Turns finished uploads into what a message carries, inside the transaction that queues the message. */
    Result<List<Attachment>> into(Work work, RoomRef room, List<String> uploads) {
        List<Attachment> attachments = new ArrayList<>();
        for (String name : uploads) {
            Optional<UploadRecord> found = id(name).flatMap(id -> FileCells.upload(work.tx, id));
            if (found.isEmpty()
                    || !found.get().room().equals(room)
                    || found.get().inMessage()) {
                return Result.refused("attachment.no-such-upload");
            }
            UploadRecord upload = found.get();
            if (sender.lost(upload.id())) {
                return Result.refused("attachment.lost", upload.name());
            }
            if (upload.manifest().isEmpty()) {
                return Result.refused("attachment.not-complete", upload.name());
            }
            Bytes manifest = upload.manifest().get();
            attachments.add(new Attachment(upload.name(), upload.type(), upload.size(), manifest));
        }
        return Result.done(attachments);
    }

    /** The message that took them is queued. */
    static void taken(Work work, RoomRef room, List<String> uploads) {
        for (String name : uploads) {
            id(name).flatMap(id -> FileCells.upload(work.tx, id)).ifPresent(upload -> {
                Hash manifest = FileCells.nameOf(upload.manifest().orElseThrow());
                int chunks = Manifest.blobsFor(upload.size());
                FileCells.put(work.tx, room, manifest, new HereRecord(upload.id(), chunks, HereRecord.State.WHOLE));
                FileCells.put(work.tx, upload.intoMessage());
            });
        }
    }

    /** A message that isn't said gives its files back to the person who gave them; names them as a draft does. */
    static List<String> givenBack(Work work, RoomRef room, List<Attachment> attachments) {
        List<String> uploads = new ArrayList<>();
        for (Attachment attachment : attachments) {
            Hash manifest = FileCells.nameOf(attachment.manifest());
            FileCells.here(work.tx, room, manifest)
                    .flatMap(here -> FileCells.upload(work.tx, here.file()))
                    .filter(upload -> upload.inMessage() && !upload.placed())
                    .ifPresent(upload -> {
                        FileCells.forgetHere(work.tx, room, manifest);
                        FileCells.put(work.tx, upload.outOfMessage());
                        uploads.add(upload.id().toHex());
                    });
        }
        return uploads;
    }

    static Optional<Hash> id(String name) {
        try {
            return Optional.of(Hash.hex(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private List<UploadRecord> all() {
        Result<List<UploadRecord>> found = engine.read(tx -> Result.done(FileCells.uploads(tx).stream()
                .flatMap(id -> FileCells.upload(tx, id).stream())
                .toList()));
        return found instanceof Result.Done<List<UploadRecord>>(var list) ? list : List.of();
    }

    private Upload view(UploadRecord one) {
        int chunks = Math.max(one.sentChunks(), sender.sentNow(one.id()));
        long sent = Math.min(one.size(), (long) chunks * FileStore.CHUNK);
        return new Upload(
                one.id().toHex(), one.room(), one.name(), one.size(), one.taken(), sent, HiddenData.of(one.name()));
    }

    private static Bytes encoded(Manifest manifest) {
        CanonicalWriter out = new CanonicalWriter();
        manifest.write(out);
        return out.bytes();
    }
}
