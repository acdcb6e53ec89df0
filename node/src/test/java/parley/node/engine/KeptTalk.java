package parley.node.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.base.Secret;
import parley.base.TableId;
import parley.node.desk.Changes;
import parley.node.desk.Conveying.Label;
import parley.node.desk.Conveying.Mark;
import parley.node.desk.Messages;
import parley.node.desk.RoomRef;
import parley.node.desk.Tables;
import parley.talks.convey.Caveat;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Standing;

/**
 * Makes the files that {@code KeptTalkTest} opens for ever: plays one talk and leaves the vaults of those who took part, and a backup, in a
 * folder. To be run once when a format is new, by {@code -Dtest=KeptTalk -Dparley.keep=FOLDER}; what it left is made smaller by {@code VACUUM} and never made again. Those of
 * format 1 were left by the last program that had it.
 */
@EnabledIfSystemProperty(named = "parley.keep", matches = ".+")
final class KeptTalk {
    @TempDir
    private Path folder;

    @Test
    void is_played_and_its_files_are_left() throws Exception {
        Path kept = Path.of(System.getProperty("parley.keep"));
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            TestNode israel = talks.node("israel");
            TableId table = talks.seated(oman, iran, israel);
            RoomRef caucus = TestTable.found(table, "With Iran", RoomKind.CAUCUS, TestTable.ANSWERED, oman, iran);
            RoomRef plenary = TestTable.found(
                    table, "Plenary", RoomKind.PLENARY, TestTable.ANSWERED.withReaders(Standing.VOUCHED), oman, iran);
            said(iran, oman, plenary, "Before Israel came.");
            admits(oman, iran, israel, table, plenary);
            said(oman, iran, plenary, "Welcome.");
            long line = said(iran, oman, caucus, "We could live with a day.");
            iran.desk()
                    .conveying()
                    .mark(
                            caucus,
                            line,
                            List.of(new Mark("a day", new Label(Caveat.IN_SUBSTANCE, "", Optional.empty()))))
                    .orThrow();
            oman.awaitTrue("the mark", now -> !now.conveying().passages(caucus).isEmpty());
            iran.awaitTrue("the mark", now -> !now.conveying().passages(caucus).isEmpty());
            var unused = oman.desk()
                    .tables()
                    .invite(table, "Qatar", Role.GUARANTOR, Tables.INVITATION_VALID)
                    .orThrow();
            var unusedToo = oman.desk()
                    .rooms()
                    .plan(
                            table,
                            "With Israel",
                            RoomKind.CAUCUS,
                            List.of(oman.person(table, "Israel")),
                            4,
                            TestTable.ANSWERED)
                    .orThrow();
            var ignored = israel.asked(table, "With Israel");
            talks.stopRelay();
            for (TestNode node : List.of(oman, iran)) {
                node.say(caucus, "Said while the relay was silent.");
                node.desk().messages().keepDraft(caucus, draft()).orThrow();
            }
            ByteArrayOutputStream backup = new ByteArrayOutputStream();
            oman.desk().keeping().backup(passphrase(), backup).orThrow();
            for (TestNode node : List.of(oman, iran, israel)) {
                node.stop();
            }
            leave(kept, backup.toByteArray());
        }
    }

    private static void admits(TestNode oman, TestNode iran, TestNode israel, TableId table, RoomRef plenary) {
        PrincipalId who = oman.person(table, "Israel");
        oman.awaitTrue(
                "the card to be asked for",
                now -> TestTable.keyOf(now.changes().propose(plenary, new Changes.Wish.Admit(who), ""))
                        .equals("room.card-asked"));
        israel.joins(israel.asked(table, "Plenary"));
        Hash proposal = oman.await(
                "the card",
                now -> now.changes().propose(plenary, new Changes.Wish.Admit(who), "to speak for its side")
                                instanceof Result.Done<Hash>(Hash name)
                        ? Optional.of(name)
                        : Optional.empty());
        iran.awaitTrue(
                "the proposal",
                now -> now.changes().open(plenary).stream()
                        .anyMatch(one -> one.id().equals(proposal)));
        iran.desk().changes().consent(plenary, proposal).orThrow();
        israel.awaitOpen(plenary);
        for (TestNode node : List.of(oman, iran)) {
            node.awaitTrue(
                    "the second epoch",
                    now -> now.rooms().room(plenary).orElseThrow().epoch() > 0
                            && now.rooms().room(plenary).orElseThrow().members().size() == 3);
        }
    }

    private static long said(TestNode author, TestNode reader, RoomRef room, String text) {
        author.say(room, text);
        reader.awaitText(room, text);
        return author.awaitText(room, text).index();
    }

    private static Messages.Outgoing draft() {
        return new Messages.Outgoing(
                MessageKind.OFFER, "Not finished", "en", Direction.LTR, Optional.empty(), false, List.of());
    }

    static Secret passphrase() {
        return Secret.wrap("a passphrase for the safe".getBytes(StandardCharsets.UTF_8));
    }

    private void leave(Path kept, byte[] backup) throws IOException {
        for (String name : List.of("oman", "iran", "israel")) {
            Path to = Files.createDirectories(kept.resolve(name));
            for (String file : List.of("vault.db", "vault.mark")) {
                Files.copy(folder.resolve(name).resolve(file), to.resolve(file));
            }
        }
        Files.write(kept.resolve("backup"), backup);
    }
}
