package parley.talks.room;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.talks.fixtures.People.CEDAR;
import static parley.talks.fixtures.People.GAUGE;
import static parley.talks.fixtures.People.HARBOUR;
import static parley.talks.fixtures.People.JUNIPER;
import static parley.talks.fixtures.People.LANTERN;
import static parley.talks.fixtures.People.PATRON;
import static parley.talks.fixtures.Rooms.act;
import static parley.talks.fixtures.Rooms.consent;
import static parley.talks.fixtures.Rooms.fold;
import static parley.talks.fixtures.Rooms.keyOf;
import static parley.talks.fixtures.Rooms.plenary;
import static parley.talks.fixtures.Rooms.propose;
import static parley.talks.fixtures.Rooms.proposeRules;
import static parley.talks.fixtures.Rooms.room;
import static parley.talks.fixtures.Rooms.say;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.fixtures.People;
import parley.talks.fixtures.Rooms;
import parley.talks.message.Attachment;
import parley.talks.message.FileType;
import parley.talks.message.MessageActs;
import parley.talks.roster.ChangeKind;
import parley.talks.rules.RoomKind;
import parley.talks.rules.RoomTerms;
import parley.talks.rules.Rules;

/** One room's talk, as the sealed room folds it. */
class RoomTalkTest {
    @Test
    void whatIsSaidHappensAndChangesTheDigest() {
        RoomTalk before = plenary();
        RoomTalk after = act(before, 1, CEDAR, say("Good morning."));
        assertThat(after.last()).containsInstanceOf(Outcome.Happened.class);
        assertThat(after.messages().count()).isEqualTo(1);
        assertThat(after.digest()).isNotEqualTo(before.digest());
    }

    @Test
    void theSameTextByAnotherOrAtAnotherPlaceIsAnotherMessage() {
        RoomTalk room = plenary();
        assertThat(List.of(
                        act(room, 1, CEDAR, say("Yes.")).digest(),
                        act(room, 1, JUNIPER, say("Yes.")).digest(),
                        act(room, 2, CEDAR, say("Yes.")).digest(),
                        act(room, 1, CEDAR, say("No.")).digest()))
                .doesNotHaveDuplicates();
    }

    @Test
    void anOutsiderIsRefusedByActsAndByTheFoldAlike() {
        RoomTalk room = plenary();
        assertThat(keyOf(room.decide(LANTERN.id(), say("Let me in.")))).isEqualTo("room.not-a-member");
        Bytes event = room.decide(CEDAR.id(), say("Let me in.")).orThrow();
        RoomTalk after = fold(room, 1, LANTERN, event);
        assertThat(after).isEqualTo(room);
        assertThat(after.last())
                .containsInstanceOf(Outcome.Refused.class)
                .map(outcome -> ((Outcome.Refused) outcome).why().key())
                .contains("room.not-a-member");
    }

    @Test
    void bytesThatAreNoEventFoldAsNothing() {
        RoomTalk room = plenary();
        for (Bytes bytes : List.of(Bytes.EMPTY, Bytes.utf8("hello"), Bytes.hex("a0"), Bytes.hex("ff"))) {
            RoomTalk after = fold(room, 1, CEDAR, bytes);
            assertThat(after).isEqualTo(room);
            assertThat(after.last()).containsInstanceOf(Outcome.Nothing.class);
        }
    }

    @Test
    void anEventOfALaterVersionIsCountedAndActedOnByNobody() {
        RoomTalk room = plenary();
        int next = RoomEvent.VERSION + 1;
        Bytes later =
                EventWriter.envelope(next, "steps.done", out -> out.fields(1).text("as", "verbatim"));
        RoomTalk after = fold(room, 1, CEDAR, later);
        assertThat(after.last()).contains(new Outcome.Unknown(next, "steps.done"));
        assertThat(after.unknown()).isEqualTo(1);
        assertThat(after.messages()).isEqualTo(room.messages());
        assertThat(after.digest()).isNotEqualTo(room.digest());
    }

    @Test
    void anUnknownTypeOfAKnownVersionIsNoEvent() {
        Bytes odd =
                EventWriter.envelope(1, "message.shouted", out -> out.fields(1).text("text", "HO"));
        assertThat(fold(plenary(), 1, CEDAR, odd).last()).containsInstanceOf(Outcome.Nothing.class);
    }

    @Test
    void aStateComesBackFromItsEncodingByteForByte() {
        RoomTalk room = act(plenary(), 1, CEDAR, say("One."));
        room = act(room, 2, JUNIPER, propose(ChangeKind.ADMIT, LANTERN));
        room = act(room, 3, HARBOUR, proposeRules(room.rules().next().withReceipts(true)));
        room = fold(
                room,
                4,
                CEDAR,
                EventWriter.envelope(9, "later.thing", out -> out.fields(1).number("n", 1)));
        RoomTalk restored = RoomTalk.restore(room.encoded()).orThrow();
        assertThat(restored).isEqualTo(room).hasSameHashCodeAs(room);
        assertThat(restored.encoded()).isEqualTo(room.encoded());
        assertThat(restored.digest()).isEqualTo(room.digest());
        assertThat(restored.last()).isEmpty();
        assertThat(restored.name()).isEqualTo("Harbour survey");
        assertThat(restored.toString()).contains(room.digest().brief());
    }

    @Test
    void noOtherBytesRestore() {
        Bytes encoded = plenary().encoded();
        for (int cut = 0; cut < encoded.size(); cut++) {
            assertThat(keyOf(RoomTalk.restore(encoded.slice(0, cut)))).isEqualTo("room.unreadable-founding");
        }
        assertThat(keyOf(RoomTalk.restore(Bytes.concat(encoded, Bytes.hex("00")))))
                .isEqualTo("room.unreadable-founding");
        assertThat(keyOf(RoomTalk.restore(Bytes.concat(Bytes.hex("7f"), encoded.slice(1, encoded.size())))))
                .isEqualTo("room.unreadable-founding");
    }

    @Test
    void aStateInAnotherOrderDoesNotRestore() {
        RoomTalk room =
                act(plenary(), 1, CEDAR, proposeRules(Rules.standard().next().withRetentionDays(7)));
        room = act(
                room,
                2,
                JUNIPER,
                Rooms.acceptRules(room.table().proposals().getFirst().hash()));
        List<Hash> accepted = room.table().proposals().getFirst().accepted().stream()
                .map(PrincipalId::hash)
                .toList();
        String ordered = accepted.get(0).toHex() + accepted.get(1).toHex();
        String swapped = accepted.get(1).toHex() + accepted.get(0).toHex();
        Bytes other = Bytes.hex(room.encoded().toHex().replace(ordered, swapped));
        assertThat(other).isNotEqualTo(room.encoded());
        assertThat(keyOf(RoomTalk.restore(other))).isEqualTo("room.unreadable-founding");
    }

    @Test
    void aRatifiedChangeIsFoundByTheNameThatTheSealedRoomGivesIt() {
        Bytes change = Bytes.utf8("admit lantern");
        Hash name = Hash.of("proposal", change);
        RoomTalk room = act(plenary(), 1, CEDAR, propose(ChangeKind.ADMIT, LANTERN, change));
        assertThat(room.ratified(name)).isEmpty();
        room = act(
                room, 2, JUNIPER, consent(room.roster().proposals().getFirst().name()));
        assertThat(room.ratified(name)).contains(new RoomTalk.Ratified(ChangeKind.ADMIT, LANTERN, change));
        assertThat(room.ratified(Hash.of("proposal", Bytes.utf8("admit another"))))
                .isEmpty();
    }

    @Test
    void atTheEndOfAnEpochProposalsLapseAndTheNewRosterSits() {
        RoomTalk room = act(plenary(), 1, CEDAR, propose(ChangeKind.ADMIT, LANTERN));
        room = act(room, 2, CEDAR, proposeRules(room.rules().next().withReceipts(true)));
        room = act(room, 3, CEDAR, say("Welcome."));
        RoomTalk turned = room.turn(
                new RoomTalk.Turn(1, ChangeKind.ADMIT, LANTERN.id(), List.of(CEDAR, JUNIPER, HARBOUR, LANTERN)));
        assertThat(turned.sitting().epoch()).isEqualTo(1);
        assertThat(turned.sitting().principals()).containsExactly(CEDAR, JUNIPER, HARBOUR, LANTERN);
        assertThat(turned.roster().proposals()).isEmpty();
        assertThat(turned.table().proposals()).isEmpty();
        assertThat(turned.messages()).isEqualTo(room.messages());
        assertThat(turned.rules()).isEqualTo(room.rules());
        assertThat(turned.last()).isEmpty();
        assertThat(act(turned, 4, LANTERN, say("Thank you.")).last()).containsInstanceOf(Outcome.Happened.class);
    }

    @Test
    void inARoomWhoseFoundingCannotBeObeyedNothingCounts() {
        Principal[] crowd = new Principal[Rules.MOST_SEATS + 1];
        for (int i = 0; i < crowd.length; i++) {
            crowd[i] = People.of("Delegate " + i, Role.PARTY);
        }
        Bytes terms = new RoomTerms(RoomKind.PLENARY, Rules.standard()).encoded();
        List<RoomTalk> closed = List.of(
                birth("x", Bytes.utf8("no terms"), CEDAR),
                birth("x", Bytes.concat(terms, Bytes.hex("00")), CEDAR),
                birth("x".repeat(Principal.MOST_NAME_BYTES + 1), terms, CEDAR),
                room(RoomKind.CAUCUS, Rules.standard(), CEDAR, JUNIPER, HARBOUR),
                room(RoomKind.PLENARY, Rules.standard(), CEDAR, CEDAR),
                room(RoomKind.PLENARY, Rules.standard(), CEDAR, PATRON),
                room(RoomKind.PLENARY, Rules.standard().withRetentionDays(Rules.MOST_DAYS + 1), CEDAR, HARBOUR),
                room(RoomKind.PLENARY, Rules.standard(), crowd));
        Bytes event = plenary().decide(CEDAR.id(), say("Hello.")).orThrow();
        for (RoomTalk room : closed) {
            assertThat(room.obeyed()).isFalse();
            assertThat(keyOf(room.decide(CEDAR.id(), say("Hello.")))).isEqualTo("room.unreadable-founding");
            assertThat(fold(room, 1, CEDAR, event)).isEqualTo(room);
            assertThat(fold(room, 1, CEDAR, event).last()).containsInstanceOf(Outcome.Refused.class);
            RoomTalk turned = room.turn(new RoomTalk.Turn(1, ChangeKind.REFRESH, CEDAR.id(), List.of(CEDAR, JUNIPER)));
            assertThat(turned).isEqualTo(room);
            assertThat(RoomTalk.restore(room.encoded()).orThrow()).isEqualTo(room);
        }
        assertThat(plenary().obeyed()).isTrue();
        assertThat(birth("x".repeat(Principal.MOST_NAME_BYTES), terms, CEDAR).obeyed())
                .isTrue();
        assertThat(room(RoomKind.PLENARY, Rules.standard(), Arrays.copyOf(crowd, Rules.MOST_SEATS))
                        .obeyed())
                .isTrue();
    }

    @Test
    void aTooLargeEventIsNeverSealed() {
        Bytes manifest = Bytes.wrap(new byte[120 * 1024]);
        var large = Collections.nCopies(5, new Attachment("a.bin", FileType.BYTES, 1, manifest));
        assertThat(keyOf(plenary().decide(CEDAR.id(), attached(large)))).isEqualTo("event.too-large");
    }

    @Test
    void theLargestEventIsSealed() {
        int around = sizeWith(120_000, 120_000, 120_000, 120_000, 40_000);
        int last = 40_000 + EventReader.MOST_BYTES - around;
        assertThat(sizeWith(120_000, 120_000, 120_000, 120_000, last)).isEqualTo(EventReader.MOST_BYTES);
    }

    @Test
    void roomsThatDifferAreNotEqual() {
        RoomTalk room = plenary();
        assertThat(room)
                .isNotEqualTo(act(room, 1, CEDAR, say("One.")))
                .isNotEqualTo(room(RoomKind.DIRECT, Rules.standard(), CEDAR, JUNIPER))
                .isNotEqualTo("a room");
        assertThat(room.hashCode())
                .isNotEqualTo(act(room, 1, CEDAR, say("One.")).hashCode());
    }

    private static int sizeWith(int... manifests) {
        var files = Arrays.stream(manifests)
                .mapToObj(size -> new Attachment("a.bin", FileType.BYTES, 1, Bytes.wrap(new byte[size])))
                .toList();
        return plenary().decide(CEDAR.id(), attached(files)).orThrow().size();
    }

    private static RoomCommand attached(List<Attachment> files) {
        var say = Rooms.saying("See attached.");
        return new RoomCommand.OfMessage(new MessageActs.Command.Say(
                say.kind(),
                say.text(),
                say.lang(),
                say.dir(),
                say.inReplyTo(),
                files,
                say.onRecord(),
                say.statedAt(),
                say.leastKnown()));
    }

    @Test
    void theTableActsOnlyOnTheVersionOfEventsThatItsRulesPin() {
        assertThat(plenary().rules().eventVersion()).isEqualTo(RoomEvent.VERSION);
        RoomTalk room = room(RoomKind.PLENARY, Rules.standard().withEventVersion(7), CEDAR, HARBOUR, GAUGE);
        assertThat(fold(
                                room,
                                1,
                                CEDAR,
                                EventWriter.envelope(
                                        7, "a.b", out -> out.fields(1).number("n", 0)))
                        .last())
                .contains(new Outcome.Unknown(7, "a.b"));
        assertThat(act(room, 1, CEDAR, say("Plain.")).last()).containsInstanceOf(Outcome.Happened.class);
    }

    private static RoomTalk birth(String name, Bytes terms, Principal... principals) {
        return RoomTalk.begin(new RoomTalk.Birth(People.ROOM, name, terms, List.of(principals)));
    }
}
