package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.node.desk.Changes;

@DisplayName("A proposed change of a room")
class ConsentPagesTest extends SignedIn {
    private static final String ROOM = Visit.room(FakeDesk.PLENARY);

    private static final String TABLE = "/t/" + FakeDesk.TABLE.toHex();

    private static final String ASKS = "Iran proposes a change of Plenary: consent or do not";

    @Test
    @DisplayName(
            "waits for whoever has to consent on the list of tables, on the table and in its room, each leading to it")
    void waits() throws IOException {
        visit.gate.desk.proposals.add(FakeTalk.proposal(new Changes.Wish.Refresh(), false));
        for (String path : new String[] {"/tables", TABLE, ROOM}) {
            String page = visit.get(path).body();
            assertThat(page.replaceAll("<[^>]+>|[\u2066-\u2069]", "")).as(path).contains(ASKS);
            assertThat(page).as(path).contains(ROOM + "/changes\">");
        }
        assertThat(visit.get(ROOM + "/changes").body())
                .contains("/changes/consent")
                .contains(">Consent to this in <bdi>Plenary</bdi><");
    }

    @Test
    @DisplayName(
            "is named on its own page only, once it was said that it is not for now, and can be consented to there")
    void notNow() throws IOException {
        Changes.ProposalView open = FakeTalk.proposal(new Changes.Wish.Refresh(), false);
        visit.gate.desk.proposals.add(open);
        String page = visit.get(ROOM + "/changes").body();
        assertThat(page).contains(ROOM + "/changes/not-now\"");
        String shown = Visit.between(page, "name=\"mark\" value=\"", "\"");
        visit.post(ROOM + "/changes/not-now", "proposal", open.id().toHex(), "mark", shown);
        assertThat(visit.gate.desk.acts)
                .containsExactly("set aside " + open.mark().brief());

        visit.gate.desk.proposals.set(0, FakeTalk.aside(open));
        for (String path : new String[] {"/tables", TABLE, ROOM}) {
            assertThat(visit.get(path).body()).as(path).doesNotContain("consent or do not");
        }
        assertThat(visit.get(ROOM + "/changes").body())
                .contains("You said “not now”")
                .contains("/changes/consent")
                .doesNotContain("/changes/not-now\"");
    }

    @Test
    @DisplayName("is not set aside by a page that doesn't say what it showed, as one of an earlier version")
    void notNowToNothing() throws IOException {
        Changes.ProposalView open = FakeTalk.proposal(new Changes.Wish.Refresh(), false);
        visit.gate.desk.proposals.add(open);
        Raw.Answer refused =
                visit.post(ROOM + "/changes/not-now", "proposal", open.id().toHex());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("Others have acted on this proposal since it was shown");
        assertThat(visit.gate.desk.acts).isEmpty();
    }

    @Test
    @DisplayName("does not wait for whoever proposed it, and asks nobody who has no say in it")
    void ownOrNoSay() throws IOException {
        visit.gate.desk.proposals.add(FakeTalk.proposal(new Changes.Wish.Refresh(), true));
        for (String path : new String[] {"/tables", TABLE, ROOM}) {
            assertThat(visit.get(path).body()).as(path).doesNotContain("consent or do not");
        }
        assertThat(visit.get(ROOM + "/changes").body()).doesNotContain(">Consent to this");
    }
}
