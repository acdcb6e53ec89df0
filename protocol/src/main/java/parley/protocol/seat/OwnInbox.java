package parley.protocol.seat;

import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Malformed;
import parley.base.Randomness;
import parley.base.Secret;
import parley.protocol.identity.InboxAddress;
import parley.protocol.port.LogRef;
import parley.protocol.port.RelayAddress;

/**
 * One of our inboxes: what others are told of it, the capability that only we hold, and how far it is read.
 *
 * @param read its chain through here was taken
 */
record OwnInbox(InboxAddress address, Secret reading, Head read) {
    static OwnInbox fresh(Randomness randomness, RelayAddress relay) {
        Secret reading = randomness.secret(InboxAddress.CAPABILITY);
        Secret append = randomness.secret(InboxAddress.CAPABILITY);
        LogRef log = new LogRef(relay, LogRef.idOf(hash(reading), hash(append)));
        InboxAddress address = new InboxAddress(log, append, randomness.secret(InboxAddress.SEALING_KEY));
        return new OwnInbox(address, reading, Head.start(log.id()));
    }

    private static Hash hash(Secret capability) {
        return LogRef.capabilityHash(capability.revealBytes());
    }

    Hash readHash() {
        return hash(reading);
    }

    Hash appendHash() {
        return hash(address.append());
    }

    OwnInbox readThrough(Head head) {
        return new OwnInbox(address, reading, head);
    }

    Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter();
        address.write(out);
        return out.secret(reading).head(read).bytes();
    }

    static OwnInbox read(CanonicalReader in) throws Malformed {
        return new OwnInbox(InboxAddress.read(in), in.secret(InboxAddress.CAPABILITY), in.head());
    }
}
