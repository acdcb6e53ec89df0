package parley.node.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import parley.base.Principal;
import parley.protocol.port.RoomFold;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.practice.Sitting;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.Pending;
import parley.talks.roster.RosterActs.Command;
import parley.talks.rules.Standing;

/**
 * Gives a room a new epoch with new keys when its Rules say that the present one is old enough (protocol.md, "Epochs").
 *
 * <p>The first member who has a say proposes, the next ones step in later, one after another, so that one silent node doesn't keep
 * a room on old keys; the others consent. No person is asked: the Rules that all accepted ask for it, and nobody comes or goes
 * by it.
 */
final class RefreshProcess implements NodeProcess {
    /** How much later the next member steps in: a node that is merely slow isn't overtaken. */
    private static final Duration STEP = Duration.ofHours(1);

    private static final int STEP_ENTRIES = 20;

    @Override
    public void run(Work work) {
        for (RoomSheet sheet : work.ledger.rooms()) {
            // Words on their way would have to ask their author again; what asks already may never be answered.
            if (sheet.phase == RoomSheet.Phase.OPEN
                    && Speech.underWay(work.tx, sheet).findAny().isEmpty()) {
                work.seat(sheet.ref.table())
                        .ifPresent(seat -> seat.room(sheet.ref.room())
                                .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                                .ifPresent(view -> look(work, seat, sheet, view)));
            }
        }
    }

    private static void look(Work work, Seat seat, RoomSheet sheet, SeatRoom view) {
        RoomTalk talk = TalkFold.talk(view.state());
        Sitting sitting = talk.sitting();
        List<Principal> voices = sitting.principals().stream()
                .filter(one -> sitting.rules().consents().hasSay(one.role()))
                .toList();
        int turn = voices.indexOf(seat.self());
        if (turn < 0 || !due(work, sheet, sitting, 0)) {
            return;
        }
        Optional<Pending> pending = talk.roster().proposals().stream()
                .filter(one -> one.kind() == ChangeKind.REFRESH)
                .findFirst();
        if (pending.isPresent()) {
            if (!pending.get().consentedBy(seat.self().id())) {
                Command consent = new Command.Consent(pending.get().name(), Standing.COMPARED);
                var unused = Speech.say(work, seat, sheet, new RoomCommand.OfRoster(consent), work.now);
            }
        } else if (due(work, sheet, sitting, turn)) {
            var unused = Speech.propose(work, seat, sheet, RoomFold.ChangeKind.REFRESH);
        }
    }

    private static boolean due(Work work, RoomSheet sheet, Sitting sitting, int turn) {
        Duration age = Duration.between(sheet.epochBegan, work.now);
        long entries = sheet.position - sheet.epochStart;
        return age.compareTo(Duration.ofDays(sitting.rules().refreshDays()).plus(STEP.multipliedBy(turn))) >= 0
                || entries >= sitting.rules().refreshEntries() + (long) STEP_ENTRIES * turn;
    }
}
