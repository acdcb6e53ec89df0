package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Galleries;
import parley.node.desk.Galleries.GalleryView;
import parley.node.desk.Galleries.ItemView;
import parley.node.desk.Galleries.OfferView;
import parley.node.desk.Notice;
import parley.node.desk.People;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.protocol.seat.RoomPlan;
import parley.talks.gallery.GalleryEvent;
import parley.talks.gallery.OfferKind;
import parley.talks.gallery.Taking;
import parley.talks.gallery.Wording;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import parley.talks.phase.Phase;
import parley.talks.room.RoomEvent;
import parley.talks.rules.RoomKind;
import parley.talks.rules.RoomTerms;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/** A gallery between nodes and a real relay: what comes in and goes out, what a supporter sees, what its modified node can't do. */
@Tag("wide")
final class GalleryNodesTest {
    /** Supporters and parties meet through the gallery itself, so the mediator vouches for each to the other. */
    private static final Rules RULES = TestTable.ANSWERED.withReaders(Standing.VOUCHED);

    @TempDir
    private Path folder;

    private TestTable talks;
    private TestNode oman;
    private TestNode iran;
    private TestNode israel;
    private TestNode norway;
    private TableId table;
    private RoomRef withIran;
    private RoomRef gallery;

    @BeforeEach
    void aTableWithAGallery() {
        talks = new TestTable(folder);
        oman = talks.node("oman");
        iran = talks.node("iran");
        israel = talks.node("israel");
        norway = talks.node("norway");
        TestTable.Caucuses caucuses = talks.caucuses(oman, iran, israel);
        table = caucuses.table();
        withIran = caucuses.withIran();
        talks.pair(oman, table, "Oman", norway, "Norway", Role.SUPPORTER);
        TestTable.compare(table, oman, "Oman", norway, "Norway");
        gallery = TestTable.found(table, "Friends", RoomKind.GALLERY, RULES, oman, iran, norway);
    }

    @AfterEach
    void end() throws Exception {
        talks.close();
    }

    @Test
    void an_offer_comes_in_is_noted_and_what_is_published_goes_out() throws Exception {
        norway.desk()
                .galleries()
                .offer(gallery, offering("A house at the fjord.", 30))
                .orThrow();
        OfferView seen = iran.await("the offer", desk -> first(desk.galleries().gallery(gallery)));
        assertThat(seen.words().orElseThrow().text()).isEqualTo("A house at the fjord.");
        assertThat(seen.kind()).contains(OfferKind.VENUE);
        assertThat(seen.until()).isPresent();
        iran.desk()
                .galleries()
                .note(gallery, seen.id(), new Galleries.Noting(Taking.TAKEN_UP, "Gladly.", "en", Direction.LTR))
                .orThrow();
        oman.desk()
                .galleries()
                .publish(gallery, new Galleries.Publishing("Terms", "Both agreed to a survey.", "en", Direction.LTR, 0))
                .orThrow();
        OfferView noted = norway.await(
                "the note",
                desk -> first(desk.galleries().gallery(gallery))
                        .filter(one -> one.note().isPresent()));
        assertThat(noted.note().orElseThrow().taking()).isEqualTo(Taking.TAKEN_UP);
        assertThat(noted.note().orElseThrow().authorName()).isEqualTo("Iran");
        ItemView item = norway.await(
                "what is published",
                desk -> desk.galleries().gallery(gallery).items().stream().findFirst());
        assertThat(item.title()).isEqualTo("Terms");
        assertThat(item.mayWithdraw()).isFalse();
        // A relay may bring to others first what its author's node has still to read back.
        oman.awaitTrue(
                "its own", desk -> !desk.galleries().gallery(gallery).items().isEmpty());
        oman.desk().galleries().unpublish(gallery, item.id()).orThrow();
        norway.awaitTrue(
                "the withdrawal",
                desk -> desk.galleries().gallery(gallery).items().getFirst().withdrawn());
        norway.restart();
        GalleryView after = norway.desk().galleries().gallery(gallery);
        assertThat(after.mayOffer()).isTrue();
        assertThat(after.mayPublish()).isFalse();
        assertThat(after.offers().getFirst().words()).isPresent();
        assertThat(after.items().getFirst().withdrawn()).isTrue();
    }

    @Test
    void a_supporters_node_shows_nothing_of_rooms_in_which_it_does_not_sit() {
        // What happens at the table meanwhile: words, a move of the phase, an acceptance.
        oman.say(withIran, "A word to Iran alone.");
        iran.awaitText(withIran, "A word to Iran alone.");
        oman.desk().phasing().stepBack(table, Phase.COURIER).orThrow();
        iran.awaitTrue("the phase", desk -> desk.phasing().phase(table).now() == Phase.COURIER);
        oman.desk()
                .galleries()
                .publish(gallery, new Galleries.Publishing("Terms", "A survey.", "en", Direction.LTR, 0))
                .orThrow();
        norway.awaitTrue(
                "what is published",
                desk -> !desk.galleries().gallery(gallery).items().isEmpty());

        Tables.TableView seen = norway.desk().tables().table(table).orElseThrow();
        assertThat(seen.rooms()).extracting(Rooms.RoomBrief::ref).containsExactly(gallery);
        assertThat(norway.desk().people().list(table))
                .extracting(People.Person::name)
                .as("Israel sits in no room with Norway")
                .containsExactlyInAnyOrder("Oman", "Iran");
        assertThat(norway.desk().rooms().room(gallery).orElseThrow().outside()).isEmpty();
        assertThat(norway.desk().rooms().room(withIran)).isEmpty();
        assertThat(norway.desk().phasing().phase(table).rooms()).isEmpty();
        assertThat(norway.desk().phasing().phase(table).now())
                .as("how far the talks have come is nothing that a gallery tells")
                .isEqualTo(Phase.TALKS);
        assertThat(norway.events(gallery)).noneMatch(key -> key.contains("phase"));
        assertThat(norway.desk().courier().bag(table).items()).isEmpty();
        assertThat(norway.desk().questions().open(table)).isEmpty();
    }

    @Test
    void a_supporter_speaks_plans_and_invites_nowhere() {
        assertThat(TestTable.keyOf(norway.desk().messages().send(gallery, TestNode.message("May I add a word?"))))
                .isEqualTo("seat.supporter");
        assertThat(TestTable.keyOf(oman.desk().messages().send(gallery, TestNode.message("Dear friends"))))
                .isEqualTo("seat.gallery");
        PrincipalId known = norway.known(table, "Iran");
        assertThat(TestTable.keyOf(
                        norway.desk().rooms().plan(table, "Aside", RoomKind.GALLERY, List.of(known), 3, RULES)))
                .isEqualTo("room.founder-may-not");
        assertThat(TestTable.keyOf(
                        norway.desk().tables().invite(table, "Sweden", Role.SUPPORTER, Tables.INVITATION_VALID)))
                .isEqualTo("role.supporter-opens-nothing");
        assertThat(TestTable.keyOf(norway.desk().tables().open("Mine", "Norway", Role.SUPPORTER, talks.relay())))
                .isEqualTo("role.supporter-opens-nothing");
        PrincipalId supporter = oman.known(table, "Norway");
        for (RoomKind kind : List.of(RoomKind.CAUCUS, RoomKind.PLENARY, RoomKind.COMMISSION)) {
            assertThat(TestTable.keyOf(
                            oman.desk().rooms().plan(table, "With a friend", kind, List.of(supporter), 3, RULES)))
                    .as(kind.word())
                    .isEqualTo("room.not-for-role");
        }
    }

    @Test
    void what_a_supporters_modified_node_seals_is_refused_by_everybody_elses() {
        norway.seal(gallery, TestNode.said(MessageKind.STATEMENT, "May I add a word?"));
        assertThat(oman.refusal(gallery)).containsExactly("Norway", "seat.supporter");
        assertThat(iran.refusal(gallery)).containsExactly("Norway", "seat.supporter");
        norway.seal(
                gallery,
                new RoomEvent.OfGallery(new GalleryEvent.Published(
                        Hash.of("forged"), "Terms", new Wording("All is agreed.", "en", Direction.LTR), 0)));
        norway.desk().galleries().offer(gallery, offering("A house.", 0)).orThrow();
        iran.await("the offer behind it", desk -> first(desk.galleries().gallery(gallery)));
        assertThat(iran.desk().galleries().gallery(gallery).items()).isEmpty();
        assertThat(iran.texts(gallery)).isEmpty();
    }

    @Test
    void nobody_is_asked_into_a_room_by_a_supporters_modified_node() {
        founds(norway, "Back room", RoomKind.GALLERY, RULES, oman);
        awaitWord(oman, "Back room");
        assertThat(oman.desk().rooms().list(table))
                .extracting(Rooms.RoomBrief::name)
                .doesNotContain("Back room");
        assertThat(noticed(oman.desk().tables().table(table)).orElseThrow().parts())
                .containsExactly("Norway", "Back room");
    }

    @Test
    void nobody_is_asked_into_a_room_by_whom_its_rules_let_found_none() {
        Rules mediatorsFound = foundedBy(Role.MEDIATOR);
        founds(iran, "By Iran", RoomKind.CAUCUS, mediatorsFound, oman);
        awaitWord(oman, "By Iran");
        assertThat(oman.desk().rooms().list(table))
                .extracting(Rooms.RoomBrief::name)
                .doesNotContain("By Iran");
        assertThat(noticed(oman.desk().tables().table(table)).orElseThrow().parts())
                .containsExactly("Iran", "By Iran");
        founds(oman, "By Oman", RoomKind.CAUCUS, mediatorsFound, iran);
        awaitWord(iran, "By Oman");
        assertThat(iran.desk().rooms().list(table))
                .extracting(Rooms.RoomBrief::name)
                .contains("By Oman");
    }

    @Test
    void a_supporters_node_joins_no_other_kind_of_room_whoever_asks() {
        founds(oman, "Plenary with a friend", RoomKind.PLENARY, RULES, norway);
        awaitWord(norway, "Plenary with a friend");
        assertThat(norway.desk().rooms().list(table))
                .extracting(Rooms.RoomBrief::name)
                .containsExactly("Friends");
    }

    /** Until the node says something of that room: that it is asked into it, or that somebody asked who may not. */
    private void awaitWord(TestNode node, String room) {
        node.awaitTrue(
                "a word of " + room,
                desk -> noticed(desk.tables().table(table)).isPresent()
                        || desk.rooms().list(table).stream()
                                .anyMatch(one -> one.name().equals(room)));
    }

    private static Rules foundedBy(Role role) {
        return new Rules(
                RULES.version(),
                RULES.eventVersion(),
                RULES.languages(),
                List.of(role),
                RULES.consents(),
                RULES.refreshDays(),
                RULES.refreshEntries(),
                RULES.receipts(),
                RULES.quiet(),
                RULES.retentionDays(),
                RULES.recordLevels(),
                RULES.readers(),
                RULES.deadlineVoices(),
                RULES.discretion(),
                RULES.confidentiality(),
                RULES.decision(),
                RULES.pauses());
    }

    /** As a modified node does: past its own desk, which would refuse. */
    private void founds(TestNode founder, String name, RoomKind kind, Rules rules, TestNode other) {
        PrincipalId asked = other.desk().tables().table(table).orElseThrow().self();
        founder.modified(work -> work.atTable(table, seat -> {
                    RoomPlan plan = new RoomPlan(
                            name,
                            new RoomTerms(kind, rules).encoded(),
                            List.of(seat.self().id(), asked),
                            3,
                            talks.relay());
                    return seat.found(work.tx, plan).map(room -> Ok.OK);
                }))
                .orThrow();
    }

    private static Optional<Notice> noticed(Optional<Tables.TableView> table) {
        return table.stream()
                .flatMap(one -> one.notices().stream())
                .filter(one -> one.key().equals("table.asked-against-rules"))
                .findFirst();
    }

    private static Optional<OfferView> first(GalleryView view) {
        return view.offers().stream().findFirst();
    }

    private static Galleries.Offering offering(String text, int days) {
        return new Galleries.Offering(Optional.empty(), OfferKind.VENUE, text, "en", Direction.LTR, days);
    }
}
