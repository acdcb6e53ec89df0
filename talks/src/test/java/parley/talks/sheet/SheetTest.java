package parley.talks.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
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
import parley.talks.sheet.SheetEvent.Drawn;
import parley.talks.sheet.SheetEvent.Shared;
import parley.talks.sheet.SheetEvent.Tabled;
import parley.talks.sheet.SheetEvent.TakenOff;

/** One sheet for the room, packages in its terms, and what no fold lets count of a modified node. */
public class SheetTest extends PlayedRoom<SheetEvent> {
    private static final SheetIssue LINE = new SheetIssue("Line", List.of("as it is", "moved"));
    private static final SheetIssue WATER = new SheetIssue("Water", List.of("half", "a third", "none"));
    private static final Drawn FIRST = drawn(Optional.empty(), LINE, WATER);

    SheetTest() {
        super(Rooms.plenary());
    }

    @Override
    protected RoomEvent event(SheetEvent event) {
        return new RoomEvent.OfSheet(event);
    }

    @Override
    protected RoomCommand asking(SheetEvent event) {
        return new RoomCommand.OfSheet(command(event));
    }

    @Test
    void aSheetIsDrawnAndPackagesArePutOnTheTableInItsTerms() {
        happens(People.CEDAR, FIRST);
        assertThat(room.sheet().standing().orElseThrow().number()).isEqualTo(1);
        happens(People.JUNIPER, new Tabled(FIRST.name(), List.of(1, 2)));
        happens(People.HARBOUR, new Tabled(FIRST.name(), List.of(0, 0)));
        assertThat(room.sheet().offers()).hasSize(2);
        refused("sheet.on-the-table", People.CEDAR, new Tabled(FIRST.name(), List.of(1, 2)));
    }

    @Test
    void aNewVersionLeavesNothingOfTheOldOnTheTableAndFitsNoOldPackage() {
        happens(People.CEDAR, FIRST);
        happens(People.CEDAR, new Tabled(FIRST.name(), List.of(1, 2)));
        Drawn second = drawn(Optional.of(FIRST.name()), LINE, WATER);
        assertThat(second.name()).as("the same issues, another version").isNotEqualTo(FIRST.name());
        happens(People.JUNIPER, second);
        assertThat(room.sheet().standing().orElseThrow().number()).isEqualTo(2);
        assertThat(room.sheet().offers()).isEmpty();
        refused("sheet.changed", People.CEDAR, new Tabled(FIRST.name(), List.of(0, 0)));
    }

    @Test
    void whoDrawsOverAVersionThatItHasNotSeenIsRefused() {
        refused("sheet.changed", People.CEDAR, drawn(Optional.of(Hash.of("another")), LINE));
        happens(People.CEDAR, FIRST);
        refused("sheet.changed", People.JUNIPER, drawn(Optional.empty(), WATER));
    }

    @Test
    void aPackageHasOneOptionOfEveryIssue() {
        happens(People.CEDAR, FIRST);
        for (List<Integer> wrong : List.of(
                List.<Integer>of(), List.of(1), List.of(1, 2, 0), List.of(2, 0), List.of(0, Integer.MAX_VALUE))) {
            refused("sheet.no-package", People.CEDAR, new Tabled(FIRST.name(), wrong));
        }
    }

    @Test
    void onlyItsAuthorTakesAPackageOffTheTable() {
        happens(People.CEDAR, FIRST);
        Tabled tabled = new Tabled(FIRST.name(), List.of(0, 1));
        happens(People.CEDAR, tabled);
        refused("sheet.not-yours", People.JUNIPER, new TakenOff(tabled.name()));
        happens(People.CEDAR, new TakenOff(tabled.name()));
        refused("sheet.not-yours", People.CEDAR, new TakenOff(tabled.name()));
        assertThat(room.sheet().offers()).isEmpty();
    }

    @Test
    void noNameHidesAnythingOrIsTwice() {
        refused("sheet.name", People.CEDAR, drawn(Optional.empty(), named("Li\u202Ene")));
        refused("sheet.name", People.CEDAR, drawn(Optional.empty(), named("Line\u200B")));
        refused("sheet.name", People.CEDAR, drawn(Optional.empty(), named("Line\nWater")));
        refused("sheet.name", People.CEDAR, drawn(Optional.empty(), named(" ")));
        refused("sheet.name-twice", People.CEDAR, drawn(Optional.empty(), LINE, named(" lIne ")));
        refused(
                "sheet.name-twice",
                People.CEDAR,
                drawn(Optional.empty(), new SheetIssue("Line", List.of("moved", "Moved"))));
        happens(People.CEDAR, drawn(Optional.empty(), named("\u0646\u0645\u06cc\u200c\u062a\u0648\u0627\u0646")));
    }

    @Test
    void namesThatOneReadsAlikeAreTwice() {
        for (String twin : List.of("a\u00A0third", "a\u3000third", "a  third")) {
            refused(
                    "sheet.name-twice",
                    People.CEDAR,
                    drawn(Optional.empty(), new SheetIssue("Water", List.of("a third", twin))));
        }
        refused("sheet.name-twice", People.CEDAR, drawn(Optional.empty(), named("5-10"), named("5\u201310")));
        happens(People.CEDAR, drawn(Optional.empty(), named("5-10"), named("5-11")));
    }

    @Test
    void aSheetHasAnEnd() {
        refused("sheet.size", People.CEDAR, drawn(Optional.empty()));
        refused("sheet.options", People.CEDAR, drawn(Optional.empty(), new SheetIssue("Line", List.of("as it is"))));
        SheetIssue[] tooMany = IntStream.rangeClosed(0, Sheet.MOST_OPTIONS_IN_ALL / SheetIssue.MOST_OPTIONS)
                .mapToObj(i -> new SheetIssue(
                        "issue " + i,
                        IntStream.range(0, SheetIssue.MOST_OPTIONS)
                                .mapToObj(j -> "option " + j)
                                .toList()))
                .toArray(SheetIssue[]::new);
        refused("sheet.size", People.CEDAR, drawn(Optional.empty(), tooMany));
        RoomEvent longest =
                new RoomEvent.OfSheet(drawn(Optional.empty(), named("x".repeat(SheetIssue.MOST_NAME_BYTES + 1))));
        assertThat(RoomEvent.read(longest.encoded())).isInstanceOf(RoomEvent.Reading.Nothing.class);
    }

    @Test
    void nobodyFillsTheTable() {
        SheetIssue wide = new SheetIssue(
                "Line",
                IntStream.range(0, SheetIssue.MOST_OPTIONS)
                        .mapToObj(i -> "mark " + i)
                        .toList());
        Drawn sheet = drawn(Optional.empty(), wide);
        happens(People.CEDAR, sheet);
        for (int i = 0; i < Sheet.MOST_OFFERS_OF_ONE; i++) {
            happens(People.CEDAR, new Tabled(sheet.name(), List.of(i)));
        }
        refused("sheet.too-many", People.CEDAR, new Tabled(sheet.name(), List.of(Sheet.MOST_OFFERS_OF_ONE)));
        happens(People.JUNIPER, new Tabled(sheet.name(), List.of(Sheet.MOST_OFFERS_OF_ONE)));
        assertThat(RoomTalk.restore(room.encoded()).orThrow()).isEqualTo(room);
    }

    @Test
    void whoOnlyWatchesDrawsNothing() {
        room = Rooms.room(RoomKind.PLENARY, Rules.standard(), People.CEDAR, People.JUNIPER, People.GAUGE);
        refused("sheet.who", People.GAUGE, FIRST);
        refused("room.not-a-member", People.HARBOUR, FIRST);
    }

    @Test
    void thePackagesOfOneWhoHasGoneLeaveTheTable() {
        happens(People.CEDAR, FIRST);
        happens(People.CEDAR, new Tabled(FIRST.name(), List.of(0, 0)));
        happens(People.JUNIPER, new Tabled(FIRST.name(), List.of(1, 1)));
        room = room.turn(
                new RoomTalk.Turn(1, ChangeKind.REMOVE, People.CEDAR.id(), List.of(People.JUNIPER, People.HARBOUR)));
        assertThat(room.sheet().standing()).isPresent();
        assertThat(room.sheet().offers()).extracting(Sheet.Offer::author).containsExactly(People.JUNIPER.id());
    }

    @Test
    void aPartySharesItsScoresWithTheMediatorsOfItsCaucusAndNowhereElse() {
        Shared own = new Shared(FIRST.name(), List.of(List.of(0L, 40L), List.of(30L, 10L, 0L)), 25);
        happens(People.CEDAR, FIRST);
        refused("sheet.share-in-caucus", People.CEDAR, own);
        room = Rooms.room(RoomKind.CAUCUS, Rules.standard(), People.CEDAR, People.HARBOUR);
        refused("sheet.changed", People.CEDAR, own);
        happens(People.CEDAR, FIRST);
        refused("sheet.share-in-caucus", People.HARBOUR, own);
        happens(People.CEDAR, own);
        assertThat(room.sheet().shares()).containsExactly(new Sheet.Share(own.name(), People.CEDAR.id()));
        Shared other = new Shared(FIRST.name(), own.scores(), 26);
        happens(People.CEDAR, other);
        assertThat(room.sheet().shares()).extracting(Sheet.Share::name).containsExactly(other.name());
        assertThat(RoomTalk.restore(room.encoded()).orThrow()).isEqualTo(room);
        assertThat(own.toString()).isEqualTo("Shared[…]");
        happens(People.HARBOUR, drawn(Optional.of(FIRST.name()), LINE, WATER));
        assertThat(room.sheet().shares())
                .as("of a version that no longer stands")
                .isEmpty();
    }

    @Test
    void sharedScoresFitTheSheetAndTheirBounds() {
        room = Rooms.room(RoomKind.CAUCUS, Rules.standard(), People.CEDAR, People.HARBOUR);
        happens(People.CEDAR, FIRST);
        refused("sheet.scores-missing", People.CEDAR, new Shared(FIRST.name(), List.of(List.of(0L, 40L)), 25));
        refused(
                "sheet.points",
                People.CEDAR,
                new Shared(FIRST.name(), List.of(List.of(0L, Sheet.MOST_POINTS + 1), List.of(1L, 2L, 3L)), 25));
        refused(
                "sheet.points",
                People.CEDAR,
                new Shared(FIRST.name(), List.of(List.of(0L, 1L), List.of(1L, 2L, 3L)), Long.MAX_VALUE));
    }

    @Test
    void nothingIsPutBeforeReadersWhoAreNotKnownWellEnough() {
        assertThat(Rooms.keyOf(room.decide(
                        People.CEDAR.id(),
                        new RoomCommand.OfSheet(new SheetActs.Command.Draw(
                                Optional.empty(), "en", Direction.LTR, List.of(LINE), Standing.VOUCHED)))))
                .isEqualTo("message.readers-not-compared");
    }

    @Test
    void aTableThatPinsEarlierEventsHasNoSheet() {
        room = Rooms.room(RoomKind.PLENARY, Rules.standard().withEventVersion(3), People.CEDAR, People.JUNIPER);
        assertThat(verdict(People.CEDAR, FIRST)).isEqualTo("event.later-version");
        assertThat(sealed(People.CEDAR, FIRST).last()).contains(new Outcome.Unknown(4, "sheet.drawn"));
    }

    private static SheetIssue named(String name) {
        return new SheetIssue(name, List.of("yes", "no"));
    }

    private static Drawn drawn(Optional<Hash> replaces, SheetIssue... issues) {
        return new Drawn(replaces, "en", Direction.LTR, List.of(issues));
    }

    /** What somebody asks who wants this event. */
    public static SheetActs.Command command(SheetEvent event) {
        return switch (event) {
            case Drawn drawn ->
                new SheetActs.Command.Draw(
                        drawn.replaces(), drawn.lang(), drawn.dir(), drawn.issues(), Standing.COMPARED);
            case Tabled(Hash sheet, var options) -> new SheetActs.Command.PutOnTable(sheet, options, Standing.COMPARED);
            case Shared shared ->
                new SheetActs.Command.Share(shared.sheet(), shared.scores(), shared.reservation(), Standing.COMPARED);
            case TakenOff(Hash offer) -> new SheetActs.Command.TakeOff(offer);
        };
    }
}
