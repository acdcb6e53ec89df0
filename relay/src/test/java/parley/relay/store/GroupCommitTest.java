package parley.relay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Secret;
import parley.protocol.crypto.RelayFault;
import parley.protocol.crypto.RelaySignature;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;
import parley.protocol.port.SignedHead;
import parley.relay.TestLog;

/** Many callers, one writer, one signature a batch. */
class GroupCommitTest {
    private final CrashDisk disk = new CrashDisk();
    private final LogStore store = StoreFixture.open(disk);
    private final HeadSigner signer =
            new HeadSigner(Secret.of(Hash.of("test-seed").value()));
    private final CompletableFuture<Throwable> broken = new CompletableFuture<>();
    private final GroupCommit commits = new GroupCommit(store, signer, StoreFixture.SMALL, broken::complete);
    private final TestLog log = TestLog.of("room");

    @AfterEach
    void close() {
        commits.close();
    }

    private SignedHead create(TestLog of) throws Exception {
        return TestLog.given(
                commits.submit(List.of(StoreFixture.creation(of))).get().getFirst());
    }

    @Test
    void each_of_many_callers_gets_a_place_of_its_own_and_a_signature_that_holds() throws Exception {
        create(log);
        List<CompletableFuture<List<Answer<SignedHead>>>> promises = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            promises.add(commits.submit(List.of(StoreFixture.append(log, Bytes.utf8("entry " + i)))));
        }
        Set<Long> positions = new HashSet<>();
        Set<Bytes> signatures = new HashSet<>();
        for (CompletableFuture<List<Answer<SignedHead>>> promise : promises) {
            SignedHead head = TestLog.given(promise.get().getFirst());
            positions.add(head.head().position());
            signatures.add(head.signature());
            assertThat(RelaySignature.holds(head, signer.publicKey())).isTrue();
            assertThat(store.onChain(log.id(), head.head())).isTrue();
        }
        assertThat(positions).hasSize(500);
        assertThat(signatures).as("one signature serves many").hasSizeLessThan(500);
    }

    @Test
    void a_caller_who_fails_over_its_answer_does_not_stop_the_writer() throws Exception {
        create(log);
        CompletableFuture<List<Answer<SignedHead>>> gone =
                commits.submit(List.of(StoreFixture.append(log, Bytes.utf8("first"))));
        CompletableFuture<Void> fails = gone.thenAccept(answer -> {
            throw new IllegalStateException("the caller is gone");
        });
        assertThatThrownBy(fails::get).isInstanceOf(ExecutionException.class);
        gone.cancel(true);
        CompletableFuture<List<Answer<SignedHead>>> cancelled =
                commits.submit(List.of(StoreFixture.append(log, Bytes.utf8("second"))));
        cancelled.cancel(true);
        assertThat(TestLog.given(commits.submit(List.of(StoreFixture.append(log, Bytes.utf8("third"))))
                                .get()
                                .getFirst())
                        .head()
                        .position())
                .isEqualTo(3);
    }

    @Test
    void a_failed_force_is_told_to_all_who_wait_and_to_the_process() throws Exception {
        create(log);
        disk.forcesFail();
        CompletableFuture<List<Answer<SignedHead>>> lost =
                commits.submit(List.of(StoreFixture.append(log, Bytes.utf8("entry"))));
        assertThatThrownBy(lost::get).hasCauseInstanceOf(StoreBroken.class);
        assertThat(broken.get(60, TimeUnit.SECONDS)).isInstanceOf(StoreBroken.class);
        CompletableFuture<List<Answer<SignedHead>>> after =
                commits.submit(List.of(StoreFixture.append(log, Bytes.utf8("another"))));
        assertThatThrownBy(after::get).hasCauseInstanceOf(StoreBroken.class);
    }

    @Test
    void a_batch_of_which_nobody_knows_is_not_answered_and_the_next_is() throws Exception {
        Logs unsure = unsureOnce(store);
        try (GroupCommit over = new GroupCommit(unsure, signer, StoreFixture.SMALL, broken::complete)) {
            CompletableFuture<List<Answer<SignedHead>>> lost = over.submit(List.of(StoreFixture.creation(log)));
            assertThatThrownBy(lost::get).hasCauseInstanceOf(OutcomeUnknown.class);
            assertThat(over.submit(List.of(StoreFixture.creation(log))).get().getFirst())
                    .isInstanceOf(Answer.Given.class);
            assertThat(broken).isNotDone();
        }
    }

    @Test
    void memory_that_is_used_up_ends_the_work_and_is_told_as_what_it_is() throws Exception {
        Logs exhausted = (Logs) Proxy.newProxyInstance(
                Logs.class.getClassLoader(), new Class<?>[] {Logs.class}, (proxy, method, arguments) -> {
                    throw new OutOfMemoryError("for this test");
                });
        try (GroupCommit over = new GroupCommit(exhausted, signer, StoreFixture.SMALL, broken::complete)) {
            CompletableFuture<List<Answer<SignedHead>>> lost = over.submit(List.of(StoreFixture.creation(log)));
            assertThatThrownBy(lost::get).hasCauseInstanceOf(OutOfMemoryError.class);
            assertThat(broken.get(60, TimeUnit.SECONDS)).isInstanceOf(OutOfMemoryError.class);
        }
    }

    /** A store whose first commit nobody can tell the outcome of. */
    private static Logs unsureOnce(Logs store) {
        AtomicBoolean before = new AtomicBoolean();
        return (Logs) Proxy.newProxyInstance(
                Logs.class.getClassLoader(), new Class<?>[] {Logs.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit") && before.compareAndSet(false, true)) {
                        throw new OutcomeUnknown("the line broke", new IllegalStateException("broke"));
                    }
                    return method.invoke(store, arguments);
                });
    }

    @Test
    void closing_answers_what_was_submitted() throws Exception {
        create(log);
        List<CompletableFuture<List<Answer<SignedHead>>>> promises = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            promises.add(commits.submit(List.of(StoreFixture.append(log, Bytes.utf8("entry " + i)))));
        }
        commits.close();
        for (CompletableFuture<List<Answer<SignedHead>>> promise : promises) {
            assertThat(promise.get(1, TimeUnit.MINUTES).getFirst()).isInstanceOf(Answer.Given.class);
        }
    }

    @Test
    void two_histories_signed_by_one_relay_contradict_each_other() throws Exception {
        create(log);
        CrashDisk backup = disk.copy();
        SignedHead one = TestLog.given(commits.submit(List.of(StoreFixture.append(log, Bytes.utf8("one"))))
                .get()
                .getFirst());
        LogStore rolledBack = StoreFixture.open(backup);
        Head other = StoreFixture.placed(rolledBack, StoreFixture.append(log, Bytes.utf8("other")));
        assertThat(RelayFault.of(signer.publicKey(), one, signer.sign(log.id(), other))
                        .holds())
                .isTrue();
    }

    @Test
    void every_leaf_of_a_tree_of_any_size_leads_to_its_root() {
        for (int size = 1; size <= 33; size++) {
            List<Outcome.Placed> placed = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                placed.add(new Outcome.Placed(log.id(), new Head(i, Hash.of("h", Hash.number(i)))));
            }
            for (SignedHead head : signer.signAll(placed)) {
                assertThat(RelaySignature.holds(head, signer.publicKey())).isTrue();
            }
        }
    }

    @Test
    void what_waits_for_a_slow_disk_is_bounded() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        Logs stuck = (Logs) Proxy.newProxyInstance(
                Logs.class.getClassLoader(), new Class<?>[] {Logs.class}, (proxy, method, arguments) -> {
                    slow.await();
                    return method.invoke(store, arguments);
                });
        List<CompletableFuture<List<Answer<SignedHead>>>> promises = new ArrayList<>();
        GroupCommit over = new GroupCommit(stuck, signer, StoreFixture.SMALL, broken::complete);
        for (int i = 0; i < 70; i++) {
            Bytes mebibyte = Bytes.concat(Hash.number(i), Bytes.wrap(new byte[1 << 20]));
            promises.add(over.submit(List.of(StoreFixture.append(log, mebibyte))));
        }
        assertThat(promises.getLast()).isCompletedWithValue(List.of(new Answer.Declined<>(Why.LATER)));
        slow.countDown();
        over.close();
    }
}
