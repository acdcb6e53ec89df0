package parley.relay.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Secret;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;
import parley.relay.TestLog;
import parley.relay.server.AddressShare.Rate;
import parley.relay.store.CrashDisk;
import parley.relay.store.GroupCommit;
import parley.relay.store.HeadSigner;
import parley.relay.store.Invitations;
import parley.relay.store.StoreLimits;
import parley.relay.store.Stores;
import parley.relay.wire.Answers;
import parley.relay.wire.Call;

/** One stranger who takes whatever a relay gives, and somebody else who needs a little of it. */
class SharesTest {
    private static final int SHARE = 8;
    private static final int MORE = 50;
    private static final Rate EACH = new Rate(SHARE, SHARE);
    private static final RelayLimits LIMITS = new RelayLimits(
            1_000,
            1_000,
            Relay.LEAST_ENTRY_BYTES,
            1_000,
            1_000,
            60,
            20,
            2,
            2,
            2,
            new AddressShare(EACH, EACH, EACH, EACH, Set.of(InetAddress.ofLiteral("192.0.2.200"))));
    private static final Origin GREEDY = from("192.0.2.1");
    private static final Origin HONEST = from("192.0.2.2");
    private static final TestLog ROOM = TestLog.of("room");

    private final Stores stores = stores();
    private final HeadSigner signer =
            new HeadSigner(Secret.of(Hash.of("test-seed").value()));
    private final GroupCommit commits = new GroupCommit(stores.logs(), signer, StoreLimits.USUAL, why -> {});
    private final AtomicLong now = new AtomicLong();
    private final Desk desk = new Desk(stores, commits, signer, LIMITS, now::get, new Tally());

    private static Stores stores() {
        try {
            return Stores.inFiles(
                    new CrashDisk(), new Random(1)::nextBytes, StoreLimits.USUAL, Runnable::run, () -> Instant.EPOCH);
        } catch (IOException e) {
            throw new AssertionError("the store did not open", e);
        }
    }

    @AfterEach
    void close() throws IOException {
        commits.close();
        stores.close();
    }

    private static Origin from(String address) {
        return Origin.of(
                new InetSocketAddress(InetAddress.ofLiteral(address), 50_000),
                LIMITS.perAddress().manyBehind());
    }

    private Bytes ask(Origin from, Call call) throws InterruptedException {
        try (CallMemory.Lease lease = new CallMemory(Long.MAX_VALUE).lease(from.key())) {
            return desk.answer(call, from, lease);
        }
    }

    /** The {@code n}th call of a kind. */
    private interface Asked {
        Answer<?> by(Origin from, int n) throws Exception;
    }

    private Answer<?> create(Origin from, int n) throws Exception {
        TestLog log = TestLog.of("log " + n);
        return Answers.head(ask(from, new Call.Create(log.capabilityHash(), log.capabilityHash())));
    }

    private Answer<?> append(Origin from, int n) throws Exception {
        Bytes entry = TestLog.entry("entry " + n);
        Call.Append.Item item =
                new Call.Append.Item(ROOM.id(), ROOM.capability(), Optional.empty(), entry, Optional.empty());
        return Answers.heads(ask(from, new Call.Append(List.of(item)))).getFirst();
    }

    private Answer<?> block(Origin from, int n) throws Exception {
        return Answers.hash(ask(from, new Call.PutBlob(ROOM.id(), ROOM.capability(), Bytes.utf8("block " + n))));
    }

    private Answer<?> park(Origin from, int n) throws Exception {
        return Answers.hash(ask(from, new Call.Park(Hash.of("words", Hash.number(n)), Bytes.utf8("sealed"))));
    }

    private void openRoom() throws InterruptedException {
        ask(from("127.0.0.1"), new Call.Create(ROOM.capabilityHash(), ROOM.capabilityHash()));
    }

    /** Its share and no more, however long it tries; others are not touched; and later it has some again. */
    private void isShared(Asked asked) throws Exception {
        int granted = 0;
        for (int n = 0; n < MORE; n++) {
            Answer<?> answer = asked.by(GREEDY, n);
            if (answer instanceof Answer.Given) {
                granted++;
            } else {
                assertThat(answer).isEqualTo(new Answer.Declined<>(Why.LATER));
            }
        }
        assertThat(granted).isEqualTo(SHARE);
        for (int n = MORE; n < MORE + SHARE; n++) {
            assertThat(asked.by(HONEST, n)).as("of another address").isInstanceOf(Answer.Given.class);
        }
        for (int n = 2 * MORE; n < 3 * MORE; n++) {
            assertThat(asked.by(from("127.0.0.1"), n))
                    .as("of a forwarder on this machine")
                    .isInstanceOf(Answer.Given.class);
            assertThat(asked.by(from("192.0.2.200"), n + MORE))
                    .as("of an address with many behind it")
                    .isInstanceOf(Answer.Given.class);
        }
        now.addAndGet(86_400_000_000_000L / SHARE + 1);
        assertThat(asked.by(GREEDY, 4 * MORE)).as("later").isInstanceOf(Answer.Given.class);
        assertThat(asked.by(GREEDY, 4 * MORE + 1)).isEqualTo(new Answer.Declined<>(Why.LATER));
    }

    @Test
    void one_address_makes_no_more_logs_than_its_share() throws Exception {
        isShared(this::create);
    }

    @Test
    void one_address_writes_no_more_entries_than_its_share() throws Exception {
        openRoom();
        isShared(this::append);
    }

    @Test
    void one_address_puts_no_more_blocks_than_its_share() throws Exception {
        openRoom();
        isShared(this::block);
    }

    @Test
    void one_address_parks_no_more_invitations_than_its_share() throws Exception {
        isShared(this::park);
    }

    @Test
    void what_one_address_may_have_parked_leaves_nine_tenths_to_others() {
        Rate parks = AddressShare.USUAL.parks();
        assertThat(parks.atOnce() + parks.perDay() * Invitations.KEPT.toDays())
                .isLessThanOrEqualTo(Invitations.MOST_PARKED / 10);
    }

    @Test
    void addresses_of_one_subnet_count_as_one() {
        assertThat(from("2001:db8:0:1::1").key())
                .isEqualTo(from("2001:db8:0:1:ffff:ffff:ffff:ffff").key());
        assertThat(from("2001:db8:0:1::1").key())
                .isNotEqualTo(from("2001:db8:0:2::1").key());
        assertThat(from("192.0.2.1").key()).isNotEqualTo(from("192.0.2.2").key());
        assertThat(from("::ffff:192.0.2.1").key())
                .as("IPv4 within IPv6")
                .isEqualTo(from("192.0.2.1").key());
        assertThat(from("2001:db8:0:1::1").many()).isFalse();
        assertThat(from("::1").many()).isTrue();
    }
}
