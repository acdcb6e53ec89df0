package parley.simulation.talk;

import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.simulation.world.Dice;
import parley.simulation.world.SimClock;
import parley.talks.courier.CourierActs;
import parley.talks.courier.CourierEvent;
import parley.talks.courier.Item;
import parley.talks.courier.Means;
import parley.talks.courier.Slip;
import parley.talks.mandate.Mandate;
import parley.talks.mandate.MandateActs;
import parley.talks.mandate.MandateEvent;
import parley.talks.mandate.Power;
import parley.talks.message.Direction;
import parley.talks.nonpaper.NonPaperActs;
import parley.talks.phase.Aim;
import parley.talks.phase.Move;
import parley.talks.phase.Phase;
import parley.talks.phase.PhaseActs;
import parley.talks.phase.PhaseEvent;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Standing;
import parley.talks.sheet.Sheet;
import parley.talks.sheet.SheetActs;
import parley.talks.sheet.SheetEvent;
import parley.talks.sheet.SheetIssue;
import parley.talks.sounding.Asking;
import parley.talks.sounding.SoundingActs;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.sounding.SoundingEvent;
import parley.talks.sounding.SoundingKind;
import parley.talks.suspension.Suspension;
import parley.talks.suspension.SuspensionActs;
import parley.talks.suspension.SuspensionEvent;

/**
 * What simulated people do beside talking: phases, suspensions, mandates, the sheet and packages on the table, items by courier, soundings,
 * papers. Mostly what fits the state of the room; the acts refuse the rest.
 */
final class TableTools {
    /** The other side of a caucus: who it is lies in other rooms, which no fold of this one sees. */
    private static final Principal ELSEWHERE =
            new Principal(new PrincipalId(Hash.of("simulated-elsewhere")), "Elsewhere", Role.PARTY);

    private static final long UNTIL = SimClock.BEGIN.toEpochMilli() + 90L * 24 * 3_600_000;
    private static final int MOST_POINTS = 100;

    private TableTools() {}

    static RoomCommand next(RoomTalk talk, PrincipalId who, Dice dice) {
        boolean caucus = talk.sitting().kind() == RoomKind.CAUCUS;
        // While talks are suspended hardly anything else is heard.
        if (dice.chance(talk.suspension().stop().isPresent() ? 800 : 60)) {
            return new RoomCommand.OfSuspension(suspension(talk, who, dice));
        }
        // Somebody acts here a few times only: what it began it goes on with, or nobody ever does.
        if (talk.suspension().noticeOf(who).isPresent() && dice.chance(300)) {
            return new RoomCommand.OfSuspension(suspension(talk, who, dice));
        }
        if (talk.mandates().of(who).findAny().isPresent() && dice.chance(300)) {
            return new RoomCommand.OfMandate(mandate(talk, who, dice));
        }
        return switch (caucus ? dice.weighted(2, 2, 2, 1, 5, 3) : dice.weighted(3, 3, 3, 1)) {
            case 0 -> new RoomCommand.OfPhase(new PhaseActs.Command.Say(phase(talk, dice)));
            case 1 -> new RoomCommand.OfMandate(mandate(talk, who, dice));
            case 2 -> new RoomCommand.OfSheet(sheet(talk, dice));
            case 3 ->
                new RoomCommand.OfNonPaper(new NonPaperActs.Command.Lay(
                        "What if the pier came first?",
                        "en",
                        Direction.LTR,
                        UNTIL,
                        List.of(),
                        false,
                        Standing.COMPARED));
            case 4 -> new RoomCommand.OfCourier(courier(talk, who, dice));
            default -> new RoomCommand.OfSounding(sounding(talk, dice));
        };
    }

    /** What a changed program seals although its acts would refuse it. */
    static RoomEvent forged(RoomTalk talk, PrincipalId who, Dice dice) {
        return switch (dice.below(7)) {
            case 0 -> {
                // Nobody's acceptance is asked.
                Hash move = talk.phases().move().map(Move::name).orElseGet(() -> nonce(dice));
                yield new RoomEvent.OfPhase(new PhaseEvent.Moved(move));
            }
            case 1 -> {
                List<Hash> others = talk.mandates().standing().stream()
                        .filter(one -> !one.principal().equals(who))
                        .map(Mandate::name)
                        .toList();
                yield new RoomEvent.OfMandate(
                        new MandateEvent.Taken(others.isEmpty() ? nonce(dice) : dice.pick(others)));
            }
            case 2 -> new RoomEvent.OfSheet(new SheetEvent.Tabled(nonce(dice), List.of(0, 0)));
            case 3 -> new RoomEvent.OfCourier(new CourierEvent.Acknowledged(anItem(talk, dice)));
            case 4 ->
                // For longer than any Rules allow.
                new RoomEvent.OfSuspension(new SuspensionEvent.Suspended("Never again.", 0, UNTIL));
            case 5 ->
                new RoomEvent.OfSuspension(new SuspensionEvent.NoticeTakenBack(talk.suspension().notices().stream()
                        .filter(one -> !one.author().equals(who))
                        .map(Suspension.Notice::name)
                        .findFirst()
                        .orElseGet(() -> nonce(dice))));
            default -> new RoomEvent.OfSounding(new SoundingEvent.Ended(nonce(dice), SoundingAnswer.YES));
        };
    }

    private static PhaseEvent phase(RoomTalk talk, Dice dice) {
        Optional<Hash> move = talk.phases().move().map(Move::name);
        if (move.isPresent()) {
            return switch (dice.weighted(5, 2, 1)) {
                case 0 -> new PhaseEvent.Accepted(move.get());
                case 1 -> new PhaseEvent.Moved(move.get());
                default -> new PhaseEvent.Withdrawn(move.get());
            };
        }
        // Rarely: in the phase of the courier nobody talks in a caucus any more.
        if (talk.phases().now() != Phase.COURIER && dice.chance(200)) {
            return new PhaseEvent.SteppedBack(nonce(dice), dice.pick(List.of(Phase.COURIER, Phase.EXPLORATORY)));
        }
        return new PhaseEvent.Proposed(nonce(dice), dice.pick(List.of(Aim.values())), parties(talk));
    }

    private static MandateActs.Command mandate(RoomTalk talk, PrincipalId who, Dice dice) {
        List<Hash> own = talk.mandates().of(who).map(Mandate::name).toList();
        if (own.isEmpty() || dice.chance(200)) {
            return new MandateActs.Command.Issue(nonce(dice), "Envoy", dice.pick(List.of(Power.values())), UNTIL);
        }
        Hash name = dice.pick(own);
        // Who is bound and has nobody to act for it says nothing any more.
        return switch (dice.weighted(6, 1, 1)) {
            case 0 -> new MandateActs.Command.Take(name);
            case 1 -> new MandateActs.Command.Revoke(name);
            default -> new MandateActs.Command.Lapse(name);
        };
    }

    private static SuspensionActs.Command suspension(RoomTalk talk, PrincipalId who, Dice dice) {
        Optional<Suspension.Stop> stop = talk.suspension().stop();
        if (stop.isPresent()) {
            boolean itsWord = stop.get().author().equals(who) || talk.sitting().speaksForDeadlines(who);
            return itsWord && dice.chance(500)
                    ? new SuspensionActs.Command.Lapse(stop.get().name())
                    : new SuspensionActs.Command.Resume(stop.get().name());
        }
        long now = SimClock.BEGIN.toEpochMilli();
        Optional<Suspension.Notice> notice = talk.suspension().noticeOf(who);
        if (notice.isPresent() || dice.chance(600)) {
            return notice.<SuspensionActs.Command>map(one -> new SuspensionActs.Command.TakeNoticeBack(one.name()))
                    .orElseGet(() -> new SuspensionActs.Command.GiveNotice("", now, UNTIL));
        }
        return new SuspensionActs.Command.Suspend("A death in the family.", now, now + 24 * 3_600_000);
    }

    private static SheetActs.Command sheet(RoomTalk talk, Dice dice) {
        Sheet sheet = talk.sheet();
        Optional<Hash> standing = sheet.standing().map(Sheet.Version::name);
        if (standing.isEmpty() || dice.chance(150)) {
            return new SheetActs.Command.Draw(
                    standing,
                    "en",
                    Direction.LTR,
                    List.of(
                            new SheetIssue("Line", List.of("as it is", "moved")),
                            new SheetIssue("Water", List.of("half", "a third", "none"))),
                    Standing.COMPARED);
        }
        if (!sheet.offers().isEmpty() && dice.chance(250)) {
            return new SheetActs.Command.TakeOff(dice.pick(sheet.offers()).name());
        }
        if (talk.sitting().kind() == RoomKind.CAUCUS && dice.chance(400)) {
            return new SheetActs.Command.Share(
                    standing.get(),
                    List.of(points(2, dice), points(3, dice)),
                    dice.below(MOST_POINTS),
                    Standing.COMPARED);
        }
        return new SheetActs.Command.PutOnTable(
                standing.get(), List.of(dice.below(2), dice.below(3)), Standing.COMPARED);
    }

    private static List<Long> points(int options, Dice dice) {
        return java.util.stream.IntStream.range(0, options)
                .mapToObj(_ -> (long) dice.below(MOST_POINTS))
                .toList();
    }

    private static CourierActs.Command courier(RoomTalk talk, PrincipalId who, Dice dice) {
        boolean party =
                talk.sitting().seat(who).filter(one -> one.role() == Role.PARTY).isPresent();
        CourierEvent.Handover how =
                new CourierEvent.Handover("the ambassador", Means.PAPER, "", SimClock.BEGIN.toEpochMilli());
        Hash item = anItem(talk, dice);
        if (party) {
            return switch (dice.weighted(4, 1, 3)) {
                case 0 -> new CourierActs.Command.HandIn(item(talk, dice), Standing.COMPARED);
                case 1 -> new CourierActs.Command.CallBack(item);
                default -> new CourierActs.Command.Acknowledge(item);
            };
        }
        return switch (dice.weighted(2, 3, 3, 2)) {
            case 0 -> new CourierActs.Command.Receive(item);
            case 1 -> new CourierActs.Command.Deliver(item, ELSEWHERE, how);
            case 2 -> new CourierActs.Command.Bring(ELSEWHERE, how, item(talk, dice), Standing.COMPARED);
            default -> new CourierActs.Command.Confirm(item);
        };
    }

    private static Hash anItem(RoomTalk talk, Dice dice) {
        List<Slip> slips = talk.courier().slips();
        return slips.isEmpty() ? nonce(dice) : dice.pick(slips).name();
    }

    private static Item item(RoomTalk talk, Dice dice) {
        Optional<Hash> answers = dice.chance(400)
                ? talk.courier().slips().stream().map(Slip::name).findFirst()
                : Optional.empty();
        return new Item(
                nonce(dice),
                "the minister",
                "We ask for eighteen hours.",
                "en",
                Direction.LTR,
                List.of(),
                answers,
                SimClock.BEGIN.toEpochMilli());
    }

    private static SoundingActs.Command sounding(RoomTalk talk, Dice dice) {
        Optional<Hash> open = talk.soundings().open().map(Asking::name);
        if (open.isEmpty()) {
            List<Principal> asked = new java.util.ArrayList<>(parties(talk));
            asked.add(ELSEWHERE);
            return new SoundingActs.Command.Ask(
                    new SoundingEvent.Asked(
                            nonce(dice), SoundingKind.MEET, "Muscat?", "en", Direction.LTR, asked, hour(talk)),
                    Standing.COMPARED);
        }
        SoundingAnswer answer = dice.pick(List.of(SoundingAnswer.values()));
        return dice.chance(500)
                ? new SoundingActs.Command.Answer(open.get(), answer, Standing.COMPARED)
                : new SoundingActs.Command.End(open.get(), answer);
    }

    /** The least hour that the fold lets be named after the questions before. */
    private static long hour(RoomTalk talk) {
        return talk.soundings().questions().stream()
                .mapToLong(Asking::next)
                .max()
                .orElse(UNTIL);
    }

    private static List<Principal> parties(RoomTalk talk) {
        return talk.sitting().principals().stream()
                .filter(one -> one.role() == Role.PARTY)
                .toList();
    }

    private static Hash nonce(Dice dice) {
        return Hash.of("simulated-nonce", dice.bytes(8));
    }
}
