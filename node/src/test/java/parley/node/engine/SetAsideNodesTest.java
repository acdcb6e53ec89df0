package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Hash;
import parley.base.TableId;
import parley.node.desk.Changes;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/** "Not now", said to a proposal: an answer to what stood there, which nobody else learns. */
final class SetAsideNodesTest {
    @TempDir
    private Path folder;

    private TestTable talks;
    private TestNode oman;
    private TestNode iran;
    private TestNode israel;
    private RoomRef plenary;

    @BeforeEach
    void aPlenary() {
        talks = new TestTable(folder);
        oman = talks.node("oman");
        iran = talks.node("iran");
        israel = talks.node("israel");
        TableId table = talks.seated(oman, iran, israel);
        Rules rules = TestTable.ANSWERED.withReaders(Standing.VOUCHED);
        plenary = TestTable.found(table, "Plenary", RoomKind.PLENARY, rules, oman, iran, israel);
    }

    @AfterEach
    void end() throws Exception {
        talks.close();
    }

    @Test
    void it_waits_again_when_somebody_else_has_acted_and_is_told_to_nobody() {
        Rules now = oman.desk().rooms().room(plenary).orElseThrow().rules();
        Hash proposal = oman.desk()
                .changes()
                .propose(plenary, new Changes.Wish.NewRules(now.next().withRetentionDays(7)), "")
                .orThrow();
        israel.awaitTrue("the proposal", desk -> waits(desk, proposal));
        iran.awaitTrue("the proposal", desk -> waits(desk, proposal));

        Hash shown = one(israel.desk(), proposal).mark();
        israel.desk().changes().setAside(plenary, proposal, shown).orThrow();
        assertThat(waits(israel.desk(), proposal)).isFalse();
        assertThat(one(israel.desk(), proposal).asked())
                .as("can still be consented to")
                .isTrue();
        assertThat(waits(iran.desk(), proposal)).isTrue();

        iran.desk().changes().consent(plenary, proposal).orThrow();
        israel.awaitTrue("to be reminded, now that Iran has consented", desk -> waits(desk, proposal));
        assertThat(TestTable.keyOf(israel.desk().changes().setAside(plenary, proposal, shown)))
                .as("by a page of before Iran consented")
                .isEqualTo("roster.stands-otherwise");
        assertThat(waits(israel.desk(), proposal)).isTrue();
        Hash since = one(israel.desk(), proposal).mark();
        israel.desk().changes().setAside(plenary, proposal, since).orThrow();
        assertThat(waits(israel.desk(), proposal)).isFalse();

        israel.desk().changes().consent(plenary, proposal).orThrow();
        israel.awaitTrue(
                "the Rules that all consented to",
                desk -> desk.rooms().room(plenary).orElseThrow().rules().retentionDays() == 7);
    }

    private boolean waits(Desk desk, Hash proposal) {
        return desk.changes().open(plenary).stream().anyMatch(one -> one.id().equals(proposal) && one.waits());
    }

    private Changes.ProposalView one(Desk desk, Hash proposal) {
        return desk.changes().open(plenary).stream()
                .filter(one -> one.id().equals(proposal))
                .findFirst()
                .orElseThrow();
    }
}
