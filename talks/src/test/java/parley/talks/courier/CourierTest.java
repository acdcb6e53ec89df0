package parley.talks.courier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.talks.courier.CourierEvent.Acknowledged;
import parley.talks.courier.CourierEvent.Brought;
import parley.talks.courier.CourierEvent.CalledBack;
import parley.talks.courier.CourierEvent.Confirmed;
import parley.talks.courier.CourierEvent.Delivered;
import parley.talks.courier.CourierEvent.HandedIn;
import parley.talks.courier.CourierEvent.Handover;
import parley.talks.courier.CourierEvent.Received;
import parley.talks.fixtures.People;
import parley.talks.fixtures.PlayedRoom;
import parley.talks.fixtures.Rooms;
import parley.talks.message.Attachment;
import parley.talks.message.Direction;
import parley.talks.message.FileType;
import parley.talks.room.Outcome;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.rules.QuietSlots;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/** Items in two caucuses: each step in its order by whom it belongs to, and what no fold lets count of a modified node. */
public class CourierTest extends PlayedRoom<CourierEvent> {
    private static final Item LETTER = item(1, "We ask for eighteen hours.", Optional.empty());
    private static final Hash NAME = LETTER.name(People.CEDAR.id());
    private static final Handover HAND = new Handover("the ambassador", Means.PAPER, "At the residence.", 1_000);

    CourierTest() {
        super(caucus(People.CEDAR));
    }

    @Override
    protected RoomEvent event(CourierEvent event) {
        return new RoomEvent.OfCourier(event);
    }

    @Override
    protected RoomCommand asking(CourierEvent event) {
        return new RoomCommand.OfCourier(command(event));
    }

    @Test
    void anItemGoesItsWayStepByStepInTheRoomOfItsSource() {
        happens(People.CEDAR, new HandedIn(LETTER));
        assertThat(step()).isEqualTo(Step.HANDED_IN);
        happens(People.HARBOUR, new Received(NAME));
        assertThat(step()).isEqualTo(Step.RECEIVED);
        happens(People.HARBOUR, new Delivered(NAME, People.JUNIPER, HAND));
        assertThat(slip().to()).contains(People.JUNIPER.id());
        happens(People.HARBOUR, new Confirmed(NAME));
        assertThat(step()).isEqualTo(Step.ACKNOWLEDGED);
        refused("courier.step-is-done", People.HARBOUR, new Confirmed(NAME));
        refused("courier.is-delivered", People.HARBOUR, new Delivered(NAME, People.JUNIPER, HAND));
    }

    @Test
    void theReceiverHasItToTheLetterUnderTheNameThatTheSourceKnows() {
        room = caucus(People.JUNIPER);
        happens(People.HARBOUR, new Brought(People.CEDAR, HAND, LETTER));
        assertThat(slip().name()).isEqualTo(NAME);
        assertThat(item(1, "We ask for eighteen hours", Optional.empty()).name(People.CEDAR.id()))
                .as("one letter less has another name")
                .isNotEqualTo(NAME);
        assertThat(LETTER.name(People.LANTERN.id())).as("from another").isNotEqualTo(NAME);
        happens(People.JUNIPER, new Acknowledged(NAME));
        assertThat(step()).isEqualTo(Step.ACKNOWLEDGED);
        refused("courier.brought-already", People.HARBOUR, new Brought(People.CEDAR, HAND, LETTER));
    }

    @Test
    void nobodyElseSaysReceivedForTheReceiver() {
        room = caucus(People.JUNIPER);
        happens(People.HARBOUR, new Brought(People.CEDAR, HAND, LETTER));
        refused("courier.receivers-acknowledge", People.HARBOUR, new Acknowledged(NAME));
        refused("room.not-a-member", People.CEDAR, new Acknowledged(NAME));
        happens(People.JUNIPER, new Acknowledged(NAME));
        refused("courier.step-is-done", People.JUNIPER, new Acknowledged(NAME));
    }

    @Test
    void anItemIsCalledBackByItsAuthorUntilTheRecordOfItsDelivery() {
        happens(People.CEDAR, new HandedIn(LETTER));
        refused("courier.not-yours", People.HARBOUR, new CalledBack(NAME));
        happens(People.HARBOUR, new Received(NAME));
        happens(People.CEDAR, new CalledBack(NAME));
        refused("courier.no-such-item", People.HARBOUR, new Delivered(NAME, People.JUNIPER, HAND));

        happens(People.CEDAR, new HandedIn(item(2, "Again.", Optional.empty())));
        Hash second = room.courier().slips().getLast().name();
        happens(People.HARBOUR, new Delivered(second, People.JUNIPER, HAND));
        refused("courier.is-delivered", People.CEDAR, new CalledBack(second));
    }

    @Test
    void aPostmanHandsInNothingOfItsOwnAndAPartyCarriesNothing() {
        refused("courier.parties-hand-in", People.HARBOUR, new HandedIn(LETTER));
        happens(People.CEDAR, new HandedIn(LETTER));
        refused("courier.mediators-carry", People.CEDAR, new Received(NAME));
        refused("courier.mediators-carry", People.CEDAR, new Delivered(NAME, People.JUNIPER, HAND));
        refused("courier.mediators-carry", People.CEDAR, new Brought(People.JUNIPER, HAND, LETTER));
        refused("courier.not-the-postman", People.HARBOUR, new Confirmed(NAME));
    }

    @Test
    void aDeliveryNamesAnotherPartyAndAHand() {
        happens(People.CEDAR, new HandedIn(LETTER));
        refused("courier.to-another-party", People.HARBOUR, new Delivered(NAME, People.CEDAR, HAND));
        refused("courier.to-another-party", People.HARBOUR, new Delivered(NAME, People.LANTERN, HAND));
        refused(
                "courier.whose-hand",
                People.HARBOUR,
                new Delivered(NAME, People.JUNIPER, new Handover(" ", Means.PAPER, "", 0)));
        refused("courier.from-another-party", People.HARBOUR, new Brought(People.LANTERN, HAND, LETTER));
        refused("courier.from-another-party", People.HARBOUR, new Brought(People.CEDAR, HAND, LETTER));
    }

    @Test
    void onlyTheMediatorWhoDeliveredReportsThatItWasReceived() {
        happens(People.CEDAR, new HandedIn(LETTER));
        happens(People.HARBOUR, new Delivered(NAME, People.JUNIPER, HAND));
        refused("courier.not-the-postman", People.LANTERN, new Confirmed(NAME));
        happens(People.HARBOUR, new Confirmed(NAME));
    }

    @Test
    void anAnswerIsAnItemBackThatNamesWhatItAnswers() {
        Item answer = item(3, "Twelve.", Optional.of(NAME));
        Hash answerName = answer.name(People.JUNIPER.id());
        RoomTalk cedars = room;
        room = caucus(People.JUNIPER);
        refused("courier.answers-nothing", People.JUNIPER, new HandedIn(answer));
        happens(People.HARBOUR, new Brought(People.CEDAR, HAND, LETTER));
        happens(People.JUNIPER, new HandedIn(answer));
        assertThat(room.courier().slip(NAME).orElseThrow().answeredBy()).contains(answerName);
        refused("courier.answers-nothing", People.JUNIPER, new HandedIn(item(4, "Or ten.", Optional.of(NAME))));
        happens(People.JUNIPER, new CalledBack(answerName));
        assertThat(room.courier().slip(NAME).orElseThrow().answeredBy()).isEmpty();

        room = cedars;
        happens(People.CEDAR, new HandedIn(LETTER));
        refused("courier.answers-nothing", People.HARBOUR, new Brought(People.JUNIPER, HAND, answer));
        happens(People.HARBOUR, new Delivered(NAME, People.JUNIPER, HAND));
        refused(
                "courier.answers-nothing",
                People.HARBOUR,
                new Brought(People.of("Larch", People.CEDAR.role()), HAND, answer));
        happens(People.HARBOUR, new Brought(People.JUNIPER, HAND, answer));
        assertThat(room.courier().slip(NAME).orElseThrow().answeredBy()).contains(answerName);
    }

    @Test
    void soManyWaitAndNoMoreAndTheStateStaysSmall() {
        for (int i = 0; i < Courier.MOST_WAITING; i++) {
            happens(People.CEDAR, new HandedIn(item(i, "text", Optional.empty())));
        }
        refused("courier.too-many", People.CEDAR, new HandedIn(item(900, "text", Optional.empty())));
        for (int i = 0; i < 2 * Courier.MOST_KEPT; i++) {
            Hash oldest = room.courier().slips().stream()
                    .filter(Slip::underWay)
                    .findFirst()
                    .orElseThrow()
                    .name();
            happens(People.HARBOUR, new Delivered(oldest, People.JUNIPER, HAND));
            happens(People.CEDAR, new HandedIn(item(1_000 + i, "text", Optional.empty())));
        }
        for (int i = 0; i < Courier.MOST_WAITING; i++) {
            happens(People.HARBOUR, new Brought(People.JUNIPER, HAND, item(i, "text", Optional.empty())));
        }
        refused(
                "courier.too-many",
                People.HARBOUR,
                new Brought(People.JUNIPER, HAND, item(901, "text", Optional.empty())));
        assertThat(room.courier().slips()).hasSize(Courier.MOST_KEPT + Courier.MOST_WAITING);
        assertThat(room.courier().slips().stream().filter(Slip::underWay)).hasSize(Courier.MOST_WAITING);
        assertThat(RoomTalk.restore(room.encoded()).orThrow()).isEqualTo(room);
        assertThat(room.encoded().size()).as("bytes of a full state").isLessThan(64 * 1024);
    }

    @Test
    void anItemIsWordsOrFilesAndTheSameOneComesOnce() {
        refused("courier.empty", People.CEDAR, new HandedIn(item(1, " \n", Optional.empty())));
        happens(People.CEDAR, new HandedIn(LETTER));
        refused("courier.handed-in-already", People.CEDAR, new HandedIn(LETTER));
    }

    @Test
    void whatAPartyThatHasGoneHandedInIsNotDelivered() {
        happens(People.CEDAR, new HandedIn(LETTER));
        room = room.turn(new RoomTalk.Turn(1, ChangeKind.REMOVE, People.CEDAR.id(), List.of(People.HARBOUR)));
        refused("courier.no-such-item", People.HARBOUR, new Delivered(NAME, People.JUNIPER, HAND));
    }

    @Test
    void thereIsNoPostWhereTheOtherSideReadsAlong() {
        room = Rooms.plenary();
        refused("courier.no-caucus", People.CEDAR, new HandedIn(LETTER));
    }

    @Test
    void nothingIsHandedInBeforeReadersWhoAreNotKnownWellEnough() {
        assertThat(Rooms.keyOf(room.decide(
                        People.CEDAR.id(),
                        new RoomCommand.OfCourier(new CourierActs.Command.HandIn(LETTER, Standing.VOUCHED)))))
                .isEqualTo("message.readers-not-compared");
    }

    @Test
    void aTableThatPinsEarlierEventsHasNoPost() {
        room = Rooms.room(RoomKind.CAUCUS, Rules.standard().withEventVersion(3), People.CEDAR, People.HARBOUR);
        assertThat(verdict(People.CEDAR, new HandedIn(LETTER))).isEqualTo("event.later-version");
        assertThat(sealed(People.CEDAR, new HandedIn(LETTER)).last())
                .contains(new Outcome.Unknown(4, "courier.handed-in"));
    }

    @Test
    void inAQuietRoomNoFilesAreHandedInOrBrought() {
        Rules quiet = Rules.standard().withQuiet(QuietSlots.FIVE_MINUTES);
        Item withFile = new Item(
                Hash.of("nonce"),
                "",
                "A map.",
                "en",
                Direction.LTR,
                List.of(new Attachment("map.png", FileType.PNG, 5_000, Bytes.hex("0102"))),
                Optional.empty(),
                1_000);
        room = Rooms.room(RoomKind.CAUCUS, quiet, People.CEDAR, People.HARBOUR);
        refused("message.quiet-no-files", People.CEDAR, new HandedIn(withFile));
        happens(People.CEDAR, new HandedIn(LETTER));
        room = Rooms.room(RoomKind.CAUCUS, quiet, People.JUNIPER, People.HARBOUR);
        refused("message.quiet-no-files", People.HARBOUR, new Brought(People.CEDAR, HAND, withFile));
        happens(People.HARBOUR, new Brought(People.CEDAR, HAND, LETTER));
    }

    private static RoomTalk caucus(Principal party) {
        return Rooms.room(RoomKind.CAUCUS, Rules.standard(), party, People.HARBOUR, People.LANTERN);
    }

    private static Item item(int nonce, String text, Optional<Hash> answers) {
        return new Item(
                Hash.of("nonce", Hash.number(nonce)),
                "the minister",
                text,
                "en",
                Direction.LTR,
                List.of(),
                answers,
                1_000);
    }

    private Slip slip() {
        return room.courier().slip(NAME).orElseThrow();
    }

    private Step step() {
        return slip().step();
    }

    /** What somebody asks who wants this event. */
    public static CourierActs.Command command(CourierEvent event) {
        return switch (event) {
            case HandedIn(Item item) -> new CourierActs.Command.HandIn(item, Standing.COMPARED);
            case CalledBack(Hash item) -> new CourierActs.Command.CallBack(item);
            case Received(Hash item) -> new CourierActs.Command.Receive(item);
            case Delivered(Hash item, Principal to, Handover how) -> new CourierActs.Command.Deliver(item, to, how);
            case Brought(Principal from, Handover how, Item item) ->
                new CourierActs.Command.Bring(from, how, item, Standing.COMPARED);
            case Acknowledged(Hash item) -> new CourierActs.Command.Acknowledge(item);
            case Confirmed(Hash item) -> new CourierActs.Command.Confirm(item);
        };
    }
}
