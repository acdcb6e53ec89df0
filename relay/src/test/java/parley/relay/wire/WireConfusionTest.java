package parley.relay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Malformed;
import parley.base.Secret;
import parley.protocol.pairing.ParkedInvitation;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.SignedHead;

/**
 * No call is taken for another and no answer for another, whichever route it comes to and whatever was asked. No body says which call it
 * is: the route does, and behind it stand values of fixed sizes. So where a body holds bytes of any length that its caller chose, some
 * length makes it another call. Nodes send none of such a length; and who does has only called what it could have called anyway, with
 * the capability that the relay asks for there: nothing on the way can move a body from one route to another, for TLS covers both.
 */
class WireConfusionTest {
    private static final int DRAWS = 200;

    /** Longer than all that has a fixed size. */
    private static final int LENGTHS = 200;

    private final Random random = new Random(1);

    @FunctionalInterface
    private interface Reading {
        /** Encoded again. */
        Bytes again(Bytes body) throws Malformed;
    }

    private static final Map<String, Reading> ANSWERS = Map.of(
            "head", body -> Answers.head(Answers.head(body)),
            "heads", body -> Answers.heads(Answers.heads(body)),
            "page", body -> Answers.page(Answers.page(body)),
            "hash", body -> Answers.hash(Answers.hash(body)),
            "bytes", body -> Answers.bytes(Answers.bytes(body, Relay.MOST_BLOB_BYTES)));

    private Bytes bytes(int size) {
        byte[] drawn = new byte[size];
        random.nextBytes(drawn);
        return Bytes.wrap(drawn);
    }

    private Hash hash() {
        return new Hash(bytes(Hash.SIZE));
    }

    private LogId log() {
        return new LogId(hash());
    }

    private Secret capability() {
        return Secret.of(bytes(Relay.CAPABILITY_BYTES));
    }

    private Head head() {
        return new Head(random.nextInt(1_000_000), hash());
    }

    private SignedHead signed(int path) {
        return new SignedHead(
                log(),
                head(),
                random.nextInt(1 << path),
                Stream.generate(this::hash).limit(path).toList(),
                bytes(64));
    }

    private Call.Append append(int entries, int size) {
        return new Call.Append(
                Stream.generate(() -> new Call.Append.Item(log(), capability(), drawn(), bytes(size), drawn()))
                        .limit(entries)
                        .toList());
    }

    private Optional<Head> drawn() {
        return random.nextBoolean() ? Optional.of(head()) : Optional.empty();
    }

    /** Of each kind one such as nodes send. */
    private List<Call> calls() {
        return List.of(
                new Call.Create(hash(), hash()),
                append(1 + random.nextInt(4), Relay.LEAST_ENTRY_BYTES << random.nextInt(3)),
                new Call.Read(log(), capability(), random.nextInt(1_000_000), Relay.MOST_PAGE_ENTRIES, 50_000),
                new Call.Release(log(), capability(), hash(), 1 + random.nextInt(Relay.MOST_MEMBERS)),
                new Call.PutBlob(log(), capability(), bytes(Relay.MOST_BLOB_BYTES)),
                new Call.GetBlob(log(), capability(), hash()),
                new Call.Park(hash(), bytes(ParkedInvitation.SEALED_BYTES)),
                new Call.Collect(hash()));
    }

    @Test
    void every_route_is_fuzzed() {
        assertThat(WireTargets.ROUTES).containsExactlyInAnyOrder(Route.values());
    }

    @Test
    void a_call_that_comes_to_the_route_of_another_is_malformed() {
        for (int draw = 0; draw < DRAWS; draw++) {
            List<Call> calls = calls();
            assertThat(calls).extracting(Call::route).containsExactlyInAnyOrder(Route.values());
            assertThat(calls).allSatisfy(call -> assertThat(takenBy(call)).containsExactly(call.route()));
        }
    }

    @Test
    void of_the_lengths_that_no_node_sends_these_make_another_call_and_then_it_is_that_call_to_the_last_byte() {
        Set<String> taken = new TreeSet<>();
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int length = 0; length < LENGTHS; length++) {
                for (Call call : List.of(
                        append(1, length),
                        new Call.PutBlob(log(), capability(), bytes(length)),
                        new Call.Park(hash(), bytes(length)))) {
                    for (Route route : takenBy(call)) {
                        if (route != call.route()) {
                            taken.add(call.route() + " of " + length + " bytes as " + route);
                        }
                    }
                }
            }
        }
        assertThat(taken)
                .containsExactlyInAnyOrder(
                        "APPEND of 6 bytes as READ",
                        "APPEND of 22 bytes as GET_BLOB",
                        "APPEND of 23 bytes as RELEASE",
                        "PARK of 28 bytes as CREATE",
                        "PARK of 44 bytes as READ",
                        "PARK of 60 bytes as GET_BLOB",
                        "PARK of 61 bytes as RELEASE",
                        "PUT_BLOB of 12 bytes as READ",
                        "PUT_BLOB of 28 bytes as GET_BLOB",
                        "PUT_BLOB of 29 bytes as RELEASE");
    }

    private static List<Route> takenBy(Call call) {
        Bytes body = call.encoded();
        List<Route> taken = new ArrayList<>();
        for (Route route : Route.values()) {
            try {
                Call read = Call.read(route, body);
                assertThat(read.encoded()).isEqualTo(body);
                taken.add(route);
            } catch (Malformed e) {
                assertThat(route).isNotEqualTo(call.route());
            }
        }
        return taken;
    }

    /** Of each kind one such as relays give. */
    private Map<String, Bytes> given() {
        Map<String, Bytes> given = new LinkedHashMap<>();
        given.put("head", Answers.head(new Answer.Given<>(signed(random.nextInt(SignedHead.MOST_PATH + 1)))));
        given.put("heads", heads(1 + random.nextInt(4), 2));
        given.put(
                "page",
                Answers.page(new Answer.Given<>(new Relay.Page(
                        random.nextInt(1_000_000),
                        Stream.generate(() -> bytes(Relay.LEAST_ENTRY_BYTES))
                                .limit(random.nextInt(4))
                                .toList(),
                        signed(1),
                        signed(2)))));
        given.put("hash", Answers.hash(new Answer.Given<>(hash())));
        given.put("bytes", Answers.bytes(new Answer.Given<>(bytes(ParkedInvitation.SEALED_BYTES))));
        return given;
    }

    private Bytes heads(int number, int path) {
        return Answers.heads(Stream.<Answer<SignedHead>>generate(() -> new Answer.Given<>(signed(path)))
                .limit(number)
                .toList());
    }

    @Test
    void what_is_given_to_one_call_is_no_answer_to_another() {
        for (int draw = 0; draw < DRAWS; draw++) {
            Map<String, Bytes> given = given();
            assertThat(given.keySet()).isEqualTo(ANSWERS.keySet());
            given.forEach((kind, body) -> assertThat(readBy(body)).containsExactly(kind));
        }
    }

    /** Only of a relay that means harm, and it could have given that anyway: what comes must hash or open to what was asked for. */
    @Test
    void of_the_lengths_that_no_relay_gives_one_makes_bytes_a_hash() {
        Set<String> taken = new TreeSet<>();
        for (int length = 0; length < LENGTHS; length++) {
            for (String kind : readBy(Answers.bytes(new Answer.Given<>(bytes(length))))) {
                taken.add(length + " as " + kind);
            }
        }
        assertThat(taken).filteredOn(one -> !one.endsWith(" as bytes")).containsExactly("28 as hash");
    }

    @Test
    void a_reason_is_the_same_reason_to_every_call_but_an_append_which_reads_one_for_each_entry() {
        for (Relay.Why why : Relay.Why.values()) {
            Bytes declined = Answers.hash(new Answer.Declined<>(why));
            assertThat(readBy(declined)).containsExactlyInAnyOrder("head", "page", "hash", "bytes");
            for (int entries = 0; entries < 10; entries++) {
                List<Answer<SignedHead>> each = Stream.<Answer<SignedHead>>generate(() -> new Answer.Declined<>(why))
                        .limit(entries)
                        .toList();
                assertThat(readBy(Answers.heads(each))).containsExactly("heads");
            }
        }
    }

    private static Set<String> readBy(Bytes body) {
        Set<String> read = new TreeSet<>();
        ANSWERS.forEach((kind, reading) -> {
            try {
                assertThat(reading.again(body)).isEqualTo(body);
                read.add(kind);
            } catch (Malformed _) {
                // It is none of that kind.
            }
        });
        return read;
    }
}
