package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.room.Card;
import parley.protocol.room.Founding;
import parley.protocol.testing.Samples;

/**
 * Every kind of message that an inbox takes, said of a room in which it belongs to nothing: by a member of it, by one who only knows a member,
 * and over the room's own channel, on which nothing but a hello is said. The room stays as it is and goes on.
 */
@Tag("wide")
class MailConfusionTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final Actor qatar = scene.guest("Qatar");

    MailConfusionTest() {
        scene.warmUp(room);
    }

    @Test
    void fromOneWhoOnlyKnowsAMemberNothingIsHeardOfItsRoom() {
        for (InboxMessage message : messages()) {
            int heard = ofTheRoom(scene.oman).size();
            movesNothing(qatar, message);
            assertThat(ofTheRoom(scene.oman)).as(message.toString()).hasSize(heard);
        }
        goesOn();
    }

    @Test
    void fromAMemberItMovesNothingEither() {
        messages().forEach(message -> movesNothing(scene.iran, message));
        goesOn();
    }

    @Test
    void overTheChannelOfARoomOnlyAHelloIsAnything() {
        for (InboxMessage message : messages()) {
            if (!(message instanceof InboxMessage.Hello)) {
                List<Fact> facts = List.copyOf(scene.oman.facts);
                SeatRoom before = scene.oman.room(room);
                scene.oman.act((s, tx) -> {
                    Peers.Peer iran = Scene.peer(scene.oman, scene.iran);
                    Scene.room(scene.oman, room).links.heard(tx, iran, message);
                    return true;
                });
                assertThat(scene.oman.room(room)).as(message.toString()).isEqualTo(before);
                assertThat(scene.oman.facts).as(message.toString()).isEqualTo(facts);
            }
        }
        goesOn();
    }

    private void movesNothing(Actor from, InboxMessage message) {
        SeatRoom before = scene.oman.room(room);
        List<Seat.Peer> peers = scene.oman.seat().peers();
        int rooms = scene.oman.seat().rooms().size();
        from.act((s, tx) -> {
            s.desk().post.send(tx, Scene.peer(from, scene.oman), message);
            return true;
        });
        from.send(scene.world);
        scene.world.settle();
        SeatRoom after = scene.oman.room(room);
        assertThat(after.condition()).as(message.toString()).isEqualTo(SeatRoom.Condition.OPEN);
        assertThat(after.head()).as(message.toString()).isEqualTo(before.head());
        assertThat(after.epoch()).as(message.toString()).isEqualTo(before.epoch());
        assertThat(after.roster())
                .extracting(SeatRoom.Member::principal)
                .as(message.toString())
                .isEqualTo(
                        before.roster().stream().map(SeatRoom.Member::principal).toList());
        if (!(message instanceof InboxMessage.InboxChanged)) {
            assertThat(scene.oman.seat().peers()).as(message.toString()).isEqualTo(peers);
        }
        assertThat(scene.oman.seat().rooms()).as(message.toString()).hasSize(rooms);
    }

    private void goesOn() {
        for (Actor actor : List.of(scene.iran, scene.oman, scene.israel)) {
            actor.say(room, actor.name + " goes on");
            scene.world.settle();
        }
        for (Actor actor : List.of(scene.oman, scene.israel)) {
            assertThat(Scene.texts(actor, room)).endsWith("Iran goes on", "Oman goes on", "Israel goes on");
        }
    }

    private List<Fact> ofTheRoom(Actor actor) {
        return actor.facts.stream()
                .filter(fact -> switch (fact) {
                    case Fact.Folded folded -> folded.room().equals(room);
                    case Fact.EntryRefused refused -> refused.room().equals(room);
                    case Fact.Waiting waiting -> waiting.room().equals(room);
                    case Fact.EpochBegan began -> began.room().equals(room);
                    case Fact.Removed removed -> removed.room().equals(room);
                    case Fact.Receipt receipt -> receipt.room().equals(room);
                    case Fact.Granted granted -> granted.room().equals(room);
                    case Fact.Alarm alarm -> alarm.room().equals(room);
                    case Fact.Frozen frozen -> frozen.room().equals(room);
                    case Fact.Joined joined -> joined.room().equals(room);
                    case Fact.KeyConfirmed confirmed -> confirmed.room().equals(room);
                    case Fact.AskedToJoin asked -> asked.room().equals(room);
                    case Fact.CardReady ready -> ready.room().equals(room);
                    case Fact.RoomOpened opened -> opened.room().equals(room);
                    case Fact.OtherVersion other -> other.room().equals(room);
                    case Fact.LogGone gone -> gone.room().equals(room);
                    case Fact.BeginningLost lost -> lost.room().equals(room);
                    case Fact.Sealed sealed -> sealed.room().equals(room);
                    case Fact.AskAgain again -> again.room().equals(room);
                    case Fact.NotSaid not -> not.room().equals(room);
                    // Who was asked for a card is not kept: who wasn't can still say no, and nothing but the word comes
                    // of it.
                    case Fact.Declined _,
                            Fact.Paired _,
                            Fact.AnsweredTwice _,
                            Fact.AnsweredInVain _,
                            Fact.KeysRenewed _,
                            Fact.InboxElsewhere _,
                            Fact.MailLost _,
                            Fact.StandingChanged _ -> false;
                })
                .toList();
    }

    /** With where its author may be reached last: from then on its mail goes astray, which is its own loss. */
    private List<InboxMessage> messages() {
        List<InboxMessage> all = new ArrayList<>();
        new Samples(1).messages().forEach(message -> all.add(aboutTheRoom(message)));
        all.sort(Comparator.comparing(message -> message instanceof InboxMessage.InboxChanged));
        return all;
    }

    /** The same message, of this room and of a place that it has. */
    private InboxMessage aboutTheRoom(InboxMessage message) {
        return switch (message) {
            case InboxMessage.PairingAcknowledged acknowledged -> acknowledged;
            case InboxMessage.InboxChanged changed -> changed;
            case InboxMessage.Hello(var _, var card) -> new InboxMessage.Hello(room, card);
            case InboxMessage.RoomAsked asked -> asked;
            case InboxMessage.RoomConsented(var _, var plan, Card card) ->
                new InboxMessage.RoomConsented(room, plan, card);
            case InboxMessage.RoomDeclined(var _, var plan) -> new InboxMessage.RoomDeclined(room, plan);
            case InboxMessage.FoundingSent(Founding founding) -> new InboxMessage.FoundingSent(founding);
            case InboxMessage.Join(var _, var founding) -> new InboxMessage.Join(room, founding);
            case InboxMessage.Want(var _, var _, var _, var entry) -> new InboxMessage.Want(room, 0, 2, entry);
            case InboxMessage.KeyGiven(var _, var _, var _, var entry, var key) ->
                new InboxMessage.KeyGiven(room, 0, 2, entry, key);
            case InboxMessage.ReceiptSent(var _, var _, var folded, var _) ->
                new InboxMessage.ReceiptSent(room, 0, folded, Optional.empty());
            case InboxMessage.HeadShown(var _, var _, var head) -> new InboxMessage.HeadShown(room, 0, head);
            case InboxMessage.CardAsked(var _, var name, var terms, var seats, var relay, var members) ->
                new InboxMessage.CardAsked(room, name, terms, seats, relay, members);
            case InboxMessage.CardGiven(var _, Card card) -> new InboxMessage.CardGiven(room, card);
            case InboxMessage.CardDeclined(var _) -> new InboxMessage.CardDeclined(room);
            case InboxMessage.Ended(var _, var _, var end) -> new InboxMessage.Ended(room, 0, end);
            case InboxMessage.EpochReported(var _, var _, var end, var next) ->
                new InboxMessage.EpochReported(room, 0, end, next);
            case InboxMessage.OpeningSent sent -> sent;
            case InboxMessage.StateVouched(var _, var opening, var digest, var version) ->
                new InboxMessage.StateVouched(room, opening, digest, version);
            case InboxMessage.GrantGiven(var _, var openings, var base, var entries, var beyond, var cards) ->
                new InboxMessage.GrantGiven(room, openings, base, entries, beyond, cards);
        };
    }
}
