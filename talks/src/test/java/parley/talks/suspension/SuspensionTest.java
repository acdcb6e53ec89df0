package parley.talks.suspension;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.Role;
import parley.talks.fixtures.People;
import parley.talks.fixtures.PlayedRoom;
import parley.talks.fixtures.Rooms;
import parley.talks.practice.Note;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.rules.Pauses;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.suspension.SuspensionEvent.Lapsed;
import parley.talks.suspension.SuspensionEvent.NoticeGiven;
import parley.talks.suspension.SuspensionEvent.NoticeTakenBack;
import parley.talks.suspension.SuspensionEvent.Resumed;
import parley.talks.suspension.SuspensionEvent.Suspended;

/** Who stops the talks and for how long, how they go on, who gives notice, and what no fold lets count of a modified node. */
public class SuspensionTest extends PlayedRoom<SuspensionEvent> {
    private static final long DAY = 24L * 60 * 60 * 1_000;
    private static final long NOW = 1_767_139_200_000L;

    private static RoomTalk with(Pauses pauses) {
        return Rooms.room(
                RoomKind.PLENARY,
                Rules.standard().withPauses(pauses),
                People.CEDAR,
                People.JUNIPER,
                People.HARBOUR,
                People.LANTERN,
                People.QUILL);
    }

    // ---- Suspending

    SuspensionTest() {
        super(with(Pauses.STANDARD));
    }

    @Override
    protected RoomEvent event(SuspensionEvent event) {
        return new RoomEvent.OfSuspension(event);
    }

    @Override
    protected RoomCommand asking(SuspensionEvent event) {
        return new RoomCommand.OfSuspension(command(event));
    }

    @Test
    void onlyWhomTheRulesNameSuspends() {
        refused("suspension.who", People.QUILL, stop(10));
        room = with(new Pauses(List.of(Role.MEDIATOR), 30, 0));
        refused("suspension.who", People.CEDAR, stop(10));
        happens(People.HARBOUR, stop(10));
        room = with(new Pauses(List.of(), 30, 0));
        for (Principal who : room.sitting().principals()) {
            refused("suspension.who", who, stop(10));
        }
        refused("room.not-a-member", People.ANVIL, stop(10));
    }

    @Test
    void nobodySuspendsForLongerThanTheRulesSayNorForNoTimeAtAll() {
        room = with(new Pauses(List.of(Role.PARTY), 7, 0));
        refused("suspension.days", People.CEDAR, new Suspended("A death.", NOW, NOW + 7 * DAY + 1));
        refused("suspension.days", People.CEDAR, new Suspended("A death.", NOW, NOW));
        refused("suspension.days", People.CEDAR, new Suspended("A death.", NOW, NOW - DAY));
        refused("suspension.days", People.CEDAR, new Suspended("A death.", 0, Long.MAX_VALUE));
        happens(People.CEDAR, new Suspended("A death.", NOW, NOW + 7 * DAY));
    }

    @Test
    void aReasonIsGivenAndFitsIn() {
        refused("suspension.reason", People.CEDAR, new Suspended(" \n", NOW, NOW + DAY));
        Suspended endless = new Suspended("x".repeat(Note.MOST_BYTES + 1), NOW, NOW + DAY);
        assertThat(verdict(People.CEDAR, endless)).isEqualTo("note.too-long");
        assertThat(sealed(People.CEDAR, endless))
                .as("no event at all to the reader of a fold")
                .isEqualTo(room);
    }

    @Test
    void whoeverSuspendsStandingTalksAgainChangesNothing() {
        happens(People.CEDAR, stop(10));
        refused("suspension.stands", People.CEDAR, stop(20));
        refused("suspension.stands", People.JUNIPER, stop(30));
    }

    // ---- Going on

    @Test
    void whoSuspendedLetsTheTalksGoOnAlone() {
        happens(People.CEDAR, stop(10));
        happens(People.CEDAR, new Resumed(standing()));
        assertThat(room.suspension().stop()).isEmpty();
    }

    @Test
    void othersLetThemGoOnOnlyWhenEveryPartyAndOneMediatorAgree() {
        happens(People.HARBOUR, stop(10));
        Hash name = standing();
        happens(People.CEDAR, new Resumed(name));
        refused("suspension.agreed", People.CEDAR, new Resumed(name));
        refused("suspension.who-resumes", People.QUILL, new Resumed(name));
        happens(People.JUNIPER, new Resumed(name));
        assertThat(room.suspension().stop()).as("no mediator has agreed").isPresent();
        happens(People.LANTERN, new Resumed(name));
        assertThat(room.suspension().stop())
                .as("the second mediator holds nobody up")
                .isEmpty();
    }

    @Test
    void oneOfSeveralDoesNotLetThemGoOn() {
        happens(People.HARBOUR, stop(10));
        happens(People.LANTERN, new Resumed(standing()));
        happens(People.CEDAR, new Resumed(standing()));
        assertThat(room.suspension().stop().orElseThrow().lacking(room.sitting()))
                .containsExactly(People.JUNIPER);
    }

    @Test
    void mediatorsAmongThemselvesAllAgree() {
        room = Rooms.room(
                RoomKind.MEDIATORS,
                Rules.standard(),
                People.HARBOUR,
                People.LANTERN,
                People.of("Ferry", Role.MEDIATOR));
        happens(People.HARBOUR, stop(10));
        happens(People.LANTERN, new Resumed(standing()));
        assertThat(room.suspension().stop()).isPresent();
    }

    @Test
    void thatItsDateHasComeIsTheWordOfWhoSuspendedOrOfWhomTheRulesName() {
        happens(People.CEDAR, stop(10));
        refused("suspension.not-your-word", People.JUNIPER, new Lapsed(standing()));
        refused("suspension.not-your-word", People.QUILL, new Lapsed(standing()));
        happens(People.HARBOUR, new Lapsed(standing()));
        assertThat(room.suspension().stop()).isEmpty();
        happens(People.CEDAR, stop(10));
        happens(People.CEDAR, new Lapsed(standing()));
    }

    @Test
    void anAgreementToGoOnIsNotCountedForALaterSuspensionOfTheSameWords() {
        happens(People.HARBOUR, stop(10));
        Hash before = standing();
        happens(People.HARBOUR, new Resumed(before));
        happens(People.HARBOUR, stop(10));
        assertThat(standing()).isNotEqualTo(before);
        for (Principal who : List.of(People.CEDAR, People.JUNIPER, People.HARBOUR, People.LANTERN)) {
            refused("suspension.none", who, new Resumed(before));
            refused("suspension.none", who, new Lapsed(before));
        }
    }

    @Test
    void aSuspensionOutlivesAnEpochAndWhoHasLeftIsNotWaitedFor() {
        happens(People.HARBOUR, stop(10));
        happens(People.CEDAR, new Resumed(standing()));
        happens(People.LANTERN, new Resumed(standing()));
        turn(People.QUILL);
        assertThat(room.suspension().stop()).isPresent();
        turn(People.JUNIPER);
        assertThat(room.suspension().stop())
                .as("all who still sit here have agreed")
                .isEmpty();
    }

    @Test
    void thatNobodyIsLeftWhoMustAgreeLetsNothingGoOnByItself() {
        happens(People.CEDAR, stop(10));
        turn(People.JUNIPER);
        assertThat(room.suspension().stop()).isPresent();
    }

    // ---- Withdrawing

    @Test
    void onlyAPartyGivesNoticeAndOnlyItsOwnIsItsToTakeBack() {
        for (Principal who : List.of(People.HARBOUR, People.QUILL)) {
            refused("suspension.parties", who, notice(0));
        }
        happens(People.CEDAR, notice(0));
        refused("suspension.notice-stands", People.CEDAR, notice(3));
        Hash name = room.suspension().noticeOf(People.CEDAR.id()).orElseThrow().name();
        refused("suspension.no-notice", People.JUNIPER, new NoticeTakenBack(name));
        refused("suspension.no-notice", People.HARBOUR, new NoticeTakenBack(name));
        happens(People.CEDAR, new NoticeTakenBack(name));
        refused("suspension.no-notice", People.CEDAR, new NoticeTakenBack(name));
    }

    @Test
    void aNoticeIsAsLongAsTheRulesAskAndEndsSomeDay() {
        room = with(new Pauses(List.of(Role.PARTY), 30, 14));
        refused("suspension.notice-days", People.CEDAR, new NoticeGiven("", NOW, NOW + 14 * DAY - 1));
        refused("suspension.notice-days", People.CEDAR, new NoticeGiven("", NOW, NOW - DAY));
        refused("suspension.notice-days", People.CEDAR, new NoticeGiven("", NOW, NOW + 366 * DAY));
        refused("suspension.notice-days", People.CEDAR, new NoticeGiven("", 0, Long.MAX_VALUE));
        happens(People.CEDAR, notice(14));
    }

    @Test
    void aPartyDoesNotLeaveWithoutTheNoticeThatItsRulesAskFor() {
        room = with(new Pauses(List.of(Role.PARTY), 30, 14));
        RoomCommand leaving = Rooms.propose(ChangeKind.REMOVE, People.CEDAR);
        assertThat(Rooms.keyOf(room.decide(People.CEDAR.id(), leaving))).isEqualTo("suspension.notice-first");
        RoomTalk free = with(Pauses.STANDARD);
        RoomTalk after = Rooms.fold(
                room,
                ++position,
                People.CEDAR,
                free.decide(People.CEDAR.id(), leaving).orThrow());
        assertThat(after).as("nor when its node is modified").isEqualTo(room);
        room = Rooms.act(room, ++position, People.QUILL, Rooms.propose(ChangeKind.REMOVE, People.QUILL));
        happens(People.CEDAR, notice(14));
        room = Rooms.act(room, ++position, People.CEDAR, leaving);
    }

    @Test
    void aNoticeIsNotTakenBackByWhoeverIsLeavingAlreadyOrHasLeft() {
        happens(People.CEDAR, notice(0));
        Hash name = room.suspension().noticeOf(People.CEDAR.id()).orElseThrow().name();
        room = Rooms.act(room, ++position, People.HARBOUR, Rooms.propose(ChangeKind.REMOVE, People.CEDAR));
        happens(People.CEDAR, new NoticeTakenBack(name));
        happens(People.CEDAR, notice(0));
        name = room.suspension().noticeOf(People.CEDAR.id()).orElseThrow().name();
        room = Rooms.act(room, ++position, People.CEDAR, Rooms.propose(ChangeKind.REMOVE, People.CEDAR));
        refused("suspension.notice-in-effect", People.CEDAR, new NoticeTakenBack(name));
        turn(People.CEDAR);
        refused("room.not-a-member", People.CEDAR, new NoticeTakenBack(name));
    }

    @Test
    void aNoticeStaysThroughAnEpochAndGoesWithWhoGaveIt() {
        happens(People.CEDAR, notice(3));
        turn(People.QUILL);
        assertThat(room.suspension().noticeOf(People.CEDAR.id())).isPresent();
        turn(People.CEDAR);
        assertThat(room.suspension().notices()).isEmpty();
    }

    private static Suspended stop(int days) {
        return new Suspended("A death in the family.", NOW, NOW + days * DAY);
    }

    private static NoticeGiven notice(int days) {
        return new NoticeGiven("We withdraw.", NOW, NOW + days * DAY);
    }

    private Hash standing() {
        return room.suspension().stop().orElseThrow().name();
    }

    private void turn(Principal leaver) {
        List<Principal> left = room.sitting().principals().stream()
                .filter(one -> !one.equals(leaver))
                .toList();
        room = room.turn(new RoomTalk.Turn(room.sitting().epoch() + 1, ChangeKind.REMOVE, leaver.id(), left));
    }

    /** What somebody asks who wants this event. */
    public static SuspensionActs.Command command(SuspensionEvent event) {
        return switch (event) {
            case Suspended(String reason, long from, long until) ->
                new SuspensionActs.Command.Suspend(reason, from, until);
            case Resumed(Hash suspension) -> new SuspensionActs.Command.Resume(suspension);
            case Lapsed(Hash suspension) -> new SuspensionActs.Command.Lapse(suspension);
            case NoticeGiven(String note, long from, long due) ->
                new SuspensionActs.Command.GiveNotice(note, from, due);
            case NoticeTakenBack(Hash notice) -> new SuspensionActs.Command.TakeNoticeBack(notice);
        };
    }
}
