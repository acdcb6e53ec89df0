package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Relay;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.port.SignedHead;
import parley.protocol.pouch.Pouch;
import parley.protocol.pouch.PouchItem;

/** What goes into a pouch, how what came of it is counted, and how it is carried on (protocol.md, "Pouch"). */
class CarriedPouchTest {
    /** Less than by how much too little would be counted. */
    private static final int STEP = 256;

    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final LogId log = scene.oman.room(room).log().id();

    CarriedPouchTest() {
        scene.warmUp(room);
    }

    private static Bytes export(Actor from) {
        return from.act((s, tx) -> s.pouch().export(tx, Integer.MAX_VALUE, _ -> {}));
    }

    private static PouchReport take(Actor to, Bytes pouch) {
        return to.act((s, tx) -> s.pouch().take(tx, pouch)).orThrow();
    }

    private List<Long> places(Bytes pouch) {
        return PouchTest.items(pouch).stream()
                .flatMap(item -> item instanceof PouchItem.Placed(LogId of, long at, Bytes _) && of.equals(log)
                        ? Stream.of(at)
                        : Stream.empty())
                .toList();
    }

    private PouchItem placed(long position) {
        return new PouchItem.Placed(
                log, position, scene.world.relay.entries(log).get((int) position - 1));
    }

    private PouchItem signed() {
        return signed(Scene.room(scene.oman, room).current());
    }

    private static PouchItem signed(Epoch epoch) {
        return new PouchItem.Signed(epoch.signed.orElseThrow());
    }

    /** How far Israel and Iran have come is known to all. */
    private long acknowledged() {
        for (Actor actor : List.of(scene.israel, scene.iran)) {
            actor.act((s, tx) -> {
                s.receipt(tx, room);
                return true;
            });
        }
        scene.world.settleOver(Receipts.SLOT, 2);
        return scene.iran.room(room).position();
    }

    /** Iran, without network, has read three entries, and these come then. */
    private void iranIsBehindBy(int entries) {
        scene.iran.offline = true;
        for (int i = 0; i < entries; i++) {
            scene.israel.say(room, "carried by hand " + i);
            scene.world.settle();
        }
    }

    // ---- Out

    @Test
    void entries_go_from_behind_where_the_slowest_member_says_it_stands() {
        assertThat(acknowledged()).isEqualTo(3);
        iranIsBehindBy(5);
        assertThat(places(export(scene.oman))).containsExactly(4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void after_an_epoch_entries_are_counted_from_its_own_beginning() {
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        scene.warmUp(room);
        long behind = Scene.room(scene.oman, room).current().opening.behind();
        assertThat(acknowledged()).isEqualTo(behind + 3);
        scene.iran.offline = true;
        scene.israel.say(room, "carried by hand");
        scene.world.settle();
        assertThat(PouchTest.items(export(scene.oman)))
                .filteredOn(PouchItem.Placed.class::isInstance)
                .extracting(item -> ((PouchItem.Placed) item).position())
                .containsExactly(4L);
    }

    /** The larger they are, the less of what each entry takes beside its bytes is made up for by what its room takes at most. */
    @Test
    void a_pouch_of_two_rooms_of_one_size_is_no_larger_than_asked() {
        RoomId other = scene.world.room(4, scene.oman, scene.iran);
        iranIsBehindBy(17);
        for (int i = 0; i < 20; i++) {
            scene.oman.say(other, "of another room " + i);
            scene.world.settle();
        }
        assertNoLargerThanAsked(0);
    }

    /** It goes always, and is counted with all that it can take. */
    @Test
    void a_pouch_of_a_room_and_of_what_waits_is_no_larger_than_asked() {
        iranIsBehindBy(3);
        scene.oman.offline = true;
        scene.oman.say(room, "without a place");
        for (int i = 0; i < 20; i++) {
            Scene.send(scene.oman, scene.israel, new InboxMessage.CardDeclined(room));
        }
        assertNoLargerThanAsked(21);
    }

    private void assertNoLargerThanAsked(int waiting) {
        boolean all = false;
        for (int most = 0; !all; most += STEP) {
            int asked = most;
            List<RoomId> leftOut = new ArrayList<>();
            Bytes pouch = scene.oman.act((s, tx) -> s.pouch().export(tx, asked, leftOut::add));
            assertThat(PouchTest.items(pouch))
                    .filteredOn(PouchItem.Unplaced.class::isInstance)
                    .hasSize(waiting);
            boolean anyPlaced = PouchTest.items(pouch).stream().anyMatch(PouchItem.Placed.class::isInstance);
            assertThat(!anyPlaced || pouch.size() <= asked)
                    .as("%s bytes of %s, %s left out", pouch.size(), asked, leftOut)
                    .isTrue();
            all = leftOut.isEmpty();
        }
    }

    // ---- In

    @Test
    void each_item_is_counted_as_what_came_of_it() {
        iranIsBehindBy(4);
        LogId elsewhere = new LogId(Hash.of("nobody's log"));
        Bytes any = entryOfOman();
        Bytes pouch = Pouch.write(List.of(
                placed(1),
                placed(2),
                placed(3),
                placed(4),
                placed(5),
                // The one before it is not in this pouch.
                placed(7),
                signedAt(5),
                new PouchItem.Placed(elsewhere, 1, any),
                new PouchItem.Unplaced(elsewhere, Optional.empty(), any),
                new PouchItem.Unplaced(log, Optional.empty(), any),
                new PouchItem.Unplaced(log, Optional.empty(), any),
                new PouchItem.Unplaced(log, Optional.empty(), any.slice(1, any.size()))));
        assertThat(take(scene.iran, pouch)).isEqualTo(new PouchReport(2, 1, 4, 2, 2));
        assertThat(Scene.texts(scene.iran, room))
                .contains("carried by hand 0", "carried by hand 1")
                .doesNotContain("carried by hand 2");
    }

    private PouchItem signedAt(long position) {
        Epoch epoch = Scene.room(scene.oman, room).current();
        var answer = scene.world.relay.read(log, epoch.secrets.capability(), 0, (int) position, Duration.ZERO);
        SignedHead head = ((Relay.Answer.Given<Relay.Page>) answer).value().upTo();
        assertThat(head.head().position()).isEqualTo(position);
        return new PouchItem.Signed(head);
    }

    /** Each costs the check of a signature, and whoever makes a pouch needs one. */
    @Test
    void of_one_log_only_so_many_heads_are_looked_at_and_more_than_any_pouch_has() {
        iranIsBehindBy(1);
        assertThat(take(scene.iran, behindMadeUpHeads(PouchContent.MOST_HEADS)).placed())
                .isZero();
        assertThat(take(scene.iran, behindMadeUpHeads(PouchContent.MOST_HEADS - 1))
                        .placed())
                .isOne();
    }

    private Bytes behindMadeUpHeads(int many) {
        SignedHead good = Scene.room(scene.oman, room).current().signed.orElseThrow();
        List<PouchItem> items = new ArrayList<>(List.of(placed(4)));
        for (int i = 0; i < many; i++) {
            items.add(new PouchItem.Signed(new SignedHead(
                    log,
                    good.head(),
                    0,
                    List.of(),
                    Randomness.system().bytes(good.signature().size()))));
        }
        items.add(new PouchItem.Signed(good));
        return Pouch.write(items);
    }

    @Test
    void entries_behind_the_last_that_the_relay_signed_are_not_believed() {
        iranIsBehindBy(3);
        Bytes pouch = Pouch.write(List.of(placed(4), placed(5), placed(6), signedAt(4)));
        assertThat(take(scene.iran, pouch)).isEqualTo(new PouchReport(1, 0, 0, 0, 2));
        Bytes more = Pouch.write(List.of(placed(5), placed(6), signedAt(5), signed()));
        assertThat(take(scene.iran, more).placed()).isEqualTo(2);
        assertThat(signed(Scene.room(scene.iran, room).current()))
                .as("what it carries on says so of all that it has")
                .isEqualTo(signed());
    }

    /** As what a relay shows. Israel is away, so the others read on in the log of before. */
    @Test
    void what_a_pouch_brings_from_behind_an_end_is_told_as_late_once() {
        scene.israel.offline = true;
        scene.ratify(room, ChangeKind.REFRESH, scene.oman, scene.oman, scene.iran);
        scene.world.settle();
        Epoch ended = Scene.room(scene.oman, room).epoch(0).orElseThrow();
        Bytes garbage =
                Randomness.system().bytes(Scene.room(scene.oman, room).size().bytes());
        scene.iran.offline = true;
        scene.world.relay.append(log, ended.secrets.capability(), Optional.empty(), garbage, Optional.empty());
        scene.world.settle();
        long late = ended.end.orElseThrow().position() + 1;
        Fact.EntryRefused told = new Fact.EntryRefused(room, 0, late, Fact.Verdict.LATE);
        assertThat(scene.oman.facts(Fact.EntryRefused.class)).containsExactly(told);

        assertThat(take(scene.iran, Pouch.write(List.of(placed(late), signed(ended))))
                        .placed())
                .isOne();
        assertThat(scene.iran.facts(Fact.EntryRefused.class)).containsExactly(told);
        scene.iran.restart();
        scene.iran.offline = false;
        scene.world.settle();
        assertThat(scene.iran.facts(Fact.EntryRefused.class)).containsExactly(told);
    }

    @Test
    void who_has_all_from_a_pouch_carries_it_on_to_the_next() {
        scene.israel.offline = true;
        scene.iran.offline = true;
        scene.oman.say(room, "from hand to hand");
        scene.world.settle();
        take(scene.iran, export(scene.oman));
        scene.iran.restart();
        take(scene.israel, export(scene.iran));
        assertThat(Scene.texts(scene.israel, room)).containsOnlyOnce("from hand to hand");
    }

    @Test
    void a_letter_is_taken_to_the_relay_by_another() {
        scene.iran.offline = true;
        Scene.send(scene.iran, scene.israel, new InboxMessage.CardDeclined(room));
        Bytes pouch = export(scene.iran);
        PouchReport report = take(scene.oman, pouch);
        assertThat(report.unplaced()).isOne();
        assertThat(report.elsewhere()).isZero();
        assertThat(take(scene.oman, pouch).unplaced()).as("waits once").isZero();
        scene.world.settle();
        assertThat(scene.israel.facts(Fact.Declined.class)).hasSize(1);
        scene.iran.offline = false;
        scene.world.settle();
        assertThat(scene.israel.facts(Fact.Declined.class)).hasSize(1);
    }

    @Test
    void a_letter_to_its_reader_is_opened_at_once_and_counted() {
        scene.iran.offline = true;
        Scene.send(scene.iran, scene.israel, new InboxMessage.CardDeclined(room));
        scene.israel.offline = true;
        assertThat(take(scene.israel, export(scene.iran)).unplaced()).isOne();
        assertThat(scene.israel.facts(Fact.Declined.class)).hasSize(1);
    }

    @Test
    void an_entry_that_has_its_place_by_now_is_not_sent_again() {
        scene.iran.say(room, "once");
        Bytes pouch = export(scene.iran);
        scene.world.settle();
        assertThat(take(scene.iran, pouch).alreadyHere()).isPositive();
        assertThat(take(scene.oman, pouch).unplaced()).isZero();
        assertThat(scene.iran.seat().sendings()).isEmpty();
        assertThat(scene.oman.seat().sendings()).isEmpty();
    }

    /** What was sealed in it may be said in another life, or another history. */
    @Test
    void an_entry_of_ours_that_a_pouch_brings_back_waits_in_a_frozen_room() {
        scene.iran.say(room, "sealed before");
        Bytes pouch = export(scene.iran);
        Scene.freeze(scene.iran, Fact.Freeze.PUT_BACK);
        assertThat(scene.iran.seat().sendings()).isEmpty();
        PouchReport report = take(scene.iran, pouch);
        assertThat(report.alreadyHere()).isPositive();
        assertThat(report.unplaced()).isZero();
        assertThat(scene.iran.seat().sendings()).isEmpty();

        Bytes ofOman = Pouch.write(List.of(new PouchItem.Unplaced(log, Optional.empty(), entryOfOman())));
        assertThat(take(scene.iran, ofOman).unplaced()).as("others' go on").isOne();
    }

    private Bytes entryOfOman() {
        Forge forge = new Forge(scene.oman, room);
        forge.event = TestFold.text("of Oman");
        return forge.entry();
    }
}
