package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.node.desk.Keeping;
import parley.node.desk.People;
import parley.node.desk.Rooms;
import parley.talks.rules.Rules;

@DisplayName("Forms")
class FormsTest extends SignedIn {
    private static final String TABLE = "/t/" + FakeDesk.TABLE.toHex();

    private static final String SHEET = Visit.room(FakeDesk.CAUCUS_IRAN) + "/sheet";

    @Test
    @DisplayName("choose no role for anybody")
    void role() throws IOException {
        assertThat(visit.get("/tables/new").body()).doesNotContain("selected");
        Raw.Answer answer =
                visit.post("/tables/new", "cover", "Almond", "own", "Oman", "role", "", "relay", FakeDesk.RELAY.text());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("No role was chosen");
        assertThat(visit.post(TABLE + "/invite", "name", "Qatar", "days", "7").status())
                .isEqualTo(409);
        assertThat(visit.gate.desk.acts).isEmpty();
    }

    @Test
    @DisplayName("invite somebody under a name that is taken only when that is meant")
    void known() throws IOException {
        Raw.Answer answer = visit.post(TABLE + "/invite", "name", "Iran", "role", "party", "days", "7");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("is at this table already").contains("name=\"another\"");
        assertThat(visit.gate.desk.acts).isEmpty();

        visit.post(TABLE + "/invite", "name", "Iran", "role", "party", "days", "7", "another", "yes");
        assertThat(visit.gate.desk.acts).containsExactly("invite Iran PARTY 7");
    }

    @Test
    @DisplayName("keep settings only from a page that shows those of now: an old one would take the proxy off")
    void oldSettings() throws IOException {
        String shown =
                visit.get("/settings").body().replaceAll("(?s).*name=\"shown\" value=\"([0-9a-f]{64})\".*", "$1");
        Keeping.Settings d = Keeping.Settings.DEFAULT;
        visit.gate.desk.settings = new Keeping.Settings(
                d.language(),
                d.ownNumerals(),
                d.idleLock(),
                d.grace(),
                Optional.of(new Keeping.Proxy("127.0.0.1", 9050)),
                d.notifyReading());
        assertThat(visit.post("/settings", "shown", shown, "language", "fa", "idle", "15", "grace", "5")
                        .status())
                .isEqualTo(409);
        assertThat(visit.gate.desk.settings.proxy()).isPresent();
        String now = visit.get("/settings").body().replaceAll("(?s).*name=\"shown\" value=\"([0-9a-f]{64})\".*", "$1");
        assertThat(now).isNotEqualTo(shown).hasSize(64);
    }

    @Test
    @DisplayName("remove a table only when it is confirmed what is erased")
    void removal() throws IOException {
        assertThat(visit.post(TABLE + "/remove").status()).isEqualTo(409);
        assertThat(visit.gate.desk.acts).isEmpty();

        assertThat(visit.post(TABLE + "/remove", "understood", "yes").status()).isEqualTo(303);
        assertThat(visit.gate.desk.acts).containsExactly("remove table");
    }

    @Test
    @DisplayName("withdraw an invitation that nobody answered, and no other")
    void withdrawal() throws IOException {
        String withdraw = TABLE + "/invitations/" + FakeDesk.OPEN_INVITATION.toHex() + "/withdraw";
        assertThat(visit.get(TABLE).body()).containsOnlyOnce("Withdraw the invitation for");
        assertThat(visit.get(withdraw).body()).contains("It cannot be made valid again");
        assertThat(visit.gate.desk.acts).isEmpty();

        assertThat(visit.post(withdraw).status()).isEqualTo(303);
        assertThat(visit.gate.desk.acts).containsExactly("withdraw invitation " + FakeDesk.OPEN_INVITATION.brief());
    }

    @Test
    @DisplayName("say of an invitation whose time is over that it is, and offer no withdrawal of it")
    void over() throws IOException {
        assertThat(visit.get(TABLE).body()).containsOnlyOnce("Its time is over");
        assertThat(visit.get(TABLE + "/invitations/" + FakeDesk.INVITATION_OF_BEFORE.toHex() + "/withdraw")
                        .status())
                .isEqualTo(303);
    }

    @Test
    @DisplayName("of a new room ask at which relay it lies only where the table knows more than one")
    void atWhichRelay() throws IOException {
        assertThat(visit.get(TABLE + "/plan").body()).doesNotContain("name=\"relay\"");
        visit.gate.desk.relays = List.of(FakeDesk.RELAY, FakeDesk.SECOND_RELAY);
        assertThat(visit.get(TABLE + "/plan").body()).contains("name=\"relay\"", ">second.example:7443</option>");

        for (String relay : List.of(FakeDesk.SECOND_RELAY.text(), "")) {
            assertThat(plan("name", "Elsewhere", "kind", "caucus", "retention", "90", "relay", relay)
                            .status())
                    .isEqualTo(303);
        }
        assertThat(visit.gate.desk.acts)
                .containsExactly("plan Elsewhere CAUCUS 1 of 4 at second.example:7443", "plan Elsewhere CAUCUS 1 of 4");
    }

    @Test
    @DisplayName(
            "of a room like another say who of its members can be asked, its kind and its Rules, and ask for another name")
    void likeAnother() throws IOException {
        Rules rules = Rules.standard().next().next().withRetentionDays(41).withEventVersion(2);
        visit.gate.desk.plenaryRules = Optional.of(rules);
        Rooms.RoomView like = visit.gate.desk.rooms().room(FakeDesk.PLENARY).orElseThrow();
        String page = visit.get(TABLE + "/plan?like=" + like.id().toHex()).body();
        assertThat(page)
                .contains("Filled in as", "name=\"like\" value=\"" + like.id().toHex() + "\"")
                .contains("name=\"name\" value=\"\" required")
                .containsPattern("name=\"retention\" required[^>]* value=\"41\"");
        List<People.Person> members = visit.gate.desk.people().list(FakeDesk.TABLE).stream()
                .filter(person ->
                        like.members().stream().anyMatch(member -> member.id().equals(person.id())))
                .toList();
        assertThat(members)
                .isNotEmpty()
                .allSatisfy(person -> assertThat(
                                page.contains("value=\"" + person.id().toHex() + "\" checked"))
                        .isEqualTo(person.mayBeAsked()));

        assertThat(visit.get(TABLE + "/plan?like=" + "0".repeat(64)).body()).doesNotContain("Filled in as");
        plan("like", like.id().toHex(), "name", "Anew", "kind", "caucus", "retention", "41");
        assertThat(visit.gate.desk.acts).containsExactly("plan Anew CAUCUS 1 of 4");
        assertThat(visit.gate.desk.plannedRules.orElseThrow())
                .returns(1, Rules::version)
                .returns(2, Rules::eventVersion)
                .returns(41, Rules::retentionDays);
    }

    @Test
    @DisplayName("plan no room of a kind that nobody chose")
    void ofWhichKind() throws IOException {
        Raw.Answer answer = plan("name", "Anew", "retention", "41");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("No kind of room was chosen");
        assertThat(visit.gate.desk.acts).isEmpty();
    }

    /** One other member, and the rest of the form beside what is said here. */
    private Raw.Answer plan(String... fields) throws IOException {
        return visit.post(
                TABLE + "/plan",
                Stream.concat(
                                Stream.of(
                                        "member",
                                        FakeDesk.IRAN.toHex(),
                                        "spare",
                                        "2",
                                        "admission",
                                        "2",
                                        "removal",
                                        "2"),
                                Stream.of(fields))
                        .toArray(String[]::new));
    }

    @Test
    @DisplayName("of a relay that shows another key say so, in a moved room of the room's own relay")
    void otherKey() throws IOException {
        visit.gate.desk.staleSince = java.util.Optional.of(FakeDesk.NOW);
        visit.gate.desk.otherKey = true;
        assertThat(visit.get(Visit.room(FakeDesk.CAUCUS_IRAN)).body())
                .contains("shows another key")
                .contains(FakeDesk.RELAY.authority());
        assertThat(visit.get(TABLE).body()).contains("shows another key");
    }

    @Test
    @DisplayName("of a relay that answers and takes nothing say so, and that what was written waits")
    void declines() throws IOException {
        visit.gate.desk.takesNothingSince = java.util.Optional.of(FakeDesk.NOW);
        assertThat(visit.get(Visit.room(FakeDesk.CAUCUS_IRAN)).body())
                .contains("The relay answers, but takes nothing for this room since")
                .contains("What you write waits on this device, sealed.")
                .doesNotContain("No word from the relay");
        assertThat(visit.get(TABLE).body()).contains("It answers, but has declined what was sent since");
    }

    @Test
    @DisplayName("of a room that goes on offer the proof of its relay's fault, where there is one")
    void relayFaultOfAnOpenRoom() throws IOException {
        String room = Visit.room(FakeDesk.CAUCUS_IRAN);
        assertThat(visit.get(room).body()).doesNotContain(room + "/relay-fault");
        visit.gate.desk.relayFault = Optional.of(Bytes.utf8("a proof"));
        assertThat(visit.get(room).body()).contains(room + "/relay-fault");
    }

    @Test
    @DisplayName("of renewal take neither answer for whoever doesn't say whether keys could have been copied")
    void renewalAsksFirst() throws IOException {
        assertThat(visit.get(TABLE + "/renewal").body()).doesNotContain("checked");
        Raw.Answer unsaid = visit.post(TABLE + "/renewal/ask");
        assertThat(unsaid.status()).isEqualTo(409);
        assertThat(unsaid.body()).contains("Say first whether somebody else could have copied your keys.");
        assertThat(visit.post(TABLE + "/renewal/ask", "keys", "same").status()).isEqualTo(303);
    }

    @Test
    @DisplayName("propose no package by themselves")
    void noPackage() throws IOException {
        FakeSheets.drawn(visit.gate.desk);
        assertThat(visit.get(SHEET).body())
                .contains("name=\"o0\"><option value=\"\">Choose</option>")
                .doesNotContain("<option value=\"0\" selected>");
    }

    @Test
    @DisplayName("name the option that has no score, or what was typed for it and is none, and keep what was typed")
    void noScore() throws IOException {
        FakeSheets.scored(visit.gate.desk);
        Raw.Answer missing = visit.post(SHEET + "/scores", "sheet", FakeSheets.SHEET.toHex(), "s0-0", "7", "s0-1", " ");
        assertThat(missing.status()).isEqualTo(409);
        assertThat(missing.body())
                .contains("<bdi>two kilometres back</bdi>” under “<bdi>Line of withdrawal</bdi>” has no score");
        Raw.Answer wrong = visit.post(
                SHEET + "/scores", "sheet", FakeSheets.SHEET.toHex(), "s0-0", "7", "s0-1", "1.5", "s0-2", "9");
        assertThat(wrong.status()).isEqualTo(409);
        assertThat(wrong.body()).contains("you typed “<bdi>1.5</bdi>”").contains("value=\"1.5\"");
        assertThat(visit.gate.desk.acts).isEmpty();
    }

    @Test
    @DisplayName("let no page that was left open take back scores that another saved, and keep what was typed there")
    void scoresOfAnotherWindow() throws IOException {
        FakeSheets.scored(visit.gate.desk);
        String opened = kept(visit.get(SHEET + "/scores").body());
        FakeSheets.scoredElsewhere(visit.gate.desk);

        Raw.Answer stale = visit.post(SHEET + "/scores", scored(opened));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.body())
                .contains("Your scores were changed since this page was opened")
                .contains("value=\"7\"");
        assertThat(visit.gate.desk.acts).isEmpty();
        assertThat(visit.post(SHEET + "/scores", scored(kept(stale.body()))).status())
                .as("saved again, knowingly")
                .isEqualTo(303);
    }

    private static String kept(String body) {
        Matcher found = Pattern.compile("name=\"kept\" value=\"([^\"]+)\"").matcher(body);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static String[] scored(String kept) {
        return ("sheet " + FakeSheets.SHEET.toHex() + " kept " + kept
                        + " s0-0 7 s0-1 8 s0-2 9 s1-0 1 s1-1 2 s2-0 3 s2-1 4 s2-2 5 reservation 6")
                .split(" ");
    }

    @Test
    @DisplayName("ask a side for its scores, and a mediator for none")
    void whoseScores() throws IOException {
        FakeSheets.drawn(visit.gate.desk);
        assertThat(visit.get(SHEET).body()).doesNotContain(SHEET + "/scores").contains("shared with you");
        visit.gate.desk.ownRole = parley.base.Role.PARTY;
        assertThat(visit.get(SHEET).body()).contains(SHEET + "/scores").doesNotContain("shared with you");
    }

    @Test
    @DisplayName("say who can know what a package is worth, before and after scores were shared")
    void whoSeesWorth() throws IOException {
        FakeSheets.scored(visit.gate.desk);
        assertThat(visit.get(SHEET).body()).contains("Only you see this").doesNotContain("the mediators can count it");
        FakeSheets.sharedOthers(visit.gate.desk);
        assertThat(visit.get(SHEET).body())
                .contains("the mediators can count it")
                .doesNotContain("Only you see this");
    }

    @Test
    @DisplayName(
            "say of an item that was brought here that its reader has not said it was received, and not some receiver")
    void broughtHere() throws IOException {
        FakeCourier.ofParty(visit.gate.desk);
        assertThat(visit.get(TABLE + "/courier").body())
                .contains("You have not said “received” yet")
                .doesNotContain("The receiver has not said");
    }

    @Test
    @DisplayName("say what of a sheet is on its way, and share no scores twice meanwhile")
    void sheetOnItsWay() throws IOException {
        FakeSheets.scored(visit.gate.desk);
        assertThat(visit.get(SHEET).body()).doesNotContain("on its way").contains(SHEET + "/share");
        FakeSheets.unsent(visit.gate.desk);
        assertThat(visit.get(SHEET).body())
                .contains("The sheet that you drew is on its way")
                .contains("The scores that you share are on their way")
                .doesNotContain(SHEET + "/share");
    }

    @Test
    @DisplayName("call what a side shared no estimate, and forget only estimates")
    void sharedScores() throws IOException {
        FakeBargaining.shared(visit.gate.desk);
        assertThat(visit.get(SHEET + "/space").body())
                .contains("Estimate the scores of <bdi>Iran")
                .contains("Change the estimate of <bdi>Israel");
        String of = SHEET + "/space/of/";
        assertThat(visit.get(of + FakeDesk.IRAN.hash().toHex()).body()).doesNotContain("/forget");
        assertThat(visit.get(of + FakeDesk.ISRAEL.hash().toHex()).body()).contains("/forget");
    }

    @Test
    @DisplayName("say so when other scores were shared than those that are kept")
    void changedSince() throws IOException {
        FakeSheets.sharedOthers(visit.gate.desk);
        assertThat(visit.get(SHEET).body()).contains("What you keep now is not what you shared");
        FakeSheets.scored(visit.gate.desk);
        assertThat(visit.get(SHEET).body()).doesNotContain("What you keep now is not what you shared");
    }

    @Test
    @DisplayName("of people show each one's keys as verify prints them")
    void keys() throws IOException {
        assertThat(visit.get(TABLE + "/people").body()).contains(String.join(" ", FakeDesk.KEYS));
    }
}
