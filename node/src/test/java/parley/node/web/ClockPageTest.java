package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page that asks whether a clock that leapt is right")
class ClockPageTest extends SignedIn {
    private static final String SHOWN = Long.toString(FakeDesk.NOW.getEpochSecond());

    @BeforeEach
    void theClockLeaps() {
        ClockScenes.leapt(visit.gate.desk);
    }

    @Test
    @DisplayName("is named by the notice wherever that stands, and nothing there takes the notice off")
    void linked() throws IOException {
        assertThat(read("/tables")).contains("/clock\"");
        assertThat(read("/diagnostics")).contains("/clock\"").doesNotContain("/notices/seen\"");
    }

    @Test
    @DisplayName("shows the date in each calendar, when texts were last looked through, and how many go")
    void shows() throws IOException {
        assertThat(read("/clock"))
                .contains("12 May 2024", "23 Ordibehesht 1403", "4 Iyar 5784")
                .contains("8 April 2023")
                .contains("57 texts", "two rooms")
                .contains("The date of this device is right: erase what is over");
    }

    @Test
    @DisplayName("erases nothing unless somebody says that the date was compared")
    void notCompared() throws IOException {
        assertThat(visit.post("/clock", "shown", SHOWN).status()).isEqualTo(409);
        assertThat(visit.gate.desk.leapt).isPresent();
    }

    @Test
    @DisplayName("takes the answer for the date that was shown and for no other")
    void answered() throws IOException {
        assertThat(visit.post("/clock", "compared", "yes", "shown", "1").status())
                .isEqualTo(409);
        assertThat(visit.post("/clock", "compared", "yes", "shown", "99999999999999999")
                        .status())
                .as("no hour of any calendar")
                .isEqualTo(409);
        assertThat(visit.gate.desk.leapt).isPresent();
        assertThat(visit.post("/clock", "compared", "yes", "shown", SHOWN).body())
                .contains("The date counts.");
        assertThat(visit.gate.desk.leapt).isEmpty();
    }
}
