package parley.protocol.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.signal.libsignal.protocol.message.PreKeySignalMessage;
import org.signal.libsignal.protocol.message.SignalMessage;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Secret;
import parley.protocol.port.MemoryStore;
import parley.protocol.session.LibsignalSessions;
import parley.protocol.session.Sessions;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;

/** Attack 4: what a relay finds in the entries that it keeps. */
class RelaySeesNothingTest {
    private static final Hash OWNER = Hash.of("test-owner");
    private static final int WINDOW = 8;

    private final Samples draw = new Samples(Seeds.next());
    private final Sessions sessions = new LibsignalSessions(() -> java.time.Instant.EPOCH);
    private final MemoryStore author = new MemoryStore();
    private final List<MemoryStore> readers = List.of(new MemoryStore(), new MemoryStore(), new MemoryStore());
    /** Every 8 bytes in a row of every public key and identifier. */
    private final Set<Long> known = new HashSet<>();

    private Hash address(int reader) {
        return Hash.of("test-address", Hash.number(reader));
    }

    private void meet() {
        learn(author.transact(tx -> sessions.newIdentity(tx, OWNER)));
        for (int i = 0; i < readers.size(); i++) {
            MemoryStore reader = readers.get(i);
            Hash address = address(i);
            Bytes identity = reader.transact(tx -> sessions.newIdentity(tx, OWNER));
            Bytes bundle = reader.transact(tx -> sessions.newBundle(tx, OWNER, OWNER, false));
            learn(identity);
            learn(bundle);
            Bytes hello = author.transact(tx -> {
                sessions.begin(tx, OWNER, address, identity, bundle);
                return sessions.encrypt(tx, OWNER, address, Bytes.utf8("hello"));
            });
            Bytes own = author.transact(tx -> sessions.identity(tx, OWNER));
            Bytes back = reader.transact(tx -> {
                sessions.decrypt(tx, OWNER, address, own, hello);
                return sessions.encrypt(tx, OWNER, address, Bytes.utf8("hello back"));
            });
            author.transact(tx -> sessions.decrypt(tx, OWNER, address, identity, back));
        }
        draw.cards.forEach(card -> learn(card.encoded().slice(1, card.encoded().size())));
        learn(draw.table.hash().value());
        learn(draw.room.hash().value());
    }

    private void learn(Bytes key) {
        for (int i = 0; i + WINDOW <= key.size(); i++) {
            known.add(window(key, i));
        }
    }

    private static long window(Bytes bytes, int at) {
        long value = 0;
        for (int i = 0; i < WINDOW; i++) {
            value = (value << 8) | (bytes.at(at + i) & 0xff);
        }
        return value;
    }

    private record Written(Bytes entry, Slots slots) {}

    private Written write() {
        Secret key = draw.secret(32);
        Part part = Part.split(Bytes.utf8("a line of talk"), 2_000).getFirst();
        Draft draft = Draft.of(SizeClass.SMALL, draw.log, draw.bytes(32), key, draw.intent(new Header.Talk()), part);
        List<Optional<Bytes>> messages = new ArrayList<>();
        for (int i = 0; i < readers.size(); i++) {
            Hash address = address(i);
            Bytes message = author.transact(
                    tx -> sessions.encrypt(tx, OWNER, address, draft.slotText().encoded()));
            // The relay knows ratchet keys too: those of messages that leaked elsewhere.
            learnRatchet(message);
            messages.add(Optional.of(message));
        }
        Slots slots = new Slots(messages);
        return new Written(draft.seal(draw.headerKey, draw.roomKeys.getFirst().seed(), slots), slots);
    }

    private void learnRatchet(Bytes message) {
        try {
            learn(Bytes.wrap(new SignalMessage(message.slice(1, message.size()).toArray())
                    .getSenderRatchetKey()
                    .serialize()));
        } catch (Exception e) {
            throw new IllegalStateException("our own slot is no message", e);
        }
    }

    /** What a curious relay does with stored bytes: looks for known keys, and for messages at every place of a slot. */
    private boolean finds(Bytes stored) {
        for (int i = 0; i + WINDOW <= stored.size(); i++) {
            if (known.contains(window(stored, i))) {
                return true;
            }
        }
        for (int place = 0; place < SizeClass.SMALL.slots(); place++) {
            int at = Layout.PREFIX + Layout.HEADER + place * Layout.SLOT;
            int length = ((stored.at(at) & 0xff) << 8) | (stored.at(at + 1) & 0xff);
            int whole = Math.min(length, Slots.MOST_MESSAGE);
            if (parses(stored.slice(at + 3, at + Math.max(3, 2 + whole)))
                    || parses(stored.slice(at, at + Layout.SLOT))) {
                return true;
            }
        }
        return false;
    }

    private static boolean parses(Bytes bytes) {
        try {
            new SignalMessage(bytes.toArray());
            return true;
        } catch (Exception e) {
            return parsesAsFirst(bytes);
        }
    }

    private static boolean parsesAsFirst(Bytes bytes) {
        try {
            new PreKeySignalMessage(bytes.toArray());
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    private void findNothingIn(int entries) {
        meet();
        for (int i = 0; i < entries; i++) {
            assertThat(finds(write().entry())).as("entry " + i).isFalse();
        }
    }

    @Test
    void inFiveHundredEntriesThereIsNoKeyAndNoMessage() {
        findNothingIn(500);
    }

    @Test
    @Tag("soak")
    void inTenThousandEntriesThereIsNoKeyAndNoMessage() {
        findNothingIn(10_000);
    }

    /** The same search, and slots outside the seal as an earlier draft had them: it finds both. */
    @Test
    void theSearchFindsSlotsThatAreNotSealed() {
        meet();
        Written written = write();
        parley.base.CanonicalWriter open = new parley.base.CanonicalWriter();
        open.raw(written.entry().slice(0, Layout.PREFIX + Layout.HEADER));
        written.slots().upTo(SizeClass.SMALL).write(open);
        open.raw(written.entry().slice(open.bytes().size(), written.entry().size()));
        assertThat(finds(open.bytes())).isTrue();
        known.clear();
        assertThat(finds(open.bytes())).as("the message alone").isTrue();
    }
}
