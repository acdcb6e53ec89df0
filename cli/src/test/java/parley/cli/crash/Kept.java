package parley.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.relay.TestLog.given;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.relay.TestLog;

/**
 * What a relay has acknowledged, and whether it still has it. What it was asked and didn't acknowledge is asked again, as nodes
 * do: from then on it is acknowledged too.
 */
final class Kept {
    private final Map<TestLog, Map<Long, Bytes>> entries = new LinkedHashMap<>();
    private final Map<Hash, Bytes> parked = new HashMap<>();
    private final Map<TestLog, Map<Hash, Bytes>> blobs = new HashMap<>();
    private final List<Function<Relay, Answer<?>>> unacknowledged = new ArrayList<>();

    Answer<?> create(Relay relay, TestLog log) {
        return asked(
                relay,
                at -> at.create(log.capabilityHash(), log.capabilityHash()),
                head -> entries.putIfAbsent(log, new HashMap<>()));
    }

    Answer<?> append(Relay relay, TestLog log, Bytes entry) {
        return asked(relay, at -> log.append(at, entry), head -> {
            Bytes before = entries.computeIfAbsent(log, l -> new HashMap<>())
                    .put(head.head().position(), entry);
            assertThat(before == null || before.equals(entry))
                    .as("one entry in one place")
                    .isTrue();
        });
    }

    Answer<?> park(Relay relay, Hash locator, Bytes invitation) {
        return asked(relay, at -> at.park(locator, invitation), hash -> parked.put(locator, invitation));
    }

    Answer<?> blob(Relay relay, TestLog log, Bytes blob) {
        return asked(
                relay,
                at -> at.putBlob(log.id(), log.capability(), blob),
                hash -> blobs.computeIfAbsent(log, l -> new HashMap<>()).put(hash, blob));
    }

    private <T> Answer<?> asked(Relay relay, Function<Relay, Answer<T>> ask, Consumer<T> acknowledged) {
        Function<Relay, Answer<?>> once = at -> {
            Answer<T> answer = ask.apply(at);
            if (answer instanceof Answer.Given<T>(T value)) {
                acknowledged.accept(value);
            }
            return answer;
        };
        Answer<?> answer = once.apply(relay);
        if (!(answer instanceof Answer.Given<?>)) {
            unacknowledged.add(once);
        }
        return answer;
    }

    /** All of it is there, byte for byte and once. */
    void stands(Relay relay, String when) {
        entries.forEach((log, placed) -> {
            List<Bytes> now = all(relay, log);
            placed.forEach((position, entry) ->
                    assertThat(now).as(when).element((int) (position - 1)).isEqualTo(entry));
            assertThat(now).as(when).doesNotHaveDuplicates();
        });
        parked.forEach((locator, invitation) ->
                assertThat(given(relay.collect(locator))).as(when).isEqualTo(invitation));
        blobs.forEach((log, each) ->
                each.forEach((hash, blob) -> assertThat(given(relay.getBlob(log.id(), log.capability(), hash)))
                        .as(when)
                        .isEqualTo(blob)));
    }

    /** The same, and the relay now takes what it didn't acknowledge. */
    void standsAndGoesOn(Relay relay, String when) {
        stands(relay, when);
        for (Function<Relay, Answer<?>> again : unacknowledged) {
            assertThat(again.apply(relay)).as(when).isInstanceOf(Answer.Given.class);
        }
        unacknowledged.clear();
        stands(relay, when);
    }

    private static List<Bytes> all(Relay relay, TestLog log) {
        List<Bytes> entries = new ArrayList<>();
        Relay.Page page = log.read(relay, 0);
        while (!page.entries().isEmpty()) {
            entries.addAll(page.entries());
            page = log.read(relay, entries.size());
        }
        assertThat(TestLog.chain(Head.start(log.id()), entries))
                .isEqualTo(page.current().head());
        return entries;
    }
}
