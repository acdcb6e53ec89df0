package parley.talks.sounding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.Result;
import parley.base.Role;
import parley.talks.fixtures.People;
import parley.talks.fixtures.PlayedRoom;
import parley.talks.fixtures.Rooms;
import parley.talks.message.Direction;
import parley.talks.room.Outcome;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;
import parley.talks.sounding.SoundingEvent.Answered;
import parley.talks.sounding.SoundingEvent.Asked;
import parley.talks.sounding.SoundingEvent.Ended;

/** A sounding in one caucus: what counts, and what no fold lets count, whatever a modified node seals. */
class SoundingsTest extends PlayedRoom<SoundingEvent> {
    private static final List<Principal> BOTH = List.of(People.CEDAR, People.JUNIPER);
    private static final Asked MEET = asked(1, SoundingKind.MEET, "");

    SoundingsTest() {
        super(Rooms.room(RoomKind.CAUCUS, Rules.standard(), People.CEDAR, People.HARBOUR, People.LANTERN));
    }

    @Override
    protected RoomEvent event(SoundingEvent event) {
        return new RoomEvent.OfSounding(event);
    }

    @Override
    protected RoomCommand asking(SoundingEvent event) {
        return new RoomCommand.OfSounding(
                switch (event) {
                    case Asked asked -> new SoundingActs.Command.Ask(asked, Standing.COMPARED);
                    case Answered(Hash name, SoundingAnswer answer) ->
                        new SoundingActs.Command.Answer(name, answer, Standing.COMPARED);
                    case Ended(Hash name, SoundingAnswer how) -> new SoundingActs.Command.End(name, how);
                });
    }

    @Test
    void opensForAPartyThatSaidYesWhenTheMediatorSaysThatAllDid() {
        happens(People.HARBOUR, MEET);
        happens(People.CEDAR, new Answered(MEET.name(), SoundingAnswer.YES));
        happens(People.HARBOUR, new Ended(MEET.name(), SoundingAnswer.YES));
        assertThat(room.soundings().open()).isEmpty();
    }

    @Test
    void nobodyOpensItAgainstAPartysAnswerOrItsSilence() {
        happens(People.HARBOUR, MEET);
        refused("sounding.not-all-yes", People.HARBOUR, new Ended(MEET.name(), SoundingAnswer.YES));
        happens(People.CEDAR, new Answered(MEET.name(), SoundingAnswer.NOT_NOW));
        refused("sounding.not-all-yes", People.HARBOUR, new Ended(MEET.name(), SoundingAnswer.YES));
        happens(People.HARBOUR, new Ended(MEET.name(), SoundingAnswer.NOT_NOW));
    }

    @Test
    void nobodyAnswersForAPartyAndThePartyAnswersOnce() {
        happens(People.HARBOUR, MEET);
        for (Principal other : List.of(People.HARBOUR, People.LANTERN)) {
            refused("sounding.not-asked", other, new Answered(MEET.name(), SoundingAnswer.YES));
        }
        refused("room.not-a-member", People.JUNIPER, new Answered(MEET.name(), SoundingAnswer.YES));
        happens(People.CEDAR, new Answered(MEET.name(), SoundingAnswer.NOT_NOW));
        refused("sounding.answered", People.CEDAR, new Answered(MEET.name(), SoundingAnswer.YES));
    }

    @Test
    void whatComesAfterTheEndCountsForNothing() {
        happens(People.HARBOUR, MEET);
        happens(People.HARBOUR, new Ended(MEET.name(), SoundingAnswer.NOT_NOW));
        refused("sounding.not-open", People.CEDAR, new Answered(MEET.name(), SoundingAnswer.YES));
        refused("sounding.not-open", People.HARBOUR, new Ended(MEET.name(), SoundingAnswer.YES));
    }

    @Test
    void itsEndIsTheSameBytesWhateverWasAnswered() {
        happens(People.HARBOUR, MEET);
        Bytes silent = end();
        happens(People.CEDAR, new Answered(MEET.name(), SoundingAnswer.NOT_NOW));
        Bytes refusing = end();
        RoomTalk yes = Rooms.room(RoomKind.CAUCUS, Rules.standard(), People.CEDAR, People.HARBOUR);
        yes = Rooms.fold(yes, 1, People.HARBOUR, new RoomEvent.OfSounding(MEET).encoded());
        yes = Rooms.fold(
                yes,
                2,
                People.CEDAR,
                new RoomEvent.OfSounding(new Answered(MEET.name(), SoundingAnswer.YES)).encoded());
        room = yes;
        assertThat(List.of(refusing, end())).containsOnly(silent);
    }

    private Bytes end() {
        return room.decide(
                        People.HARBOUR.id(),
                        new RoomCommand.OfSounding(new SoundingActs.Command.End(MEET.name(), SoundingAnswer.NOT_NOW)))
                .orThrow();
    }

    @Test
    void onlyTheMediatorWhoAskedSaysHowItEndedUnlessItHasGone() {
        happens(People.HARBOUR, MEET);
        refused("sounding.not-asker", People.LANTERN, new Ended(MEET.name(), SoundingAnswer.NOT_NOW));
        refused("sounding.not-asker", People.CEDAR, new Ended(MEET.name(), SoundingAnswer.NOT_NOW));
        turn(People.CEDAR, People.LANTERN);
        happens(People.LANTERN, new Ended(MEET.name(), SoundingAnswer.NOT_NOW));
    }

    @Test
    void outlivesAnEpochAndEndsWithThePartyThatWasAsked() {
        happens(People.HARBOUR, MEET);
        turn(People.CEDAR, People.HARBOUR);
        assertThat(room.soundings().open()).isPresent();
        turn(People.HARBOUR);
        assertThat(room.soundings().open()).isEmpty();
        turn(People.HARBOUR, People.CEDAR);
        refused("sounding.not-open", People.CEDAR, new Answered(MEET.name(), SoundingAnswer.YES));
    }

    @Test
    void oneQuestionAtATimeAndTheSameOneThreeTimesInWhateverDress() {
        for (int times = 1; times <= Soundings.MOST_TIMES; times++) {
            Asked venue = asked(times, SoundingKind.VENUE, times == 2 ? " MUSCAT,  may? " : "Muscat, May?");
            happens(People.HARBOUR, venue);
            assertThat(room.soundings().asking(venue.name()).orElseThrow().times())
                    .isEqualTo(times);
            refused("sounding.one-at-a-time", People.HARBOUR, asked(9, SoundingKind.DATES, "May?"));
            happens(People.HARBOUR, new Ended(venue.name(), SoundingAnswer.NOT_NOW));
        }
        refused("sounding.too-often", People.HARBOUR, asked(4, SoundingKind.VENUE, "muscat, may?"));
        happens(People.HARBOUR, asked(5, SoundingKind.VENUE, "Doha, May?"));
    }

    @Test
    void afterOneThatDidNotOpenTheNextWaitsWhateverItAsksInWhateverWords() {
        happens(People.HARBOUR, MEET);
        happens(People.HARBOUR, new Ended(MEET.name(), SoundingAnswer.NOT_NOW));
        for (SoundingKind kind : SoundingKind.values()) {
            refused("sounding.too-soon", People.HARBOUR, at(hour(2) - 1, kind, "Muscat, in " + kind + "?"));
            refused("sounding.too-soon", People.HARBOUR, at(0, kind, "Muscat, in " + kind + "?"));
        }
        happens(People.HARBOUR, at(hour(2), SoundingKind.VENUE, "Muscat?"));
    }

    @Test
    void whatOpenedKeepsNobodyWaiting() {
        happens(People.HARBOUR, MEET);
        happens(People.CEDAR, new Answered(MEET.name(), SoundingAnswer.YES));
        happens(People.HARBOUR, new Ended(MEET.name(), SoundingAnswer.YES));
        happens(People.HARBOUR, at(hour(1), SoundingKind.VENUE, "Muscat?"));
    }

    @Test
    void whoNamesAFarHourWaitsForItItselfAndKeepsNoColleagueWaiting() {
        Asked never = at(Long.MAX_VALUE, SoundingKind.VENUE, "Muscat?");
        happens(People.HARBOUR, never);
        happens(People.HARBOUR, new Ended(never.name(), SoundingAnswer.NOT_NOW));
        refused("sounding.too-soon", People.HARBOUR, at(Long.MAX_VALUE - 1, SoundingKind.DATES, "May?"));
        happens(People.LANTERN, at(0, SoundingKind.DATES, "May?"));
    }

    @Test
    void whatNobodySeesMakesNoOtherQuestion() {
        int times = 0;
        for (String venue : List.of("Muscat, May?", "Mus\u200Bcat, May\u202E?", "Muscat,\u00A0May?")) {
            Asked asked = asked(++times, SoundingKind.VENUE, venue);
            happens(People.HARBOUR, asked);
            assertThat(room.soundings().asking(asked.name()).orElseThrow().times())
                    .isEqualTo(times);
            happens(People.HARBOUR, new Ended(asked.name(), SoundingAnswer.NOT_NOW));
        }
        refused("sounding.too-often", People.HARBOUR, asked(4, SoundingKind.VENUE, "Muscat,\u2003May?\uFEFF"));
    }

    @Test
    void aQuestionOfWhichNothingIsSeenIsNone() {
        for (String unseen : List.of("\u00A0\u00A0", "\u2003", "\u200B", "\u2800", " \uFEFF\n")) {
            refused("sounding.no-question", People.HARBOUR, asked(1, SoundingKind.VENUE, unseen));
        }
        happens(People.HARBOUR, asked(1, SoundingKind.VENUE, "\u00A0?"));
    }

    @Test
    void otherWordsMakeNoOtherMeeting() {
        for (int times = 1; times <= Soundings.MOST_TIMES; times++) {
            Asked meet = asked(times, SoundingKind.MEET, "words " + times);
            happens(People.HARBOUR, meet);
            happens(People.HARBOUR, new Ended(meet.name(), SoundingAnswer.NOT_NOW));
        }
        refused("sounding.too-often", People.HARBOUR, asked(7, SoundingKind.MEET, "yet other words"));
    }

    @Test
    void aCaucusIsAskedSoManyQuestionsAndNoMore() {
        for (int i = 0; i < Soundings.MOST_QUESTIONS; i++) {
            Asked heading = asked(i, SoundingKind.HEADING, "Heading " + i);
            happens(People.HARBOUR, heading);
            happens(People.HARBOUR, new Ended(heading.name(), SoundingAnswer.NOT_NOW));
        }
        refused("sounding.too-many", People.HARBOUR, asked(1, SoundingKind.HEADING, "Another"));
        assertThat(RoomTalk.restore(room.encoded()).orThrow()).isEqualTo(room);
        assertThat(room.encoded().size()).as("bytes of a full state").isLessThan(64 * 1024);
    }

    @Test
    void onlyAMediatorAsksAndOnlyAPartysCaucusOfWhichItNamesTheParty() {
        refused("sounding.in-caucus", People.CEDAR, MEET);
        refused("sounding.whom", People.HARBOUR, asked(1, SoundingKind.MEET, "", People.CEDAR));
        refused("sounding.whom", People.HARBOUR, asked(1, SoundingKind.MEET, "", People.JUNIPER, People.JUNIPER));
        refused("sounding.whom", People.HARBOUR, asked(1, SoundingKind.MEET, "", People.CEDAR, People.CEDAR));
        refused("sounding.whom", People.HARBOUR, asked(1, SoundingKind.MEET, "", People.CEDAR, People.ANVIL));
        Principal mislabelled = new Principal(People.CEDAR.id(), "Somebody else", Role.PARTY);
        refused("sounding.whom", People.HARBOUR, asked(1, SoundingKind.MEET, "", mislabelled, People.JUNIPER));
        refused("sounding.no-question", People.HARBOUR, asked(1, SoundingKind.VENUE, " \n"));
        room = Rooms.plenary();
        refused("sounding.in-caucus", People.HARBOUR, MEET);
    }

    @Test
    void aLongQuestionIsRefusedByActsAndIsNoEvent() {
        Asked whole = asked(1, SoundingKind.VENUE, "x".repeat(Soundings.MOST_TEXT_BYTES));
        Asked tooLong = asked(1, SoundingKind.VENUE, "x".repeat(Soundings.MOST_TEXT_BYTES + 1));
        assertThat(verdict(People.HARBOUR, tooLong)).isEqualTo("sounding.too-long");
        assertThat(RoomEvent.read(new RoomEvent.OfSounding(tooLong).encoded()))
                .isInstanceOf(RoomEvent.Reading.Nothing.class);
        happens(People.HARBOUR, whole);
    }

    @Test
    void nothingIsAskedOrAnsweredBeforeReadersWhoAreNotKnownWellEnough() {
        Result<Bytes> asked = room.decide(
                People.HARBOUR.id(), new RoomCommand.OfSounding(new SoundingActs.Command.Ask(MEET, Standing.VOUCHED)));
        assertThat(Rooms.keyOf(asked)).isEqualTo("message.readers-not-compared");
    }

    @Test
    void aTableThatPinsEarlierEventsIsAskedNothing() {
        room = Rooms.room(RoomKind.CAUCUS, Rules.standard().withEventVersion(2), People.CEDAR, People.HARBOUR);
        assertThat(verdict(People.HARBOUR, MEET)).isEqualTo("event.later-version");
        RoomTalk after = Rooms.fold(room, 1, People.HARBOUR, new RoomEvent.OfSounding(MEET).encoded());
        assertThat(after.last()).contains(new Outcome.Unknown(3, "sounding.asked"));
    }

    @Test
    void theSameWordsToTheSamePartiesHaveOneNameAndAnythingElseAnother() {
        assertThat(asked(1, SoundingKind.VENUE, "Muscat?").name())
                .isEqualTo(asked(1, SoundingKind.VENUE, "Muscat?").name())
                .isNotEqualTo(asked(2, SoundingKind.VENUE, "Muscat?").name())
                .isNotEqualTo(asked(1, SoundingKind.VENUE, "Muscat!").name())
                .isNotEqualTo(asked(1, SoundingKind.DATES, "Muscat?").name())
                .isNotEqualTo(asked(1, SoundingKind.VENUE, "Muscat?", People.CEDAR, People.GAUGE)
                        .name());
    }

    /** Far enough from the hour of the sounding before. */
    private static long hour(int nonce) {
        return 1_000 + nonce * Soundings.LEAST_MILLIS_BETWEEN;
    }

    private static Asked at(long hour, SoundingKind kind, String text) {
        return new Asked(Hash.of("nonce", Hash.number(hour)), kind, text, "en", Direction.LTR, BOTH, hour);
    }

    private static Asked asked(int nonce, SoundingKind kind, String text, Principal... whom) {
        return new Asked(
                Hash.of("nonce", Hash.number(nonce)),
                kind,
                text,
                "en",
                Direction.LTR,
                whom.length == 0 ? BOTH : List.of(whom),
                hour(nonce));
    }

    private void turn(Principal... roster) {
        room = room.turn(
                new RoomTalk.Turn(room.sitting().epoch() + 1, ChangeKind.REFRESH, roster[0].id(), List.of(roster)));
    }
}
