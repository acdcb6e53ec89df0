package parley.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.desk.Attachments;
import parley.node.desk.RoomRef;

/** Puts files into a room, piece by piece. */
public final class Uploads {
    /** Half of what a node takes: one piece in memory here, one there. */
    private static final int PIECE = Attachments.MOST_PIECE / 2;

    private Uploads() {}

    /** @return the finished upload's id, for a message to name */
    public static String upload(NodeClient node, RoomRef room, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Stop.bad("there is no file " + file);
        }
        Attachments.Upload upload = node.post(
                Places.path(room) + "/uploads",
                new Inputs.BeginUpload(String.valueOf(file.getFileName()), Files.size(file)),
                Attachments.Upload.class);
        try (InputStream in = Files.newInputStream(file)) {
            long at = 0;
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                node.ask("PUT", "/api/v1/uploads/" + upload.id() + "?offset=" + at, piece, Attachments.Upload.class);
                at += piece.length;
            }
        }
        return upload.id();
    }
}
