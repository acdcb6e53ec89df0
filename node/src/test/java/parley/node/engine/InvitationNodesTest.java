package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Role;
import parley.base.TableId;
import parley.node.api.Answer;
import parley.node.api.Api;
import parley.node.api.ApiJson;
import parley.node.api.Call;
import parley.node.api.Inputs;
import parley.node.api.Problem;
import parley.node.desk.Notice;
import parley.node.desk.People;
import parley.node.desk.Tables;

/** An invitation that went astray, and guests whose names pass for others'. */
final class InvitationNodesTest {
    @TempDir
    private Path folder;

    private TestTable talks;
    private TestNode oman;
    private TableId table;

    @BeforeEach
    void aTable() {
        talks = new TestTable(folder);
        oman = talks.node("oman");
        table = talks.open(oman, "Oman", Role.MEDIATOR);
    }

    @AfterEach
    void end() throws Exception {
        talks.close();
    }

    @Test
    void by_a_withdrawn_invitation_nobody_sits_down_and_a_second_one_takes_its_place() {
        Tables.InvitationOut astray = oman.desk()
                .tables()
                .invite(table, "Iran", Role.PARTY, Tables.INVITATION_VALID)
                .orThrow();
        oman.desk().tables().withdraw(table, astray.id()).orThrow();
        assertThat(oman.desk().tables().invitations(table)).singleElement().matches(Tables.InvitationSent::withdrawn);
        TestNode finder = talks.node("finder");
        finder.desk().tables().accept(astray.file(), "Quay").orThrow();

        TestNode iran = talks.node("iran");
        iran.desk().tables().accept(invite("Iran"), "Quay").orThrow();
        var unused = oman.person(table, "Iran");
        finder.awaitTrue(
                "its answer to have gone",
                now -> now.tables().table(table).orElseThrow().connection().waiting() == 0);
        assertThat(oman.desk().people().list(table)).hasSize(1);
        assertThat(oman.desk().tables().invitations(table))
                .extracting(Tables.InvitationSent::used, Tables.InvitationSent::withdrawn)
                .containsExactly(tuple(true, false), tuple(false, true));
        assertThat(finder.desk().people().list(table)).noneMatch(People.Person::paired);
        assertThat(TestTable.keyOf(oman.desk().tables().withdraw(table, astray.id())))
                .as("it is withdrawn already")
                .isEqualTo("pairing.not-open");
        assertThat(TestTable.keyOf(oman.desk()
                        .tables()
                        .withdraw(
                                table,
                                oman.desk()
                                        .tables()
                                        .invitations(table)
                                        .getFirst()
                                        .id())))
                .as("it was answered")
                .isEqualTo("pairing.not-open");
    }

    @Test
    void of_two_for_the_same_person_the_one_that_was_answered_is_closed_and_the_one_astray_can_be_withdrawn() {
        Tables.InvitationOut astray = oman.desk()
                .tables()
                .invite(table, "Iran", Role.PARTY, Tables.INVITATION_VALID)
                .orThrow();
        talks.node("iran").desk().tables().accept(invite("Iran"), "Quay").orThrow();
        var unused = oman.person(table, "Iran");

        assertThat(oman.desk().tables().invitations(table))
                .extracting(one -> one.id().equals(astray.id()), Tables.InvitationSent::used)
                .containsExactly(tuple(false, true), tuple(true, false));
        oman.desk().tables().withdraw(table, astray.id()).orThrow();
    }

    @Test
    void a_copy_that_somebody_answers_too_is_told_to_whoever_invited() {
        Bytes file = invite("Iran");
        TestNode iran = talks.node("iran");
        iran.desk().tables().accept(file, "Quay").orThrow();
        var unused = oman.person(table, "Iran");
        TestNode thief = talks.node("thief");
        thief.desk().tables().accept(file, "Quay").orThrow();

        oman.awaitTrue(
                "the second answer",
                now -> now.tables().invitations(table).stream().anyMatch(Tables.InvitationSent::twice));
        assertThat(oman.desk().tables().table(table).orElseThrow().notices())
                .extracting(Notice::key)
                .contains("table.invitation-answered-twice");
        assertThat(oman.desk().people().list(table)).hasSize(1);
    }

    @Test
    void a_name_that_reads_as_the_mediators_is_marked() {
        PrincipalId self = oman.desk().tables().table(table).orElseThrow().self();
        talks.pair(oman, table, "Oman", talks.node("cyrillic"), "\u041em\u0430n", Role.PARTY);
        talks.pair(oman, table, "Oman", talks.node("honest"), "Iran", Role.PARTY);

        assertThat(oman.desk().people().list(table)).allSatisfy(one -> {
            if (one.name().equals("Iran")) {
                assertThat(one.lookAlikes()).isEmpty();
            } else {
                assertThat(one.lookAlikes()).containsExactly(self);
            }
        });
    }

    @Test
    void codes_count_as_compared_only_when_it_is_said_how() {
        talks.pair(oman, table, "Oman", talks.node("iran"), "Iran", Role.PARTY);
        PrincipalId iran = oman.known(table, "Iran");
        assertThat(TestTable.keyOf(oman.desk().people().compared(table, iran, true, " ")))
                .isEqualTo("web.say-how-you-compared");
        assertThat(oman.standing(table, "Iran")).isInstanceOf(People.Standing.Unverified.class);
    }

    @Test
    void what_was_compared_counts_for_the_keys_that_were_shown_and_no_others() {
        talks.pair(oman, table, "Oman", talks.node("iran"), "Iran", Role.PARTY);
        PrincipalId iran = oman.known(table, "Iran");
        String digits = oman.desk().people().code(table, iran).orThrow().digits();
        String ofBefore = (digits.charAt(0) == '1' ? '2' : '1') + digits.substring(1);
        assertThat(TestTable.keyOf(
                        oman.desk().people().compared(table, iran, new People.Seen(ofBefore, false), true, "by voice")))
                .isEqualTo("comparison.changed");
        assertThat(oman.standing(table, "Iran")).isInstanceOf(People.Standing.Unverified.class);
        oman.desk()
                .people()
                .compared(table, iran, new People.Seen(digits, false), true, "by voice")
                .orThrow();
        assertThat(oman.standing(table, "Iran")).isInstanceOf(People.Standing.Compared.class);
    }

    /** One window, or a command, found a word different while another one compared: the stop outlasts what it didn't show. */
    @Test
    void the_same_lifts_no_stop_that_whoever_compared_had_not_seen() {
        talks.pair(oman, table, "Oman", talks.node("iran"), "Iran", Role.PARTY);
        PrincipalId iran = oman.known(table, "Iran");
        String digits = oman.desk().people().code(table, iran).orThrow().digits();
        oman.desk()
                .people()
                .compared(table, iran, new People.Seen(digits, false), false, "by voice")
                .orThrow();

        assertThat(TestTable.keyOf(
                        oman.desk().people().compared(table, iran, new People.Seen(digits, false), true, "in person")))
                .isEqualTo("comparison.differed-since");
        assertThat(sameByApi(iran, Map.of("digits", digits))).isEqualTo("comparison.differed-since");
        assertThat(sameByApi(iran, Map.of())).isEqualTo("comparison.differed-since");
        assertThat(sameByApi(iran, Map.of("differed", "maybe"))).isEqualTo("api.malformed");
        assertThat(oman.standing(table, "Iran")).isInstanceOf(People.Standing.Differed.class);

        assertThat(sameByApi(iran, Map.of("digits", digits, "differed", "true")))
                .isEqualTo("done");
        assertThat(oman.standing(table, "Iran")).isInstanceOf(People.Standing.Compared.class);
    }

    private String sameByApi(PrincipalId person, Map<String, String> query) {
        Answer answer = new Api(oman.node().gate(), Refusal::key)
                .answer(new Call(
                        "POST",
                        "/api/v1/tables/" + table.toHex() + "/people/" + person.toHex() + "/comparison",
                        query,
                        new ByteArrayInputStream(ApiJson.write(new Inputs.Comparison(true, "in person")))));
        return answer instanceof Answer.Value(int _, Problem problem) ? problem.key() : "done";
    }

    @Test
    void none_is_valid_for_longer_than_people_have_in_mind() {
        assertThat(TestTable.keyOf(oman.desk()
                        .tables()
                        .invite(table, "Iran", Role.PARTY, Tables.INVITATION_MOST.plus(Duration.ofDays(1)))))
                .isEqualTo("invitation.valid-too-long");
    }

    @Test
    void nobody_sits_down_twice_at_one_table() {
        TestNode iran = talks.node("iran");
        talks.pair(oman, table, "Oman", iran, "Iran", Role.PARTY);
        assertThat(TestTable.keyOf(iran.desk().tables().accept(invite("Somebody else"), "Quay")))
                .isEqualTo("invitation.already-seated");
    }

    private Bytes invite(String name) {
        return oman.desk()
                .tables()
                .invite(table, name, Role.PARTY, Tables.INVITATION_VALID)
                .orThrow()
                .file();
    }
}
