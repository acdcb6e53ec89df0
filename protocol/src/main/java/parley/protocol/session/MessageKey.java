package parley.protocol.session;

import java.util.Optional;
import org.signal.libsignal.protocol.message.CiphertextMessage;
import org.signal.libsignal.protocol.message.PreKeySignalMessage;
import org.signal.libsignal.protocol.message.SignalMessage;
import parley.base.Bytes;
import parley.base.Hash;

/**
 * Names the key of a ratchet that encrypted a message of {@link LibsignalSessions}, without knowing it: sending chain and place
 * in it, which every message shows.
 *
 * <p>Two messages of one name come from one state of one session record: such as a copy of a vault makes. {@code
 * docs/protocol.md}, "Restore, clone, rollback".
 */
public final class MessageKey {
    private MessageKey() {}

    /** Empty for bytes that are no message. */
    public static Optional<Hash> of(Bytes message) {
        if (message.isEmpty()) {
            return Optional.empty();
        }
        byte[] inner = message.slice(1, message.size()).toArray();
        try {
            SignalMessage read = message.at(0) == CiphertextMessage.PREKEY_TYPE
                    ? new PreKeySignalMessage(inner).getWhisperMessage()
                    : new SignalMessage(inner);
            return Optional.of(Hash.of(
                    "message-key", Bytes.wrap(read.getSenderRatchetKey().serialize()), Hash.number(read.getCounter())));
        } catch (Exception e) {
            return Optional.empty(); // libsignal throws exceptions of many kinds for bytes that are no message
        }
    }
}
