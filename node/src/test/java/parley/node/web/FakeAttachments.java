package parley.node.web;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.Attachments;
import parley.node.desk.RoomRef;

/** The files of {@link FakeDesk}. */
final class FakeAttachments implements Attachments {
    private final FakeDesk desk;

    FakeAttachments(FakeDesk desk) {
        this.desk = desk;
    }

    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

    @Override
    public Result<Upload> begin(RoomRef room, String name, long size) {
        Upload upload = new Upload("up" + desk.uploads.size(), room, name, size, 0, 0, Optional.empty());
        desk.uploads.add(upload);
        return Result.done(upload);
    }

    @Override
    public Result<Upload> piece(String id, long offset, byte[] piece) {
        Upload old = upload(id).orElseThrow();
        Upload next = new Upload(id, old.room(), old.name(), old.size(), offset + piece.length, 0, old.warning());
        desk.uploads.replaceAll(upload -> upload.id().equals(id) ? next : upload);
        kept.put(id, piece);
        return Result.done(next);
    }

    @Override
    public Optional<Upload> upload(String upload) {
        return desk.uploads.stream().filter(u -> u.id().equals(upload)).findFirst();
    }

    @Override
    public int underWay() {
        return desk.underWay;
    }

    @Override
    public List<Upload> uploads(RoomRef room) {
        return desk.uploads.stream().filter(u -> u.room().equals(room)).toList();
    }

    @Override
    public Result<Ok> cancel(String upload) {
        desk.uploads.removeIf(u -> u.id().equals(upload));
        return Ok.done();
    }

    @Override
    public Result<Opened> open(RoomRef room, long index, int which, long from) {
        byte[] content = "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        return Result.done(new Opened() {
            @Override
            public String name() {
                return "letter \"x\"\r\n.html";
            }

            @Override
            public long size() {
                return content.length;
            }

            @Override
            public long from() {
                return 0;
            }

            @Override
            public InputStream stream() {
                return new ByteArrayInputStream(content);
            }
        });
    }

    @Override
    public Result<Ok> fetch(RoomRef room, long index, int which) {
        desk.acts.add("fetch " + index + " " + which);
        return Ok.done();
    }

    @Override
    public Result<Ok> stopFetch(RoomRef room, long index, int which) {
        desk.acts.add("stop " + index + " " + which);
        return Ok.done();
    }
}
