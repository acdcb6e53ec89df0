package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Principal;
import parley.protocol.port.RoomFold;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.practice.Sitting;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.Pending;
import parley.talks.roster.RosterActs.Command;
import parley.talks.roster.RosterEvent;
import parley.talks.rules.QuietSlots;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/**
 * Gives a room a new epoch with new keys when its Rules say that the present one is old enough (protocol.md, "Epochs").
 *
 * <p>The first member who has a say proposes, the next ones step in later, one after another, so that one silent node doesn't keep
 * a room on old keys; the others consent. No person is asked: the Rules that all accepted ask for it, and nobody comes or goes
 * by it. When a quiet room turns depends on nothing that is said there (protocol.md, "Quiet mode"): Processes run sooner where
 * there is news, so such rooms are proposed for at whole hours, and once when the node was opened or woke later in one, and the words that wait there are waited for by nothing.
 */
final class RefreshProcess extends TimedProcess {
    /** How much later the next member steps in: a node that is merely slow isn't overtaken. */
    private static final Duration STEP = Duration.ofHours(1);

    private static final int STEP_ENTRIES = 20;
    /** An epoch counts as older by so much for who consents: clocks differ, and not all read its beginning at one instant. */
    private static final Duration SKEW = Duration.ofHours(1);

    private static final int HOURS_A_DAY = 24;

    private Instant looked = Instant.MIN;

    @Override
    void look(Work work) {
        Instant hour = work.now.truncatedTo(ChronoUnit.HOURS);
        boolean isFirstOfHour = !hour.equals(looked);
        looked = hour;
        for (RoomSheet sheet : work.ledger.rooms()) {
            if (sheet.phase == RoomSheet.Phase.OPEN) {
                work.seat(sheet.ref.table())
                        .ifPresent(seat -> seat.room(sheet.ref.room())
                                .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                                .ifPresent(view -> look(new Looked(work, seat, sheet, view), isFirstOfHour)));
            }
        }
    }

    /** A room that is looked at. */
    private record Looked(Work work, Seat seat, RoomSheet sheet, SeatRoom view) {
        Sitting sitting() {
            return TalkFold.talk(view.state()).sitting();
        }

        boolean isQuiet() {
            return sitting().rules().quiet() != QuietSlots.OFF;
        }

        boolean isToBeProposed(int turn) {
            return due(sitting().rules(), members(), age(), entries(), turn);
        }

        boolean isToBeConsentedTo() {
            return due(sitting().rules(), members(), age().plus(SKEW), entries(), 0);
        }

        private int members() {
            return view.roster().size();
        }

        private Duration age() {
            return Duration.between(sheet.epochBegan, work.now);
        }

        private long entries() {
            return view.head().position();
        }

        /** In a loud room words on their way would have to ask their author again; what asks already may never be answered. */
        boolean waits(Optional<Pending> pending) {
            return Speech.underWay(work.tx, sheet).anyMatch(event -> !isQuiet() || isOurs(event, pending));
        }

        Instant notBefore() {
            return isQuiet() ? SeatRoom.AHEAD : work.now;
        }
    }

    private void look(Looked room, boolean isFirstOfHour) {
        if (room.isQuiet()) {
            notAfter(looked.plus(Duration.ofHours(1)));
        }
        List<Principal> voices = room.sitting().principals().stream()
                .filter(one -> room.sitting().rules().consents().hasSay(one.role()))
                .toList();
        int turn = voices.indexOf(room.seat.self());
        if (turn < 0 || !room.isToBeConsentedTo()) {
            return;
        }
        Optional<Pending> pending = TalkFold.talk(room.view.state()).roster().proposals().stream()
                .filter(one -> one.kind() == ChangeKind.REFRESH && LapsedProposals.isOfNow(one, room.view))
                .findFirst();
        if (room.waits(pending)) {
            return;
        }
        if (pending.isPresent()) {
            if (!pending.get().consentedBy(room.seat.self().id())) {
                Command consent = new Command.Consent(pending.get().name(), Standing.COMPARED);
                var unused = Speech.say(
                        room.work, room.seat, room.sheet, new RoomCommand.OfRoster(consent), room.notBefore());
            }
        } else if (room.isToBeProposed(turn) && (isFirstOfHour || !room.isQuiet())) {
            var unused =
                    Speech.propose(room.work, room.seat, room.sheet, RoomFold.ChangeKind.REFRESH, room.notBefore());
        }
    }

    private static boolean isOurs(RoomEvent event, Optional<Pending> pending) {
        return event instanceof RoomEvent.OfRoster(RosterEvent of)
                && switch (of) {
                    case RosterEvent.Proposed proposed -> proposed.kind() == ChangeKind.REFRESH;
                    case RosterEvent.Consented(Hash to, Standing _) ->
                        pending.filter(one -> one.name().equals(to)).isPresent();
                    case RosterEvent.Withdrawn _ -> false;
                };
    }

    /**
     * Whether an epoch is as old as Rules let it become.
     *
     * @param entries in its log, cover among them: what counted talk alone would show the relay of a quiet room how much there is
     * @param turn how many others are waited for first
     */
    static boolean due(Rules rules, int members, Duration age, long entries, int turn) {
        return age.compareTo(Duration.ofDays(rules.refreshDays()).plus(STEP.multipliedBy(turn))) >= 0
                || entries >= rules.refreshEntries() + stepEntries(rules, members) * turn;
    }

    /** As many as make an hour of a quiet room, in which nobody proposes sooner. */
    private static long stepEntries(Rules rules, int members) {
        return Math.max(STEP_ENTRIES, (long) members * rules.quiet().entriesADay() / HOURS_A_DAY);
    }
}
