package parley.protocol.inbox;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.Malformed;
import parley.base.Randomness;
import parley.base.Secret;
import parley.protocol.crypto.Aead;
import parley.protocol.entry.Padding;

/**
 * One entry of an inbox: one size, sealed under the inbox's sealing key.
 *
 * <p>Guarantees that the relay sees {@link #BYTES} random-looking bytes, whoever writes whatever. Whoever may write here
 * holds the sealing key and could read this layer (but not the relay's copy, for only the owner may read the log): what
 * is said is therefore inside a session's message. {@code docs/protocol.md}, "Inbox".
 */
public final class InboxSeal {
    /** Holds the longest single message (a pairing answer, under 6 KiB) in one entry. */
    public static final int BYTES = 8_192;

    private static final int VERSION = 1;
    private static final int NONCE = 32;
    private static final int PREFIX = 1 + NONCE;
    private static final int PLAIN = BYTES - PREFIX - Aead.OVERHEAD;
    private static final String LABEL = "inbox";
    private static final int COVER = 0;
    private static final int MESSAGE = 1;
    private static final int ANSWER = 2;
    /** The longest session message that fits beside its address. */
    public static final int MOST_MESSAGE = PLAIN - 1 - Hash.SIZE - 4;
    /** Kind and length. */
    private static final int MOST_ANSWER = PLAIN - 1 - 4;

    private InboxSeal() {}

    /** What an inbox entry holds. */
    public sealed interface Content {}

    /** Says nothing: for quiet slots. */
    public record Cover() implements Content {}

    /**
     * A message of a session.
     *
     * @param address the session's, which both sides compute alike
     * @param message at most {@link #MOST_MESSAGE} bytes; its text is a part of an {@link InboxMessage}
     */
    public record Message(Hash address, Bytes message) implements Content {}

    /** Bytes of a {@code SealedAnswer} to an invitation of this inbox's owner. */
    public record Answer(Bytes sealed) implements Content {}

    public static Bytes seal(LogId inbox, Secret sealingKey, Content content, Randomness randomness) {
        Bytes nonce = randomness.bytes(NONCE);
        CanonicalWriter out = new CanonicalWriter();
        switch (content) {
            case Cover() -> out.u8(COVER);
            case Message(Hash address, Bytes message) ->
                out.u8(MESSAGE).hash(address).field(message);
            case Answer(Bytes sealed) -> out.u8(ANSWER).field(sealed);
        }
        Bytes sealed =
                Aead.once(sealingKey, LABEL, nonce).seal(additional(inbox, nonce), Padding.add(out.bytes(), PLAIN));
        return new CanonicalWriter().u8(VERSION).raw(nonce).raw(sealed).bytes();
    }

    /** Empty for anything that wasn't sealed for this inbox. */
    public static Optional<Content> open(LogId inbox, Secret sealingKey, Bytes entry) {
        if (entry.size() != BYTES || entry.at(0) != VERSION) {
            return Optional.empty();
        }
        Bytes nonce = entry.slice(1, PREFIX);
        return Aead.once(sealingKey, LABEL, nonce)
                .open(additional(inbox, nonce), entry.slice(PREFIX, BYTES))
                .flatMap(plain -> CanonicalReader.whole(plain, InboxSeal::read));
    }

    private static Content read(CanonicalReader in) throws Malformed {
        Content content = switch (in.u8()) {
            case COVER -> new Cover();
            case MESSAGE -> new Message(in.hash(), in.field(MOST_MESSAGE));
            case ANSWER -> new Answer(in.field(MOST_ANSWER));
            default -> throw new Malformed("unknown content of an inbox entry");
        };
        Padding.end(in);
        return content;
    }

    private static Bytes additional(LogId inbox, Bytes nonce) {
        return new CanonicalWriter().u8(VERSION).hash(inbox.hash()).raw(nonce).bytes();
    }
}
