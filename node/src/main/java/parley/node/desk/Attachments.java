package parley.node.desk;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Ok;
import parley.base.Result;
import parley.talks.message.FileType;

/**
 * Files that go with messages: put in piece by piece, sealed at once, sent beside the room's log.
 *
 * <p>Guarantees that no plaintext of a file ever lies on disk and that what is opened has the hash that its author named.
 * A file is always handed out as an inert type; Parley never renders it.
 */
public interface Attachments {
    /** Beyond, carry it by hand. */
    long MOST_BYTES = parley.protocol.blob.Manifest.MOST_LENGTH;

    /** Bytes of one piece at most: what a page sends in one request. */
    int MOST_PIECE = 4 * 1024 * 1024;

    /** What every attachment is served as: no browser runs it. */
    String INERT_TYPE = "application/octet-stream";

    /**
     * Begins an upload.
     *
     * @param name as the person's file is called; cleaned of paths, controls and bidi marks
     * @param size bytes, 0 to {@link #MOST_BYTES}
     */
    Result<Upload> begin(RoomRef room, String name, long size);

    /**
     * Takes one piece, which must begin where the upload stands or before; what was taken already must be the same and is
     * passed over, so that a lost answer does no harm, and who goes on with a file after a while finds out whether it is still
     * that file: it begins at 0. Of a piece that isn't the last, whole blocks are taken: go on at {@link Upload#taken}.
     */
    Result<Upload> piece(String upload, long offset, byte[] piece);

    Optional<Upload> upload(String upload);

    /**
     * How many files, of all rooms, are on their way to the relay: while the node is locked, they wait. Not those that wait anyway,
     * for their room is quiet or was left.
     */
    int underWay();

    /** Uploads of this room that no message has taken yet. */
    List<Upload> uploads(RoomRef room);

    /** Ends an upload and erases what was taken. */
    Result<Ok> cancel(String upload);

    /**
     * Opens an attachment of a message, after fetching from the relay what isn't here: nothing of it is handed out before
     * the whole file was checked. A fetch that was broken off goes on where it stood.
     *
     * @param from first byte wanted
     */
    Result<Opened> open(RoomRef room, long index, int which, long from);

    /** Fetches an attachment into the vault without opening it; progress shows as {@link Change.TransferMoved}. */
    Result<Ok> fetch(RoomRef room, long index, int which);

    /** Breaks a fetch off; what was fetched stays. */
    Result<Ok> stopFetch(RoomRef room, long index, int which);

    /**
     * An upload under way.
     *
     * @param taken bytes sealed on this node; the next piece begins here
     * @param sent bytes that the relay has acknowledged
     * @param warning what the kind of file may carry besides what it shows
     */
    record Upload(String id, RoomRef room, String name, long size, long taken, long sent, Optional<Hidden> warning) {
        public boolean complete() {
            return taken == size;
        }
    }

    /**
     * An attachment as a message names it.
     *
     * @param name cleaned; what its author's node wrote may have been anything
     * @param type by its author's word; shown, while the bytes are always served as {@link #INERT_TYPE}
     * @param here bytes already on this node
     * @param sent bytes that the relay has acknowledged, as long as this node still has to send the rest
     * @param held whether that rest does not go now: the room is quiet or frozen, or was left
     */
    record Attachment(
            int which,
            String name,
            FileType type,
            long size,
            long here,
            Fetch state,
            OptionalLong sent,
            boolean held,
            Optional<Hidden> warning) {}

    /** Where fetching an attachment stands. */
    enum Fetch {
        NOT_FETCHED,
        FETCHING,
        HERE,
        /** The relay hasn't all of it; ask its author to send it again. */
        MISSING,
        /** A piece isn't what its author named; nothing of it is handed out. */
        DAMAGED
    }

    /** What a file may give away besides its visible content. */
    enum Hidden {
        /** Place, time, device (JPEG, HEIC, TIFF, PNG, video, audio). */
        IMAGE_METADATA,
        /** Authors, times, software, layers under black bars (PDF). */
        PDF_METADATA,
        /** Authors, tracked changes, comments, earlier versions (Office, OpenDocument). */
        OFFICE_METADATA,
        /** A container of files, each with its own names and times (ZIP and others). */
        CONTAINER
    }

    /** An opened attachment: {@link #copyTo} streams it, {@link #size} bytes in all, checked piece by piece. */
    interface Opened {
        String name();

        long size();

        long from();

        /** A stream that throws {@link java.io.IOException} where a piece is missing or damaged; the caller closes it. */
        InputStream stream();

        default void copyTo(OutputStream out) throws java.io.IOException {
            try (InputStream in = stream()) {
                in.transferTo(out);
            }
        }
    }
}
