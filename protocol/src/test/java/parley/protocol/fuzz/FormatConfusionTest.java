package parley.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.fuzz.Target;
import parley.protocol.inbox.InboxCodec;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.pouch.PouchItem;
import parley.protocol.room.Change;
import parley.protocol.testing.Samples;

/**
 * Nothing is taken for something else: what one reader of this module takes, given to every other; and of the formats that hold several
 * kinds, each kind under the number of every other. The readers are those that are fuzzed, so a new one is in the matrix with its target.
 */
class FormatConfusionTest {
    private static final int NUMBERS = 256;
    /** Shorter is nothing at all, which some readers pad. */
    private static final int LEAST = 2;
    /** Larger seeds are bombs. */
    private static final int MOST = 64 * 1024;
    /** Of seeds with a length written over: nobody makes them. */
    private static final String SPOILT = "length at";

    private final List<Target> targets = new ProtocolTargets().all();

    @TestFactory
    Stream<DynamicTest> whatOneReaderTakesNoOtherDoes() {
        return targets.stream()
                .map(target -> DynamicTest.dynamicTest(target.name(), () -> {
                    List<Map.Entry<String, Bytes>> own = taken(target);
                    assertThat(own).isNotEmpty();
                    for (Target other : targets) {
                        if (!other.name().equals(target.name())) {
                            for (Map.Entry<String, Bytes> input : own) {
                                assertThat(other.taken(input.getValue()))
                                        .as("%s (%s) read as %s", target.name(), input.getKey(), other.name())
                                        .isEqualTo(Target.Verdict.REFUSED);
                            }
                        }
                    }
                }));
    }

    private static List<Map.Entry<String, Bytes>> taken(Target target) throws Exception {
        List<Map.Entry<String, Bytes>> taken = new ArrayList<>();
        for (Map.Entry<String, Bytes> seed : target.seeds().entrySet()) {
            int size = seed.getValue().size();
            boolean made = size >= LEAST && size <= MOST && !seed.getKey().contains(SPOILT);
            if (made && target.taken(seed.getValue()) == Target.Verdict.READ) {
                taken.add(seed);
            }
        }
        return taken;
    }

    /** What several messages would be read as under one another's number has the same fields: the number alone says which it is. */
    @Test
    void aMessageUnderTheNumberOfAnotherIsThatOtherOrNone() {
        Set<String> taken = new TreeSet<>();
        List<InboxMessage> all = new Samples(1).messages();
        assertThat(kinds(all)).isEqualTo(permitted(InboxMessage.class));
        for (InboxMessage message : all) {
            underEveryNumber(
                    taken,
                    message,
                    InboxCodec.encode(message),
                    1,
                    input -> InboxCodec.decode(input).map(read -> Map.entry(read, InboxCodec.encode(read))).stream());
        }
        assertThat(taken)
                .containsExactlyInAnyOrder(
                        "CardDeclined as PairingAcknowledged",
                        "Ended as Want",
                        "EpochReported as KeyGiven",
                        "Hello as Join",
                        "Hello as RoomDeclined",
                        "Join as Hello",
                        "Join as RoomDeclined",
                        "KeyGiven as EpochReported",
                        "PairingAcknowledged as CardDeclined",
                        "RoomDeclined as Hello",
                        "RoomDeclined as Join",
                        "Want as Ended");
    }

    @Test
    void aChangeUnderTheNumberOfAnotherIsThatOtherOrNone() {
        Set<String> taken = new TreeSet<>();
        List<Change> all = new Samples(1).changes();
        assertThat(kinds(all.stream().map(Change::what).toList())).isEqualTo(permitted(Change.What.class));
        for (Change change : all) {
            underEveryNumber(
                    taken,
                    change.what(),
                    change.encoded(),
                    1 + 32,
                    input ->
                            CanonicalReader.whole(input, Change::read)
                                    .map(read -> Map.entry(read.what(), read.encoded()))
                                    .stream());
        }
        // Consents name the whole change, its number in it.
        assertThat(taken).containsExactlyInAnyOrder("Admit as Renew", "Renew as Admit");
    }

    @Test
    void anItemOfAPouchUnderTheNumberOfAnotherIsNone() {
        Set<String> taken = new TreeSet<>();
        List<PouchItem> all = PouchTarget.items(new Samples(1));
        assertThat(kinds(all)).isEqualTo(permitted(PouchItem.class));
        for (PouchItem item : all) {
            underEveryNumber(
                    taken,
                    item,
                    item.encoded(),
                    0,
                    input -> PouchItem.decode(input).map(read -> Map.entry(read, read.encoded())).stream());
        }
        assertThat(taken).isEmpty();
    }

    /** Notes what is taken for another kind; that is then all of it, to the last byte. */
    private static <T> void underEveryNumber(
            Set<String> taken, T one, Bytes encoded, int at, Function<Bytes, Stream<Map.Entry<T, Bytes>>> read) {
        assertThat(read.apply(encoded).map(Map.Entry::getKey)).containsExactly(one);
        for (int number = 0; number < NUMBERS; number++) {
            byte[] disguised = encoded.toArray();
            disguised[at] = (byte) number;
            Bytes input = Bytes.wrap(disguised);
            if (!input.equals(encoded)) {
                read.apply(input).forEach(as -> {
                    assertThat(as.getValue()).isEqualTo(input);
                    taken.add(one.getClass().getSimpleName() + " as "
                            + as.getKey().getClass().getSimpleName());
                });
            }
        }
    }

    private static Set<String> kinds(List<?> all) {
        return all.stream().map(one -> one.getClass().getSimpleName()).collect(Collectors.toSet());
    }

    private static Set<String> permitted(Class<?> kinds) {
        return Stream.of(kinds.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
    }
}
