package parley.talks.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.Refusal;
import parley.talks.fixtures.Chance;
import parley.talks.fixtures.People;
import parley.talks.fixtures.Rooms;
import parley.talks.message.Direction;
import parley.talks.message.MessageEvent;
import parley.talks.message.MessageKind;
import parley.talks.roster.ChangeKind;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.sounding.SoundingEvent;
import parley.talks.sounding.SoundingKind;
import parley.talks.suspension.SuspensionEvent;

/** While talks are suspended nothing counts on any node but what is procedural, what takes back, and what keeps a room safe. */
class SuspensionGateTest {
    private static final int SEEDS = 200;
    private static final int STEPS = 40;

    /** A type that is in neither list has not been thought about. */
    private static final List<String> WAITS = List.of(
            "convey.crossed",
            "convey.marked",
            "convey.opened",
            "convey.relabelled",
            "courier.delivered",
            "courier.handed-in",
            "gallery.noted",
            "gallery.offered",
            "gallery.published",
            "message.said",
            "nonpaper.carried",
            "nonpaper.laid",
            "nonpaper.laid-for-others",
            "phase.accepted",
            "phase.proposed",
            "sheet.drawn",
            "sheet.shared",
            "sheet.tabled",
            "sounding.asked");

    private static final List<String> GOES_ON = List.of(
            "convey.conveyed",
            "convey.proved",
            "convey.raised",
            "convey.withdrawn",
            "courier.acknowledged",
            "courier.brought",
            "courier.called-back",
            "courier.confirmed",
            "courier.received",
            "gallery.item-withdrawn",
            "gallery.offer-withdrawn",
            "mandate.issued",
            "mandate.lapsed",
            "mandate.revoked",
            "mandate.taken",
            "phase.moved",
            "phase.stepped-back",
            "phase.withdrawn",
            "roster.consented",
            "roster.proposed",
            "roster.withdrawn",
            "sheet.taken-off",
            "sounding.answered",
            "sounding.ended",
            "suspension.lapsed",
            "suspension.notice-given",
            "suspension.notice-taken-back",
            "suspension.resumed",
            "suspension.suspended",
            "table.rules-accepted",
            "table.rules-proposed",
            "table.rules-withdrawn");

    private int position;
    private RoomTalk room = Rooms.room(RoomKind.CAUCUS, Rules.standard(), People.CEDAR, People.HARBOUR);

    @Test
    void everyTypeOfActWaitsOrGoesOn() {
        Map<String, RoomEvent> all = EveryEvent.byType();
        RoomTalk suspended = suspended(room);
        TreeSet<String> waits = new TreeSet<>();
        all.forEach((type, event) -> {
            boolean procedural = event instanceof RoomEvent.OfMessage(MessageEvent.Said said)
                    && said.kind() == MessageKind.PROCEDURAL;
            if (procedural
                    || SuspensionGate.closed(
                                    event,
                                    suspended.suspension(),
                                    suspended.roster(),
                                    suspended.rules().pauses(),
                                    People.HARBOUR)
                            .isPresent()) {
                waits.add(type);
            }
            assertThat(SuspensionGate.closed(
                            event,
                            room.suspension(),
                            room.roster(),
                            room.rules().pauses(),
                            People.HARBOUR))
                    .as("%s in a room that is not suspended", type)
                    .isEmpty();
        });
        assertThat(waits).containsExactlyElementsOf(WAITS);
        TreeSet<String> goOn = new TreeSet<>(all.keySet());
        goOn.removeAll(waits);
        assertThat(goOn).containsExactlyElementsOf(GOES_ON);
    }

    @ParameterizedTest
    @EnumSource(MessageKind.class)
    void onlyProceduralMessagesAreSaid(MessageKind kind) {
        RoomEvent said = new RoomEvent.OfMessage(new MessageEvent.Said(
                kind, "The list of rooms.", "en", Direction.LTR, Optional.empty(), List.of(), Optional.empty(), 1_000));
        RoomTalk suspended = suspended(room);
        assertThat(outcome(suspended, People.CEDAR, said))
                .isEqualTo(kind == MessageKind.PROCEDURAL ? "counts" : "suspension.closed");
        assertThat(outcome(room, People.CEDAR, said)).isEqualTo("counts");
        RoomTalk resumed = Rooms.fold(
                suspended,
                ++position,
                People.HARBOUR,
                new RoomEvent.OfSuspension(new SuspensionEvent.Resumed(
                                suspended.suspension().stop().orElseThrow().name()))
                        .encoded());
        assertThat(outcome(resumed, People.CEDAR, said))
                .as("and then they go on")
                .isEqualTo("counts");
    }

    @Test
    void anAnswerToASoundingThatWasAskedBeforeIsGiven() {
        SoundingEvent.Asked asked = new SoundingEvent.Asked(
                Hash.of("asked"),
                SoundingKind.MEET,
                "",
                "en",
                Direction.LTR,
                List.of(People.CEDAR, People.JUNIPER),
                1_800_000_000_000L);
        room = Rooms.fold(room, ++position, People.HARBOUR, new RoomEvent.OfSounding(asked).encoded());
        assertThat(outcome(
                        suspended(room),
                        People.CEDAR,
                        new RoomEvent.OfSounding(new SoundingEvent.Answered(asked.name(), SoundingAnswer.YES))))
                .isEqualTo("counts");
    }

    /** Over random talks: whatever a modified node seals. */
    @Test
    void nothingThatWaitsChangesAnything() {
        int tried = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Chance chance = new Chance(seed);
            RoomTalk now = suspended(room);
            for (int step = 1; step <= STEPS; step++) {
                RoomEvent event = chance.event(now);
                if (event instanceof RoomEvent.OfSuspension) {
                    continue;
                }
                Principal who = chance.somebody(now);
                RoomTalk after = Rooms.fold(now, step, who, event.encoded());
                boolean procedural = event instanceof RoomEvent.OfMessage(MessageEvent.Said said)
                        && said.kind() == MessageKind.PROCEDURAL;
                if (WAITS.contains(event.type()) && !procedural) {
                    assertThat(after).as("seed %d, %s", seed, event.type()).isEqualTo(now);
                    tried++;
                }
                now = after;
            }
        }
        assertThat(tried).isGreaterThan(SEEDS);
    }

    @Test
    void whoIsLeftWithoutADeviceIsStillRemovedAndNewKeysAreStillMade() {
        RoomTalk suspended =
                suspended(Rooms.room(RoomKind.PLENARY, Rules.standard(), People.CEDAR, People.JUNIPER, People.HARBOUR));
        for (ChangeKind kind : List.of(ChangeKind.REMOVE, ChangeKind.RENEW, ChangeKind.REFRESH)) {
            assertThat(Rooms.keyOf(suspended.decide(People.CEDAR.id(), Rooms.propose(kind, People.JUNIPER))))
                    .as(kind.word())
                    .isEqualTo("done");
        }
    }

    private RoomTalk suspended(RoomTalk before) {
        RoomTalk after = Rooms.fold(
                before,
                ++position,
                People.HARBOUR,
                new RoomEvent.OfSuspension(new SuspensionEvent.Suspended("A death.", 1_000, 2_000)).encoded());
        assertThat(after.suspension().stop()).isPresent();
        return after;
    }

    private String outcome(RoomTalk before, Principal who, RoomEvent event) {
        RoomTalk after = Rooms.fold(before, ++position, who, event.encoded());
        return switch (after.last().orElseThrow()) {
            case Outcome.Refused(RoomEvent _, Refusal why) -> why.key();
            case Outcome.Happened(RoomEvent _) -> "counts";
            case Outcome.Unknown _, Outcome.Nothing _ -> "no event";
        };
    }
}
