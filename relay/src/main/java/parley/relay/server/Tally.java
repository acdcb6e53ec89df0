package parley.relay.server;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;

/**
 * Counts what callers were told since the start, all of them together. Never who, where, or when. Thread-safe.
 */
public final class Tally {
    private final LongAdder appends = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();
    private final Map<Why, LongAdder> declined;

    public Tally() {
        Map<Why, LongAdder> each = new EnumMap<>(Why.class);
        for (Why why : Why.values()) {
            each.put(why, new LongAdder());
        }
        declined = Collections.unmodifiableMap(each);
    }

    /** Counts an answer if it is a refusal, and passes it on. */
    <T> Answer<T> told(Answer<T> answer) {
        if (answer instanceof Answer.Declined<T>(Why why)) {
            declined(why);
        }
        return answer;
    }

    /** Counts the answers to appends, and passes them on. */
    <T> List<Answer<T>> toldOfAppends(List<Answer<T>> answers) {
        for (Answer<T> answer : answers) {
            if (told(answer) instanceof Answer.Given<T>) {
                appends.increment();
            }
        }
        return answers;
    }

    /** Counts a request that was refused before it was understood: too large, malformed, no room for it, no such path. */
    void turnedAway() {
        turnedAway.increment();
    }

    private void declined(Why why) {
        LongAdder count = declined.get(why);
        if (count != null) {
            count.increment();
        }
    }

    /** Appends that were answered with a signed head. */
    public long appends() {
        return appends.sum();
    }

    /** Whatever was asked and refused for this reason. */
    public long declinedFor(Why why) {
        LongAdder count = declined.get(why);
        return count == null ? 0 : count.sum();
    }

    public long turnedAwayCount() {
        return turnedAway.sum();
    }
}
