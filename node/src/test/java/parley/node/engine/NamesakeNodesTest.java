package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Changes;
import parley.node.desk.Line;
import parley.node.desk.People;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.node.wrongroom.WrongRoom;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Standing;

/** A mediator brings somebody into a room under the name of a side that sits at the same table. */
class NamesakeNodesTest {
    @TempDir
    Path folder;

    private TestTable talks;
    private TestNode oman;
    private TestNode iran;
    private TestNode israel;
    private TestNode other;
    private TableId table;
    private PrincipalId real;
    private PrincipalId second;

    @BeforeEach
    void two_who_are_called_iran() {
        talks = new TestTable(folder);
        oman = talks.node("oman");
        iran = talks.node("iran");
        israel = talks.node("israel");
        other = talks.node("other");
        table = talks.seated(oman, iran, israel);
        real = iran.desk().tables().table(table).orElseThrow().self();
        var invitation = oman.desk()
                .tables()
                .invite(table, "Iran", Role.PARTY, Tables.INVITATION_VALID)
                .orThrow();
        other.desk().tables().accept(invitation.file(), "Quay").orThrow();
        second = other.desk().tables().table(table).orElseThrow().self();
        oman.awaitTrue("both", desk -> desk.people().list(table).size() == 3);
        other.person(table, "Oman");
    }

    @AfterEach
    void stop() throws Exception {
        talks.close();
    }

    @Test
    void no_side_sees_two_people_under_one_name() {
        RoomRef plenary = TestTable.found(
                table,
                "Plenary",
                RoomKind.PLENARY,
                TestTable.ANSWERED.withReaders(Standing.UNVERIFIED),
                oman,
                iran,
                israel);
        iran.say(plenary, "We stay.");
        israel.awaitText(plenary, "We stay.");
        assertThat(oman.desk().people().list(table))
                .extracting(People.Person::name)
                .containsExactlyInAnyOrder(shown(real), shown(second), "Israel");
        assertThat(oman.desk().people().person(table, real).orElseThrow().lookAlikes())
                .containsExactly(second);

        Changes.Subject subject = asksToLetIn(plenary).subject().orElseThrow();
        assertThat(subject.name()).isEqualTo(shown(second));
        assertThat(subject.alike()).containsExactly(shown(real));
        assertThat(proposed(plenary)).containsExactly("Oman", shown(second), "");

        israel.desk().changes().consent(plenary, open(israel, plenary)).orThrow();
        other.awaitOpen(plenary);
        oman.awaitTrue(
                "the card done with",
                now -> now.rooms().room(plenary).orElseThrow().notices().stream()
                        .noneMatch(one -> one.key().equals("room.card-ready")));
        other.say(plenary, "We withdraw.");
        assertThat(israel.awaitText(plenary, "We withdraw.").authorName()).isEqualTo(shown(second));
        assertThat(israel.awaitText(plenary, "We stay.").authorName()).isEqualTo(shown(real));
        assertThat(israel.desk().rooms().room(plenary).orElseThrow().members())
                .extracting(Rooms.Member::name)
                .containsExactlyInAnyOrder("Oman", "Israel", shown(real), shown(second));
        assertThat(israel.desk()
                        .changes()
                        .preview(plenary, new Changes.Wish.Remove(second))
                        .orThrow()
                        .learns()
                        .getFirst()
                        .parts())
                .contains(shown(second));

        oman.desk()
                .changes()
                .propose(plenary, new Changes.Wish.Remove(second), "")
                .orThrow();
        israel.awaitTrue("the removal", now -> !now.changes().open(plenary).isEmpty());
        israel.desk().changes().consent(plenary, open(israel, plenary)).orThrow();
        israel.awaitTrue(
                "its line",
                _ -> israel.lines(plenary, Line.Event.class).stream()
                        .anyMatch(line -> line.key().equals("line.epoch.remove")
                                && line.parts().contains(shown(second))));
    }

    @Test
    void the_guard_of_the_wrong_room_still_hears_the_name_that_both_bear() {
        RoomRef caucus = TestTable.found(table, "With Israel", RoomKind.CAUCUS, TestTable.ANSWERED, oman, israel);
        Rooms.RoomView room = oman.desk().rooms().room(caucus).orElseThrow();
        assertThat(room.outside())
                .extracting(Rooms.Outsider::name)
                .containsExactlyInAnyOrder(shown(real), shown(second));

        assertThat(WrongRoom.find(oman.desk(), WrongRoom.Text.into(room, "Iran agrees to this."), room))
                .extracting(WrongRoom.Finding::key)
                .contains("guard.names");
    }

    /** Oman proposes the second of that name; whoever is asked is Israel. */
    private Changes.ProposalView asksToLetIn(RoomRef plenary) {
        Changes.Wish admission = new Changes.Wish.Admit(second);
        assertThat(oman.desk().changes().propose(plenary, admission, "").isDone())
                .isFalse();
        other.joins(other.asked(table, "Plenary"));
        oman.awaitTrue(
                "the newcomer's keys",
                now -> now.changes().propose(plenary, admission, "").isDone());
        israel.awaitTrue("the proposal", now -> !now.changes().open(plenary).isEmpty());
        return israel.desk().changes().open(plenary).getFirst();
    }

    private List<String> proposed(RoomRef plenary) {
        return israel.lines(plenary, Line.Event.class).stream()
                .filter(line -> line.key().equals("line.proposed.admit"))
                .findFirst()
                .orElseThrow()
                .parts();
    }

    private static Hash open(TestNode node, RoomRef room) {
        return node.desk().changes().open(room).getFirst().id();
    }

    private static String shown(PrincipalId who) {
        return "Iran (" + who.hash().brief() + ")";
    }
}
