package parley.relay.store;

import parley.base.Head;
import parley.base.LogId;
import parley.protocol.port.Relay.Why;

/** What became of a {@link Change}. */
public sealed interface Outcome {
    /** It is durable, now or since long: the entry ends at this head. */
    record Placed(LogId log, Head head) implements Outcome {}

    /** Nothing changed. */
    record Refused(Why why) implements Outcome {}
}
