package parley.relay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.relay.store.StoreFixture.append;
import static parley.relay.store.StoreFixture.creation;
import static parley.relay.store.StoreFixture.one;
import static parley.relay.store.StoreFixture.open;
import static parley.relay.store.StoreFixture.placed;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.Head;
import parley.protocol.port.Relay;
import parley.relay.TestLog;

/**
 * Mail that rots behind the store's back. Nobody brings it again: its owner is told how far nothing can be given, gets every other
 * letter once and in order, and new ones come.
 */
class InboxRotTest {
    private static final int LETTERS = 20;
    private static final int SMALL = 20;
    private static final int MOST_FLIPS = 4;
    private static final int PAGE = 7;
    private static final int CALLS = 5;

    private final TestLog inbox = TestLog.inbox("inbox");

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    private List<Bytes> fill(Disk disk, Random random, int least, int more) {
        return fill(disk, random, least, more, LETTERS);
    }

    private List<Bytes> fill(Disk disk, Random random, int least, int more, int count) {
        LogStore store = open(disk, random);
        placed(store, creation(inbox));
        List<Bytes> letters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            letters.add(StoreFixture.entry(random, least + (more == 0 ? 0 : random.nextInt(more))));
            placed(store, append(inbox, letters.getLast()));
        }
        return letters;
    }

    private Owner owner(LogStore store, Head read) {
        return new Owner(store, inbox, read, PAGE);
    }

    private Owner newOwner(LogStore store) {
        return owner(store, Head.start(inbox.id()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void each_letter_that_can_be_read_comes_once_and_in_order_and_new_ones_come_also_after_a_start(long seed) {
        Random random = new Random(seed);
        CrashDisk disk = new CrashDisk();
        List<Bytes> letters = fill(disk, random, 200, 400);
        CrashDisk rotten = disk.kill();
        List<String> segments = rotten.all().stream()
                .filter(name -> name.endsWith(Segment.SUFFIX))
                .toList();
        int flips = 1 + random.nextInt(MOST_FLIPS);
        for (int i = 0; i < flips; i++) {
            String segment = segments.get(random.nextInt(segments.size()));
            rotten.rot(segment, random.nextLong(rotten.size(segment)));
        }

        LogStore store = open(rotten, random);
        placed(store, creation(inbox));
        Owner first = newOwner(store);
        List<Bytes> left = List.copyOf(first.readAll());
        assertThat(left).isSubsetOf(letters).isSortedAccordingTo((a, b) -> letters.indexOf(a) - letters.indexOf(b));
        assertThat(left).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(LETTERS - flips);
        assertThat(left.size() + first.lost())
                .isEqualTo(store.current(inbox.id()).position());

        Bytes news = Bytes.utf8("news");
        placed(store, append(inbox, news));
        assertThat(owner(store, first.read()).readAll()).as("past the damage").containsExactly(news);

        LogStore again = open(rotten.kill(), random);
        assertThat(newOwner(again).readAll())
                .as("after another start")
                .hasSize(left.size() + 1)
                .startsWith(left.toArray(Bytes[]::new))
                .endsWith(news);
        Bytes more = Bytes.utf8("more");
        placed(again, append(inbox, more));
        assertThat(owner(again, first.read()).readAll()).containsExactly(news, more);
    }

    /** With the index the store knows which letters stood there; without it only that some did. */
    @ParameterizedTest(name = "with the index: {0}")
    @ValueSource(booleans = {true, false})
    void neighbours_that_are_lost_are_passed_at_one_time(boolean index) {
        CrashDisk disk = new CrashDisk();
        List<Bytes> letters = fill(disk, new Random(13), SMALL, 0);
        CrashDisk rotten = disk.kill();
        int record = RecordHeader.SIZE + SMALL;
        int fourth = Segment.HEADER + RecordHeader.SIZE + 3 * record;
        rotten.wipe(Segment.name(0), fourth, fourth + 4 * record);
        if (!index) {
            rotten.remove(SegmentIndex.name(0));
        }
        LogStore store = open(rotten);
        Logs.Slice lost = store.read(inbox.id(), 3, PAGE, Integer.MAX_VALUE, _ -> true);
        Head seventh = TestLog.chain(Head.start(inbox.id()), letters.subList(0, 7));
        Head last = TestLog.chain(Head.start(inbox.id()), letters);
        assertThat(lost).isEqualTo(new Logs.Slice(7, List.of(), seventh, last));
        assertThat(newOwner(store).readAll())
                .hasSize(LETTERS - 4)
                .startsWith(letters.subList(0, 3).toArray(Bytes[]::new))
                .endsWith(letters.subList(7, LETTERS).toArray(Bytes[]::new));
    }

    /** Of most of them no head is left either. */
    @Test
    void more_lost_neighbours_than_a_page_has_are_passed_too() {
        CrashDisk disk = new CrashDisk();
        List<Bytes> letters = fill(disk, new Random(13), SMALL, 0, 2 * Relay.MOST_PAGE_ENTRIES);
        CrashDisk rotten = disk.kill();
        int segments = (int) rotten.all().stream()
                .filter(name -> name.endsWith(Segment.SUFFIX))
                .count();
        for (int number = 1; number + 1 < segments; number++) {
            rotten.remove(Segment.name(number));
            rotten.remove(SegmentIndex.name(number));
        }
        Owner owner = newOwner(open(rotten));
        List<Bytes> left = owner.readAll();
        assertThat(owner.lost()).isGreaterThan(Relay.MOST_PAGE_ENTRIES + 1);
        assertThat(left).hasSize(letters.size() - (int) owner.lost()).isSubsetOf(letters);
    }

    @Test
    void letters_that_rot_while_the_relay_runs_are_passed_at_the_second_reading() {
        CrashDisk disk = new CrashDisk();
        fill(disk, new Random(13), SMALL, 0);
        LogStore store = open(disk);
        int record = RecordHeader.SIZE + SMALL;
        int fourth = Segment.HEADER + RecordHeader.SIZE + 3 * record;
        for (int i = 0; i < 3; i++) {
            disk.rot(Segment.name(0), fourth + i * record + RecordHeader.SIZE + 1);
        }
        Logs.Slice first = store.read(inbox.id(), 3, PAGE, Integer.MAX_VALUE, _ -> true);
        assertThat(first.after()).isEqualTo(3);
        assertThat(first.entries()).isEmpty();
        assertThat(store.read(inbox.id(), 3, PAGE, Integer.MAX_VALUE, _ -> true).after())
                .isEqualTo(6);
        assertThat(newOwner(store).readAll()).hasSize(LETTERS - 3);
        assertThat(store.damages()).hasSize(3);
    }

    @Test
    void an_error_of_the_disk_that_passes_costs_no_letter() {
        FailingDisk failing = new FailingDisk();
        List<Bytes> letters = fill(failing.disk(), new Random(13), SMALL, 0);
        LogStore store = open(failing.disk());
        failing.fails = true;
        for (int i = 0; i < CALLS; i++) {
            assertThat(store.read(inbox.id(), 0, PAGE, Integer.MAX_VALUE, _ -> true))
                    .matches(slice -> slice.entries().isEmpty() && slice.after() == 0);
        }
        failing.fails = false;
        Owner owner = newOwner(store);
        assertThat(owner.readAll()).isEqualTo(letters);
        assertThat(owner.lost()).isZero();
        assertThat(one(store, append(inbox, Bytes.utf8("news")))).isInstanceOf(Outcome.Placed.class);
    }

    /** A disk that can't read, as long as it is told to. */
    private static final class FailingDisk {
        private final CrashDisk disk = new CrashDisk();
        private boolean fails;

        Disk disk() {
            return over(Disk.class, disk);
        }

        private <T> T over(Class<T> kind, T real) {
            return kind.cast(Proxy.newProxyInstance(
                    kind.getClassLoader(), new Class<?>[] {kind}, (_, method, arguments) -> {
                        if (fails && method.getName().equals("read")) {
                            throw new IOException("the disk can't read just now");
                        }
                        Object answer = call(method, real, arguments);
                        return answer instanceof DiskFile file ? over(DiskFile.class, file) : answer;
                    }));
        }

        private static Object call(Method method, Object of, Object[] arguments) throws Throwable {
            try {
                return method.invoke(of, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
