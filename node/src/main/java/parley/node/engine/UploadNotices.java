package parley.node.engine;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import parley.base.Ok;
import parley.node.desk.Change;
import parley.node.desk.Notice;
import parley.node.engine.FileCells.UploadRecord;

/** What the room of a file says of it while it doesn't get to the relay, until it does. */
final class UploadNotices {
    private static final List<String> ALL = List.of("room.file-waits", "room.file-declined", "room.file-unreadable");

    private final Engine engine;

    UploadNotices(Engine engine) {
        this.engine = engine;
    }

    /** Rules made the room quiet meanwhile. */
    void waits(UploadRecord upload) {
        told(upload, sheet -> sheet.warn("room.file-waits", Notice.Grade.CARE, now(), upload.name()));
    }

    void declined(UploadRecord upload) {
        told(upload, sheet -> sheet.warn("room.file-declined", Notice.Grade.CARE, now(), upload.name()));
    }

    void unreadable(UploadRecord upload) {
        told(upload, sheet -> sheet.warn("room.file-unreadable", Notice.Grade.GRAVE, now(), upload.name()));
    }

    /** All of it is at the relay, or its person removed it. */
    void over(UploadRecord upload) {
        told(upload, sheet -> {
            for (String key : ALL) {
                sheet.notices = Notices.withoutKey(sheet.notices, key, upload.name());
            }
        });
    }

    private Instant now() {
        return engine.clock().instant();
    }

    /** A room that is gone has nobody to tell; one whose notice can't be kept tells it at the next unlock. */
    private void told(UploadRecord upload, Consumer<RoomSheet> how) {
        var unused = engine.<Ok>act(work -> work.inRoom(upload.room(), (_, sheet) -> {
            List<Notice> before = sheet.notices;
            how.accept(sheet);
            if (!sheet.notices.equals(before)) {
                work.ledger.save(work.tx, sheet);
                work.recorder.changed(new Change.RoomChanged(sheet.ref));
            }
            return Ok.done();
        }));
    }
}
