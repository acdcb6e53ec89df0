package parley.node.engine;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Refusal;
import parley.node.desk.Messages.Draft;
import parley.node.desk.Messages.Outgoing;
import parley.node.desk.RoomRef;
import parley.protocol.port.Tx;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import parley.talks.message.Messages;

/** Drafts, one for each room: kept in the vault over restarts, and nowhere else. */
final class Drafts {
    private static final String SPACE = "desk/draft";
    private static final int MOST_LANGUAGE_BYTES = 64;
    private static final int MOST_UPLOAD_NAME = 64;
    /** A message that was taken back stands above what was being written meanwhile, a few times over, and all of it is kept. */
    static final int MOST_TEXT_BYTES = 4 * Messages.MOST_TEXT_BYTES;

    private Drafts() {}

    static Optional<Draft> load(Tx tx, RoomRef room) {
        return Ledger.cell(tx, Ledger.inRoom(SPACE, room), Drafts::decode);
    }

    /** Why a draft could not be read back as it would be kept; empty when it could. */
    static Optional<Refusal> objection(Outgoing draft) {
        int size = draft.text().getBytes(StandardCharsets.UTF_8).length;
        if (size > MOST_TEXT_BYTES) {
            return Optional.of(Refusal.of("message.too-long", size, Messages.MOST_TEXT_BYTES));
        }
        if (draft.language().getBytes(StandardCharsets.UTF_8).length > MOST_LANGUAGE_BYTES) {
            return Optional.of(Refusal.of("message.language"));
        }
        if (draft.attachments().size() > FileCells.MOST_UPLOADS
                || draft.attachments().stream()
                        .anyMatch(name -> Uploads.id(name).isEmpty())) {
            return Optional.of(Refusal.of("attachment.no-such-upload"));
        }
        return Optional.empty();
    }

    static void keep(Tx tx, RoomRef room, Draft draft) {
        Outgoing message = draft.message();
        Bytes encoded = new CanonicalWriter()
                .text(message.kind().name())
                .text(message.text())
                .text(message.language())
                .text(message.direction().name())
                .list(message.inReplyTo().stream().toList(), CanonicalWriter::hash)
                .bool(message.onRecord())
                .list(message.attachments(), CanonicalWriter::text)
                .u64(draft.kept().toEpochMilli())
                .bytes();
        tx.put(Ledger.inRoom(SPACE, room), encoded);
    }

    static void erase(Tx tx, RoomRef room) {
        tx.delete(Ledger.inRoom(SPACE, room));
    }

    private static Draft decode(Bytes encoded) throws Malformed {
        CanonicalReader in = new CanonicalReader(encoded);
        MessageKind kind = Constants.read(in, MessageKind.class);
        String text = in.text(MOST_TEXT_BYTES);
        String language = in.text(MOST_LANGUAGE_BYTES);
        Direction direction = Constants.read(in, Direction.class);
        Optional<Hash> reply = in.list(1, CanonicalReader::hash).stream().findFirst();
        boolean onRecord = in.bool();
        var attachments = in.list(FileCells.MOST_UPLOADS, from -> from.text(MOST_UPLOAD_NAME));
        Draft draft = new Draft(
                new Outgoing(kind, text, language, direction, reply, onRecord, attachments),
                Instant.ofEpochMilli(in.u64()));
        in.end();
        return draft;
    }
}
