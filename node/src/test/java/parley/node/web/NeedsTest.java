package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.node.desk.Needs;

@DisplayName("What waits for a person")
class NeedsTest extends SignedIn {
    private List<Needs.Need> needs() {
        return Needs.all(visit.gate.desk);
    }

    @Test
    @DisplayName("is that somebody asks into a room, which is named with its table")
    void asked() {
        visit.gate.desk.conditions.put(FakeDesk.CAUCUS_IRAN, FakeDesk.ASKED);

        assertThat(needs()).anySatisfy(need -> {
            assertThat(need.key()).isEqualTo("need.asked");
            assertThat(need.at()).isEqualTo(new Needs.At.Asking(FakeDesk.CAUCUS_IRAN.room()));
            assertThat(need.table()).isEqualTo(FakeDesk.TABLE);
        });
    }

    @Test
    @DisplayName("leads on the list of tables to where it is seen to, each of it")
    void led() throws IOException {
        FakeSoundings.toAnswer(visit.gate.desk);
        visit.gate.desk.conditions.put(FakeDesk.CAUCUS_IRAN, FakeDesk.ASKED);

        String page = read("/tables");

        assertThat(needs()).map(Needs.Need::at).contains(new Needs.At.Sounding(FakeSoundings.OPEN));
        assertThat(page)
                .contains(Scenes.TABLE + "/soundings/" + FakeSoundings.OPEN.toHex() + "\"")
                .contains(Scenes.TABLE + "/r/" + FakeDesk.CAUCUS_IRAN.room().toHex() + "\"");
        String waiting = page.substring(page.indexOf("Needs you"));
        assertThat(waiting.split("<li>", -1)).hasSizeGreaterThan(needs().size());
    }
}
