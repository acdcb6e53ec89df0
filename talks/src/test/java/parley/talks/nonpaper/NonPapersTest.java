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

    private final RoomTalk room =
            Rooms.room(RoomKind.PLENARY, Rules.standard(), People.CEDAR, People.JUNIPER, People.HARBOUR);

    @Test
    void aPartyOrAMediatorLaysOneAndTheStateKeepsNothingOfIt() {
        for (Principal who : List.of(People.CEDAR, People.HARBOUR)) {
            RoomTalk after = folded(who, new Laid(TEXT, "en", Direction.LTR, 1, List.of()));
            assertThat(verdict(after)).isEqualTo("counts");
            assertThat(after.digest()).isEqualTo(room.digest());
        }
    }

    @Test
    void onlyAMediatorMarksThatItComesFromALevelThatCanDeliver() {
        assertThat(verdict(folded(People.CEDAR, new Laid(TEXT, "en", Direction.LTR, 1, MARK))))
                .isEqualTo("nonpaper.mediators-mark");
        assertThat(verdict(folded(People.HARBOUR, new Laid(TEXT, "en", Direction.LTR, 1, MARK))))
                .isEqualTo("counts");
        List<ReaderProof> twice = List.of(MARK.getFirst(), MARK.getFirst());
        assertThat(verdict(folded(People.HARBOUR, new Laid(TEXT, "en", Direction.LTR, 1, twice))))
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
            assertThat(verdict(folded(People.CEDAR, new Laid(marked, "en", Direction.LTR, 1, List.of()))))
                    .as(marked)
                    .isEqualTo("nonpaper.not-plain");
            assertThat(PlainText.of(PlainText.of(marked))).isEqualTo(PlainText.of(marked));
        }
        assertThat(verdict(folded(People.CEDAR, new Laid(TEXT, "en", Direction.LTR, 0, List.of()))))
                .isEqualTo("nonpaper.never-lapses");
        assertThat(verdict(folded(People.CEDAR, new Laid(" ", "en", Direction.LTR, 1, List.of()))))
                .isEqualTo("nonpaper.empty");
        assertThat(verdict(folded(People.CEDAR, new Laid(TEXT, "no tag", Direction.LTR, 1, List.of()))))
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
    void itCarriesNoAuthorTimeTitleOrAttachment() {
        Laid laid = new Laid(TEXT, "en", Direction.LTR, 1, List.of());
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
                new RoomCommand.OfNonPaper(
                        new NonPaperActs.Command.Lay(text, "en", Direction.LTR, 1, List.of(), Standing.COMPARED)));
    }

    /** What a node that doesn't ask its Acts seals. */
    private RoomTalk folded(Principal who, Laid laid) {
        return Rooms.fold(room, 1, who, new RoomEvent.OfNonPaper(laid).encoded());
    }

    private static String verdict(RoomTalk after) {
        return after.last().orElseThrow() instanceof Outcome.Refused(var _, Refusal why) ? why.key() : "counts";
    }
}
