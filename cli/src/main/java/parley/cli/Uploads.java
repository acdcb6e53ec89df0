package parley.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Attachments;
import parley.node.desk.RoomRef;
import parley.talks.text.FileName;

/** Puts files into a room, piece by piece, and goes on where an upload was broken off. */
public final class Uploads {
    /** Half of what a node takes: one piece in memory here, one there. */
    private static final int PIECE = Attachments.MOST_PIECE / 2;

    private static final int MIB = 1024 * 1024;

    private final NodeClient node;
    private final Consumer<String> progress;

    /** @param progress told after each piece but the last how far a file is; a line for a person */
    public Uploads(NodeClient node, Consumer<String> progress) {
        this.node = node;
        this.progress = progress;
    }

    /** @return the finished upload's id, for a message to name */
    public String upload(RoomRef room, Path file) throws IOException {
        long size = size(file);
        return put(
                node.post(
                        path(room),
                        new Inputs.BeginUpload(String.valueOf(file.getFileName()), size),
                        Attachments.Upload.class),
                file);
    }

    /**
     * Goes on with the upload of a file of this name and size; begins one when there is none.
     *
     * <p>All of it goes to the node, which compares what it has: a file that was changed since is refused.
     */
    public String resume(RoomRef room, Path file) throws IOException {
        long size = size(file);
        String name = FileName.clean(String.valueOf(file.getFileName()));
        Optional<Attachments.Upload> begun = node.get(path(room), Outputs.Uploads.class).uploads().stream()
                .filter(one -> one.name().equals(name) && one.size() == size)
                .findFirst();
        return begun.isPresent() ? put(begun.get(), file) : upload(room, file);
    }

    private String put(Attachments.Upload begun, Path file) throws IOException {
        Attachments.Upload upload = begun;
        try (FileChannel in = FileChannel.open(file)) {
            long at = 0;
            while (at < upload.size()) {
                byte[] piece = read(in, at, Math.min(PIECE, upload.size() - at), file);
                upload = node.ask(
                        "PUT", "/api/v1/uploads/" + upload.id() + "?offset=" + at, piece, Attachments.Upload.class);
                // A node takes whole blocks only, so the next piece begins where it says it stands.
                at = Math.min(at + piece.length, upload.taken());
                if (at < upload.size()) {
                    progress.accept(at / MIB + " of " + upload.size() / MIB + " MiB sealed");
                }
            }
        }
        return upload.id();
    }

    private static byte[] read(FileChannel in, long at, long length, Path file) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(Math.toIntExact(length));
        while (piece.hasRemaining()) {
            if (in.read(piece, at + piece.position()) < 0) {
                throw Stop.bad(file + " became shorter while it was read; nothing was sent");
            }
        }
        return piece.array();
    }

    private static long size(Path file) throws IOException {
        OwnerFiles.mustBeFile(file);
        return Files.size(file);
    }

    private static String path(RoomRef room) {
        return Places.path(room) + "/uploads";
    }
}
