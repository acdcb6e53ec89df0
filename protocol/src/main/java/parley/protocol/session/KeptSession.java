package parley.protocol.session;

import java.util.List;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Malformed;

/**
 * A session as it lies in its cell.
 *
 * @param stage how far both sides are
 * @param peer the only identity key that this session is with
 * @param beginnings base keys of the first messages that began it here
 * @param record libsignal's session record
 */
record KeptSession(Stage stage, Bytes peer, List<Bytes> beginnings, Bytes record) {
    /** A peer that began this often without hearing us is lost: bounds what it can make us keep. */
    static final int MOST_BEGINNINGS = 8;
    /** A record grows to about 150 KiB by message keys of gaps, in each of a few archived states. */
    private static final int MOST_RECORD = 16 * 1024 * 1024;

    private static final int KEY = 33;

    KeptSession {
        beginnings = List.copyOf(beginnings);
    }

    /** Who has heard whom. */
    enum Stage {
        /** Begun here, and nothing heard. */
        BEGUN(1),
        /** The peer began; it may not have heard us. */
        RECEIVED(2),
        /** The peer has heard us: no first message begins this session anew. */
        SETTLED(3);

        /** What the cell carries. */
        private final int code;

        Stage(int code) {
            this.code = code;
        }

        private static Stage ofCode(int code) throws Malformed {
            for (Stage stage : values()) {
                if (stage.code == code) {
                    return stage;
                }
            }
            throw new Malformed("unknown stage " + code);
        }
    }

    Bytes encoded() {
        return new CanonicalWriter()
                .u8(stage.code)
                .raw(peer)
                .list(beginnings, CanonicalWriter::raw)
                .field(record)
                .bytes();
    }

    static KeptSession decode(Bytes cell) {
        return SessionCells.ours(
                cell,
                in -> new KeptSession(
                        Stage.ofCode(in.u8()),
                        in.raw(KEY),
                        in.list(MOST_BEGINNINGS, r -> r.raw(KEY)),
                        in.field(MOST_RECORD)));
    }

    @Override
    public String toString() {
        return "KeptSession " + stage;
    }
}
