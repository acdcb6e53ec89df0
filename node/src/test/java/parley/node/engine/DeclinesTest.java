package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Secret;
import parley.base.TableId;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;
import parley.protocol.port.RelayAddress;
import parley.protocol.seat.Sending;

/** When a relay that answers is said to take nothing: after minutes of declining what comes again, and of nothing else. */
final class DeclinesTest {
    private static final TableId TABLE = new TableId(Hash.of("table"));
    private static final RelayAddress RELAY = new RelayAddress("relay.test", 443, Bytes.copyOf(new byte[32]));
    private static final LogId LOG = new LogId(Hash.of("log"));
    private static final Wire.Place HERE = new Wire.Place(TABLE, RELAY, LOG.hash());
    private static final Wire.Place THERE = new Wire.Place(TABLE, RELAY, Hash.of("inbox"));
    private static final Instant BEGINNING = Instant.parse("2026-03-01T09:00:00Z");
    private static final Head HEAD = Head.start(LOG);
    private static final Answer<Hash> TAKEN = new Answer.Given<>(Hash.of("taken"));

    private final Declines declines = new Declines();
    private Instant now = BEGINNING;

    @Test
    void a_room_whose_words_are_declined_for_minutes_is_told_of_from_the_first_time_on_and_only_that_room() {
        declined(entry(), Why.LATER, Declines.PATIENCE.minusMillis(1));
        assertThat(declines.since(HERE, now)).as("it may only be holding back").isEmpty();
        now = now.plusMillis(1);
        assertThat(declines.answered(HERE, entry(), new Answer.Declined<>(Why.LATER), now))
                .as("people are to see another thing now")
                .isTrue();
        assertThat(declines.since(HERE, now)).contains(BEGINNING);
        assertThat(declines.since(TABLE, RELAY, now)).contains(BEGINNING);
        assertThat(declines.since(THERE, now)).isEmpty();
    }

    @Test
    void what_is_taken_ends_it_and_a_log_that_is_made_again_does_not() {
        declined(entry(), Why.LATER, Declines.PATIENCE);
        declines.answered(HERE, new Sending.Create(1, RELAY, Hash.of("read"), Hash.of("append")), TAKEN, now);
        assertThat(declines.since(HERE, now)).isPresent();
        assertThat(declines.answered(HERE, entry(), TAKEN, now)).isTrue();
        assertThat(declines.since(HERE, now)).isEmpty();
    }

    @Test
    void a_silent_relay_is_none_that_declines() {
        declines.answered(HERE, entry(), new Answer.Silent<>("nothing"), now);
        now = now.plus(Declines.PATIENCE);
        declines.answered(HERE, entry(), new Answer.Silent<>("nothing"), now);
        assertThat(declines.since(HERE, now)).isEmpty();
    }

    @Test
    void it_is_said_no_longer_than_anything_is_sent() {
        declined(entry(), Why.LATER, Declines.PATIENCE);
        now = now.plus(Declines.KNOWN);
        assertThat(declines.since(HERE, now)).isPresent();
        now = now.plusMillis(1);
        assertThat(declines.since(HERE, now)).isEmpty();
    }

    @Test
    void what_was_declined_long_before_begins_nothing_new() {
        declined(entry(), Why.LATER, Declines.KNOWN.plusMillis(1));
        assertThat(declines.since(HERE, now)).isEmpty();
        Instant later = now;
        declined(entry(), Why.LATER, Declines.PATIENCE);
        assertThat(declines.since(HERE, now)).contains(later);
    }

    @Test
    void where_what_goes_to_another_log_is_taken_only_the_room_is_told_of() {
        declined(entry(), Why.LATER, Declines.PATIENCE);
        declines.answered(THERE, entry(), TAKEN, now);
        assertThat(declines.since(HERE, now)).isPresent();
        assertThat(declines.since(TABLE, RELAY, now)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"OTHER_CHAIN", "PLACE_TAKEN", "WRONG_CAPABILITY", "NO_SUCH_LOG", "TOO_LARGE", "MALFORMED"})
    void whatever_the_relay_says_of_a_room_s_words_they_have_no_place(Why why) {
        declined(entry(), why, Declines.PATIENCE);
        assertThat(declines.since(HERE, now)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(names = {"OTHER_CHAIN", "PLACE_TAKEN"})
    void who_loses_the_race_to_give_a_relay_back_what_it_lost_says_nothing(Why why) {
        declined(append(Optional.of(HEAD), Optional.of(HEAD)), why, Declines.PATIENCE);
        assertThat(declines.since(HERE, now)).isEmpty();
    }

    @Test
    void what_is_declined_once_and_for_all_says_nothing() {
        declined(append(Optional.empty(), Optional.empty()), Why.WRONG_CAPABILITY, Declines.PATIENCE);
        declined(entry(), Why.GONE, Declines.PATIENCE);
        assertThat(declines.since(TABLE, RELAY, now)).isEmpty();
    }

    /** Twice, the second time so much later. */
    private void declined(Sending sending, Why why, Duration later) {
        declines.answered(HERE, sending, new Answer.Declined<>(why), now);
        now = now.plus(later);
        declines.answered(HERE, sending, new Answer.Declined<>(why), now);
    }

    private static Sending entry() {
        return append(Optional.of(HEAD), Optional.empty());
    }

    private static Sending append(Optional<Head> base, Optional<Head> at) {
        return new Sending.Append(1, RELAY, LOG, Secret.wrap(new byte[32]), base, Bytes.utf8("entry"), at);
    }
}
