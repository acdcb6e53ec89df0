package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What pages say of items and soundings that a mediator carries")
class CarriedPagesTest extends SignedIn {
    private static final String TABLE = Visit.room(FakeDesk.CAUCUS_IRAN).replaceAll("/r/.*", "");

    @Test
    @DisplayName("says of “received” who reports it, to the side that the item came from")
    void received() throws IOException {
        FakeCourier.ofParty(visit.gate.desk);
        assertThat(read(TABLE + "/courier"))
                .contains("Oman reports: the receiver said “received”.")
                .doesNotContain("The receiver said: received.");
        assertThat(read(Visit.room(FakeDesk.CAUCUS_IRAN) + "/items/" + FakeCourier.DELIVERED.toHex()))
                .contains("By the word of Oman.");
    }

    @Test
    @DisplayName("doesn't ask a mediator to carry again what was delivered, when the record of that is erased")
    void longAgo() throws IOException {
        FakeCourier.longAgo(visit.gate.desk);
        assertThat(read("/tables")).doesNotContain("items wait for you to carry them");
        FakeCourier.carrying(visit.gate.desk);
        assertThat(read("/tables")).contains("2 items wait for you to carry them");
    }

    @Test
    @DisplayName("says of a sounding that opened who says so, but to who asked")
    void opened() throws IOException {
        FakeSoundings.opened(visit.gate.desk, false);
        assertThat(read(TABLE + "/soundings")).contains("Oman says: all have said yes.");
        visit.gate.desk.soundings.clear();
        FakeSoundings.opened(visit.gate.desk, true);
        assertThat(read(TABLE + "/soundings")).contains("All have said yes.").doesNotContain("says: all have");
    }
}
