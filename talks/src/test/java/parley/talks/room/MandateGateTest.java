package parley.talks.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.talks.fixtures.Chance;
import parley.talks.fixtures.People;
import parley.talks.fixtures.Rooms;
import parley.talks.gallery.GalleryEvent;
import parley.talks.gallery.Taking;
import parley.talks.gallery.Wording;
import parley.talks.mandate.MandateEvent;
import parley.talks.mandate.Power;
import parley.talks.message.Direction;
import parley.talks.message.MessageEvent;
import parley.talks.message.MessageKind;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.History;
import parley.talks.roster.Roster;
import parley.talks.roster.RosterEvent;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/** Which power every act needs, and that a delegate's modified node gets nothing more past any fold. */
class MandateGateTest {
    private static final String NO_POWER = "none";
    private static final int SEEDS = 60;
    private static final int STEPS = 60;

    /** A type that isn't named here has not been thought about. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            NO_POWER,
            List.of(
                    "convey.proved",
                    "convey.raised",
                    "convey.withdrawn",
                    "courier.called-back",
                    "gallery.item-withdrawn",
                    "gallery.offer-withdrawn",
                    "courier.confirmed",
                    "mandate.issued",
                    "mandate.lapsed",
                    "mandate.revoked",
                    "mandate.taken",
                    "phase.moved",
                    "phase.stepped-back",
                    "phase.withdrawn",
                    "roster.consented",
                    "roster.withdrawn",
                    "sheet.taken-off",
                    "sounding.ended",
                    "suspension.lapsed",
                    "suspension.notice-taken-back",
                    "table.rules-withdrawn"),
            "listen",
            List.of("courier.acknowledged", "courier.received"),
            "speak",
            List.of(
                    "convey.conveyed",
                    "convey.crossed",
                    "convey.opened",
                    "courier.brought",
                    "courier.delivered",
                    "courier.handed-in",
                    "gallery.published",
                    "nonpaper.carried",
                    "nonpaper.laid",
                    "sheet.drawn",
                    "sounding.asked"),
            "ad-referendum",
            List.of(
                    "gallery.offered",
                    "convey.marked",
                    "convey.relabelled",
                    "nonpaper.laid-for-others",
                    "phase.accepted",
                    "phase.proposed",
                    "sheet.shared",
                    "sheet.tabled",
                    "sounding.answered",
                    "suspension.notice-given",
                    "suspension.resumed",
                    "suspension.suspended",
                    "table.rules-accepted",
                    "table.rules-proposed"));

    /** What a power these need depends on what they say. */
    private static final List<String> JUDGED_BY_WHAT_THEY_SAY =
            List.of("gallery.noted", "message.said", "roster.proposed");

    @Test
    void everyTypeOfActNeedsOnePower() {
        Map<String, String> needed = new TreeMap<>();
        EveryEvent.byType().forEach((type, event) -> needed.put(type, word(event)));
        needed.keySet().removeAll(JUDGED_BY_WHAT_THEY_SAY);
        Map<String, String> expected = new TreeMap<>();
        NEEDED.forEach((power, types) -> types.forEach(type -> expected.put(type, power)));
        assertThat(needed).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(MessageKind.class)
    void aMessageNeedsWhatItIsMeantAs(MessageKind kind) {
        boolean binds = kind == MessageKind.OFFER || kind == MessageKind.CONDITION;
        assertThat(word(said(kind, Optional.empty()))).isEqualTo(binds ? "ad-referendum" : "speak");
        assertThat(word(said(kind, Optional.of(Bytes.utf8("signature"))))).isEqualTo("initial");
    }

    @ParameterizedTest
    @EnumSource(Taking.class)
    void whoTakesAnOfferUpNegotiatesAndWhoDeclinesItOrAsksSpeaks(Taking taking) {
        Wording words = new Wording("We have read it.", "en", Direction.LTR);
        assertThat(word(new RoomEvent.OfGallery(new GalleryEvent.Noted(Hash.of("offer"), taking, words))))
                .isEqualTo(taking == Taking.TAKEN_UP ? "ad-referendum" : "speak");
    }

    @ParameterizedTest
    @EnumSource(ChangeKind.class)
    void whoLetsSomebodyReadNegotiatesAndWhoKeepsARoomSafeNeedsNoMandate(ChangeKind kind) {
        boolean letsIn = kind == ChangeKind.ADMIT || kind == ChangeKind.GRANT;
        RoomTalk room = Rooms.room(RoomKind.PLENARY, Rules.standard(), People.CEDAR, People.JUNIPER, People.HARBOUR);
        RosterEvent.Proposed proposed = new RosterEvent.Proposed(
                kind,
                kind == ChangeKind.ADMIT ? People.ANVIL : People.JUNIPER,
                kind == ChangeKind.GRANT ? new History(1, 2).encoded() : Bytes.utf8(kind.word()),
                Standing.COMPARED,
                "");
        assertThat(outcome(listening(room, People.HARBOUR), People.HARBOUR, proposed))
                .isEqualTo(letsIn ? "mandate.does-not-cover" : "counts");
        room = Rooms.fold(room, 1, People.HARBOUR, new RoomEvent.OfRoster(proposed).encoded());
        Hash name = room.roster().proposals().getFirst().name();
        RosterEvent consent = new RosterEvent.Consented(name, Standing.COMPARED);
        assertThat(outcome(listening(room, People.CEDAR), People.CEDAR, consent))
                .isEqualTo(letsIn ? "mandate.does-not-cover" : "counts");
    }

    /** Over random talks in which Cedar's node seals whatever it likes. */
    @ParameterizedTest
    @EnumSource(Power.class)
    void whateverADelegatesNodeSealsNothingBeyondItsMandateChangesAnything(Power power) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Chance chance = new Chance(seed);
            RoomTalk room = Rooms.room(RoomKind.CAUCUS, Rooms.ANSWERED, People.CEDAR, People.HARBOUR);
            room = acting(room, People.CEDAR, power);
            for (int step = 1; step <= STEPS; step++) {
                RoomEvent event = chance.event(room);
                Principal who = chance.one(2) ? People.CEDAR : People.HARBOUR;
                // Under another mandate Cedar would be another delegate.
                if (event instanceof RoomEvent.OfMandate) {
                    continue;
                }
                RoomTalk after = Rooms.fold(room, step, who, event.encoded());
                boolean covered = MandateGate.needs(event, room.roster())
                        .map(power::covers)
                        .orElse(true);
                if (who.equals(People.CEDAR) && !covered) {
                    assertThat(after)
                            .as("seed %d, step %d, %s", seed, step, event.type())
                            .isEqualTo(room);
                }
                room = after;
            }
        }
    }

    private static String word(RoomEvent event) {
        return MandateGate.needs(event, Roster.NONE).map(Power::word).orElse(NO_POWER);
    }

    private static RoomEvent said(MessageKind kind, Optional<Bytes> onRecord) {
        return new RoomEvent.OfMessage(
                new MessageEvent.Said(kind, "Words.", "en", Direction.LTR, Optional.empty(), List.of(), onRecord, 1));
    }

    private static RoomTalk listening(RoomTalk room, Principal who) {
        return acting(room, who, Power.LISTEN);
    }

    private static RoomTalk acting(RoomTalk room, Principal who, Power power) {
        MandateEvent.Issued issued = new MandateEvent.Issued(Hash.of("mandate"), "Somebody", power, 1_000);
        RoomTalk acting = room;
        for (MandateEvent event : Stream.of(
                        issued, new MandateEvent.Taken(issued.by(who.id()).name()))
                .toList()) {
            acting = Rooms.fold(acting, 90, who, new RoomEvent.OfMandate(event).encoded());
        }
        return acting;
    }

    private static String outcome(RoomTalk room, Principal who, RosterEvent event) {
        RoomTalk after = Rooms.fold(room, 100, who, new RoomEvent.OfRoster(event).encoded());
        return after.last().orElseThrow() instanceof Outcome.Refused(var _, var why) ? why.key() : "counts";
    }
}
