package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Secret;
import parley.protocol.port.LogRef;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.SignedHead;
import parley.relay.store.Capabilities;

/**
 * A log, named by a word, so that a test reads easily.
 *
 * @param capability to read, and in a room to append too
 */
public record TestLog(Secret capability, Hash capabilityHash, Secret appending, LogId id) {
    /** With one capability for both, as rooms have. */
    public static TestLog of(String word) {
        return of(word, word);
    }

    /** Others write there. */
    public static TestLog inbox(String word) {
        return of(word, "to write into " + word);
    }

    private static TestLog of(String reads, String appends) {
        Bytes capability = Hash.of("test-capability", Bytes.utf8(reads)).value();
        Bytes appending = Hash.of("test-capability", Bytes.utf8(appends)).value();
        Hash hash = LogRef.capabilityHash(capability);
        return new TestLog(
                Secret.of(capability), hash, Secret.of(appending), LogRef.idOf(hash, LogRef.capabilityHash(appending)));
    }

    public Capabilities capabilities() {
        return new Capabilities(capabilityHash, LogRef.capabilityHash(appending.revealBytes()));
    }

    /** The smallest entry that a relay takes, beginning with these words. */
    public static Bytes entry(String words) {
        return Bytes.utf8(words + ".".repeat(Relay.LEAST_ENTRY_BYTES - words.length()));
    }

    public SignedHead createAt(Relay relay) {
        return given(relay.create(capabilityHash, capabilities().appendHash()));
    }

    public Answer<SignedHead> append(Relay relay, Bytes entry) {
        return relay.append(id, appending, Optional.empty(), entry, Optional.empty());
    }

    public Answer<SignedHead> append(Relay relay, Head base, Bytes entry) {
        return relay.append(id, appending, Optional.of(base), entry, Optional.empty());
    }

    public Answer<SignedHead> heal(Relay relay, Head at, Bytes entry) {
        return relay.append(id, appending, Optional.empty(), entry, Optional.of(at));
    }

    public Relay.Page read(Relay relay, long after) {
        return given(relay.read(id, capability, after, Relay.MOST_PAGE_ENTRIES, Duration.ZERO));
    }

    public static <T> T given(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Given.class);
        return ((Answer.Given<T>) answer).value();
    }

    /** What a node checks of every page. */
    public static Head chain(Head from, Iterable<Bytes> entries) {
        Head head = from;
        for (Bytes entry : entries) {
            head = head.next(Relay.entryHash(entry));
        }
        return head;
    }
}
