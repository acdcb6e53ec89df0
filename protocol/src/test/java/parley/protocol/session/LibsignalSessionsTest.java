package parley.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Randomness;
import parley.base.Secret;
import parley.protocol.entry.SlotText;
import parley.protocol.entry.Slots;
import parley.protocol.inbox.InboxParts;
import parley.protocol.port.MemoryStore;
import parley.protocol.room.Card;
import parley.protocol.session.Sessions.Standing;

/** The contract, and what holds of libsignal in particular. */
class LibsignalSessionsTest extends SessionsContract {
    private static final Hash OWNER = Hash.of("test-owner");
    private static final Hash ADDRESS = Hash.of("test-address");
    private static final Hash BUNDLE = Hash.of("test-bundle");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final LibsignalSessions sessions = new LibsignalSessions(now::get);
    private final MemoryStore atAlice = new MemoryStore();
    private final MemoryStore atBob = new MemoryStore();

    @Override
    protected Sessions sessions() {
        return sessions;
    }

    /** Points of order 1, 2, 4 and 8, in their usual and other encodings (RFC 7748; Langley). */
    @Test
    void aKeyOfSmallOrderIsNoKey() {
        atAlice.transact(tx -> sessions.newIdentity(tx, OWNER));
        for (String u : List.of(
                "00".repeat(32),
                "01" + "00".repeat(31),
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ec" + "ff".repeat(30) + "7f",
                "ed" + "ff".repeat(30) + "7f",
                "ee" + "ff".repeat(30) + "7f")) {
            Optional<Secret> agreed = atAlice.transact(tx -> sessions.agreement(tx, OWNER, Bytes.hex("05" + u)));
            assertThat(agreed).as(u).isEmpty();
        }
    }

    private Bytes bundleOfBob(boolean oneTime) {
        return atBob.transact(tx -> {
            sessions.newIdentity(tx, OWNER);
            return sessions.newBundle(tx, OWNER, BUNDLE, oneTime);
        });
    }

    private void beginAtAlice(Bytes bundle) {
        atAlice.transact(tx -> {
            sessions.newIdentity(tx, OWNER);
            return sessions.begin(tx, OWNER, ADDRESS, identityOf(atBob), bundle);
        });
    }

    private Bytes identityOf(MemoryStore store) {
        return store.transact(tx -> sessions.identity(tx, OWNER));
    }

    private Bytes encrypt(MemoryStore at, Bytes text) {
        return at.transact(tx -> sessions.encrypt(tx, OWNER, ADDRESS, text));
    }

    private boolean opens(MemoryStore at, MemoryStore from, Bytes message) {
        return at.transact(tx -> sessions.decrypt(tx, OWNER, ADDRESS, identityOf(from), message))
                .isPresent();
    }

    private void answered() {
        beginAtAlice(bundleOfBob(false));
        assertThat(opens(atBob, atAlice, encrypt(atAlice, Bytes.utf8("hello")))).isTrue();
        assertThat(opens(atAlice, atBob, encrypt(atBob, Bytes.utf8("hello back"))))
                .isTrue();
    }

    @Test
    void anUnansweredBeginningEndsAfterThirtyDaysAndCanBeBegunAnew() {
        Bytes bundle = bundleOfBob(false);
        beginAtAlice(bundle);
        assertThat(opens(atBob, atAlice, encrypt(atAlice, Bytes.utf8("hello")))).isTrue();
        now.set(now.get().plus(Duration.ofDays(31)));
        assertThat(atAlice.<Standing>transact(tx -> sessions.standing(tx, OWNER, ADDRESS)))
                .isEqualTo(Standing.NONE);

        atAlice.transact(tx -> sessions.begin(tx, OWNER, ADDRESS, identityOf(atBob), bundle));
        assertThat(opens(atBob, atAlice, encrypt(atAlice, Bytes.utf8("again")))).isTrue();
        assertThat(opens(atAlice, atBob, encrypt(atBob, Bytes.utf8("heard")))).isTrue();
    }

    @Test
    void anAnsweredSessionOutlivesFourHundredDaysOfSilence() {
        answered();
        now.set(now.get().plus(Duration.ofDays(400)));
        assertThat(opens(atBob, atAlice, encrypt(atAlice, Bytes.utf8("still there?"))))
                .isTrue();
    }

    @Test
    void ofThreeThousandLostTheOldestAreGoneForGoodAndTheRestGoesOn() {
        answered();
        List<Bytes> sent = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            sent.add(encrypt(atAlice, Bytes.utf8("lost for now")));
        }
        assertThat(opens(atBob, atAlice, encrypt(atAlice, Bytes.utf8("after")))).isTrue();
        assertThat(opens(atBob, atAlice, sent.getFirst())).isFalse();
        assertThat(opens(atBob, atAlice, sent.getLast())).isTrue();
        assertThat(opens(atAlice, atBob, encrypt(atBob, Bytes.utf8("go on")))).isTrue();
    }

    @Test
    @Tag("soak")
    void aJumpOfMoreThanTwentyFiveThousandIsRefusedAndChangesNothing() {
        answered();
        for (int i = 0; i < 25_100; i++) {
            encrypt(atAlice, Bytes.utf8("lost"));
        }
        var before = atBob.cells();
        assertThat(opens(atBob, atAlice, encrypt(atAlice, Bytes.utf8("too far"))))
                .isFalse();
        assertThat(atBob.cells()).isEqualTo(before);
    }

    @Test
    void everySlotOfAnAnsweredSessionFitsItsPlaceAndNoBeginningDoes() {
        SlotText text = new SlotText(Hash.of("e"), Randomness.system().secret(32));
        beginAtAlice(bundleOfBob(false));
        assertThat(encrypt(atAlice, text.encoded()).size()).isGreaterThan(Slots.MOST_MESSAGE);
        assertThat(opens(atBob, atAlice, encrypt(atAlice, Bytes.utf8("hello")))).isTrue();
        assertThat(opens(atAlice, atBob, encrypt(atBob, Bytes.utf8("hello back"))))
                .isTrue();
        int most = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < 600; i++) {
            MemoryStore from = i % 4 == 3 ? atBob : atAlice;
            Bytes message = encrypt(from, text.encoded());
            most = Math.max(most, message.size());
            least = Math.min(least, message.size());
            if (i % 5 != 4) {
                assertThat(opens(from == atAlice ? atBob : atAlice, from, message))
                        .isTrue();
            }
        }
        System.out.println("slot messages take " + least + " to " + most + " bytes");
        assertThat(most).isLessThanOrEqualTo(Slots.MOST_MESSAGE);
    }

    @Test
    void aBundleFitsACardAndABeginningFitsAnInboxEntry() {
        Bytes bundle = bundleOfBob(true);
        assertThat(bundle.size()).isLessThanOrEqualTo(Card.MOST_BUNDLE);
        beginAtAlice(bundle);
        Bytes text = Bytes.wrap(new byte[InboxParts.PIECE]);
        assertThat(encrypt(atAlice, text).size() - text.size()).isLessThanOrEqualTo(InboxParts.SESSION_OVERHEAD);
    }

    @Test
    void aOneTimeBundleWithoutItsOneTimeKeyBeginsNothing() {
        OpenBundle whole = OpenBundle.decode(bundleOfBob(true)).orElseThrow();
        OpenBundle without = new OpenBundle(
                whole.number(),
                whole.identity(),
                java.util.Optional.empty(),
                whole.signed(),
                whole.signedSignature(),
                whole.kyber(),
                whole.kyberSignature());
        beginAtAlice(without.encoded());
        assertThat(opens(atBob, atAlice, encrypt(atAlice, Bytes.utf8("hello")))).isFalse();
    }

    /** The two keys are of one owner, and both are signed: what differs is the secret that only Kyber's private key gives. */
    @Test
    void whatBeginsASessionOpensByTheKyberKeyThatItWasMadeForAndByNoOther() {
        OpenBundle bundle = OpenBundle.decode(bundleOfBob(true)).orElseThrow();
        OpenBundle another = OpenBundle.decode(
                        atBob.transact(tx -> sessions.newBundle(tx, OWNER, Hash.of("another"), true)))
                .orElseThrow();
        OpenBundle mixed = new OpenBundle(
                bundle.number(),
                bundle.identity(),
                bundle.oneTime(),
                bundle.signed(),
                bundle.signedSignature(),
                another.kyber(),
                another.kyberSignature());

        beginAtAlice(mixed.encoded());
        assertThat(opens(atBob, atAlice, encrypt(atAlice, Bytes.utf8("hello")))).isFalse();

        beginAtAlice(bundle.encoded());
        assertThat(opens(atBob, atAlice, encrypt(atAlice, Bytes.utf8("hello")))).isTrue();
    }

    @Test
    void itTellsOnceThatItsLibraryIsLoaded() {
        AtomicInteger told = new AtomicInteger();
        LibsignalSessions telling = new LibsignalSessions(now::get, told::incrementAndGet);
        assertThat(told).hasValue(0);
        atAlice.transact(tx -> telling.newIdentity(tx, OWNER));
        atBob.transact(tx -> telling.newIdentity(tx, OWNER));
        assertThat(told).hasValue(1);
    }
}
