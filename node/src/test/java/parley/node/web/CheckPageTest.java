package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Role;
import parley.node.desk.Checking;
import parley.node.desk.People.Standing;
import parley.node.engine.SignedFiles;

@DisplayName("The page on which a file is checked that somebody handed over")
class CheckPageTest extends SignedIn {
    private static final String NEITHER = "neither a signed statement nor the proof";

    private String check(Bytes file) throws IOException {
        return check(file.toArray());
    }

    private String check(byte[] file) throws IOException {
        return visit.upload("/check", file).body().replaceAll("</?bdi[^>]*>|[\\u2068\\u2069]", "");
    }

    private static Checking.Signer iran(Standing standing, boolean present) {
        return new Checking.Signer(
                FakeDesk.TABLE, "Harbour survey", FakeDesk.IRAN, "Iran", Role.PARTY, standing, present);
    }

    @Test
    @DisplayName("shows what was signed, in which role, and by whose keys, compared or not")
    void statement() throws IOException {
        visit.gate.desk.signers = List.of(iran(new Standing.Compared(FakeDesk.NOW, "by voice"), true));
        assertThat(check(SignedFiles.statement("We agree.")))
                .contains("Both signatures hold", "in the role of party", "We agree.")
                .contains("At the table Harbour survey", "these are the keys of Iran")
                .contains("It does not prove");

        visit.gate.desk.signers = List.of(iran(new Standing.Unverified(), true));
        assertThat(check(SignedFiles.statement("We agree.")))
                .contains("You have not compared codes")
                .doesNotContain("these are the keys of Iran");

        visit.gate.desk.signers = List.of(iran(new Standing.Differed(FakeDesk.NOW), true));
        assertThat(check(SignedFiles.statement("We agree."))).contains("but the codes differed");
    }

    @Test
    @DisplayName("doesn't count what was compared since for keys of before a renewal")
    void former() throws IOException {
        visit.gate.desk.signers = List.of(iran(new Standing.Compared(FakeDesk.NOW, "by voice"), false));
        assertThat(check(SignedFiles.statement("We agree.")))
                .contains("Iran had these keys before a renewal")
                .doesNotContain("compared on", "these are the keys of Iran");
    }

    @Test
    @DisplayName("says that nobody is known with these keys, and how to find out whose they are")
    void nobody() throws IOException {
        assertThat(check(SignedFiles.statement("We agree.")))
                .contains("Nobody whom you know at this node has these keys");
    }

    @Test
    @DisplayName("names nobody where the signatures don't hold, since anyone can copy keys into a file")
    void forged() throws IOException {
        visit.gate.desk.signers = List.of(iran(new Standing.Compared(FakeDesk.NOW, "by voice"), true));
        assertThat(check(SignedFiles.forged("We agree.")))
                .contains("The signatures do not hold", "This file proves nothing")
                .contains("A text that nobody is proven to have signed", "We agree.")
                .doesNotContain("Both signatures hold", "Iran", "Whose keys these are");
    }

    @Test
    @DisplayName("shows a hostile text as text, with a mark for each character that hides or reorders")
    void hostileText() throws IOException {
        assertThat(check(SignedFiles.statement("We agree\u202e<script>alert(1)</script>\u200b.")))
                .contains("&lt;script&gt;alert(1)")
                .contains(">RLO<", ">ZWSP<")
                .doesNotContain("<script>alert", "\u202e", "\u200b");
    }

    @Test
    @DisplayName("shows the proof of a relay's fault, and where that relay is used")
    void relayFault() throws IOException {
        assertThat(check(SignedFiles.relayFault()))
                .contains(
                        "The relay signed two histories of one log",
                        "No table of this node uses a relay with this key");

        visit.gate.desk.uses = List.of(
                new Checking.Use(FakeDesk.TABLE, "Harbour survey", List.of("Plenary")),
                new Checking.Use(FakeDesk.TABLE, "Almond", List.of()));
        assertThat(check(SignedFiles.relayFault()))
                .contains("used at your table Harbour survey, and this is the log of Plenary")
                .contains("used at your table Almond.");
        assertThat(check(SignedFiles.noFault()))
                .contains("This proves no fault of a relay")
                .doesNotContain("Harbour survey", "signed two histories");
    }

    @Test
    @DisplayName("answers a file that is neither, a cut one included, with one sentence")
    void neither() throws IOException {
        byte[] statement = SignedFiles.statement("We agree.").toArray();
        byte[] fault = SignedFiles.relayFault().toArray();
        for (byte[] file : List.of(
                Bytes.utf8("Dear Sir").toArray(),
                new byte[] {0},
                Arrays.copyOf(statement, statement.length - 1),
                Arrays.copyOf(statement, statement.length + 1),
                Arrays.copyOf(statement, 60),
                Arrays.copyOf(fault, fault.length - 1),
                Arrays.copyOf(fault, 19))) {
            Raw.Answer answer = visit.upload("/check", file);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.body()).contains(NEITHER).doesNotContain("Both signatures hold", "two histories");
        }
    }

    @Test
    @DisplayName("takes no file that is larger than it may be, and no form without one")
    void size() throws IOException {
        byte[] statement = SignedFiles.statement("We agree.").toArray();
        assertThat(check(Arrays.copyOf(statement, Checking.MOST_FILE_BYTES))).contains(NEITHER);
        assertThat(check(Arrays.copyOf(statement, Checking.MOST_FILE_BYTES + 1)))
                .contains("did not arrive whole, or is larger than it may be");
        assertThat(check(new byte[0])).contains("No file was chosen");
    }

    @Test
    @DisplayName("keeps nothing: asked for again it shows no file")
    void nothingKept() throws IOException {
        check(SignedFiles.statement("We agree."));
        assertThat(read("/check")).doesNotContain("We agree.", "signatures hold");
        assertThat(read("/tables")).contains("/check\">");
    }
}
