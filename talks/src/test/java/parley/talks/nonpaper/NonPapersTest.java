package parley.talks.nonpaper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.Refusal;
import parley.base.Result;
import parley.talks.fixtures.People;
import parley.talks.fixtures.Rooms;
import parley.talks.message.Direction;
import parley.talks.nonpaper.NonPaperEvent.Laid;
import parley.talks.practice.ReaderProof;
import parley.talks.room.Outcome;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;
import parley.talks.text.PlainText;

/** What may be laid before a room as a non-paper, and what no fold lets count, whatever a modified node seals. */
class NonPapersTest {
    private static final String TEXT = "A day would do.";
    private static final List<ReaderProof> MARK =
            List.of(new ReaderProof(People.JUNIPER.id(), Hash.of("keys"), Hash.of("tag")));

    private static final long HOUR = 1_767_225_600_000L;

    private final RoomTalk room =
            Rooms.room(RoomKind.PLENARY, Rules.standard(), People.CEDAR, People.JUNIPER, People.HARBOUR);

    @Test
    void aPartyOrAMediatorLaysOneAndTheStateKeepsNothingOfIt() {
        for (Principal who : List.of(People.CEDAR, People.HARBOUR)) {
            RoomTalk after = folded(who, new Laid(TEXT, "en", Direction.LTR, 1, List.of(), false));
            assertThat(verdict(after)).isEqualTo("counts");
            assertThat(after.digest()).isEqualTo(room.digest());
        }
    }

    @Test
    void onlyAMediatorMarksThatItComesFromALevelThatCanDeliver() {
        assertThat(verdict(folded(People.CEDAR, new Laid(TEXT, "en", Direction.LTR, 1, MARK, false))))
                .isEqualTo("nonpaper.mediators-mark");
        assertThat(verdict(folded(People.HARBOUR, new Laid(TEXT, "en", Direction.LTR, 1, MARK, false))))
                .isEqualTo("counts");
        List<ReaderProof> twice = List.of(MARK.getFirst(), MARK.getFirst());
        assertThat(verdict(folded(People.HARBOUR, new Laid(TEXT, "en", Direction.LTR, 1, twice, false))))
                .isEqualTo("convey.proofs");
    }

    @Test
    void whatIsNotPlainOrNeverLapsesCountsForNothing() {
        for (String marked : List.of(
                "A day\u200B would do.",
                "A day would do. ",
                "A  day would do.",
                "A\u00A0day would do.",
                "\u201CA day\u201D would do.",
                "A day would do\u2026",
                "A day \u202Ewould do.",
                "A day\u200C would do.",
                "\uFEFFA day would do.",
                "A\n\n\n\nday")) {
            assertThat(verdict(folded(People.CEDAR, new Laid(marked, "en", Direction.LTR, 1, List.of(), false))))
                    .as(marked)
                    .isEqualTo("nonpaper.not-plain");
            assertThat(PlainText.of(PlainText.of(marked))).isEqualTo(PlainText.of(marked));
        }
        assertThat(verdict(folded(People.CEDAR, new Laid(TEXT, "en", Direction.LTR, 0, List.of(), false))))
                .isEqualTo("nonpaper.never-lapses");
        assertThat(verdict(folded(People.CEDAR, new Laid(" ", "en", Direction.LTR, 1, List.of(), false))))
                .isEqualTo("nonpaper.empty");
        assertThat(verdict(folded(People.CEDAR, new Laid(TEXT, "no tag", Direction.LTR, 1, List.of(), false))))
                .isEqualTo("message.language");
    }

    @Test
    void actsScrubWhatPeopleTypeAndKeepWhatPersianIsSpeltWith() {
        Bytes sealed = decide(
                        People.CEDAR,
                        "\uFEFF\u201CA  day\u201D\u200B \u2013 not two\u2026 \r\n\r\n\r\n\r\n\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u06CC\u0645 ")
                .orThrow();
        assertThat(((Laid) ((RoomEvent.OfNonPaper) ((RoomEvent.Reading.Known) RoomEvent.read(sealed)).event()).event())
                        .text())
                .isEqualTo("\"A day\" - not two...\n\n\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u06CC\u0645");
        assertThat(Rooms.keyOf(decide(People.CEDAR, "x".repeat(NonPapers.MOST_TEXT_BYTES + 1))))
                .isEqualTo("nonpaper.too-long");
    }

    @Test
    void whatADelegationGivesForOthersAMediatorMayCarryUntilItsHourAndNothingElse() {
        RoomTalk caucus = Rooms.room(RoomKind.CAUCUS, Rules.standard(), People.CEDAR, People.HARBOUR);
        RoomTalk kept =
                Rooms.fold(caucus, 1, People.CEDAR, paper(new Laid(TEXT, "en", Direction.LTR, HOUR, List.of(), false)));
        RoomTalk given =
                Rooms.fold(kept, 2, People.CEDAR, paper(new Laid(TEXT, "en", Direction.LTR, HOUR, List.of(), true)));
        assertThat(given.nonPapers().forOthers()).containsExactly(new NonPapers.ForOthers(2, HOUR));

        assertThat(carried(given, People.HARBOUR, 2, HOUR, People.JUNIPER)).isEqualTo("counts");
        assertThat(carried(given, People.HARBOUR, 2, 1, People.JUNIPER, People.HARBOUR))
                .isEqualTo("counts");
        assertThat(carried(given, People.HARBOUR, 1, HOUR, People.JUNIPER))
                .as("one that stays here")
                .isEqualTo("nonpaper.stays-here");
        assertThat(carried(given, People.HARBOUR, 3, HOUR, People.JUNIPER))
                .as("none")
                .isEqualTo("nonpaper.stays-here");
        assertThat(carried(given, People.HARBOUR, 2, HOUR + 1, People.JUNIPER)).isEqualTo("nonpaper.later-there");
        assertThat(carried(given, People.HARBOUR, 2, 0, People.JUNIPER)).isEqualTo("nonpaper.later-there");
        assertThat(carried(given, People.HARBOUR, 2, HOUR, People.HARBOUR, People.CEDAR))
                .as("nobody else")
                .isEqualTo("convey.no-readers");
        assertThat(carried(given, People.CEDAR, 2, HOUR, People.JUNIPER)).isEqualTo("convey.mediators-convey");
    }

    @Test
    void onlyADelegationGivesAPaperForOthersAndOnlyInItsCaucus() {
        RoomTalk caucus = Rooms.room(RoomKind.CAUCUS, Rules.standard(), People.CEDAR, People.HARBOUR);
        Laid given = new Laid(TEXT, "en", Direction.LTR, HOUR, List.of(), true);
        assertThat(verdict(Rooms.fold(caucus, 1, People.HARBOUR, paper(given)))).isEqualTo("nonpaper.for-others-where");
        assertThat(verdict(folded(People.CEDAR, given))).isEqualTo("nonpaper.for-others-where");
    }

    @Test
    void theOldestMakesRoomAndTheStateIsReadBackAsItWas() {
        RoomTalk caucus = Rooms.room(RoomKind.CAUCUS, Rules.standard(), People.CEDAR, People.HARBOUR);
        for (int i = 1; i <= NonPapers.MOST_FOR_OTHERS + 1; i++) {
            caucus = Rooms.fold(
                    caucus, i, People.CEDAR, paper(new Laid(TEXT, "en", Direction.LTR, HOUR, List.of(), true)));
        }
        assertThat(carried(caucus, People.HARBOUR, 1, HOUR, People.JUNIPER)).isEqualTo("nonpaper.stays-here");
        assertThat(carried(caucus, People.HARBOUR, 2, HOUR, People.JUNIPER)).isEqualTo("counts");
        RoomTalk restored = RoomTalk.restore(caucus.encoded()).orThrow();
        assertThat(restored.digest()).isEqualTo(caucus.digest());
        assertThat(restored.nonPapers()).isEqualTo(caucus.nonPapers());
    }

    private static String carried(RoomTalk room, Principal who, long paper, long lapses, Principal... to) {
        return verdict(Rooms.fold(room, 1_000, who, paper(new NonPaperEvent.Carried(paper, List.of(to), lapses))));
    }

    private static Bytes paper(NonPaperEvent event) {
        return new RoomEvent.OfNonPaper(event).encoded();
    }

    @Test
    void itCarriesNoAuthorTimeTitleOrAttachment() {
        Laid laid = new Laid(TEXT, "en", Direction.LTR, 1, List.of(), false);
        String bytes = new String(
                new RoomEvent.OfNonPaper(laid).encoded().toArray(), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("text", "lang", "dir", "lapses", "proofs").doesNotContain("at", "who");
    }

    @Test
    void aMarkIsForTheseWordsInThisRoomUntilThen() {
        Hash proven = Laid.statement(People.ROOM, TEXT, "en", Direction.LTR, 1);
        assertThat(List.of(
                        Laid.statement(new parley.base.RoomId(Hash.of("other")), TEXT, "en", Direction.LTR, 1),
                        Laid.statement(People.ROOM, TEXT + "!", "en", Direction.LTR, 1),
                        Laid.statement(People.ROOM, TEXT, "he", Direction.LTR, 1),
                        Laid.statement(People.ROOM, TEXT, "en", Direction.RTL, 1),
                        Laid.statement(People.ROOM, TEXT, "en", Direction.LTR, 2)))
                .doesNotContain(proven);
    }

    private Result<Bytes> decide(Principal who, String text) {
        return room.decide(
                who.id(),
                new RoomCommand.OfNonPaper(new NonPaperActs.Command.Lay(
                        text, "en", Direction.LTR, 1, List.of(), false, Standing.COMPARED)));
    }

    /** What a node that doesn't ask its Acts seals. */
    private RoomTalk folded(Principal who, Laid laid) {
        return Rooms.fold(room, 1, who, new RoomEvent.OfNonPaper(laid).encoded());
    }

    private static String verdict(RoomTalk after) {
        return after.last().orElseThrow() instanceof Outcome.Refused(var _, Refusal why) ? why.key() : "counts";
    }
}
