package parley.relay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.Malformed;
import parley.base.Secret;
import parley.protocol.port.LogRef;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;
import parley.protocol.port.SignedHead;
import parley.relay.TestLog;
import parley.relay.store.CrashDisk;
import parley.relay.store.GroupCommit;
import parley.relay.store.HeadSigner;
import parley.relay.store.StoreLimits;
import parley.relay.store.Stores;
import parley.relay.wire.Answers;
import parley.relay.wire.Call;
import parley.relay.wire.Route;

/** What callers get from a relay who ask for more than is theirs. */
class DeskTest {
    private static final int BURST = 20;
    private static final RelayLimits TIGHT =
            new RelayLimits(5, BURST, Relay.LEAST_ENTRY_BYTES, 5, BURST, 60, 20, 2, 2, 2, AddressShare.USUAL);

    private final CrashDisk disk = new CrashDisk();
    private final Stores stores = stores(disk);
    private final HeadSigner signer =
            new HeadSigner(Secret.of(Hash.of("test-seed").value()));
    private final GroupCommit commits = new GroupCommit(stores.logs(), signer, StoreLimits.USUAL, why -> {});
    private final Desk desk = new Desk(stores, commits, signer, TIGHT, () -> 0, new Tally());
    private final TestLog log = TestLog.of("room");
    private final Secret wrong = TestLog.of("another").capability();

    private static Stores stores(CrashDisk disk) {
        try {
            return Stores.inFiles(
                    disk,
                    new Random(1)::nextBytes,
                    StoreLimits.USUAL,
                    Runnable::run,
                    () -> Instant.parse("2026-11-26T12:00:00Z"));
        } catch (IOException e) {
            throw new AssertionError("the store did not open", e);
        }
    }

    @AfterEach
    void close() throws IOException {
        commits.close();
        stores.close();
    }

    private Bytes ask(Call call, long memory) throws InterruptedException {
        try (CallMemory.Lease lease = new CallMemory(memory).lease("somebody")) {
            return desk.answer(call, new Origin("somebody", false), lease);
        }
    }

    private Bytes ask(Call call) throws InterruptedException {
        return ask(call, Long.MAX_VALUE);
    }

    private Answer<SignedHead> create(TestLog of) throws InterruptedException, Malformed {
        return Answers.head(ask(new Call.Create(of.capabilityHash(), of.capabilityHash())));
    }

    private Answer<SignedHead> append(Secret capability, String words) throws InterruptedException, Malformed {
        return append(capability, TestLog.entry(words));
    }

    private Answer<SignedHead> append(Secret capability, Bytes entry) throws InterruptedException, Malformed {
        Call.Append.Item item = new Call.Append.Item(log.id(), capability, Optional.empty(), entry, Optional.empty());
        return Answers.heads(ask(new Call.Append(List.of(item)))).getFirst();
    }

    @Test
    void who_has_no_capability_reads_nothing() throws Exception {
        TestLog.given(create(log));
        TestLog.given(append(log.capability(), "confidential"));
        assertThat(Answers.page(ask(new Call.Read(log.id(), wrong, 0, 10, 0))))
                .isEqualTo(new Answer.Declined<>(Why.WRONG_CAPABILITY));
    }

    @Test
    void who_has_no_capability_writes_nothing() throws Exception {
        TestLog.given(create(log));
        assertThat(append(wrong, "from nowhere")).isEqualTo(new Answer.Declined<>(Why.WRONG_CAPABILITY));
    }

    @Test
    void who_knows_the_hash_of_a_file_and_has_no_capability_fetches_nothing() throws Exception {
        TestLog.given(create(log));
        Bytes blob = Bytes.utf8("a file's block");
        TestLog.given(Answers.hash(ask(new Call.PutBlob(log.id(), log.capability(), blob))));
        assertThat(Answers.bytes(ask(new Call.GetBlob(log.id(), wrong, Relay.blobHash(blob))), Relay.MOST_BLOB_BYTES))
                .isEqualTo(new Answer.Declined<>(Why.WRONG_CAPABILITY));
    }

    @Test
    void an_entry_smaller_than_any_that_a_node_writes_is_not_taken() throws Exception {
        TestLog.given(create(log));
        Bytes smallest = TestLog.entry("smallest");
        assertThat(append(log.capability(), smallest.slice(0, smallest.size() - 1)))
                .isEqualTo(new Answer.Declined<>(Why.MALFORMED));
        assertThat(append(log.capability(), Bytes.utf8("x"))).isEqualTo(new Answer.Declined<>(Why.MALFORMED));
        TestLog.given(append(log.capability(), smallest));
    }

    @Test
    void a_flood_of_new_logs_is_told_to_come_later() throws Exception {
        List<Answer<SignedHead>> answers = new ArrayList<>();
        for (int i = 0; i <= BURST; i++) {
            answers.add(create(TestLog.of("flood " + i)));
        }
        assertThat(answers).contains(new Answer.Declined<>(Why.LATER));
    }

    @Test
    void a_flood_of_parked_invitations_is_told_to_come_later() throws Exception {
        List<Answer<Hash>> answers = new ArrayList<>();
        for (int i = 0; i <= BURST; i++) {
            Hash locator = Hash.of("flood", Hash.number(i));
            answers.add(Answers.hash(ask(new Call.Park(locator, Bytes.utf8("sealed")))));
        }
        assertThat(answers).contains(new Answer.Declined<>(Why.LATER));
    }

    @Test
    void a_page_takes_no_memory_that_is_not_there() throws Exception {
        TestLog.given(create(log));
        TestLog.given(append(log.capability(), Bytes.utf8("x".repeat(10_000))));
        Call read = new Call.Read(log.id(), log.capability(), 0, 10, 0);
        assertThat(Answers.page(ask(read, 10_000))).isEqualTo(new Answer.Declined<>(Why.LATER));
        assertThat(Answers.page(ask(read))).isInstanceOf(Answer.Given.class);
    }

    @Test
    void an_owner_is_told_what_of_its_mail_rotted_without_memory_and_to_come_later_where_a_letter_has_no_room()
            throws Exception {
        TestLog inbox = TestLog.inbox("inbox");
        ask(new Call.Create(inbox.capabilityHash(), inbox.capabilities().appendHash()));
        Bytes rotten = TestLog.entry("the first");
        Bytes well = TestLog.entry("the second");
        for (Bytes letter : List.of(rotten, well)) {
            ask(new Call.Append(List.of(
                    new Call.Append.Item(inbox.id(), inbox.appending(), Optional.empty(), letter, Optional.empty()))));
        }
        for (String name : disk.all()) {
            int at = Bytes.wrap(disk.bytes(name)).toHex().indexOf(rotten.toHex()) / 2;
            if (at > 0) {
                disk.rot(name, at);
            }
        }
        Call first = new Call.Read(inbox.id(), inbox.capability(), 0, 10, 0);
        assertThat(Answers.page(ask(first))).as("it may pass").isEqualTo(new Answer.Declined<>(Why.LATER));
        Relay.Page page = TestLog.given(Answers.page(ask(first, 10)));
        assertThat(page.after()).isEqualTo(1);
        assertThat(page.entries()).isEmpty();
        assertThat(page.upTo().head().position()).isEqualTo(1);
        assertThat(page.current().head().position()).isEqualTo(2);

        Call next = new Call.Read(inbox.id(), inbox.capability(), 1, 10, 0);
        assertThat(Answers.page(ask(next, 10))).isEqualTo(new Answer.Declined<>(Why.LATER));
        assertThat(TestLog.given(Answers.page(ask(next))).entries()).containsExactly(well);
    }

    private Answer<SignedHead> release(TestLog of, Secret capability, int member, int members)
            throws InterruptedException, Malformed {
        Hash token = Hash.of("token", Hash.number(member));
        return Answers.head(ask(new Call.Release(of.id(), capability, token, members)));
    }

    @Test
    void who_has_no_capability_releases_nothing() throws Exception {
        create(log);
        assertThat(release(log, wrong, 1, 1)).isEqualTo(new Answer.Declined<SignedHead>(Why.WRONG_CAPABILITY));
        assertThat(append(log.capability(), "still here")).isInstanceOf(Answer.Given.class);
    }

    @Test
    void who_may_only_write_into_an_inbox_does_not_release_it() throws Exception {
        TestLog writes = TestLog.of("writes");
        Hash reads = log.capabilityHash();
        ask(new Call.Create(reads, writes.capabilityHash()));
        LogId inbox = LogRef.idOf(reads, writes.capabilityHash());
        Bytes byWriter = ask(new Call.Release(inbox, writes.capability(), Hash.of("token"), 1));
        assertThat(Answers.head(byWriter)).isEqualTo(new Answer.Declined<SignedHead>(Why.WRONG_CAPABILITY));
        Bytes byOwner = ask(new Call.Release(inbox, log.capability(), Hash.of("token"), 1));
        assertThat(Answers.head(byOwner)).isEqualTo(new Answer.Declined<SignedHead>(Why.GONE));
    }

    @Test
    void one_member_that_releases_often_counts_once() throws Exception {
        create(log);
        for (int i = 0; i < 3; i++) {
            assertThat(release(log, log.capability(), 1, 2)).isInstanceOf(Answer.Given.class);
        }
        assertThat(append(log.capability(), "the other goes on")).isInstanceOf(Answer.Given.class);
        assertThat(release(log, log.capability(), 2, 2)).isEqualTo(new Answer.Declined<SignedHead>(Why.GONE));
    }

    @Test
    void a_gone_log_answers_everybody_that_it_is_gone() throws Exception {
        create(log);
        Bytes blob = Bytes.utf8("blob");
        release(log, log.capability(), 1, 1);
        Answer<?> gone = new Answer.Declined<>(Why.GONE);
        assertThat(create(log)).isEqualTo(gone);
        assertThat(append(log.capability(), "late")).isEqualTo(gone);
        assertThat(Answers.page(ask(new Call.Read(log.id(), log.capability(), 0, 1, 0))))
                .isEqualTo(gone);
        assertThat(Answers.hash(ask(new Call.PutBlob(log.id(), log.capability(), blob))))
                .isEqualTo(gone);
        assertThat(Answers.bytes(ask(new Call.GetBlob(log.id(), log.capability(), Hash.of("blob"))), 99))
                .isEqualTo(gone);
        assertThat(release(log, log.capability(), 2, 30)).isEqualTo(gone);
    }

    @Test
    void a_release_for_no_member_or_for_more_than_a_room_has_is_malformed() {
        for (int members : List.of(0, Relay.MOST_MEMBERS + 1)) {
            Bytes body = new Call.Release(log.id(), log.capability(), Hash.of("token"), members).encoded();
            assertThatThrownBy(() -> Call.read(Route.RELEASE, body)).isInstanceOf(Malformed.class);
        }
    }
}
