package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Role;
import parley.node.desk.Checking;
import parley.node.desk.People.Standing;
import parley.node.desk.RelayFaultCheck;
import parley.node.desk.StatementCheck;

/** What a terminal says of a file that somebody handed over. */
final class CheckCommandTest {
    @TempDir
    private Path folder;

    private String file = "";

    @BeforeEach
    void aFile() throws IOException {
        Path path = folder.resolve("statement.parley");
        Files.writeString(path, "anything");
        file = path.toString();
    }

    @Test
    void whose_keys_they_are_stands_beside_what_was_signed() throws IOException {
        assertThat(check(statement(true, signer(new Standing.Compared(Instant.EPOCH, "by voice"), true))))
                .contains("Both signatures hold.", "Known at Harbour with these keys: Oman (mediator)  compared on")
                .endsWith("We agree\u27e8U+202E\u27e9.\n");
    }

    @Test
    void codes_compared_since_a_renewal_count_for_nothing() throws IOException {
        assertThat(check(statement(true, signer(new Standing.Compared(Instant.EPOCH, "by voice"), false))))
                .contains("from before a renewal")
                .doesNotContain("compared on");
    }

    @Test
    void keys_that_nobody_here_has_are_said_to_be_nobodys() throws IOException {
        assertThat(check(statement(true))).contains("Nobody whom this node knows has these keys");
    }

    @Test
    void what_does_not_hold_is_a_clean_no_that_names_nobody() {
        assertThatThrownBy(() ->
                        check(statement(false, signer(new Standing.Compared(Instant.EPOCH, "by voice"), true))))
                .isInstanceOfSatisfying(
                        Stop.class, stop -> assertThat(stop.code()).isEqualTo(Stop.NO));
    }

    @Test
    void of_a_relays_fault_it_says_at_which_table_and_in_which_room() throws IOException {
        Checking.Use use = new Checking.Use(NodeWithARoom.ROOM.table(), "Harbour", List.of("Caucus"));
        RelayFaultCheck says = new RelayFaultCheck(true, "aa", "bb", 7, "cc", "dd");
        assertThat(check(new Checking.Found.RelayFault(says, List.of(use))))
                .contains("signed two histories", "Used at Harbour; the log is that of Caucus");
        assertThat(check(new Checking.Found.RelayFault(says, List.of()))).contains("No table of this node uses");
    }

    private String check(Checking.Found found) throws IOException {
        return new NodeWithARoom().finds(found).run(new CheckCommand(), file);
    }

    private static Checking.Found statement(boolean signed, Checking.Signer... signers) {
        StatementCheck says =
                new StatementCheck(signed, "00", "statement", Role.PARTY, "We agree\u202e.", List.of("5f02", "81c4"));
        return new Checking.Found.Statement(says, List.of(signers));
    }

    private static Checking.Signer signer(Standing standing, boolean present) {
        return new Checking.Signer(
                NodeWithARoom.ROOM.table(), "Harbour", NodeWithARoom.OMAN, "Oman", Role.MEDIATOR, standing, present);
    }
}
