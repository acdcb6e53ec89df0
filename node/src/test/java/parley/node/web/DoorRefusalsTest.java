package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The door that doesn't open")
class DoorRefusalsTest {
    private static final String MARKED = "aria-invalid=\"true\"";

    private final FakeGate gate = new FakeGate();
    private Visit visit;

    @BeforeEach
    void come() throws IOException {
        visit = Visit.signedIn(gate);
    }

    @AfterEach
    void stop() {
        visit.close();
    }

    @Test
    @DisplayName("marks a wrong passphrase as wrong")
    void wrong() throws IOException {
        Raw.Answer answer = visit.post("/unlock", "passphrase", "another horse battery");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains(MARKED);
    }

    @Test
    @DisplayName("doesn't call the passphrase wrong when the disk is away")
    void away() throws IOException {
        gate.failing = true;
        Raw.Answer answer = visit.post("/unlock", "passphrase", FakeGate.PASSPHRASE);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("role=\"alert\"").doesNotContain(MARKED);
    }
}
