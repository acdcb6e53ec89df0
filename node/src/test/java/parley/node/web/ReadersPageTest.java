package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of who reads a room")
class ReadersPageTest extends SignedIn {
    @Test
    @DisplayName("says of whom nothing was heard in the room, and how to let them in, and of nobody else")
    void unheard() throws IOException {
        String page = Visit.room(FakeDesk.PLENARY) + "/readers";
        assertThat(visit.get(page).body()).doesNotContain("has not been heard");
        visit.gate.desk.crowd = 2;
        assertThat(visit.get(page).body().split("has not been heard in this room yet", -1))
                .as("of two supporters one has proven its room key")
                .hasSize(2);
    }
}
