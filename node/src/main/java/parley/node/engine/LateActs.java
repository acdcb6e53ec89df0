package parley.node.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Change;
import parley.node.desk.Messages;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Tx;
import parley.protocol.seat.Seat;
import parley.talks.Why;
import parley.talks.convey.ConveyEvent;
import parley.talks.courier.CourierEvent;
import parley.talks.mandate.MandateEvent;
import parley.talks.phase.PhaseEvent;
import parley.talks.room.Outcome;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.RosterEvent;
import parley.talks.rules.Rules;
import parley.talks.sounding.SoundingEvent;
import parley.talks.suspension.SuspensionEvent;
import parley.talks.table.TableEvent;

/**
 * What becomes of an act that came late, when somebody reads the room whom its author hadn't in view: a person's waits for its
 * person's answer, as a message does, unless there is nothing left to ask; what the node says by itself is decided anew.
 */
final class LateActs implements NodeProcess {
    /** Told to the person while something in a room waits for its answer. */
    static final String NOTICE = "room.act-waits";

    /** Who was to come sits there, who was to go is gone, or the same is proposed. */
    private static final List<Why> DONE =
            List.of(Why.ROSTER_ALREADY_SEATED, Why.ROSTER_NOT_SEATED, Why.ROSTER_ALREADY_PROPOSED);

    /** Who answers for an act. */
    private enum Answer {
        PERSON,
        /** A Process says it anew if it is still so. */
        ANEW,
        /** There is nothing left to ask: what it was about lapsed with the epoch, or is done. */
        LAPSED,
        /** The node's own, which no Process says twice: who reads the room now may read it, for its content is sealed to others. */
        GOES_ON
    }

    private static Answer answer(RoomEvent event) {
        return switch (event) {
            case RoomEvent.OfConveyance(ConveyEvent.Proved _), RoomEvent.OfConveyance(ConveyEvent.Raised _) ->
                Answer.GOES_ON;
            case RoomEvent.OfCourier(CourierEvent.Brought _),
                    RoomEvent.OfCourier(CourierEvent.Confirmed _),
                    RoomEvent.OfPhase(PhaseEvent.Moved _),
                    RoomEvent.OfSounding(SoundingEvent.Ended _),
                    RoomEvent.OfMandate(MandateEvent.Lapsed _),
                    RoomEvent.OfSuspension(SuspensionEvent.Lapsed _) -> Answer.ANEW;
            case RoomEvent.OfRoster(RosterEvent.Consented _),
                    RoomEvent.OfRoster(RosterEvent.Withdrawn _),
                    RoomEvent.OfTable(TableEvent.RulesAccepted _),
                    RoomEvent.OfTable(TableEvent.RulesWithdrawn _) -> Answer.LAPSED;
            // The keys of the epoch in which it is late are new.
            case RoomEvent.OfRoster(RosterEvent.Proposed of) when of.kind() == ChangeKind.REFRESH -> Answer.LAPSED;
            case RoomEvent.OfTable _,
                    RoomEvent.OfRoster _,
                    RoomEvent.OfMessage _,
                    RoomEvent.OfConveyance _,
                    RoomEvent.OfSounding _,
                    RoomEvent.OfNonPaper _,
                    RoomEvent.OfCourier _,
                    RoomEvent.OfPhase _,
                    RoomEvent.OfMandate _,
                    RoomEvent.OfSheet _,
                    RoomEvent.OfGallery _,
                    RoomEvent.OfSuspension _ -> Answer.PERSON;
        };
    }

    /** The same where the room is now: nobody is asked about a proposal of what was done meanwhile, perhaps by the same words said twice. */
    private static Optional<Answer> answer(Bytes event, RoomTalk talk, PrincipalId self) {
        return event(event)
                .map(one -> objection(talk, self, event)
                                .filter(why -> isDone(one, talk, why))
                                .isPresent()
                        ? Answer.LAPSED
                        : answer(one));
    }

    /** Whether what is proposed stands so or is proposed already; for any other reason its proposer learns that it can't be said. */
    private static boolean isDone(RoomEvent event, RoomTalk talk, Refusal why) {
        return switch (event) {
            case RoomEvent.OfRoster(RosterEvent.Proposed _) ->
                DONE.stream().anyMatch(done -> done.key().equals(why.key()));
            case RoomEvent.OfTable(TableEvent.RulesProposed(Rules rules, String _)) ->
                rules.equals(talk.rules()) || Why.RULES_ALREADY_PROPOSED.key().equals(why.key());
            default -> false;
        };
    }

    /** What of these bytes proposes a change that ends an epoch. */
    static Optional<RosterEvent.Proposed> endsEpoch(Bytes event) {
        return event(event)
                .flatMap(one -> one instanceof RoomEvent.OfRoster(RosterEvent.Proposed of)
                                && of.kind().endsEpoch()
                        ? Optional.of(of)
                        : Optional.empty());
    }

    /** Whether a person is to answer for these bytes, which came late in this room. */
    static boolean isAPersons(Bytes event, RoomTalk talk, PrincipalId self) {
        return answer(event, talk, self).equals(Optional.of(Answer.PERSON));
    }

    /** The same whatever the room is now: at once or soon a Process drops what lapsed. */
    private static boolean isAPersons(Bytes event) {
        return event(event).filter(one -> answer(one) == Answer.PERSON).isPresent();
    }

    @Override
    public void run(Work work) {
        work.eachOpenRoom((seat, sheet, talk) -> late(work.tx, sheet)
                .toList()
                .forEach(record -> answer(record.event(), talk, seat.self().id())
                        .filter(answer -> answer != Answer.PERSON)
                        .ifPresent(answer -> {
                            if (record.state() == UnplacedRecord.State.NOT_SAID) {
                                // Nobody wished it, so nobody is asked what becomes of it.
                                var unusedFiles = drop(work, sheet, record.ticket());
                                return;
                            }
                            boolean goesOn = answer == Answer.GOES_ON
                                    && objection(talk, seat.self().id(), record.event())
                                            .isEmpty();
                            // Refused, it is looked at again.
                            var unused = decide(work, seat, sheet, record, goesOn);
                        })));
    }

    /** Says it to the readers there are now, or drops it with what hung on it. */
    static Result<Ok> decide(Work work, Seat seat, RoomSheet sheet, UnplacedRecord record, boolean sayIt) {
        return seat.decideLate(work.tx, sheet.ref.room(), record.ticket(), sayIt)
                .map(done -> {
                    if (sayIt) {
                        Ledger.put(work.tx, sheet.ref, record.with(UnplacedRecord.State.WAITING));
                        seat.tick(work.tx);
                    } else {
                        var unused = drop(work, sheet, record.ticket());
                    }
                    answered(work, sheet);
                    return done;
                });
    }

    /** Lets go of what won't be said: a crossing whose record it was isn't made, and its files are in the person's hands again. */
    static List<String> drop(Work work, RoomSheet sheet, long ticket) {
        Crossings.recorded(
                work.tx, sheet.ref, ticket, false, work.now, work.ports().randomness());
        PaperWays.recorded(work.tx, sheet.ref, ticket, false);
        List<String> files = Ledger.unplaced(work.tx, sheet.ref, ticket)
                .flatMap(record -> LineViews.messageOf(record.event()))
                .map(message -> Uploads.givenBack(work, sheet.ref, message.attachments()))
                .orElseGet(List::of);
        Ledger.forgetUnplaced(work.tx, sheet, ticket);
        answered(work, sheet);
        return files;
    }

    /** Ends the notice where nothing waits for an answer any more: answered, or never to be said. */
    static void endNotice(Tx tx, RoomSheet sheet) {
        boolean waits = late(tx, sheet)
                .anyMatch(record -> record.state() == UnplacedRecord.State.ASK_FIRST && isAPersons(record.event()));
        if (!waits) {
            sheet.notices = sheet.notices.stream()
                    .filter(one -> !one.key().equals(NOTICE))
                    .toList();
        }
    }

    private static void answered(Work work, RoomSheet sheet) {
        endNotice(work.tx, sheet);
        work.ledger.save(work.tx, sheet);
        work.recorder.changed(new Change.UnplacedChanged(sheet.ref));
        work.recorder.changed(new Change.RoomChanged(sheet.ref));
    }

    /** Why an act would count for nothing where the room is now. */
    static Optional<Refusal> objection(RoomTalk talk, PrincipalId self, Bytes event) {
        return tried(talk, self, event).last().orElse(null) instanceof Outcome.Refused(RoomEvent _, var why)
                ? Optional.of(why)
                : Optional.empty();
    }

    private static RoomTalk tried(RoomTalk talk, PrincipalId author, Bytes event) {
        return talk.fold(new RoomTalk.Said(0, 0, author, event));
    }

    /** What of a person's, beside messages, waits for an answer or won't be said, as it would stand in the record. */
    static List<Messages.LateAct> list(Tx tx, LineViews views, TableShot table, RoomShot shot) {
        return late(tx, shot.sheet())
                .filter(record -> LineViews.messageOf(record.event()).isEmpty() && isAPersons(record.event()))
                .flatMap(record -> shot.talk().stream()
                        .flatMap(talk -> event(record.event()).stream().map(event -> {
                            var said = new RoomFold.Said(
                                    shot.sheet().position + 1, 0, table.self().id(), record.event());
                            LineRecord line = FoldedLine.asIfCounted(
                                    said, talk, event, table.self().name(), table.names()::shown, record.written());
                            return new Messages.LateAct(
                                    record.ticket(),
                                    views.unplaced(tx, table, shot, line),
                                    record.written(),
                                    record.state() == UnplacedRecord.State.ASK_FIRST);
                        })))
                .toList();
    }

    private static Stream<UnplacedRecord> late(Tx tx, RoomSheet sheet) {
        return sheet.unplaced.stream()
                .flatMap(ticket -> Ledger.unplaced(tx, sheet.ref, ticket).stream())
                .filter(UnplacedRecord::late);
    }

    private static Optional<RoomEvent> event(Bytes event) {
        return RoomEvent.read(event) instanceof RoomEvent.Reading.Known(var known, int _)
                ? Optional.of(known)
                : Optional.empty();
    }
}
