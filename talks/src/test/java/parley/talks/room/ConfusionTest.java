package parley.talks.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.talks.convey.Caveat;
import parley.talks.convey.ConveyEvent;
import parley.talks.courier.CourierEvent;
import parley.talks.courier.CourierEvent.Handover;
import parley.talks.courier.Item;
import parley.talks.courier.Means;
import parley.talks.event.EventWriter;
import parley.talks.fixtures.Chance;
import parley.talks.fixtures.People;
import parley.talks.fixtures.Rooms;
import parley.talks.mandate.MandateEvent;
import parley.talks.mandate.Power;
import parley.talks.message.Direction;
import parley.talks.nonpaper.NonPaperEvent;
import parley.talks.phase.Aim;
import parley.talks.phase.PhaseEvent;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.RosterEvent;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Standing;
import parley.talks.sheet.SheetEvent;
import parley.talks.sheet.SheetIssue;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.sounding.SoundingEvent;
import parley.talks.sounding.SoundingKind;
import parley.talks.suspension.SuspensionEvent;
import parley.talks.table.TableEvent;

/**
 * No event is taken for one of another type, and nothing of one kind for a thing of another: every type under every other
 * type's name, and every act that answers something with the name of everything else that stands in the room.
 */
class ConfusionTest {
    private static final long UNTIL = 1_800_000_000_000L;
    private static final int TYPES = 51;

    @Test
    void noTypeIsReadUnderTheNameOfATypeOfAnotherPractice() {
        Map<String, RoomEvent> all = oneOfEachType();
        assertThat(all).hasSize(TYPES);
        Set<String> taken = new TreeSet<>();
        all.forEach((type, event) -> all.forEach((name, other) -> {
            if (!type.equals(name)) {
                Bytes disguised = EventWriter.envelope(other.version(), name, out -> write(event, out));
                if (RoomEvent.read(disguised) instanceof RoomEvent.Reading.Known(RoomEvent read, int _)) {
                    assertThat(read.type()).as(type).isEqualTo(name);
                    assertThat(read.encoded()).as(type).isEqualTo(disguised);
                    taken.add(type + " as " + name);
                }
            }
        }));
        // Within a practice one step has the fields of another; each is judged by the rights of the type that its
        // envelope names.
        assertThat(taken).allSatisfy(pair -> {
            List<String> two = List.of(pair.split(" as "));
            assertThat(practice(two.getFirst())).as(pair).isEqualTo(practice(two.getLast()));
        });
    }

    @Test
    void nothingOfOneKindIsAnsweredAsAThingOfAnother() {
        Standings room = new Standings();
        Map<String, Answering> acts = acts();
        int refused = 0;
        for (Map.Entry<String, Answering> act : acts.entrySet()) {
            for (Map.Entry<String, Hash> thing : room.things.entrySet()) {
                boolean own = thing.getKey().equals(act.getValue().kind());
                boolean counted = false;
                for (Principal who : room.talk.sitting().principals()) {
                    RoomEvent event = act.getValue().of().apply(thing.getValue());
                    RoomTalk after = Rooms.fold(room.talk, 100, who, event.encoded());
                    counted |= !after.equals(room.talk);
                }
                assertThat(counted)
                        .as("%s with the name of %s", act.getKey(), thing.getKey())
                        .isEqualTo(own);
                refused += own ? 0 : 1;
            }
        }
        assertThat(refused).isEqualTo(acts.size() * (room.things.size() - 1));
    }

    /** An act that names a thing of one kind. */
    private record Answering(String kind, Function<Hash, RoomEvent> of) {}

    private static Map<String, Answering> acts() {
        Map<String, Answering> acts = new LinkedHashMap<>();
        acts.put(
                "accepting Rules", new Answering("rules", n -> new RoomEvent.OfTable(new TableEvent.RulesAccepted(n))));
        acts.put(
                "withdrawing Rules",
                new Answering("rules", n -> new RoomEvent.OfTable(new TableEvent.RulesWithdrawn(n))));
        acts.put(
                "consenting",
                new Answering("change", n -> new RoomEvent.OfRoster(new RosterEvent.Consented(n, Standing.COMPARED))));
        acts.put(
                "withdrawing a change",
                new Answering("change", n -> new RoomEvent.OfRoster(new RosterEvent.Withdrawn(n))));
        acts.put(
                "withdrawing a passage",
                new Answering("passage", n -> new RoomEvent.OfConveyance(new ConveyEvent.Withdrawn(n))));
        acts.put(
                "relabelling",
                new Answering(
                        "passage",
                        n -> new RoomEvent.OfConveyance(
                                new ConveyEvent.Relabelled(n, new ConveyEvent.Label(Caveat.IN_SUBSTANCE, "", 0)))));
        acts.put(
                "answering a sounding",
                new Answering(
                        "sounding", n -> new RoomEvent.OfSounding(new SoundingEvent.Answered(n, SoundingAnswer.YES))));
        acts.put(
                "ending a sounding",
                new Answering(
                        "sounding", n -> new RoomEvent.OfSounding(new SoundingEvent.Ended(n, SoundingAnswer.NOT_NOW))));
        acts.put("calling back", new Answering("item", n -> new RoomEvent.OfCourier(new CourierEvent.CalledBack(n))));
        acts.put("receiving", new Answering("item", n -> new RoomEvent.OfCourier(new CourierEvent.Received(n))));
        acts.put(
                "delivering",
                new Answering(
                        "item",
                        n -> new RoomEvent.OfCourier(new CourierEvent.Delivered(n, People.JUNIPER, Standings.HAND))));
        acts.put(
                "acknowledging",
                new Answering("brought item", n -> new RoomEvent.OfCourier(new CourierEvent.Acknowledged(n))));
        acts.put("accepting a move", new Answering("move", n -> new RoomEvent.OfPhase(new PhaseEvent.Accepted(n))));
        acts.put("declining a move", new Answering("move", n -> new RoomEvent.OfPhase(new PhaseEvent.Withdrawn(n))));
        acts.put("taking", new Answering("mandate", n -> new RoomEvent.OfMandate(new MandateEvent.Taken(n))));
        acts.put("revoking", new Answering("mandate", n -> new RoomEvent.OfMandate(new MandateEvent.Revoked(n))));
        acts.put("lapsing", new Answering("mandate", n -> new RoomEvent.OfMandate(new MandateEvent.Lapsed(n))));
        acts.put("tabling", new Answering("sheet", n -> new RoomEvent.OfSheet(new SheetEvent.Tabled(n, List.of(1)))));
        acts.put(
                "sharing scores",
                new Answering(
                        "sheet", n -> new RoomEvent.OfSheet(new SheetEvent.Shared(n, List.of(List.of(1L, 2L)), 1))));
        acts.put("drawing anew", new Answering("sheet", n -> new RoomEvent.OfSheet(Standings.drawn(Optional.of(n)))));
        acts.put(
                "taking a notice back",
                new Answering("notice", n -> new RoomEvent.OfSuspension(new SuspensionEvent.NoticeTakenBack(n))));
        acts.put("taking off", new Answering("package", n -> new RoomEvent.OfSheet(new SheetEvent.TakenOff(n))));
        return acts;
    }

    /** A caucus in which one thing of every kind stands, with its name. */
    private static final class Standings {
        static final Handover HAND = new Handover("the ambassador", Means.PAPER, "", 1_000);

        final Map<String, Hash> things = new LinkedHashMap<>();
        RoomTalk talk = Rooms.room(RoomKind.CAUCUS, Rooms.ANSWERED, People.CEDAR, People.HARBOUR, People.LANTERN);
        private int position;

        Standings() {
            happens(People.CEDAR, Rooms.propose(ChangeKind.REFRESH, People.CEDAR));
            things.put("change", talk.roster().proposals().getFirst().name());
            happens(
                    People.CEDAR,
                    Rooms.proposeRules(
                            talk.rules().next().withReceipts(!talk.rules().receipts())));
            things.put("rules", talk.table().proposals().getFirst().hash());
            happens(
                    People.CEDAR,
                    new RoomEvent.OfConveyance(new ConveyEvent.Marked(
                            Hash.of("message"),
                            List.of(new ConveyEvent.Marking(
                                    new ConveyEvent.Wording("Eighteen.", "en", Direction.LTR),
                                    new ConveyEvent.Label(Caveat.VERBATIM, "", 0))))));
            things.put("passage", talk.conveyance().passages().getFirst().name());
            SoundingEvent.Asked asked = new SoundingEvent.Asked(
                    Hash.of("asked"),
                    SoundingKind.MEET,
                    "",
                    "en",
                    Direction.LTR,
                    List.of(People.CEDAR, People.JUNIPER),
                    UNTIL);
            happens(People.HARBOUR, new RoomEvent.OfSounding(asked));
            things.put("sounding", asked.name());
            happens(People.CEDAR, new RoomEvent.OfCourier(new CourierEvent.HandedIn(item("one"))));
            things.put("item", item("one").name(People.CEDAR.id()));
            happens(
                    People.HARBOUR,
                    new RoomEvent.OfCourier(new CourierEvent.Brought(People.JUNIPER, HAND, item("two"))));
            things.put("brought item", item("two").name(People.JUNIPER.id()));
            PhaseEvent.Proposed move =
                    new PhaseEvent.Proposed(Hash.of("move"), Aim.DRAFTING, List.of(People.CEDAR, People.JUNIPER));
            happens(People.HARBOUR, new RoomEvent.OfPhase(move));
            things.put("move", move.name());
            MandateEvent.Issued mandate = new MandateEvent.Issued(Hash.of("mandate"), "Envoy", Power.SIGN, UNTIL);
            MandateEvent.Issued acts = new MandateEvent.Issued(Hash.of("acts"), "Minister", Power.SIGN, UNTIL);
            happens(People.CEDAR, new RoomEvent.OfMandate(mandate));
            happens(People.CEDAR, new RoomEvent.OfMandate(acts));
            happens(
                    People.CEDAR,
                    new RoomEvent.OfMandate(
                            new MandateEvent.Taken(acts.by(People.CEDAR.id()).name())));
            things.put("mandate", mandate.by(People.CEDAR.id()).name());
            SheetEvent.Drawn sheet = drawn(Optional.empty());
            happens(People.CEDAR, new RoomEvent.OfSheet(sheet));
            things.put("sheet", sheet.name());
            SheetEvent.Tabled tabled = new SheetEvent.Tabled(sheet.name(), List.of(0));
            happens(People.CEDAR, new RoomEvent.OfSheet(tabled));
            things.put("package", tabled.name());
            happens(People.CEDAR, new RoomEvent.OfSuspension(new SuspensionEvent.NoticeGiven("", 1_000, 2_000)));
            things.put("notice", talk.suspension().notices().getFirst().name());
        }

        static SheetEvent.Drawn drawn(Optional<Hash> replaces) {
            return new SheetEvent.Drawn(
                    replaces, "en", Direction.LTR, List.of(new SheetIssue("Line", List.of("as it is", "moved"))));
        }

        private static Item item(String nonce) {
            return new Item(Hash.of(nonce), "", "Eighteen.", "en", Direction.LTR, List.of(), Optional.empty(), 1_000);
        }

        private void happens(Principal who, RoomCommand command) {
            talk = Rooms.act(talk, ++position, who, command);
        }

        private void happens(Principal who, RoomEvent event) {
            talk = Rooms.fold(talk, ++position, who, event.encoded());
            assertThat(talk.last()).contains(new Outcome.Happened(event));
        }
    }

    static Map<String, RoomEvent> oneOfEachType() {
        Map<String, RoomEvent> all = new TreeMap<>();
        NonPaperEvent paper = new NonPaperEvent.Laid("What if?", "en", Direction.LTR, UNTIL, List.of(), false);
        NonPaperEvent given = new NonPaperEvent.Laid("What if?", "en", Direction.LTR, UNTIL, List.of(), true);
        for (NonPaperEvent one : List.of(paper, given, new NonPaperEvent.Carried(1, List.of(People.JUNIPER), UNTIL))) {
            all.put(one.type(), new RoomEvent.OfNonPaper(one));
        }
        for (long seed = 0; all.size() < TYPES && seed < 400; seed++) {
            Chance chance = new Chance(seed);
            RoomTalk room = Rooms.room(RoomKind.CAUCUS, Rooms.ANSWERED, People.CEDAR, People.HARBOUR);
            for (int step = 1; step <= 60; step++) {
                RoomEvent event = chance.event(room);
                if (RoomEvent.read(event.encoded()) instanceof RoomEvent.Reading.Known) {
                    all.putIfAbsent(event.type(), event);
                }
                room = Rooms.fold(room, step, chance.somebody(room), event.encoded());
            }
        }
        return all;
    }

    private static String practice(String type) {
        return type.substring(0, type.indexOf('.'));
    }

    private static void write(RoomEvent event, EventWriter out) {
        switch (event) {
            case RoomEvent.OfTable(var one) -> one.write(out);
            case RoomEvent.OfRoster(var one) -> one.write(out);
            case RoomEvent.OfMessage(var one) -> one.write(out);
            case RoomEvent.OfConveyance(var one) -> one.write(out);
            case RoomEvent.OfSounding(var one) -> one.write(out);
            case RoomEvent.OfNonPaper(var one) -> one.write(out);
            case RoomEvent.OfCourier(var one) -> one.write(out);
            case RoomEvent.OfPhase(var one) -> one.write(out);
            case RoomEvent.OfMandate(var one) -> one.write(out);
            case RoomEvent.OfSheet(var one) -> one.write(out);
            case RoomEvent.OfGallery(var one) -> one.write(out);
            case RoomEvent.OfSuspension(var one) -> one.write(out);
        }
    }
}
