package parley.relay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Why;
import parley.relay.TestLog;

/** What a relay relies on, wherever it keeps things: each kind of store runs all of it. */
public abstract class StoresContract {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    protected final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final TestLog log = TestLog.of("room");
    private final TestLog other = TestLog.of("other room");
    private Stores stores;

    /** A store that holds nothing; its clock is {@link #now}. */
    protected abstract Stores fresh() throws Exception;

    /** What was kept, as a relay sees it that starts after the last one was killed. */
    protected abstract Stores afterKill(Stores before) throws Exception;

    /** What is kept of this entry changes where it is kept, behind the store's back. */
    protected abstract void rot(Bytes entry) throws Exception;

    @BeforeEach
    void open() throws Exception {
        stores = fresh();
    }

    @AfterEach
    void close() throws Exception {
        if (stores != null) {
            stores.close();
        }
    }

    private static Change creation(TestLog log) {
        return new Change.Create(log.capabilities());
    }

    private static Change append(TestLog log, String entry) {
        return Change.Append.of(log.id(), Bytes.utf8(entry), OptionalLong.empty());
    }

    private static Change appendAt(TestLog log, long at, String entry) {
        return Change.Append.of(log.id(), Bytes.utf8(entry), OptionalLong.of(at));
    }

    private Outcome one(Change change) {
        return stores.logs().commit(List.of(change)).getFirst();
    }

    private Head placed(Change change) {
        assertThat(one(change)).isInstanceOfAny(Outcome.Placed.class);
        return ((Outcome.Placed) one(change)).head(); // The same again: what stands is found.
    }

    private Logs.Slice page(TestLog of, long after) {
        return stores.logs().read(of.id(), after, Relay.MOST_PAGE_ENTRIES, Integer.MAX_VALUE, bytes -> true);
    }

    private List<Bytes> all(TestLog of) {
        return page(of, 0).entries();
    }

    private static Bytes[] words(String... words) {
        return java.util.Arrays.stream(words).map(Bytes::utf8).toArray(Bytes[]::new);
    }

    @Test
    void entries_stand_in_one_chain_and_are_read_under_its_heads() {
        assertThat(placed(creation(log))).isEqualTo(Head.start(log.id()));
        Head first = placed(append(log, "first"));
        Head second = placed(append(log, "second"));
        assertThat(first).isEqualTo(Head.start(log.id()).next(Relay.entryHash(Bytes.utf8("first"))));
        assertThat(second).isEqualTo(first.next(Relay.entryHash(Bytes.utf8("second"))));
        assertThat(page(log, 0)).isEqualTo(new Logs.Slice(0, List.of(words("first", "second")), second, second));
        assertThat(page(log, 1)).isEqualTo(new Logs.Slice(1, List.of(words("second")), second, second));
        assertThat(page(log, 2)).isEqualTo(new Logs.Slice(2, List.of(), second, second));
        assertThat(page(log, 9))
                .as("a reader that has seen more")
                .isEqualTo(new Logs.Slice(9, List.of(), second, second));
        assertThat(stores.logs().current(log.id())).isEqualTo(second);
    }

    @Test
    void the_same_bytes_stand_once_in_a_log_however_often_they_come() {
        stores.logs().commit(List.of(creation(log), creation(other)));
        List<Outcome> outcomes =
                stores.logs().commit(List.of(append(log, "a"), append(log, "b"), append(log, "a"), append(other, "a")));
        assertThat(outcomes.get(2)).isEqualTo(outcomes.get(0));
        assertThat(one(append(log, "b"))).isEqualTo(outcomes.get(1));
        assertThat(one(appendAt(log, 0, "a"))).as("also for its old place").isEqualTo(outcomes.get(0));
        assertThat(all(log)).containsExactly(words("a", "b"));
        assertThat(all(other)).containsExactly(words("a"));
    }

    @Test
    void a_place_is_given_once() {
        placed(creation(log));
        List<Outcome> outcomes = stores.logs().commit(List.of(appendAt(log, 0, "a"), appendAt(log, 0, "b")));
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Placed.class);
        assertThat(outcomes.get(1)).isEqualTo(new Outcome.Refused(Why.PLACE_TAKEN));
        assertThat(one(appendAt(log, 7, "c"))).isEqualTo(new Outcome.Refused(Why.PLACE_TAKEN));
        assertThat(one(appendAt(log, 1, "b"))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void a_log_that_nobody_created_gets_nothing_and_has_no_capabilities() {
        assertThat(one(append(log, "a"))).isEqualTo(new Outcome.Refused(Why.NO_SUCH_LOG));
        assertThat(stores.logs().capabilities(log.id())).isEmpty();
        assertThat(stores.logs().onChain(log.id(), Head.start(log.id()))).isFalse();
    }

    @Test
    void a_log_may_be_created_twice_and_used_in_the_batch_that_creates_it() {
        stores.logs().commit(List.of(creation(log), append(log, "a"), creation(log)));
        placed(creation(log));
        assertThat(all(log)).containsExactly(words("a"));
        assertThat(stores.logs().capabilities(log.id())).contains(log.capabilities());
    }

    @Test
    void every_head_that_was_is_on_the_chain_and_no_other() {
        Head start = placed(creation(log));
        Head first = placed(append(log, "first"));
        Head second = placed(append(log, "second"));
        for (Head head : List.of(start, first, second)) {
            assertThat(stores.logs().onChain(log.id(), head)).isTrue();
            assertThat(stores.logs().onChain(log.id(), new Head(head.position() + 1, head.hash())))
                    .isFalse();
        }
    }

    @Test
    void a_page_ends_where_the_reader_has_no_more_room() {
        placed(creation(log));
        List<Head> heads = new ArrayList<>();
        for (String word : List.of("aaaa", "bbbb", "cccc", "dddd")) {
            heads.add(placed(append(log, word)));
        }
        Logs.Slice two = stores.logs().read(log.id(), 1, 2, Integer.MAX_VALUE, bytes -> true);
        assertThat(two).isEqualTo(new Logs.Slice(1, List.of(words("bbbb", "cccc")), heads.get(2), heads.get(3)));
        Logs.Slice few = stores.logs().read(log.id(), 0, 9, 5, bytes -> true);
        assertThat(few.entries()).as("about five bytes").containsExactly(words("aaaa", "bbbb"));
        Logs.Slice none = stores.logs().read(log.id(), 1, 9, Integer.MAX_VALUE, bytes -> false);
        assertThat(none).isEqualTo(new Logs.Slice(1, List.of(), heads.get(0), heads.get(3)));
    }

    @Test
    void a_log_ends_for_everybody_before_an_entry_that_rotted_until_a_member_brings_it_again() throws Exception {
        placed(creation(log));
        Head first = placed(append(log, "the first"));
        Head second = placed(append(log, "the second"));
        Head third = placed(append(log, "the third"));
        rot(Bytes.utf8("the second"));
        assertThat(page(log, 1))
                .as("who still has to read it, however often")
                .isEqualTo(page(log, 1))
                .isEqualTo(new Logs.Slice(1, List.of(), first, first));
        assertThat(stores.logs().current(log.id())).as("who has read further").isEqualTo(first);
        assertThat(page(log, 3)).isEqualTo(new Logs.Slice(3, List.of(), first, first));
        assertThat(page(log, 0)).isEqualTo(new Logs.Slice(0, List.of(words("the first")), first, first));
        assertThat(one(append(log, "the fourth")))
                .as("nothing goes over the gap")
                .isEqualTo(new Outcome.Refused(Why.LATER));
        assertThat(one(appendAt(log, 1, "the second"))).isEqualTo(new Outcome.Placed(log.id(), second));
        assertThat(page(log, 0))
                .isEqualTo(new Logs.Slice(0, List.of(words("the first", "the second", "the third")), third, third));
        assertThat(placed(append(log, "the fourth"))).isEqualTo(third.next(Relay.entryHash(Bytes.utf8("the fourth"))));
    }

    /** Nobody brings mail again, but a sender who got no answer. */
    @Test
    void an_inbox_goes_on_behind_mail_that_rotted_and_takes_new_mail() throws Exception {
        TestLog inbox = TestLog.inbox("inbox");
        stores.logs().commit(List.of(creation(inbox), append(inbox, "a first"), append(inbox, "a second")));
        placed(append(inbox, "a third"));
        placed(append(inbox, "a fourth"));
        rot(Bytes.utf8("a second"));
        rot(Bytes.utf8("a third"));
        stores = afterKill(stores);
        Head fifth = placed(append(inbox, "a fifth"));
        Owner owner = new Owner(stores.logs(), inbox, Head.start(inbox.id()), Relay.MOST_PAGE_ENTRIES);
        assertThat(owner.readAll()).containsExactly(words("a first", "a fourth", "a fifth"));
        assertThat(owner.read()).isEqualTo(fifth).isEqualTo(stores.logs().current(inbox.id()));
        assertThat(placed(append(inbox, "a second")).position()).isEqualTo(2);
        assertThat(page(inbox, 1).entries()).containsExactly(words("a second"));
    }

    @Test
    void what_was_committed_stands_after_a_kill() throws Exception {
        stores.logs().commit(List.of(creation(log), append(log, "a")));
        Head second = placed(append(log, "b"));
        stores.blobs().put(log.id(), Bytes.utf8("blob"));
        stores.invitations().park(Hash.of("words"), Bytes.utf8("sealed"));
        stores = afterKill(stores);
        assertThat(all(log)).containsExactly(words("a", "b"));
        assertThat(stores.logs().current(log.id())).isEqualTo(second);
        assertThat(stores.blobs().get(log.id(), Relay.blobHash(Bytes.utf8("blob"))))
                .contains(Bytes.utf8("blob"));
        assertThat(stores.invitations().collect(Hash.of("words"))).contains(Bytes.utf8("sealed"));
    }

    @Test
    void who_waits_is_woken_by_the_next_entry_and_by_the_end() throws Exception {
        placed(creation(log));
        CompletableFuture<List<Bytes>> reader = waiting(0);
        placed(append(log, "a"));
        assertThat(reader.get(60, TimeUnit.SECONDS)).containsExactly(words("a"));
        CompletableFuture<List<Bytes>> last = waiting(1);
        stores.logs().wakeAll();
        assertThat(last.get(60, TimeUnit.SECONDS)).isEmpty();
    }

    private CompletableFuture<List<Bytes>> waiting(long after) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        stores.logs()
                                .awaitBeyond(
                                        log.id(), after, Duration.ofMinutes(10).toMillis());
                        return page(log, after).entries();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    private Change release(int member, int members) {
        return new Change.Release(log.id(), Hash.of("token", Hash.number(member)), members);
    }

    @Test
    void a_log_is_gone_for_good_when_as_many_members_released_it_as_it_has_and_others_stand() throws Exception {
        stores.logs().commit(List.of(creation(log), append(log, "a"), creation(other), append(other, "b")));
        Bytes blob = Bytes.utf8("blob");
        stores.blobs().put(log.id(), blob);
        stores.blobs().put(other.id(), blob);
        Head head = stores.logs().current(log.id());
        assertThat(one(release(1, 2))).isEqualTo(new Outcome.Placed(log.id(), head));
        assertThat(one(release(1, 2))).as("one member counts once").isEqualTo(new Outcome.Placed(log.id(), head));
        assertThat(all(log)).as("and closes nothing").containsExactly(words("a"));
        stores = afterKill(stores);
        assertThat(one(release(1, 2))).as("after a kill too").isEqualTo(new Outcome.Placed(log.id(), head));
        assertThat(one(release(2, 2))).isEqualTo(new Outcome.Refused(Why.GONE));
        isGone();
        stores.sweep().run();
        isGone();
        stores = afterKill(stores);
        isGone();
        assertThat(all(other)).containsExactly(words("b"));
        assertThat(stores.blobs().get(other.id(), Relay.blobHash(blob))).contains(blob);
    }

    private void isGone() throws Exception {
        assertThat(stores.logs().isGone(log.id())).isTrue();
        assertThat(stores.logs().isGone(other.id())).isFalse();
        assertThat(stores.logs().capabilities(log.id())).isEmpty();
        assertThat(one(creation(log))).isEqualTo(new Outcome.Refused(Why.GONE));
        assertThat(one(append(log, "a"))).isEqualTo(new Outcome.Refused(Why.GONE));
        assertThat(one(release(3, 2))).isEqualTo(new Outcome.Refused(Why.GONE));
        assertThatThrownBy(() -> stores.logs().current(log.id())).isInstanceOf(LogGone.class);
        assertThatThrownBy(() -> page(log, 0)).isInstanceOf(LogGone.class);
    }

    @Test
    void a_release_of_one_log_counts_in_no_other() {
        stores.logs().commit(List.of(creation(log), append(log, "a"), creation(other), append(other, "b")));
        assertThat(one(release(1, 2))).isInstanceOf(Outcome.Placed.class);
        Change elsewhere = new Change.Release(other.id(), Hash.of("token", Hash.number(2)), 2);
        assertThat(one(elsewhere)).isInstanceOf(Outcome.Placed.class);
        assertThat(all(log)).containsExactly(words("a"));
        assertThat(all(other)).containsExactly(words("b"));
        TestLog nowhere = TestLog.of("nowhere");
        assertThat(one(new Change.Release(nowhere.id(), Hash.of("token"), 1)))
                .isEqualTo(new Outcome.Refused(Why.NO_SUCH_LOG));
    }

    @Test
    void in_one_batch_what_comes_before_the_last_release_is_placed_and_what_comes_behind_is_refused() {
        List<Outcome> outcomes = stores.logs()
                .commit(List.of(creation(log), append(log, "a"), release(1, 1), append(log, "b"), creation(log)));
        assertThat(outcomes.subList(0, 2)).allMatch(Outcome.Placed.class::isInstance);
        assertThat(outcomes.subList(2, 5)).containsOnly(new Outcome.Refused(Why.GONE));
    }

    @Test
    void who_waits_for_more_of_a_log_learns_that_it_is_gone() {
        placed(creation(log));
        CompletableFuture<List<Bytes>> reader = waiting(0);
        one(release(1, 1));
        assertThatThrownBy(() -> reader.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(LogGone.class);
    }

    private void pass(int hours) {
        for (int i = 0; i < hours; i++) {
            stores.logs().pass(2);
        }
    }

    @Test
    void a_log_that_nobody_writes_or_reads_for_as_many_days_as_are_kept_and_one_more_is_gone() throws Exception {
        TestLog read = TestLog.of("read");
        stores.logs().pass(2); // An instance counts from when it began.
        stores.logs()
                .commit(List.of(creation(log), append(log, "a"), creation(other), append(other, "b"), creation(read)));
        pass(40);
        assertThat(all(read)).isEmpty();
        placed(append(other, "c"));
        pass(31);
        assertThat(stores.logs().isGone(log.id())).as("not before its time").isFalse();
        pass(1);
        assertThat(stores.logs().isGone(log.id())).isTrue();
        assertThat(stores.logs().isGone(other.id())).as("written since").isFalse();
        assertThat(stores.logs().isGone(read.id())).as("read since").isFalse();
        stores.sweep().run();
        stores = afterKill(stores);
        isGone();
        stores.logs().pass(2);
        pass(38);
        assertThat(stores.logs().isGone(other.id())).isFalse();
        pass(3);
        assertThat(stores.logs().isGone(other.id())).isTrue();
    }

    @Test
    void a_start_keeps_what_was_used_and_makes_nothing_older() throws Exception {
        stores.logs().pass(2);
        stores.logs().commit(List.of(creation(log), append(log, "a")));
        pass(30);
        assertThat(all(log)).containsExactly(words("a"));
        pass(1);
        for (int i = 0; i < 3; i++) {
            stores = afterKill(stores);
        }
        stores.logs().pass(2);
        pass(60);
        assertThat(stores.logs().isGone(log.id())).isFalse();
        pass(15);
        assertThat(stores.logs().isGone(log.id())).isTrue();
    }

    @Test
    void a_blob_belongs_to_its_log() throws Exception {
        stores.logs().commit(List.of(creation(log), creation(other)));
        Bytes blob = Bytes.utf8("blob");
        assertThat(stores.blobs().put(log.id(), blob)).isTrue();
        assertThat(stores.blobs().put(log.id(), blob)).as("again").isTrue();
        assertThat(stores.blobs().get(log.id(), Relay.blobHash(blob))).contains(blob);
        assertThat(stores.blobs().get(other.id(), Relay.blobHash(blob))).isEmpty();
        assertThat(stores.blobs().get(log.id(), Relay.blobHash(Bytes.utf8("none"))))
                .isEmpty();
    }

    @Test
    void an_invitation_lies_there_until_it_expires_and_no_other_takes_its_place() throws Exception {
        Hash locator = Hash.of("words");
        Bytes sealed = Bytes.utf8("sealed");
        assertThat(stores.invitations().park(locator, sealed)).isEqualTo(Invitations.Parked.KEPT);
        assertThat(stores.invitations().park(locator, sealed)).isEqualTo(Invitations.Parked.KEPT);
        assertThat(stores.invitations().park(locator, Bytes.utf8("other"))).isEqualTo(Invitations.Parked.TAKEN);
        assertThat(stores.invitations().collect(locator)).contains(sealed);
        assertThat(stores.invitations().collect(locator)).as("again").contains(sealed);
        now.set(NOW.plus(Invitations.KEPT));
        assertThat(stores.invitations().collect(locator)).isEmpty();
        assertThat(stores.invitations().park(locator, Bytes.utf8("other"))).isEqualTo(Invitations.Parked.KEPT);
    }

    @Test
    void an_invitation_that_nobody_asks_for_goes_when_its_time_is_over_and_no_other() throws Exception {
        stores.invitations().park(Hash.of("words"), Bytes.utf8("sealed"));
        now.set(NOW.plusSeconds(1));
        stores.invitations().park(Hash.of("later words"), Bytes.utf8("sealed later"));
        stores.invitations().dropExpired();
        assertThat(stores.invitations().count()).isEqualTo(2);
        now.set(NOW.plus(Invitations.KEPT));
        stores.invitations().dropExpired();
        assertThat(stores.invitations().count()).isEqualTo(1);
        assertThat(stores.invitations().collect(Hash.of("later words"))).contains(Bytes.utf8("sealed later"));
        now.set(NOW);
        assertThat(stores.invitations().collect(Hash.of("words")))
                .as("not hidden but gone")
                .isEmpty();
    }
}
