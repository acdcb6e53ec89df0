package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page that moves all rooms of a table to another relay")
class MovePagesTest extends SignedIn {
    private static final String MOVE = Scenes.TABLE + "/move";
    private static final String RELAY = FakeDesk.SECOND_RELAY.text();

    private String post(String path, String... form) throws IOException {
        return visit.post(path, form).body().replaceAll("</?bdi[^>]*>|[\\u2068\\u2069]", "");
    }

    @Test
    @DisplayName("shows every room with what it takes there, and offers only those in which it can be proposed")
    void looked() throws IOException {
        assertThat(read(Scenes.TABLE)).contains(MOVE + "\"");
        String plan = post(MOVE + "/look", "relay", RELAY);
        assertThat(plan)
                .contains("2 consents are needed", "Who has a say: Oman and Iran", "One consent is enough")
                .contains("Israel proposed it", "1 of 3 consents stands", "Read it, and consent or do not")
                .contains("This room lies there already", "Cannot be proposed now.</b> This room is frozen")
                .contains("It waits on this device for its place")
                .contains("can infer that they belong together");
        assertThat(plan.split("name=\"room\"", -1)).hasSize(3);
        assertThat(visit.gate.desk.acts).isEmpty();
    }

    @Test
    @DisplayName("proposes it where it was chosen, and says of each room what came of it, the failed ones too")
    void proposed() throws IOException {
        String came = post(
                MOVE + "/propose",
                "relay",
                RELAY,
                "note",
                "Theirs is watched.",
                "room",
                FakeDesk.CAUCUS_IRAN.room().toHex(),
                "room",
                FakeDesk.CAUCUS_ISRAEL.room().toHex());
        assertThat(visit.gate.desk.acts)
                .containsExactly("move 2 to " + FakeDesk.SECOND_RELAY.authority() + " Theirs is watched.");
        assertThat(came)
                .contains("What came of it, room by room")
                .contains("Caucus with Iran</a></dt><dd>Proposed.")
                .contains("Caucus with Israel</a></dt><dd><b>Not proposed.</b> This is proposed already.");
    }

    @Test
    @DisplayName("shows the rooms again, with what was typed, where none was chosen")
    void none() throws IOException {
        assertThat(post(MOVE + "/propose", "relay", RELAY, "note", "Theirs is watched."))
                .contains("No room was chosen", "Who has a say", "Theirs is watched.");
    }

    @Test
    @DisplayName("keeps the address that was typed where nobody answers or it is none")
    void refused() throws IOException {
        assertThat(post(MOVE + "/look", "relay", "relay.example:7443")).contains(">relay.example:7443</textarea>");
        visit.gate.desk.refuses = true;
        assertThat(post(MOVE + "/look", "relay", RELAY)).contains(RELAY).doesNotContain("Who has a say");
    }
}
