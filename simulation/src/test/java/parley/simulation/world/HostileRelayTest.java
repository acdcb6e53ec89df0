package parley.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.Secret;
import parley.protocol.port.LogRef;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;

/** What a relay in the hands of an enemy does to some and not to others. */
class HostileRelayTest {
    private static final Bytes CAPABILITY = Bytes.utf8("a capability");
    private static final Hash ITS_HASH = LogRef.capabilityHash(CAPABILITY);
    private static final LogId LOG = LogRef.idOf(ITS_HASH, ITS_HASH);

    private static final int ANNA = 0;
    private static final int BERN = 1;
    private static final int CYRUS = 2;

    private final Tally tally = new Tally();
    private final HostileRelay relay = new HostileRelay(new SimRelay("relay.invalid", 1), new Dice(1), tally);

    @Test
    void holdsBackFromOneWhatAnotherWritesAndAllThatStandsBehindUntilItBehaves() {
        relay.as(ANNA).create(ITS_HASH, ITS_HASH);
        append(ANNA, "before");
        relay.holdBack(ANNA, CYRUS);
        append(BERN, "of another");
        append(ANNA, "held back");
        append(BERN, "behind it");
        assertThat(entries(BERN)).containsExactly("before", "of another", "held back", "behind it");
        assertThat(entries(CYRUS)).containsExactly("before", "of another");
        assertThat(page(CYRUS).current().head()).isEqualTo(page(CYRUS).upTo().head());
        assertThat(relay.shownTo(CYRUS, LOG).orElseThrow().size()).isEqualTo(2);
        assertThat(tally.counts()).containsEntry(Fault.HELD_BACK.name(), 1L);
        relay.behave();
        assertThat(entries(CYRUS)).isEqualTo(entries(BERN));
    }

    @Test
    void carriesAnEntryOfOneHistoryIntoTheOther() {
        relay.as(ANNA).create(ITS_HASH, ITS_HASH);
        append(ANNA, "of both");
        relay.cross();
        assertThat(tally.counts()).doesNotContainKey(Fault.ENTRY_CROSSED.name());
        relay.split(Set.of(ANNA), false);
        append(ANNA, "hers");
        // Each time it tries one direction of its choosing.
        for (int i = 0; i < 20; i++) {
            relay.cross();
        }
        assertThat(entries(ANNA)).containsExactly("of both", "hers");
        assertThat(entries(BERN)).containsExactly("of both", "hers");
        assertThat(tally.counts()).containsEntry(Fault.ENTRY_CROSSED.name(), 1L);
    }

    private void append(int client, String entry) {
        assertThat(relay.as(client)
                        .append(LOG, Secret.of(CAPABILITY), Optional.empty(), Bytes.utf8(entry), Optional.empty()))
                .isInstanceOf(Answer.Given.class);
    }

    private Relay.Page page(int client) {
        if (relay.as(client).read(LOG, Secret.of(CAPABILITY), 0, 10, Duration.ZERO)
                instanceof Answer.Given<Relay.Page>(Relay.Page page)) {
            return page;
        }
        throw new AssertionError("the relay gave no page");
    }

    private List<String> entries(int client) {
        return page(client).entries().stream().map(Bytes::asUtf8).toList();
    }
}
