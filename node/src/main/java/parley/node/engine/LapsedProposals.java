package parley.node.engine;

import parley.base.CanonicalReader;
import parley.base.Hash;
import parley.node.desk.Change;
import parley.node.desk.Notice.Grade;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.Pending;
import parley.talks.roster.RosterActs.Command;
import parley.talks.roster.RosterEvent.Withdrawn;

/**
 * Takes back what its person proposed in one epoch and what got its place in the next one only: no epoch begins by it, whoever
 * consents, for a change is bound to the opening of its epoch (protocol.md, "Epochs"). The person is told, and proposes it again.
 */
final class LapsedProposals implements NodeProcess {
    static final String NOTICE = "room.proposal-lapsed";

    /** Whether the present epoch can end by it; a grant ends none. */
    static boolean isOfNow(Pending one, SeatRoom view) {
        return !one.kind().endsEpoch()
                || CanonicalReader.whole(one.change(), parley.protocol.room.Change::read)
                        .filter(change -> change.opening().equals(view.opening()))
                        .isPresent();
    }

    @Override
    public void run(Work work) {
        work.eachOpenRoom((seat, sheet, talk) -> seat.room(sheet.ref.room())
                .ifPresent(view -> talk.roster().proposals().stream()
                        .filter(one -> one.proposer().equals(seat.self().id()) && !isOfNow(one, view))
                        .forEach(one -> takeBack(work, seat, sheet, talk, one))));
    }

    private static void takeBack(Work work, Seat seat, RoomSheet sheet, RoomTalk talk, Pending one) {
        boolean underWay = Speech.underWay(work.tx, sheet)
                .anyMatch(
                        event -> event instanceof RoomEvent.OfRoster(Withdrawn(Hash name)) && name.equals(one.name()));
        if (underWay || one.carriedOut(talk.sitting())) {
            return;
        }
        boolean said = Speech.say(
                        work, seat, sheet, new RoomCommand.OfRoster(new Command.Withdraw(one.name())), work.now)
                .isDone();
        // New keys are what the node proposes by itself, and does again.
        if (said && one.kind() != ChangeKind.REFRESH) {
            sheet.warn(NOTICE, Grade.CARE, work.now);
            work.ledger.save(work.tx, sheet);
            work.recorder.changed(new Change.RoomChanged(sheet.ref));
        }
    }
}
