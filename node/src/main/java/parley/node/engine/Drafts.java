package parley.node.engine;

import java.time.Instant;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
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

    private Drafts() {}

    static Optional<Draft> load(Tx tx, RoomRef room) {
        return Ledger.cell(tx, Ledger.inRoom(SPACE, room), Drafts::decode);
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
        String text = in.text(Messages.MOST_TEXT_BYTES);
        String language = in.text(MOST_LANGUAGE_BYTES);
        Direction direction = Constants.read(in, Direction.class);
        Optional<Hash> reply = in.list(1, CanonicalReader::hash).stream().findFirst();
        boolean onRecord = in.bool();
        var attachments = in.list(Messages.MOST_ATTACHMENTS, from -> from.text(MOST_UPLOAD_NAME));
        Draft draft = new Draft(
                new Outgoing(kind, text, language, direction, reply, onRecord, attachments),
                Instant.ofEpochMilli(in.u64()));
        in.end();
        return draft;
    }
}
