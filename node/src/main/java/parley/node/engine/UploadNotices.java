package parley.node.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import parley.base.Hash;
import parley.base.Ok;
import parley.node.desk.Change;
import parley.node.desk.Notice;
import parley.node.desk.RoomRef;
import parley.node.engine.FileCells.UploadRecord;

/**
 * What the room of a file says of it while it doesn't get to the relay, until it does.
 *
 * <p>A notice names its file as people do, and two may have one name: it goes only when it is true of neither.
 */
final class UploadNotices {
    private static final List<String> ALL = List.of(Held.WAITS.key, Held.DECLINED.key, Held.UNREADABLE.key);

    private final Engine engine;
    /** In acts only. */
    private final Map<Hash, Standing> held = new HashMap<>();

    UploadNotices(Engine engine) {
        this.engine = engine;
    }

    /** What holds a file up. */
    enum Held {
        /** Rules made the room quiet meanwhile. */
        WAITS("room.file-waits"),
        /** The relay answers and takes no more of it. */
        DECLINED("room.file-declined"),
        /** The disk doesn't give what was sealed on it. */
        UNREADABLE("room.file-unreadable");

        private final String key;

        Held(String key) {
            this.key = key;
        }
    }

    private record Standing(RoomRef room, String name, String key) {}

    /** In place of what was told of this file before; of one that its person removed meanwhile nothing is. */
    void tell(UploadRecord upload, Held by) {
        inRoom(upload, (work, sheet) -> {
            if (FileCells.upload(work.tx, upload.id()).isPresent()) {
                tell(work, sheet, upload, by);
            }
        });
    }

    /** The disk lost it: nothing can send the rest. Nobody can remove it from a message, so there it is given up, and told of once. */
    void lost(UploadRecord upload) {
        inRoom(
                upload,
                (work, sheet) -> FileCells.upload(work.tx, upload.id()).ifPresent(now -> {
                    tell(work, sheet, now, Held.UNREADABLE);
                    if (now.inMessage()) {
                        FileCells.forgetUpload(work.tx, now.id());
                        work.recorder.changed(
                                new Change.TransferMoved(now.room(), now.id().toHex()));
                    }
                }));
    }

    private void tell(Work work, RoomSheet sheet, UploadRecord upload, Held by) {
        held.put(upload.id(), new Standing(upload.room(), upload.name(), by.key));
        withoutUntrue(sheet, upload);
        sheet.warn(by.key, Notice.Grade.CARE, work.now, upload.name());
    }

    /** It goes on, all of it is at the relay, or its person removed it. */
    void over(UploadRecord upload) {
        inRoom(upload, (_, sheet) -> {
            held.remove(upload.id());
            withoutUntrue(sheet, upload);
        });
    }

    private void withoutUntrue(RoomSheet sheet, UploadRecord upload) {
        for (String key : ALL) {
            if (!held.containsValue(new Standing(upload.room(), upload.name(), key))) {
                sheet.notices = Notices.withoutKey(sheet.notices, key, upload.name());
            }
        }
    }

    /** A room that is gone has nobody to tell; one whose notice can't be kept tells it at the next unlock. */
    private void inRoom(UploadRecord upload, BiConsumer<Work, RoomSheet> how) {
        var unused = engine.<Ok>act(work -> work.inRoom(upload.room(), (_, sheet) -> {
            List<Notice> before = sheet.notices;
            how.accept(work, sheet);
            if (!sheet.notices.equals(before)) {
                work.ledger.save(work.tx, sheet);
                work.recorder.changed(new Change.RoomChanged(sheet.ref));
            }
            return Ok.done();
        }));
    }
}
