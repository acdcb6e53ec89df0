package parley.talks.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Principal;
import parley.base.Refusal;
import parley.base.Result;
import parley.talks.convey.ConveyActs;
import parley.talks.convey.ConveyEvent;
import parley.talks.courier.CourierEvent;
import parley.talks.courier.CourierTest;
import parley.talks.fixtures.Chance;
import parley.talks.fixtures.People;
import parley.talks.fixtures.Rooms;
import parley.talks.gallery.GalleryEvent;
import parley.talks.gallery.GalleryTest;
import parley.talks.mandate.MandateActs;
import parley.talks.mandate.MandateEvent;
import parley.talks.message.MessageActs;
import parley.talks.message.MessageEvent;
import parley.talks.nonpaper.NonPaperActs;
import parley.talks.nonpaper.NonPaperEvent;
import parley.talks.phase.PhaseActs;
import parley.talks.phase.PhaseEvent;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.RosterActs;
import parley.talks.roster.RosterEvent;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;
import parley.talks.sheet.SheetEvent;
import parley.talks.sheet.SheetTest;
import parley.talks.sounding.SoundingActs;
import parley.talks.sounding.SoundingEvent;
import parley.talks.suspension.SuspensionEvent;
import parley.talks.suspension.SuspensionTest;
import parley.talks.table.TableActs;
import parley.talks.table.TableEvent;

/**
 * Over random talks: what acts accept, every fold accepts; what acts refuse, every fold refuses for the same reason and
 * with nothing changed. A failure names its seed.
 */
class ActsAndFoldTest {
    private static final int SEEDS = 150;
    private static final int STEPS = 60;
    /** Other words than any that chance brings: whether they are the same is a question of acts alone. */
    private static final String SOURCE = "What its author said.";

    @Test
    void actsAndFoldGiveTheSameVerdictOnEveryEvent() {
        int happened = 0;
        int refused = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Chance chance = new Chance(seed);
            RoomTalk room = begin(chance);
            for (int step = 1; step <= STEPS; step++) {
                Principal who = chance.somebody(room);
                RoomEvent event = chance.event(room);
                Result<Bytes> decided = room.decide(who.id(), commandFor(event));
                RoomTalk after = Rooms.fold(room, step, who, event.encoded());
                String where = "seed " + seed + ", step " + step + ", " + event.type();
                switch (decided) {
                    case Result.Done<Bytes>(Bytes bytes) -> {
                        assertThat(bytes).as(where).isEqualTo(event.encoded());
                        assertThat(after.last()).as(where).contains(new Outcome.Happened(event));
                        if (!tellsOnly(event)) {
                            assertThat(after.digest()).as(where).isNotEqualTo(room.digest());
                        }
                        happened++;
                    }
                    case Result.Refused<Bytes>(Refusal why) -> {
                        assertThat(after).as(where).isEqualTo(room);
                        assertThat(after.digest()).as(where).isEqualTo(room.digest());
                        assertThat(after.last())
                                .as(where)
                                .hasValueSatisfying(outcome -> sameVerdict(event, why, outcome));
                        refused++;
                    }
                }
                room = chance.one(15) ? turn(chance, after) : after;
            }
        }
        assertThat(happened).as("events that happened").isGreaterThan(SEEDS * STEPS / 4);
        assertThat(refused).as("events that were refused").isGreaterThan(SEEDS * STEPS / 8);
    }

    @Test
    void nodesThatRestoreInBetweenReachTheSameState() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Chance chance = new Chance(seed);
            RoomTalk one = begin(chance);
            RoomTalk other = one;
            for (int step = 1; step <= STEPS; step++) {
                Principal who = chance.somebody(one);
                Bytes event =
                        chance.one(10) ? chance.bytes(64) : chance.event(one).encoded();
                if (chance.one(4)) {
                    other = RoomTalk.restore(other.encoded()).orThrow();
                }
                one = Rooms.fold(one, step, who, event);
                other = Rooms.fold(other, step, who, event);
                assertThat(other).as("seed %d, step %d", seed, step).isEqualTo(one);
                assertThat(other.encoded()).as("seed %d, step %d", seed, step).isEqualTo(one.encoded());
                assertThat(other.last()).as("seed %d, step %d", seed, step).isEqualTo(one.last());
            }
        }
    }

    @Test
    void whatIsRatifiedHasTheConsentsThatTheRulesAskOfPeopleWhoHaveASay() {
        int ratified = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Chance chance = new Chance(seed);
            RoomTalk room = begin(chance);
            for (int step = 1; step <= STEPS; step++) {
                room = Rooms.fold(
                        room, step, chance.somebody(room), chance.event(room).encoded());
                for (var pending : room.roster().proposals()) {
                    var sitting = room.sitting();
                    if (!pending.ratified(sitting)) {
                        continue;
                    }
                    ratified++;
                    List<Principal> voices = new ArrayList<>(sitting.principals());
                    voices.removeIf(one -> !sitting.rules().consents().hasSay(one.role()));
                    if (pending.kind() != ChangeKind.ADMIT
                            && pending.kind() != ChangeKind.REFRESH
                            && pending.kind() != ChangeKind.MOVE) {
                        voices.removeIf(one -> one.id().equals(pending.subject().id()));
                    }
                    long given = voices.stream()
                            .filter(one -> pending.consentedBy(one.id()))
                            .count();
                    int asked = switch (pending.kind()) {
                        case ADMIT, RENEW, GRANT -> sitting.rules().consents().admission();
                        case REMOVE -> sitting.rules().consents().removal();
                        case REFRESH -> sitting.rules().consents().refresh();
                        case MOVE -> sitting.rules().consents().move();
                    };
                    boolean leaves = pending.kind() == ChangeKind.REMOVE
                            && pending.subject().id().equals(pending.proposer());
                    assertThat(leaves || (given >= Math.min(asked, voices.size()) && given > 0))
                            .as("seed %d, step %d, %s", seed, step, pending.kind())
                            .isTrue();
                }
            }
        }
        assertThat(ratified).isGreaterThan(SEEDS);
    }

    /** What is only told to its reader: no later verdict depends on it. */
    private static boolean tellsOnly(RoomEvent event) {
        return event instanceof RoomEvent.OfConveyance(ConveyEvent.Raised _);
    }

    private static RoomTalk begin(Chance chance) {
        Rules rules = chance.one(2) ? Rooms.ANSWERED : orStandard(chance.rules(Rooms.ANSWERED));
        if (chance.one(6)) {
            return Rooms.room(
                    RoomKind.GALLERY, Rules.standard(), People.CEDAR, People.HARBOUR, People.PATRON, People.QUILL);
        }
        return chance.one(3)
                ? Rooms.room(RoomKind.CAUCUS, rules, People.CEDAR, People.HARBOUR, People.LANTERN)
                : Rooms.room(RoomKind.PLENARY, rules, People.CEDAR, People.JUNIPER, People.HARBOUR, People.QUILL);
    }

    private static Rules orStandard(Rules rules) {
        return rules.objection().isEmpty() ? rules : Rooms.ANSWERED;
    }

    /** The sealed room ends the epoch when something is ratified; sometimes by a change of its own choice. */
    private static RoomTalk turn(Chance chance, RoomTalk room) {
        List<Principal> roster = new ArrayList<>(room.sitting().principals());
        if (chance.one(2) && !roster.contains(People.GAUGE) && room.sitting().kind() == RoomKind.PLENARY) {
            roster.add(People.GAUGE);
        }
        return room.turn(new RoomTalk.Turn(
                room.sitting().epoch() + 1,
                ChangeKind.REFRESH,
                roster.getFirst().id(),
                roster));
    }

    /** The same refusal; or a field so large that the fold's reader already refuses to look at it. */
    private static void sameVerdict(RoomEvent event, Refusal why, Outcome outcome) {
        if (!(outcome instanceof Outcome.Nothing)) {
            assertThat(outcome).isEqualTo(new Outcome.Refused(event, why));
        }
    }

    private static RoomCommand commandFor(RoomEvent event) {
        return switch (event) {
            case RoomEvent.OfTable(TableEvent one) ->
                new RoomCommand.OfTable(
                        switch (one) {
                            case TableEvent.RulesProposed(var rules, var note) ->
                                new TableActs.Command.ProposeRules(rules, note);
                            case TableEvent.RulesAccepted(var rules) -> new TableActs.Command.AcceptRules(rules);
                            case TableEvent.RulesWithdrawn(var rules) -> new TableActs.Command.WithdrawRules(rules);
                        });
            case RoomEvent.OfRoster(RosterEvent one) ->
                new RoomCommand.OfRoster(
                        switch (one) {
                            case RosterEvent.Proposed(var kind, var subject, var change, var standing, var note) ->
                                new RosterActs.Command.Propose(kind, subject, change, standing, note);
                            case RosterEvent.Consented(var proposal, var standing) ->
                                new RosterActs.Command.Consent(proposal, standing);
                            case RosterEvent.Withdrawn(var proposal) -> new RosterActs.Command.Withdraw(proposal);
                        });
            case RoomEvent.OfMessage(MessageEvent.Said said) ->
                new RoomCommand.OfMessage(new MessageActs.Command.Say(
                        said.kind(),
                        said.text(),
                        said.lang(),
                        said.dir(),
                        said.inReplyTo(),
                        said.attachments(),
                        said.onRecord(),
                        said.statedAt(),
                        Standing.COMPARED));
            case RoomEvent.OfSounding(SoundingEvent one) ->
                new RoomCommand.OfSounding(
                        switch (one) {
                            case SoundingEvent.Asked asked -> new SoundingActs.Command.Ask(asked, Standing.COMPARED);
                            case SoundingEvent.Answered(var name, var answer) ->
                                new SoundingActs.Command.Answer(name, answer, Standing.COMPARED);
                            case SoundingEvent.Ended(var name, var how) -> new SoundingActs.Command.End(name, how);
                        });
            case RoomEvent.OfPhase(PhaseEvent one) -> new RoomCommand.OfPhase(new PhaseActs.Command.Say(one));
            case RoomEvent.OfMandate(MandateEvent one) ->
                new RoomCommand.OfMandate(
                        switch (one) {
                            case MandateEvent.Issued(var nonce, var delegate, var power, var until) ->
                                new MandateActs.Command.Issue(nonce, delegate, power, until);
                            case MandateEvent.Taken(var name) -> new MandateActs.Command.Take(name);
                            case MandateEvent.Revoked(var name) -> new MandateActs.Command.Revoke(name);
                            case MandateEvent.Lapsed(var name) -> new MandateActs.Command.Lapse(name);
                        });
            case RoomEvent.OfCourier(CourierEvent one) -> new RoomCommand.OfCourier(CourierTest.command(one));
            case RoomEvent.OfNonPaper(NonPaperEvent.Laid laid) ->
                new RoomCommand.OfNonPaper(new NonPaperActs.Command.Lay(
                        laid.text(),
                        laid.lang(),
                        laid.dir(),
                        laid.lapses(),
                        laid.standing(),
                        laid.forOthers(),
                        Standing.COMPARED));
            case RoomEvent.OfNonPaper(NonPaperEvent.Carried carried) ->
                new RoomCommand.OfNonPaper(
                        new NonPaperActs.Command.Carry(carried.paper(), carried.to(), carried.lapses()));
            case RoomEvent.OfSheet(SheetEvent one) -> new RoomCommand.OfSheet(SheetTest.command(one));
            case RoomEvent.OfGallery(GalleryEvent one) -> new RoomCommand.OfGallery(GalleryTest.command(one));
            case RoomEvent.OfSuspension(SuspensionEvent one) ->
                new RoomCommand.OfSuspension(SuspensionTest.command(one));
            case RoomEvent.OfConveyance(ConveyEvent one) ->
                new RoomCommand.OfConveyance(
                        switch (one) {
                            case ConveyEvent.Marked(var message, var passages) ->
                                new ConveyActs.Command.Mark(message, passages);
                            case ConveyEvent.Relabelled(var passage, var label) ->
                                new ConveyActs.Command.Relabel(passage, label);
                            case ConveyEvent.Withdrawn(var passage) -> new ConveyActs.Command.Withdraw(passage);
                            case ConveyEvent.Crossed(var passage, var as, var to, var wording, var because, var at) ->
                                new ConveyActs.Command.WriteDown(passage, as, to, SOURCE, wording, because, at);
                            case ConveyEvent.Proved(var passage, var proofs) ->
                                new ConveyActs.Command.Prove(passage, proofs);
                            case ConveyEvent.Opened(var message, var from, var wordings) ->
                                new ConveyActs.Command.Open(message, from, wordings);
                            case ConveyEvent.Raised(var passage, var sealed) ->
                                new ConveyActs.Command.Raise(passage, sealed);
                            case ConveyEvent.Conveyed(var as, var from, var wording, var evidence) ->
                                new ConveyActs.Command.Convey(as, from, wording, evidence, Standing.COMPARED);
                        });
        };
    }
}
