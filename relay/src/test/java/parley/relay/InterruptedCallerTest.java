package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.protocol.port.Relay.Answer;
import parley.relay.client.HttpRelay;

/** Who is told to end while calling a relay ends: nothing takes the interruption for itself. */
class InterruptedCallerTest extends OneRelay {
    @AfterEach
    void noneIsLeftForTheNextTest() {
        boolean _ = Thread.interrupted();
    }

    @Test
    void whoIsInterruptedBeforeTheLineStandsGetsNoneAndStaysInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> HttpRelay.to(server.address(), Optional.empty()))
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aCallOfWhoIsInterruptedIsSilentAndTheyStayInterrupted() {
        Thread.currentThread().interrupt();

        assertThat(relay.create(Hash.of("read"), Hash.of("append"))).isInstanceOf(Answer.Silent.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
