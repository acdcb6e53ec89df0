package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.node.desk.Soundings;
import parley.node.engine.SoundingCells.Kept;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.sounding.Asking;
import parley.talks.sounding.SoundingActs.Command;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.sounding.SoundingEvent.Ended;

/**
 * The mediator's side of a sounding: opens it when all have said yes, and otherwise ends it at its deadline, never before.
 *
 * <p>What it says when it didn't open is the same in every caucus and comes at the same moment, whatever anybody answered: an
 * early end would tell a party that another refused. An early opening tells only those who said yes. What counts is what stood
 * in the log when this Process looked. Also erases the words of old soundings, on every node.
 */
final class SoundingProcess extends TimedProcess {
    /** One caucus in which a sounding was asked. */
    private record Caucus(Seat seat, RoomSheet sheet, Asking asking) {}

    @Override
    void look(Work work) {
        Map<Hash, List<Caucus>> all = new LinkedHashMap<>();
        for (RoomSheet sheet : work.ledger.rooms()) {
            work.seat(sheet.ref.table())
                    .ifPresent(seat -> seat.room(sheet.ref.room()).ifPresent(view -> {
                        RoomTalk talk = TalkFold.talk(view.state());
                        forget(work, sheet, talk);
                        collect(seat, sheet, view, talk, all);
                    }));
        }
        all.values().forEach(caucuses -> look(work, caucuses));
    }

    private static void collect(Seat seat, RoomSheet sheet, SeatRoom view, RoomTalk talk, Map<Hash, List<Caucus>> all) {
        if (view.condition() == SeatRoom.Condition.OPEN) {
            talk.soundings().questions().stream()
                    .filter(one -> one.asker().equals(seat.self().id()) || orphan(seat, talk, one))
                    .forEach(one -> all.computeIfAbsent(one.name(), _ -> new ArrayList<>())
                            .add(new Caucus(seat, sheet, one)));
        }
    }

    /** Whoever asked it is gone: it would stay open for ever, and nobody could ask anything any more. */
    private static boolean orphan(Seat seat, RoomTalk talk, Asking asking) {
        return talk.sitting().seat(asking.asker()).isEmpty()
                && talk.sitting().speaksForDeadlines(seat.self().id());
    }

    private void look(Work work, List<Caucus> caucuses) {
        List<Caucus> open = caucuses.stream().filter(one -> one.asking().open()).toList();
        if (open.isEmpty()) {
            return;
        }
        Asking any = open.getFirst().asking();
        Instant deadline = deadline(work, open.getFirst());
        boolean allYes = any.asked().stream().allMatch(party -> saysYes(caucuses, party));
        if (allYes) {
            open.forEach(one -> end(work, one, SoundingAnswer.YES));
        } else if (!work.now.isBefore(deadline)) {
            open.forEach(one -> end(work, one, SoundingAnswer.NOT_NOW));
        } else {
            notAfter(deadline);
        }
    }

    /** An hour farther away than a node asks for was set by a changed program before it left: that one isn't waited for. */
    private static Instant deadline(Work work, Caucus caucus) {
        Instant said = Instant.ofEpochMilli(caucus.asking().deadline());
        boolean own = caucus.asking().asker().equals(caucus.seat().self().id());
        return own || !said.isAfter(work.now.plus(Soundings.MOST_TIME)) ? said : work.now;
    }

    /** Whether this party's yes stands and was not declared void: a sounding that ended in one caucus ends alike in all. */
    private static boolean saysYes(List<Caucus> caucuses, PrincipalId party) {
        return caucuses.stream()
                .map(Caucus::asking)
                .anyMatch(one -> one.party().equals(party)
                        && one.answer().filter(SoundingAnswer.YES::equals).isPresent()
                        && one.outcome().filter(SoundingAnswer.NOT_NOW::equals).isEmpty());
    }

    private static void end(Work work, Caucus caucus, SoundingAnswer outcome) {
        Hash name = caucus.asking().name();
        boolean underWay = Speech.underWay(work.tx, caucus.sheet())
                .anyMatch(event -> event instanceof RoomEvent.OfSounding(Ended ended)
                        && ended.sounding().equals(name));
        if (!underWay) {
            // Refused while a room is frozen: looked at again.
            var unused = Speech.say(
                    work,
                    caucus.seat(),
                    caucus.sheet(),
                    new RoomCommand.OfSounding(new Command.End(name, outcome)),
                    work.now);
        }
    }

    /** A question that is open is kept whatever the Rules say: who can't read it can't answer, and silence is a no. */
    private static void forget(Work work, RoomSheet sheet, RoomTalk talk) {
        List<Kept> all = SoundingCells.of(work.tx, sheet.ref);
        int days = talk.rules().retentionDays();
        if (days == 0 || all.isEmpty()) {
            return;
        }
        Instant before = work.now.minus(Duration.ofDays(days));
        List<Kept> left = all.stream()
                .filter(one ->
                        isOpen(talk, one) || !one.ended().orElse(one.arrived()).isBefore(before))
                .toList();
        if (left.size() < all.size()) {
            SoundingCells.put(work.tx, sheet.ref, left);
        }
    }

    private static boolean isOpen(RoomTalk talk, Kept kept) {
        return kept.outcome().isEmpty()
                && kept.question()
                        .flatMap(asked -> talk.soundings().asking(asked.name()))
                        .filter(Asking::open)
                        .isPresent();
    }
}
