package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.base.Secret;
import parley.base.TableId;
import parley.node.Node;
import parley.node.desk.Change;
import parley.node.desk.Changes;
import parley.node.desk.Checking;
import parley.node.desk.Desk;
import parley.node.desk.Keeping;
import parley.node.desk.Messages;
import parley.node.desk.Notice;
import parley.node.desk.People;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.protocol.seat.Fact;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import parley.talks.rules.RoomKind;

/** A node that comes back from a backup: it keeps its record, seals nothing, and is taken back in by the others. */
final class RenewalTest {
    @TempDir
    private Path folder;

    @Test
    void a_restored_node_keeps_its_record_is_frozen_and_talks_again_once_renewed() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            TestNode israel = talks.node("israel");
            TableId table = talks.seated(oman, iran, israel);
            RoomRef room = TestTable.found(table, "Plenary", RoomKind.PLENARY, TestTable.ANSWERED, oman, iran, israel);
            TestTable.compare(table, iran, "Iran", israel, "Israel");
            iran.say(room, "Before the fire");
            oman.awaitText(room, "Before the fire");
            iran.awaitText(room, "Before the fire");

            ByteArrayOutputStream backup = new ByteArrayOutputStream();
            iran.desk()
                    .keeping()
                    .backup(secret("a passphrase for the safe"), backup)
                    .orThrow();
            PrincipalId who = iran.desk().tables().table(table).orElseThrow().self();
            iran.close();

            TestNode back = restored(talks, backup.toByteArray());
            assertThat(back.texts(room)).containsExactly("Before the fire");
            assertThat(back.desk().rooms().room(room).orElseThrow().condition())
                    .isEqualTo(new Rooms.Condition.Frozen(Optional.empty()));
            assertThat(back.desk()
                            .messages()
                            .send(room, TestNode.message("too early"))
                            .isDone())
                    .isFalse();
            assertThat(back.desk().tables().table(table).orElseThrow())
                    .returns(true, Tables.TableView::renewalNeeded)
                    .returns(Optional.empty(), Tables.TableView::renewalAsked);

            Tables.InvitationOut request =
                    back.desk().keeping().askForRenewal(table, false).orThrow();
            assertThat(back.desk().rooms().room(room).orElseThrow().condition())
                    .isEqualTo(new Rooms.Condition.Frozen(Optional.of(Fact.Freeze.RENEWAL)));
            assertThat(asked(back, table).orElseThrow().since()).isPresent();
            askedUnderAnEarlierVersion(back, table);
            assertThat(asked(back, table)).contains(new Tables.RenewalAsked(Optional.empty()));
            assertThat(oman.desk().keeping().takeRenewal(table, request.file()).orThrow())
                    .isEqualTo(new Keeping.Renewed(who, false));
            // Until both have heard one another Oman can't ask for a card.
            assertThat(oman.person(table, "Iran")).isEqualTo(who);
            assertThat(oman.desk()
                            .changes()
                            .propose(room, new Changes.Wish.Renew(who), "after the fire")
                            .isDone())
                    .as("the renewed node's card isn't here yet")
                    .isFalse();
            back.joins(back.asked(table, "Plenary"));
            var proposal = oman.await(
                    "the new card",
                    now -> now.changes().propose(room, new Changes.Wish.Renew(who), "after the fire")
                                    instanceof Result.Done<parley.base.Hash>(var name)
                            ? java.util.Optional.of(name)
                            : java.util.Optional.empty());
            israel.awaitTrue(
                    "the proposal",
                    now -> now.changes().open(room).stream()
                            .anyMatch(one -> one.id().equals(proposal)));
            back.engine()
                    .act(work -> {
                        new RenewalProcess().run(work);
                        return Ok.done();
                    })
                    .orThrow();
            assertThat(back.desk().tables().table(table).orElseThrow())
                    .as("nobody has taken it back yet")
                    .returns(true, Tables.TableView::renewalNeeded)
                    .returns(Optional.of(new Tables.RenewalAsked(Optional.empty())), Tables.TableView::renewalAsked);
            israel.desk().changes().consent(room, proposal).orThrow();
            back.awaitOpen(room);
            back.awaitTrue("to wait no more", _ -> asked(back, table).isEmpty());
            oman.say(room, "Welcome back");
            back.awaitText(room, "Welcome back");
            assertThat(back.texts(room)).containsExactly("Before the fire", "Welcome back");

            talks.node("thief").desk().tables().accept(request.file(), "Quay").orThrow();
            back.awaitTrue(
                    "the second answer",
                    now -> now.tables().table(table).orElseThrow().notices().stream()
                            .map(Notice::key)
                            .anyMatch("table.request-answered-twice"::equals));
        }
    }

    /** Whoever had the device in hand may have its keys: they are not Iran's any more, and everybody compares again. */
    @Test
    void a_node_that_may_have_been_copied_comes_back_under_new_keys_that_all_compare_again() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            TestNode israel = talks.node("israel");
            TableId table = talks.seated(oman, iran, israel);
            RoomRef room = TestTable.found(table, "Plenary", RoomKind.PLENARY, TestTable.ANSWERED, oman, iran, israel);
            TestTable.compare(table, iran, "Iran", israel, "Israel");
            iran.desk()
                    .messages()
                    .send(
                            room,
                            new Messages.Outgoing(
                                    MessageKind.STATEMENT,
                                    "We stand by this.",
                                    "en",
                                    Direction.LTR,
                                    Optional.empty(),
                                    true,
                                    List.of()))
                    .orThrow();
            israel.awaitText(room, "We stand by this.");
            oman.awaitText(room, "We stand by this.");
            PrincipalId who = iran.desk().tables().table(table).orElseThrow().self();

            Tables.InvitationOut request =
                    iran.desk().keeping().askForRenewal(table, true).orThrow();
            assertThat(oman.desk().keeping().takeRenewal(table, request.file()).orThrow())
                    .isEqualTo(new Keeping.Renewed(who, true));
            assertThat(oman.standing(table, "Iran")).isInstanceOf(People.Standing.Unverified.class);
            assertThat(oman.desk().tables().table(table).orElseThrow().notices())
                    .extracting(Notice::key)
                    .contains("table.keys-renewed");
            oman.awaitTrue(
                    "the card to be asked for",
                    now -> refusal(now.changes().propose(room, new Changes.Wish.Renew(who), ""))
                            .equals("room.card-asked"));
            oman.awaitTrue(
                    "the card, and the Rules that ask for a comparing",
                    now -> refusal(now.changes().propose(room, new Changes.Wish.Renew(who), ""))
                            .equals("roster.not-compared"));
            TestTable.compare(table, oman, "Oman", iran, "Iran");
            Hash proposal = oman.desk()
                    .changes()
                    .propose(room, new Changes.Wish.Renew(who), "it was in other hands")
                    .orThrow();

            Changes.ProposalView seen = israel.await(
                    "the proposal",
                    now -> now.changes().open(room).stream()
                            .filter(one -> one.id().equals(proposal))
                            .findFirst());
            Changes.Subject subject = seen.subject().orElseThrow();
            assertThat(subject.met()).isTrue();
            assertThat(subject.standing()).as("compared were other keys").isEmpty();
            assertThat(subject.words())
                    .extracting(Changes.Word::standing)
                    .containsExactly(parley.talks.rules.Standing.COMPARED);
            assertThat(refusal(israel.desk().changes().consent(room, proposal))).isEqualTo("roster.not-compared");

            Tables.InvitationOut another = iran.desk()
                    .tables()
                    .invite(table, "Israel", Role.PARTY, Tables.INVITATION_VALID)
                    .orThrow();
            assertThat(israel.desk()
                            .keeping()
                            .takeRenewal(table, another.file())
                            .orThrow())
                    .isEqualTo(new Keeping.Renewed(who, true));
            TestTable.compare(table, iran, "Iran", israel, "Israel");
            israel.desk().changes().consent(room, proposal).orThrow();
            iran.awaitOpen(room);
            iran.say(room, "Back under new keys");
            israel.awaitText(room, "Back under new keys");
            oman.awaitText(room, "Back under new keys");
            israel.awaitTrue(
                    "its new room key",
                    now -> now.rooms().room(room).orElseThrow().members().stream()
                            .anyMatch(member -> member.id().equals(who) && member.confirmed()));
            iran.say(room, "Known again");
            assertThat(israel.awaitText(room, "Known again").confirmed()).isTrue();
            for (TestNode node : List.of(oman, israel)) {
                assertThat(signers(node, room, "We stand by this."))
                        .as("no comparing of since counts for keys of before")
                        .extracting(Checking.Signer::person, Checking.Signer::present)
                        .containsExactly(tuple(who, false));
            }
            for (TestNode node : List.of(oman, israel, iran)) {
                assertThat(node.awaitText(room, "We stand by this.")
                                .content()
                                .statement()
                                .orElseThrow()
                                .verified())
                        .as("what was signed stays signed")
                        .isTrue();
            }
        }
    }

    private static Optional<Tables.RenewalAsked> asked(TestNode node, TableId table) {
        return node.desk().tables().table(table).orElseThrow().renewalAsked();
    }

    /** Which didn't keep when it did. */
    private static void askedUnderAnEarlierVersion(TestNode node, TableId table) {
        node.engine()
                .act(work -> {
                    TableSheet sheet = work.ledger.table(table);
                    sheet.renewalAsked = Optional.empty();
                    work.ledger.save(work.tx, sheet);
                    work.recorder.changed(new Change.TableChanged(table));
                    return Ok.done();
                })
                .orThrow();
    }

    private static String refusal(Result<?> result) {
        return result instanceof Result.Refused<?>(parley.base.Refusal why) ? why.key() : "done";
    }

    @Test
    void a_backup_that_was_cut_or_altered_leaves_nothing_behind() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            talks.open(oman, "Oman", Role.MEDIATOR);
            ByteArrayOutputStream backup = new ByteArrayOutputStream();
            oman.desk()
                    .keeping()
                    .backup(secret("a passphrase for the safe"), backup)
                    .orThrow();
            byte[] whole = backup.toByteArray();
            byte[] cut = Arrays.copyOf(whole, whole.length - 1);
            byte[] altered = whole.clone();
            altered[whole.length / 2] ^= 1;

            for (byte[] bad : List.of(cut, altered, new byte[0])) {
                Path other = Files.createTempDirectory(folder, "other");
                try (Node node = TestNode.process(other)) {
                    Result<Desk> refused = node.gate()
                            .restore(
                                    new ByteArrayInputStream(bad),
                                    secret("a passphrase for the safe"),
                                    TestNode.passphrase());
                    assertThat(refused.isDone()).isFalse();
                    assertThat(node.gate().state()).isInstanceOf(parley.node.desk.NodeGate.State.Fresh.class);
                }
                assertThat(other.resolve("vault.db")).doesNotExist();
            }
        }
    }

    private TestNode restored(TestTable talks, byte[] backup) throws Exception {
        Path other = folder.resolve("iran-again");
        try (Node node = TestNode.process(other)) {
            node.gate()
                    .restore(
                            new ByteArrayInputStream(backup),
                            secret("a passphrase for the safe"),
                            TestNode.passphrase())
                    .orThrow();
        }
        return talks.node("iran-again");
    }

    private static Secret secret(String text) {
        return Secret.of(parley.base.Bytes.utf8(text));
    }

    private static List<Checking.Signer> signers(TestNode at, RoomRef room, String text) {
        Bytes file = at.desk()
                .messages()
                .statement(room, at.awaitText(room, text).index())
                .orThrow();
        return ((Checking.Found.Statement) at.desk().checking().check(file).orThrow()).signers();
    }
}
