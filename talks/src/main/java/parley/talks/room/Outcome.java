package parley.talks.room;

import parley.base.Refusal;

/** What came of one entry when it was folded. */
public sealed interface Outcome {
    /** It happened. */
    record Happened(RoomEvent event) implements Outcome {}

    /** An event that counts for nothing here, on every node alike: acts would have refused it too. */
    record Refused(RoomEvent event, Refusal why) implements Outcome {}

    /** An event later than the version that this table has pinned, or that this software knows: kept, not acted on. */
    record Unknown(int version, String type) implements Outcome {}

    /** Bytes that are no event. */
    record Nothing(String why) implements Outcome {}
}
