package parley.node.engine;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Change;
import parley.node.engine.FileCells.UploadRecord;
import parley.node.engine.UploadNotices.Held;
import parley.protocol.blob.BlobWriter;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.Why;
import parley.talks.message.Attachment;

/**
 * Puts files that are sealed on disk beside a room's log, blob by blob, each by a thread of its own.
 *
 * <p>After a crash the same blobs go again from where the vault says that it stood. A message that got its place in another
 * epoch than its blobs has them put again beside that epoch's log. Thread-safe.
 */
final class UploadSender {
    private static final Logger LOG = LoggerFactory.getLogger(UploadSender.class);
    /** A restart sends at most so many blobs twice; each note in the vault costs an fsync. */
    private static final int NOTE_EVERY = 16;

    private final Engine engine;
    private final FileStore store;
    private final UploadNotices notices;
    private final Set<Hash> sending = new HashSet<>();
    /** Seen by the engine's thread too, which must never wait for this object. */
    private final Map<Hash, Integer> sentNow = new ConcurrentHashMap<>();
    /** Files of which the disk lost a part, as far as this process tried to send them. */
    private final Set<Hash> lost = ConcurrentHashMap.newKeySet();

    UploadSender(Engine engine, FileStore store) {
        this.engine = engine;
        this.store = store;
        this.notices = new UploadNotices(engine);
    }

    /** How many chunks went since this process began to send them; 0 when it doesn't. */
    int sentNow(Hash id) {
        return sentNow.getOrDefault(id, 0);
    }

    /** Whether the rest of it is gone, and nothing can send it. */
    boolean lost(Hash id) {
        return lost.contains(id);
    }

    /** Its person removed it. */
    void removed(UploadRecord upload) {
        lost.remove(upload.id());
        notices.over(upload);
    }

    /** A message of ours has its place: what was put beside another epoch's log is put again beside this one's. */
    void placed(Recorder.Own own) {
        List<Attachment> attachments = Told.attachments(own.event());
        if (!attachments.isEmpty()) {
            Thread.ofVirtual().name("parley-files").start(() -> besideEpoch(own, attachments));
        }
    }

    private void besideEpoch(Recorder.Own own, List<Attachment> attachments) {
        for (Attachment attachment : attachments) {
            Hash name = FileCells.nameOf(attachment.manifest());
            Result<Hash> again = engine.act(work -> {
                Optional<UploadRecord> known = FileCells.here(work.tx, own.room(), name)
                        .flatMap(here -> FileCells.upload(work.tx, here.file()));
                if (known.isEmpty()) {
                    return Result.refused("attachment.not-here");
                }
                UploadRecord next = known.get().placedIn(own.epoch());
                if (next.allSent()) {
                    FileCells.forgetUpload(work.tx, next.id());
                } else {
                    FileCells.put(work.tx, next);
                }
                return Result.done(next.id());
            });
            if (again instanceof Result.Done<Hash>(Hash id)) {
                send(id);
            }
        }
    }

    /** Sends what is left of an upload whose pieces are all here, unless that is being done. */
    synchronized void send(Hash id) {
        if (sending.add(id)) {
            Thread.ofVirtual().name("parley-upload").start(() -> {
                try {
                    sendAll(id);
                } catch (Lost e) {
                    LOG.warn("a part of an attachment's file is gone; the rest isn't sent");
                    lost.add(id);
                    unlessErased(id).ifPresent(notices::lost);
                } catch (IOException e) {
                    LOG.warn("an attachment's file can't be read; it isn't sent before the next unlock");
                    unlessErased(id).ifPresent(upload -> notices.tell(upload, Held.UNREADABLE));
                } finally {
                    synchronized (this) {
                        sending.remove(id);
                        sentNow.remove(id);
                    }
                }
            });
        }
    }

    private void sendAll(Hash id) throws IOException {
        Backoff backoff = new Backoff();
        Telling telling = new Telling();
        Optional<UploadRecord> found = find(id);
        Optional<UploadRecord> last = found;
        while (found.isPresent()
                && !found.get().allSent()
                && found.get().manifest().isPresent()
                && !engine.closed()) {
            UploadRecord upload = found.get();
            last = found;
            Went went = switch (target(upload)) {
                case Result.Done<Target>(Target to) -> sendFrom(upload, to);
                case Result.Refused<Target>(Refusal why) ->
                    why.key().equals(Why.MESSAGE_QUIET_NO_FILES.key()) ? Went.QUIET : Went.SILENT;
            };
            telling.of(upload, went);
            if (went == Went.ALL) {
                backoff.reset();
            } else if (!backoff.pause()) {
                return;
            }
            found = find(id);
        }
        if (!engine.closed()) {
            last.ifPresent(notices::over);
        }
    }

    /** How far a file went at one try. */
    private enum Went {
        ALL,
        /** Some of it, and then the relay took no more. */
        FURTHER,
        SILENT,
        DECLINED,
        QUIET
    }

    /** Tells people what holds a file up, each cause once, until it goes on. */
    private final class Telling {
        private Optional<Instant> declinedSince = Optional.empty();
        private Optional<Held> told = Optional.empty();
        /** An earlier process may have told something. */
        private boolean mayStand = true;

        void of(UploadRecord upload, Went went) {
            switch (went) {
                case ALL, FURTHER -> {
                    declinedSince = Optional.empty();
                    over(upload);
                }
                case SILENT -> quietNoMore(upload);
                case QUIET -> {
                    declinedSince = Optional.empty();
                    tell(upload, Held.WAITS);
                }
                case DECLINED -> {
                    quietNoMore(upload);
                    Instant now = engine.clock().instant();
                    Instant since = declinedSince.orElse(now);
                    declinedSince = Optional.of(since);
                    if (!now.isBefore(since.plus(Declines.PATIENCE))) {
                        tell(upload, Held.DECLINED);
                    }
                }
            }
        }

        private void quietNoMore(UploadRecord upload) {
            if (told.equals(Optional.of(Held.WAITS))) {
                over(upload);
            }
        }

        private void over(UploadRecord upload) {
            if (mayStand) {
                notices.over(upload);
                told = Optional.empty();
                mayStand = false;
            }
        }

        private void tell(UploadRecord upload, Held by) {
            if (!told.equals(Optional.of(by))) {
                notices.tell(upload, by);
                told = Optional.of(by);
                mayStand = true;
            }
        }
    }

    /** A file whose message was erased meanwhile is missed by nobody. */
    private Optional<UploadRecord> unlessErased(Hash id) {
        Optional<UploadRecord> found = find(id);
        Result<Boolean> erased = engine.act(work -> {
            boolean gone = found.filter(UploadRecord::inMessage)
                    .flatMap(UploadRecord::manifest)
                    .filter(manifest -> FileCells.here(work.tx, found.get().room(), FileCells.nameOf(manifest))
                            .isEmpty())
                    .isPresent();
            if (gone) {
                FileCells.forgetUpload(work.tx, id);
            }
            return Result.done(gone);
        });
        if (erased.equals(Result.done(true))) {
            found.ifPresent(notices::over);
            return Optional.empty();
        }
        return found;
    }

    /** A chunk isn't on the disk any more, or isn't what was written. */
    private static final class Lost extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Beside which epoch's log blobs go now, and from which blob on. */
    private record Target(Seat.BlobPlace place, int epoch, int from) {}

    private Result<Target> target(UploadRecord upload) {
        return engine.act(work -> work.inRoom(upload.room(), (seat, sheet) -> {
            // Rules may have made the room quiet meanwhile: a blob more would show that its node is at work.
            if (seat.room(upload.room().room())
                    .filter(view -> view.state().quietSlot().isPresent())
                    .isPresent()) {
                return Why.MESSAGE_QUIET_NO_FILES.result();
            }
            // From a frozen room nothing new goes; of words that have their place the others wait for the files.
            if (!upload.placed() && !isOpen(seat, upload)) {
                return Result.refused("room.not-open");
            }
            int wanted = upload.placed() ? upload.epoch() : sheet.epoch;
            int from = wanted == upload.epoch() ? upload.sentChunks() : 0;
            return seat.blobs(work.tx, upload.room().room(), wanted)
                    .map(place -> Result.done(new Target(place, wanted, from)))
                    .orElseGet(() -> Result.refused("room.not-open"));
        }));
    }

    /** Its room does not while it is quiet or was left, and while it is frozen only what belongs to words that have their place. */
    boolean letsOut(UploadRecord upload) {
        return engine.snapshot()
                .room(upload.room())
                .flatMap(Snapshot.RoomShot::view)
                .filter(view -> view.condition() == SeatRoom.Condition.OPEN
                        || (upload.placed() && view.condition() == SeatRoom.Condition.FROZEN))
                .filter(view -> view.state().quietSlot().isEmpty())
                .isPresent();
    }

    private static boolean isOpen(Seat seat, UploadRecord upload) {
        return seat.room(upload.room().room())
                .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                .isPresent();
    }

    /** Sends until all is sent or the relay doesn't take it. */
    private Went sendFrom(UploadRecord upload, Target to) throws IOException {
        BlobWriter writer = new BlobWriter(upload.fileKey(), upload.size());
        Relay relay = engine.relays().at(to.place().log().relay());
        for (int i = 0; !writer.done(); i++) {
            Bytes blob =
                    writer.seal(store.read(upload.id(), i, writer.nextChunk()).orElseThrow(Lost::new));
            if (i < to.from()) {
                continue;
            }
            // What its room lets out can change while it goes.
            if (i > to.from() && !letsOut(upload)) {
                note(upload, i, to.epoch());
                return Went.FURTHER;
            }
            Answer<Hash> answer =
                    relay.putBlob(to.place().log().id(), to.place().capability(), blob);
            if (!(answer instanceof Answer.Given<Hash>(Hash kept)) || !kept.equals(Relay.blobHash(blob))) {
                note(upload, i, to.epoch());
                if (i > to.from()) {
                    return Went.FURTHER;
                }
                return answer instanceof Answer.Silent<Hash> ? Went.SILENT : Went.DECLINED;
            }
            sentNow.put(upload.id(), i + 1);
            if ((i + 1) % NOTE_EVERY == 0 || writer.done()) {
                note(upload, i + 1, to.epoch());
            }
        }
        return Went.ALL;
    }

    private void note(UploadRecord upload, int chunks, int epoch) {
        Result<Ok> noted = engine.act(work -> {
            FileCells.upload(work.tx, upload.id()).ifPresent(now -> {
                if (now.placed() && now.epoch() != epoch) {
                    return;
                }
                UploadRecord next = now.sent(chunks, epoch);
                if (next.placed() && next.allSent()) {
                    FileCells.forgetUpload(work.tx, next.id());
                } else {
                    FileCells.put(work.tx, next);
                }
                work.recorder.changed(
                        new Change.TransferMoved(upload.room(), upload.id().toHex()));
            });
            return Ok.done();
        });
        if (!noted.isDone()) {
            LOG.debug("the progress of an upload wasn't noted; some blobs will go twice");
        }
    }

    Optional<UploadRecord> find(Hash id) {
        return engine.read(tx -> Result.done(FileCells.upload(tx, id)))
                        instanceof Result.Done<Optional<UploadRecord>>(var one)
                ? one
                : Optional.empty();
    }
}
