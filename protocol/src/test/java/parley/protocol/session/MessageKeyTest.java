package parley.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.signal.libsignal.protocol.message.SignalMessage;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Secret;
import parley.protocol.entry.SlotText;
import parley.protocol.port.MemoryStore;

/** What two copies of one vault show when they write in the same state of a session. */
class MessageKeyTest {
    private static final Hash OWNER = Hash.of("test-owner");
    private static final Hash ADDRESS = Hash.of("test-address");
    private static final int CIPHER_BLOCK = 16;

    private final LibsignalSessions sessions = new LibsignalSessions(() -> Instant.parse("2026-01-01T00:00:00Z"));
    private final MemoryStore alice = new MemoryStore();
    private final MemoryStore bob = new MemoryStore();

    @Test
    void everyMessageOfASessionHasAKeyOfItsOwn() throws Exception {
        answered();
        assertThat(MessageKey.of(encrypt(alice, Bytes.utf8("one"))))
                .isPresent()
                .isNotEqualTo(MessageKey.of(encrypt(alice, Bytes.utf8("one"))));
    }

    @Test
    void twoCopiesEncryptUnderOneKeyAndItIsSeen() throws Exception {
        answered();
        MemoryStore copy = alice.image();
        assertThat(MessageKey.of(encrypt(alice, Bytes.utf8("one"))))
                .isPresent()
                .isEqualTo(MessageKey.of(encrypt(copy, Bytes.utf8("other"))));
    }

    /** The control shows that key and IV are the same indeed: of texts that begin alike, the first blocks are one. */
    @Test
    void ofTwoSlotsUnderOneKeyNoBlockOfCipherTextRepeats() throws Exception {
        answered();
        Bytes same = Bytes.wrap(new byte[3 * CIPHER_BLOCK]);
        MemoryStore copy = alice.image();
        assertThat(block(encrypt(alice.image(), Bytes.concat(same, Bytes.utf8("one"))), 2))
                .isEqualTo(block(encrypt(copy.image(), Bytes.concat(same, Bytes.utf8("other"))), 2));

        Secret key = Secret.wrap(new byte[32]);
        Bytes one = encrypt(alice, new SlotText(Hash.of("one"), key).encoded());
        Bytes other = encrypt(copy, new SlotText(Hash.of("other"), key).encoded());
        for (int i = 0; i < 4; i++) {
            assertThat(block(one, i)).isNotEqualTo(block(other, i));
        }
    }

    @Test
    void whatIsNoMessageHasNoKey() {
        assertThat(MessageKey.of(Bytes.EMPTY)).isEmpty();
        assertThat(MessageKey.of(Bytes.utf8("no message"))).isEmpty();
    }

    private static Bytes block(Bytes message, int number) throws Exception {
        Bytes body =
                Bytes.wrap(new SignalMessage(message.slice(1, message.size()).toArray()).getBody());
        return body.slice(number * CIPHER_BLOCK, (number + 1) * CIPHER_BLOCK);
    }

    private void answered() {
        Bytes bundle = bob.transact(tx -> {
            sessions.newIdentity(tx, OWNER);
            return sessions.newBundle(tx, OWNER, Hash.of("test-bundle"), false);
        });
        Bytes bobs = bob.transact(tx -> sessions.identity(tx, OWNER));
        Bytes alices = alice.transact(tx -> sessions.newIdentity(tx, OWNER));
        alice.transact(tx -> sessions.begin(tx, OWNER, ADDRESS, bobs, bundle));
        Bytes hello = encrypt(alice, Bytes.utf8("hello"));
        assertThat(opens(bob, alices, hello)).isTrue();
        Bytes back = encrypt(bob, Bytes.utf8("hello back"));
        assertThat(opens(alice, bobs, back)).isTrue();
    }

    private boolean opens(MemoryStore at, Bytes from, Bytes message) {
        return at.transact(tx -> sessions.decrypt(tx, OWNER, ADDRESS, from, message))
                .isPresent();
    }

    private Bytes encrypt(MemoryStore at, Bytes text) {
        return at.transact(tx -> sessions.encrypt(tx, OWNER, ADDRESS, text));
    }
}
