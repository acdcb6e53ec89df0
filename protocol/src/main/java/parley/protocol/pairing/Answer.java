package parley.protocol.pairing;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.TableId;
import parley.protocol.identity.InboxAddress;
import parley.protocol.identity.NodeIdentity;

/**
 * What the invitee says of itself, as the first message of the pair's inbox session.
 *
 * <p>Carries no bundle: the session that this very message begins is the pair's only one, and private keys that nobody
 * needs are a liability. {@code docs/protocol.md}, "Pairing".
 *
 * @param invitation H(invitation), so that an answer means one invitation only
 */
public record Answer(TableId table, Hash invitation, NodeIdentity from, InboxAddress inbox) {
    private static final int VERSION = 1;

    public Bytes encoded() {
        CanonicalWriter out =
                new CanonicalWriter().u8(VERSION).hash(table.hash()).hash(invitation);
        from.write(out);
        inbox.write(out);
        return out.bytes();
    }

    public static Optional<Answer> decode(Bytes encoded) {
        return CanonicalReader.whole(encoded, Answer::read);
    }

    private static Answer read(CanonicalReader in) throws Malformed {
        in.version(VERSION);
        return new Answer(new TableId(in.hash()), in.hash(), NodeIdentity.read(in), InboxAddress.read(in));
    }
}
