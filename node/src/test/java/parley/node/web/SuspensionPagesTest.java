package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Result;

@DisplayName("The page of suspending and withdrawing")
class SuspensionPagesTest extends SignedIn {
    private static final String ROOM = Visit.room(FakeDesk.CAUCUS_IRAN);
    private static final String SUSPENSION = ROOM + "/suspension";

    @Test
    @DisplayName("suspends for the days that were typed, in the reader's digits too")
    void suspends() throws IOException {
        visit.post(SUSPENSION, "reason", "A death in the family.", "days", "\u06f1\u06f2");
        assertThat(visit.gate.desk.acts).containsExactly("suspend 12 A death in the family.");
    }

    @Test
    @DisplayName("lets the desk say which days there are when none were typed, or more than the Rules allow")
    void noDays() throws IOException {
        for (String days : new String[] {"", "0", "31", "never"}) {
            visit.post(SUSPENSION, "reason", "Why.", "days", days);
        }
        assertThat(visit.gate.desk.acts).hasSize(4).allMatch("suspend 0 Why."::equals);
    }

    @Test
    @DisplayName("lets talks go on, gives notice and takes it back")
    void others() throws IOException {
        visit.post(SUSPENSION + "/" + FakeSuspending.STOP.toHex() + "/resume");
        visit.post(SUSPENSION + "/notice", "note", "We are called back.");
        visit.post(SUSPENSION + "/notice/" + FakeSuspending.NOTICE.toHex() + "/back");
        assertThat(visit.gate.desk.acts).containsExactly("resume", "notice We are called back.", "notice back");
    }

    @Test
    @DisplayName("says that the vault failed where it cannot be read, and not that nothing stands there")
    void unread() throws IOException {
        visit.gate.desk.suspension = Result.refused("vault.failed");
        for (String page : new String[] {ROOM, SUSPENSION}) {
            assertThat(visit.get(page).body()).contains("The vault of this device failed.");
        }
        assertThat(visit.get(SUSPENSION).body()).doesNotContain("id=\"notices\"");
        visit.post(SUSPENSION, "reason", "Why.", "days", "3");
        assertThat(visit.gate.desk.acts).isEmpty();
    }

    @Test
    @DisplayName("leaves procedural messages only in a suspended room, and marks no words for crossing there")
    void room() throws IOException {
        assertThat(visit.get(ROOM).body()).contains("value=\"offer\"").doesNotContain("id=\"suspended\"");
        FakeSuspending.full(visit.gate.desk);
        assertThat(visit.get(ROOM).body())
                .contains("id=\"suspended\"")
                .contains("value=\"procedural\"")
                .doesNotContain("value=\"offer\"");
    }
}
