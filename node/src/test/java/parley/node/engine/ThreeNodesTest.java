package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Attachments;
import parley.node.desk.Changes;
import parley.node.desk.Checking;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.node.desk.People.Standing;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/** A mediator and two parties at one table over a real relay: what people do there, at their desks. */
final class ThreeNodesTest {
    @TempDir
    private Path folder;

    private TestTable talks;
    private TestNode oman;
    private TestNode iran;
    private TestNode israel;
    private TableId table;

    @BeforeEach
    void sit() {
        talks = new TestTable(folder);
        oman = talks.node("oman");
        iran = talks.node("iran");
        israel = talks.node("israel");
        table = talks.seated(oman, iran, israel);
    }

    @AfterEach
    void leave() throws Exception {
        talks.close();
    }

    @Test
    void parties_who_met_through_a_room_are_vouched_for_and_nothing_goes_out_before_they_compared() {
        RoomRef plenary = TestTable.found(table, "Plenary", RoomKind.PLENARY, TestTable.ANSWERED, oman, iran, israel);
        Standing standing = iran.standing(table, "Israel");
        assertThat(standing).isInstanceOf(Standing.VouchedFor.class);
        assertThat(((Standing.VouchedFor) standing).byName()).isEqualTo("Oman");
        assertThat(TestTable.keyOf(iran.desk().messages().send(plenary, TestNode.message("Too early"))))
                .isEqualTo("message.readers-not-compared");

        TestTable.compare(table, iran, "Iran", israel, "Israel");
        iran.say(plenary, "Now we know whom we speak to.");
        israel.awaitText(plenary, "Now we know whom we speak to.");
        oman.awaitText(plenary, "Now we know whom we speak to.");
    }

    /** What is known of a newcomer whom one never met: name and role from its card, and who says what of it. */
    @Test
    void those_who_never_met_a_newcomer_see_who_it_is_and_who_vouches() {
        TestNode qatar = talks.node("qatar");
        talks.pair(oman, table, "Oman", qatar, "Qatar", Role.GUARANTOR);
        TestTable.compare(table, oman, "Oman", qatar, "Qatar");
        Rules rules = TestTable.ANSWERED.withReaders(parley.talks.rules.Standing.VOUCHED);
        RoomRef plenary = TestTable.found(table, "Plenary", RoomKind.PLENARY, rules, oman, iran, israel);
        PrincipalId who = oman.person(table, "Qatar");
        oman.awaitTrue(
                "the card to be asked for",
                now -> TestTable.keyOf(now.changes().propose(plenary, new Changes.Wish.Admit(who), ""))
                        .equals("room.card-asked"));

        RoomRef asked = qatar.asked(table, "Plenary");
        Rooms.RoomView shown = qatar.desk().rooms().room(asked).orElseThrow();
        assertThat(shown.kind()).isEqualTo(RoomKind.PLENARY);
        assertThat(shown.rules()).isEqualTo(rules);
        assertThat(shown.seats()).isEqualTo(5);
        assertThat(shown.members()).extracting(Rooms.Member::name).containsExactly("Oman", "Iran", "Israel", "Qatar");
        qatar.joins(asked);

        var proposal = oman.await(
                "the card",
                now -> now.changes().propose(plenary, new Changes.Wish.Admit(who), "to guarantee")
                                instanceof Result.Done<parley.base.Hash>(var name)
                        ? Optional.of(name)
                        : Optional.empty());
        Changes.ProposalView seen = israel.await(
                "the proposal",
                now -> now.changes().open(plenary).stream()
                        .filter(one -> one.id().equals(proposal))
                        .findFirst());
        assertThat(seen.subjectName()).isEqualTo("Qatar");
        assertThat(seen.asked()).isTrue();
        oman.awaitTrue("its own proposal", now -> !now.changes().open(plenary).isEmpty());
        assertThat(oman.desk().changes().open(plenary))
                .singleElement()
                .extracting(Changes.ProposalView::asked)
                .isEqualTo(false);
        Changes.Subject subject = seen.subject().orElseThrow();
        assertThat(subject.name()).isEqualTo("Qatar");
        assertThat(subject.role()).isEqualTo(Role.GUARANTOR);
        assertThat(subject.standing()).isEmpty();
        assertThat(subject.met()).isFalse();
        assertThat(subject.words())
                .containsExactly(new Changes.Word(
                        oman.desk().tables().table(table).orElseThrow().self(),
                        "Oman",
                        parley.talks.rules.Standing.COMPARED));
        String hash = who.hash().brief();
        assertThat(seen.preview().orElseThrow().learns())
                .allSatisfy(learns ->
                        assertThat(learns.parts()).doesNotContain(hash).contains("Qatar"));

        israel.desk().changes().consent(plenary, proposal).orThrow();
        qatar.awaitOpen(plenary);
        assertThat(qatar.desk().rooms().room(plenary).orElseThrow().notices()).isEmpty();
        var unused = israel.known(table, "Qatar"); // It reads the change by itself.
        assertThat(israel.standing(table, "Qatar")).isInstanceOf(Standing.VouchedFor.class);
    }

    @Test
    void caucuses_stay_apart() {
        RoomRef withIran = TestTable.found(table, "Caucus I", RoomKind.CAUCUS, Rules.standard(), oman, iran);
        RoomRef withIsrael = TestTable.found(table, "Caucus II", RoomKind.CAUCUS, Rules.standard(), oman, israel);
        iran.say(withIran, "For Oman only");
        oman.awaitText(withIran, "For Oman only");
        israel.say(withIsrael, "Also for Oman only");
        oman.awaitText(withIsrael, "Also for Oman only");

        assertThat(israel.desk().rooms().room(withIran)).isEmpty();
        assertThat(oman.desk().rooms().room(withIran).orElseThrow().outside())
                .extracting(Rooms.Outsider::name)
                .containsExactly("Israel");
        assertThat(oman.desk().tables().table(table).orElseThrow().rooms())
                .extracting(Rooms.RoomBrief::unread)
                .containsExactly(1L, 1L);
        oman.desk().rooms().read(withIran, 5).orThrow();
        assertThat(oman.desk().rooms().room(withIran).orElseThrow().unread()).isZero();
    }

    @Test
    void a_file_travels_in_pieces_is_checked_and_opens_as_it_was() throws Exception {
        RoomRef room = TestTable.found(table, "Caucus", RoomKind.CAUCUS, Rules.standard(), oman, iran);
        byte[] file = new byte[700_000];
        new Random(7).nextBytes(file);
        Attachments desk = oman.desk().attachments();
        Attachments.Upload upload =
                desk.begin(room, "../map\u202Efdp.pdf", file.length).orThrow();
        assertThat(upload.name()).doesNotContain("/").doesNotContain("\u202E");
        assertThat(upload.warning()).contains(Attachments.Hidden.PDF_METADATA);
        long at = 0;
        while (at < file.length) {
            byte[] piece = java.util.Arrays.copyOfRange(file, (int) at, (int) Math.min(file.length, at + 200_000));
            Attachments.Upload next = desk.piece(upload.id(), at, piece).orThrow();
            assertThat(next.taken()).isGreaterThan(at);
            at = next.taken();
            if (at > 300_000 && at < 500_000) {
                oman.restart();
                desk = oman.desk().attachments();
            }
        }
        assertThat(desk.upload(upload.id()).orElseThrow().complete()).isTrue();
        oman.says(room, "The map", upload.id()).orThrow();

        Line.Message said = iran.awaitText(room, "The map");
        assertThat(said.content().attachments()).hasSize(1);
        assertThat(said.content().attachments().getFirst().size()).isEqualTo(file.length);
        iran.awaitTrue(
                "the file to be whole",
                now -> now.attachments().open(room, said.index(), 0, 0).isDone());
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        iran.desk().attachments().open(room, said.index(), 0, 0).orThrow().copyTo(read);
        assertThat(read.toByteArray()).isEqualTo(file);
        read.reset();
        iran.desk().attachments().open(room, said.index(), 0, 699_990).orThrow().copyTo(read);
        assertThat(read.toByteArray()).isEqualTo(java.util.Arrays.copyOfRange(file, 699_990, 700_000));
        assertThat(oman.desk().attachments().uploads(room)).isEmpty();
    }

    @Test
    void an_empty_file_is_whole_from_the_beginning() throws Exception {
        RoomRef room = TestTable.found(table, "Caucus", RoomKind.CAUCUS, Rules.standard(), oman, iran);
        Attachments.Upload upload =
                oman.desk().attachments().begin(room, "nothing.txt", 0).orThrow();
        oman.says(room, "Nothing is attached", upload.id()).orThrow();

        Line.Message said = iran.awaitText(room, "Nothing is attached");
        iran.awaitTrue(
                "the file to be whole",
                now -> now.attachments().open(room, said.index(), 0, 0).isDone());
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        iran.desk().attachments().open(room, said.index(), 0, 0).orThrow().copyTo(read);
        assertThat(read.size()).isZero();
    }

    @Test
    void a_member_is_removed_by_two_reads_nothing_more_and_the_proposal_lists_what_it_keeps() {
        TestTable.compare(table, iran, "Iran", meetInPlenary(), "Israel");
        RoomRef plenary = israel.desk().rooms().list(table).getFirst().ref();
        oman.say(plenary, "All hear this");
        israel.awaitText(plenary, "All hear this");
        PrincipalId leaver = israel.desk().tables().table(table).orElseThrow().self();

        Changes.Wish removal = new Changes.Wish.Remove(leaver);
        Changes.Preview preview =
                oman.desk().changes().preview(plenary, removal).orThrow();
        assertThat(preview.keeps()).extracting(Changes.Residue::key).contains("keeps.all-read", "keeps.late");
        var proposal =
                oman.desk().changes().propose(plenary, removal, "by agreement").orThrow();
        iran.awaitTrue(
                "the proposal",
                now -> now.changes().open(plenary).stream()
                        .anyMatch(one -> one.id().equals(proposal) && one.note().equals("by agreement")));
        iran.desk().changes().consent(plenary, proposal).orThrow();

        for (TestNode staying : List.of(oman, iran)) {
            staying.awaitTrue(
                    "the next epoch",
                    now -> now.rooms().room(plenary).orElseThrow().members().size() == 2);
        }
        oman.say(plenary, "Only those who stay");
        iran.awaitText(plenary, "Only those who stay");
        israel.awaitTrue(
                "to be told",
                now -> now.rooms().room(plenary).orElseThrow().condition() instanceof Rooms.Condition.Left);
        assertThat(israel.texts(plenary)).containsExactly("All hear this");
    }

    private TestNode meetInPlenary() {
        TestTable.found(table, "Plenary", RoomKind.PLENARY, TestTable.ANSWERED, oman, iran, israel);
        return israel;
    }

    @Test
    void a_message_can_be_taken_back_until_it_is_sealed_and_becomes_the_draft() {
        RoomRef room = TestTable.found(table, "Caucus", RoomKind.CAUCUS, Rules.standard(), oman, iran);
        var now = oman.desk().keeping().settings();
        oman.desk()
                .keeping()
                .change(new parley.node.desk.Keeping.Settings(
                        now.language(), now.ownNumerals(), now.idleLock(), Duration.ofSeconds(60), now.proxy(), true))
                .orThrow();
        long ticket = oman.say(room, "In anger");
        assertThat(oman.desk().messages().unplaced(room))
                .extracting(Messages.Unplaced::state)
                .hasOnlyElementsOfType(Messages.Unplaced.State.InGrace.class);
        oman.desk().messages().takeBack(room, ticket).orThrow();

        assertThat(oman.desk().messages().unplaced(room)).isEmpty();
        assertThat(oman.desk().messages().draft(room).orElseThrow().message().text())
                .isEqualTo("In anger");
    }

    @Test
    void what_is_on_the_record_can_be_checked_by_anyone_and_says_nothing_of_the_talk() {
        RoomRef room = TestTable.found(table, "Caucus", RoomKind.CAUCUS, Rules.standard(), oman, iran);
        oman.desk()
                .messages()
                .send(
                        room,
                        new Messages.Outgoing(
                                MessageKind.STATEMENT,
                                "We shall convey it.",
                                "en",
                                Direction.LTR,
                                Optional.empty(),
                                true,
                                List.of()))
                .orThrow();
        Line.Message said = iran.awaitText(room, "We shall convey it.");
        assertThat(said.content().statement().orElseThrow().verified()).isTrue();

        var file = iran.desk().messages().statement(room, said.index()).orThrow();
        assertThat(StatementFile.check(file).orThrow().signed()).isTrue();
        assertThat(StatementFile.check(file).orThrow().text()).isEqualTo("We shall convey it.");
        List<String> keys = StatementFile.check(file).orThrow().keyGroups();
        assertThat(keys)
                .isEqualTo(oman.desk().tables().table(table).orElseThrow().keyGroups())
                .isEqualTo(iran.desk()
                        .people()
                        .person(table, iran.known(table, "Oman"))
                        .orElseThrow()
                        .keyGroups());
        assertThat(signers(iran, file))
                .containsExactly(new Checking.Signer(
                        table,
                        iran.desk().tables().table(table).orElseThrow().coverName(),
                        iran.known(table, "Oman"),
                        "Oman",
                        Role.MEDIATOR,
                        iran.desk()
                                .people()
                                .person(table, iran.known(table, "Oman"))
                                .orElseThrow()
                                .standing(),
                        true));
        assertThat(signers(oman, file)).extracting(Checking.Signer::standing).containsExactly(new Standing.Self());
        byte[] forged = file.toArray();
        forged[forged.length - 1] ^= 1;
        assertThat(signers(iran, parley.base.Bytes.wrap(forged))).isEmpty();
        assertThat(StatementFile.check(parley.base.Bytes.wrap(forged)).orThrow().signed())
                .isFalse();
    }

    private static List<Checking.Signer> signers(TestNode at, parley.base.Bytes file) {
        Checking.Found found = at.desk().checking().check(file).orThrow();
        return ((Checking.Found.Statement) found).signers();
    }

    @Test
    void when_the_relay_is_silent_people_are_told_and_what_they_wrote_arrives_later() throws Exception {
        RoomRef room = TestTable.found(table, "Caucus", RoomKind.CAUCUS, Rules.standard(), oman, iran);
        int port = talks.relay().port();
        talks.stopRelay();
        oman.awaitTrue(
                "the silence to be noticed",
                now -> now.rooms().room(room).orElseThrow().staleSince().isPresent());
        oman.say(room, "Written in the dark");
        assertThat(oman.desk().messages().unplaced(room)).hasSize(1);

        talks.startRelayAgain(port);
        iran.awaitText(room, "Written in the dark");
        oman.awaitTrue("to be placed", now -> now.messages().unplaced(room).isEmpty());
        oman.awaitTrue(
                "the relay to be heard",
                now -> now.rooms().room(room).orElseThrow().staleSince().isEmpty());
    }

    @Test
    void the_pouch_carries_a_message_where_no_relay_is() throws Exception {
        RoomRef room = TestTable.found(table, "Caucus", RoomKind.CAUCUS, Rules.standard(), oman, iran);
        oman.say(room, "Before");
        iran.awaitText(room, "Before");
        int port = talks.relay().port();
        talks.stopRelay();
        oman.say(room, "By hand");
        oman.awaitTrue(
                "it to be sealed",
                now -> now.messages().unplaced(room).stream()
                        .anyMatch(one -> one.state() instanceof Messages.Unplaced.State.Sealed));
        var pouch = oman.desk().carrying().exportPouch(table).orThrow();
        assertThat(iran.desk().carrying().importPouch(table, pouch).orThrow().unplaced())
                .isPositive();

        oman.node().gate().lock();
        talks.startRelayAgain(port);
        iran.awaitText(room, "By hand");
    }
}
