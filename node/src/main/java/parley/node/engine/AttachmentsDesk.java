package parley.node.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.Attachments;
import parley.node.desk.RoomRef;
import parley.node.engine.FileCells.HereRecord;
import parley.protocol.blob.Manifest;

/** The desk's attachments. Thread-safe. */
final class AttachmentsDesk implements Attachments {
    private final Engine engine;
    private final Uploads uploads;
    private final Fetches fetches;

    AttachmentsDesk(Engine engine, Uploads uploads, Fetches fetches) {
        this.engine = engine;
        this.uploads = uploads;
        this.fetches = fetches;
    }

    @Override
    public Result<Upload> begin(RoomRef room, String name, long size) {
        return uploads.begin(room, name, size);
    }

    @Override
    public Result<Upload> piece(String upload, long offset, byte[] piece) {
        if (piece.length > MOST_PIECE) {
            return Result.refused("attachment.piece-too-large", MOST_PIECE);
        }
        return Uploads.id(upload)
                .map(id -> uploads.piece(id, offset, piece))
                .orElseGet(() -> Result.refused("attachment.no-such-upload"));
    }

    @Override
    public Optional<Upload> upload(String upload) {
        return Uploads.id(upload).flatMap(uploads::upload);
    }

    @Override
    public int underWay() {
        return uploads.underWay();
    }

    @Override
    public List<Upload> uploads(RoomRef room) {
        return uploads.uploads(room);
    }

    @Override
    public Result<Ok> cancel(String upload) {
        return Uploads.id(upload).map(uploads::cancel).orElseGet(() -> Result.refused("attachment.no-such-upload"));
    }

    /** What a message names: enough to fetch and open it. */
    private record Named(Fetches.File file, String name, Manifest manifest, int epoch) {}

    private Result<Named> named(RoomRef room, long index, int which) {
        return engine.read(tx -> {
            Optional<Ledger.Numbered> line = Ledger.line(tx, room, index);
            if (line.isEmpty() || !(line.get().line() instanceof LineRecord.Said said)) {
                return Result.refused("attachment.unknown");
            }
            var attachments = Told.attachments(said.event());
            if (which < 0 || which >= attachments.size()) {
                return Result.refused("attachment.unknown");
            }
            var attachment = attachments.get(which);
            Hash name = FileCells.nameOf(attachment.manifest());
            return Told.manifest(attachment)
                    .map(manifest -> Result.done(new Named(
                            new Fetches.File(room, name),
                            parley.talks.text.FileName.clean(attachment.name()),
                            manifest,
                            said.epoch())))
                    .orElseGet(() -> Result.refused("attachment.damaged"));
        });
    }

    @Override
    public Result<Opened> open(RoomRef room, long index, int which, long from) {
        return named(room, index, which).then(named -> {
            long size = named.manifest().length();
            if (from < 0 || from > size) {
                return Result.refused("attachment.range", size);
            }
            return whole(named).then(here -> Result.done(fetches.open(here, named.name(), size, from)));
        });
    }

    /** All of the file here, fetched first when it isn't. */
    private Result<HereRecord> whole(Named named) {
        Result<HereRecord> here = here(named);
        if (here.isDone()) {
            return here;
        }
        try {
            return fetches.fetch(named.file(), named.manifest(), named.epoch())
                    .get()
                    .then(done -> here(named));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Result.refused("attachment.stopped");
        } catch (ExecutionException e) {
            return Result.refused("node.fault");
        }
    }

    private Result<HereRecord> here(Named named) {
        return engine.read(
                tx -> FileCells.here(tx, named.file().room(), named.file().manifestName())
                        .filter(one -> one.state() == HereRecord.State.WHOLE)
                        .map(Result::done)
                        .orElseGet(() -> Result.refused("attachment.not-here")));
    }

    @Override
    public Result<Ok> fetch(RoomRef room, long index, int which) {
        return named(room, index, which).map(named -> {
            var unused = fetches.fetch(named.file(), named.manifest(), named.epoch());
            return Ok.OK;
        });
    }

    @Override
    public Result<Ok> stopFetch(RoomRef room, long index, int which) {
        return named(room, index, which).map(named -> {
            fetches.stop(named.file());
            return Ok.OK;
        });
    }
}
