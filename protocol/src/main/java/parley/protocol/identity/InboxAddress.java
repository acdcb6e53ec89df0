package parley.protocol.identity;

import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Secret;
import parley.protocol.port.LogRef;

/**
 * Where a node is reached beside the rooms: others may append to this log, only its owner can read it.
 *
 * @param log its id hashes the read and the append capability
 * @param append bearer capability, {@link #CAPABILITY} bytes
 * @param sealingKey {@link #SEALING_KEY} bytes, shared by all who may write here: hides from the relay who writes what
 */
public record InboxAddress(LogRef log, Secret append, Secret sealingKey) {
    /** As hard to guess as a key. */
    public static final int CAPABILITY = 32;
    /** One AES-256 key's worth of entropy. */
    public static final int SEALING_KEY = 32;

    public InboxAddress {
        if (append.size() != CAPABILITY || sealingKey.size() != SEALING_KEY) {
            throw new IllegalArgumentException("not an inbox address");
        }
    }

    public void write(CanonicalWriter out) {
        log.write(out);
        out.secret(append).secret(sealingKey);
    }

    public static InboxAddress read(CanonicalReader in) throws Malformed {
        return new InboxAddress(LogRef.read(in), in.secret(CAPABILITY), in.secret(SEALING_KEY));
    }
}
