package parley.node.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.Change;
import parley.node.desk.Notice.Grade;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms.Condition.Frozen;
import parley.node.engine.RoomSheet.Phase;
import parley.protocol.port.Tx;
import parley.protocol.seat.Fact;
import parley.protocol.seat.SeatListener;
import parley.talks.room.Outcome;
import parley.talks.rules.RoomTerms;

/**
 * Writes down what seats find to be so: each fact changes the desk's cells in the very transaction that makes the fact durable.
 *
 * <p>What must be told to pages, and which rooms to look at anew, is collected and taken by {@link #takeChanges} once the
 * transaction has committed. Used by the engine's thread only.
 */
final class Recorder implements SeatListener {
    private static final String BEGINNING_LOST = "room.beginning-lost";

    private final Ledger ledger;
    private final InstantSource clock;
    private final Randomness randomness;
    private final Directory names;
    private final TableRecorder atTables;
    private final Set<Change> changes = new LinkedHashSet<>();
    private final List<Own> placed = new ArrayList<>();
    private final Map<Named, UnplacedRecord.State> early = new HashMap<>();

    Recorder(Ledger ledger, InstantSource clock, Randomness randomness, Directory names) {
        this.ledger = ledger;
        this.clock = clock;
        this.randomness = randomness;
        this.names = names;
        this.atTables = new TableRecorder(ledger, clock, names, this);
    }

    /** A message of ours that got its place: its attachments must lie beside the log of that epoch. */
    record Own(RoomRef room, int epoch, Bytes event) {}

    /** A ticket in a room. */
    private record Named(RoomRef room, long ticket) {}

    /** What was already told of a ticket that is only now being written down: it may be sealed in the act that queues it. */
    UnplacedRecord.State stateOf(RoomRef room, long ticket) {
        UnplacedRecord.State told = early.remove(new Named(room, ticket));
        return told == null ? UnplacedRecord.State.WAITING : told;
    }

    /** What changed since the last call. */
    Set<Change> takeChanges() {
        Set<Change> taken = new LinkedHashSet<>(changes);
        changes.clear();
        return taken;
    }

    List<Own> takePlaced() {
        List<Own> taken = List.copyOf(placed);
        placed.clear();
        return taken;
    }

    void changed(Change change) {
        changes.add(change);
    }

    @Override
    public void hear(Tx tx, TableId table, Fact fact) {
        switch (fact) {
            case Fact.Paired(Principal peer, var invitation) -> atTables.paired(tx, table, peer, invitation);
            case Fact.AnsweredTwice(Hash invitation) -> atTables.answeredTwice(tx, table, invitation);
            case Fact.AnsweredInVain vain -> atTables.answeredInVain(tx, table, vain.invitation(), vain.why());
            case Fact.OtherVersion(RoomId room, PrincipalId member) ->
                inRoom(
                        tx,
                        table,
                        room,
                        sheet -> sheet.warn("room.other-version", Grade.CARE, now(), names.shown(table, member)));
            case Fact.KeysRenewed(Principal peer) -> atTables.keysRenewed(tx, table, peer);
            case Fact.InboxElsewhere elsewhere -> atTables.inboxElsewhere(tx, table, elsewhere);
            case Fact.MailLost lost -> atTables.mailLost(tx, table, lost);
            case Fact.StandingChanged(PrincipalId peer, var _) -> {
                changed(new Change.PersonChanged(table, peer));
                ledger.table(table).rooms.forEach(room -> changed(new Change.RoomChanged(new RoomRef(table, room))));
            }
            case Fact.AskedToJoin asked -> asked(tx, table, asked);
            case Fact.Declined(RoomId room, PrincipalId member) ->
                inRoom(
                        tx,
                        table,
                        room,
                        sheet -> sheet.warn("room.declined", Grade.CARE, now(), names.shown(table, member)));
            case Fact.CardReady(RoomId room, PrincipalId subject) ->
                inRoom(
                        tx,
                        table,
                        room,
                        sheet -> sheet.warn("room.card-ready", Grade.CARE, now(), name(table, subject)));
            case Fact.RoomOpened(RoomId room) -> inRoom(tx, table, room, sheet -> opened(tx, sheet));
            case Fact.Joined(RoomId room, PrincipalId member) ->
                inRoom(tx, table, room, sheet -> sheet.missing.remove(member));
            case Fact.Sealed(RoomId room, long ticket) ->
                onTheWay(tx, table, room, ticket, UnplacedRecord.State.SEALED);
            case Fact.Folded folded -> inRoom(tx, table, folded.room(), sheet -> folded(tx, sheet, folded));
            case Fact.KeyConfirmed(RoomId room, PrincipalId _) ->
                changed(new Change.RoomChanged(new RoomRef(table, room)));
            case Fact.EntryRefused(RoomId room, int _, long _, var _) ->
                changed(new Change.RoomChanged(new RoomRef(table, room)));
            case Fact.Waiting waiting -> inRoom(tx, table, waiting.room(), sheet -> waiting(sheet, waiting));
            case Fact.EpochBegan began -> inRoom(tx, table, began.room(), sheet -> began(tx, sheet, began));
            case Fact.Removed(RoomId room, var _) -> inRoom(tx, table, room, sheet -> removed(tx, sheet));
            case Fact.AskAgain(RoomId room, long ticket, Bytes event) -> {
                onTheWay(tx, table, room, ticket, UnplacedRecord.State.ASK_FIRST);
                if (isAPersons(table, room, event)) {
                    inRoom(tx, table, room, sheet -> sheet.warn(LateActs.NOTICE, Grade.CARE, now()));
                }
            }
            case Fact.NotSaid(RoomId room, long ticket) -> {
                onTheWay(tx, table, room, ticket, UnplacedRecord.State.NOT_SAID);
                inRoom(tx, table, room, sheet -> LateActs.endNotice(tx, sheet));
            }
            case Fact.Receipt(RoomId room, PrincipalId member, long position) ->
                inRoom(tx, table, room, sheet -> sheet.receipts.merge(member, position, Math::max));
            case Fact.Granted granted -> inRoom(tx, table, granted.room(), sheet -> granted(tx, sheet, granted));
            case Fact.LogGone(RoomId room, int _) ->
                inRoom(tx, table, room, sheet -> {
                    lacksNothing(sheet);
                    sheet.warn("room.log-gone", Grade.CARE, now());
                });
            case Fact.BeginningLost lost -> inRoom(tx, table, lost.room(), sheet -> beginningLost(sheet, lost));
            case Fact.Alarm alarm -> inRoom(tx, table, alarm.room(), sheet -> alarm(tx, sheet, alarm));
            case Fact.Frozen(RoomId room, Fact.Freeze why) -> inRoom(tx, table, room, sheet -> frozen(tx, sheet, why));
        }
    }

    @Override
    public boolean asked(Tx tx, TableId table, Fact.AskedToJoin asked) {
        return atTables.askedToJoin(tx, table, asked);
    }

    private boolean isAPersons(TableId table, RoomId room, Bytes event) {
        return names.talk(new RoomRef(table, room))
                .flatMap(talk -> names.self(table).map(self -> LateActs.isAPersons(event, talk, self)))
                .orElse(true);
    }

    private void opened(Tx tx, RoomSheet sheet) {
        seated(sheet);
        sheet.waiting = Optional.empty(); // An earlier program kept what its former sitting waited for.
        lacksNothing(sheet);
        sheet.notices = Notices.withoutFormerLife(sheet.notices, sheet.phaseSince);
        sheet.enter(Phase.OPEN, now());
        Bytes terms = names.terms(sheet.ref).orElse(sheet.terms);
        if (!terms.equals(sheet.terms)) {
            sheet.warn("room.other-terms", Grade.CARE, now(), names.shown(sheet.ref.table(), sheet.founder));
            sheet.terms = terms;
        }
        sheet.missing.clear();
        sheet.epochBegan = now();
        line(tx, sheet, FoldedLine.own(sheet.position, now(), "line.opened", sheet.name), false);
        changed(new Change.TableChanged(sheet.ref.table()));
    }

    /** A yes was said to those who were shown; an id says neither name nor role of whom one doesn't know. */
    private void seated(RoomSheet sheet) {
        names.roster(sheet.ref).ifPresent(here -> {
            if (sheet.phase == Phase.FORMING && !sheet.members.containsAll(here)) {
                sheet.warn("room.other-members", Grade.CARE, now(), names.shown(sheet.ref.table(), sheet.founder));
            }
            sheet.members.clear();
            sheet.members.addAll(here);
        });
    }

    private void folded(Tx tx, RoomSheet sheet, Fact.Folded folded) {
        // Nothing folds while an entry waits; a seat that was loaded meanwhile doesn't know any more that one did.
        sheet.waiting = Optional.empty();
        boolean own = isSelf(sheet.ref.table(), folded.said().author());
        LineRecord line = FoldedLine.of(
                folded.said(),
                TalkFold.talk(folded.after()),
                (who, name) -> names.shown(sheet.ref.table(), who, name),
                now(),
                folded.confirmed());
        boolean message = line instanceof LineRecord.Said;
        PassageCells.note(
                tx, sheet.ref, TalkFold.talk(folded.after()), folded.said().position(), sheet.lines, now());
        CourierCells.note(tx, sheet.ref, folded.said(), TalkFold.talk(folded.after()), sheet.lines);
        if (TalkFold.talk(folded.after()).last().orElse(null) instanceof Outcome.Happened) {
            NonPaperCells.note(
                    tx, sheet.ref, folded.said().event(), folded.said().position(), sheet.lines);
        }
        BroughtCells.noteMark(tx, sheet.ref, line, sheet.lines);
        QuestionCells.note(tx, sheet.ref, folded.said(), TalkFold.talk(folded.after()), sheet.lines);
        BroughtCells.note(
                tx, sheet.ref, TalkFold.talk(folded.after()), folded.said().position(), sheet.lines);
        SheetCells.note(tx, sheet.ref, folded.said(), TalkFold.talk(folded.after()), sheet.lines, this);
        GalleryCells.note(tx, sheet.ref, folded.said(), TalkFold.talk(folded.after()), sheet.lines, this);
        SuspensionCells.note(tx, sheet.ref, TalkFold.talk(folded.after()), sheet.lines, this);
        SoundingCells.note(tx, sheet, folded.said(), TalkFold.talk(folded.after()), now(), this);
        TalkFold.talk(folded.after()).acted().ifPresent(acted -> ActedCells.put(tx, sheet.ref, sheet.lines, acted));
        line(tx, sheet, line, message && !own);
        sheet.position = folded.said().position();
        if (folded.ticket().isPresent()) {
            Crossings.recorded(tx, sheet.ref, folded.ticket().getAsLong(), message, now(), randomness);
            PaperWays.recorded(tx, sheet.ref, folded.ticket().getAsLong(), message);
            Ledger.forgetUnplaced(tx, sheet, folded.ticket().getAsLong());
            changed(new Change.UnplacedChanged(sheet.ref));
        }
        if (message && own) {
            placed.add(new Own(sheet.ref, folded.said().epoch(), folded.said().event()));
        }
        if (message && !own) {
            changed(new Change.UnreadChanged(sheet.ref));
        }
    }

    /** The end that removed us is sealed to those who stay: whether it is read before or after we hear so, its key comes from nobody. */
    private void waiting(RoomSheet sheet, Fact.Waiting waiting) {
        sheet.waiting = waiting.resolved() || sheet.phase == Phase.LEFT
                ? Optional.empty()
                : Optional.of(new RoomSheet.Wait(waiting.epoch(), waiting.position(), waiting.author(), now()));
    }

    private void began(Tx tx, RoomSheet sheet, Fact.EpochBegan began) {
        TableId table = sheet.ref.table();
        sheet.epoch = began.epoch();
        sheet.waiting = Optional.empty();
        lacksNothing(sheet);
        sheet.epochBegan = now();
        sheet.members.clear();
        sheet.members.addAll(began.roster());
        // Of whom the room has no more nobody is shown how far it read; else those who came and went would pile up
        // here.
        sheet.receipts
                .keySet()
                .retainAll(began.roster().stream().map(Principal::id).toList());
        String subject = began.roster().stream()
                .filter(one -> one.id().equals(began.subject()))
                .map(Principal::name)
                .findFirst()
                .orElseGet(() -> name(table, began.subject()));
        sheet.notices = Notices.withoutKey(sheet.notices, "room.card-ready", subject);
        line(
                tx,
                sheet,
                FoldedLine.own(
                        sheet.position,
                        now(),
                        "line.epoch." + FoldedLine.key(began.why()),
                        names.shown(table, began.subject(), subject),
                        Integer.toString(began.epoch())),
                false);
        changed(new Change.TableChanged(table));
    }

    private void removed(Tx tx, RoomSheet sheet) {
        sheet.enter(Phase.LEFT, now());
        sheet.waiting = Optional.empty();
        lacksNothing(sheet);
        // The seat forgets the room; what was agreed last still says what becomes of its texts.
        names.talk(sheet.ref)
                .ifPresent(talk -> sheet.terms = new RoomTerms(talk.sitting().kind(), talk.rules()).encoded());
        if (wantedToLeave(sheet.ref)) {
            line(tx, sheet, FoldedLine.own(sheet.position, now(), "line.left-by-oneself"), false);
        } else {
            sheet.warn("room.removed", Grade.GRAVE, now(), sheet.name);
            line(tx, sheet, FoldedLine.own(sheet.position, now(), "line.removed"), false);
        }
        changed(new Change.TableChanged(sheet.ref.table()));
    }

    /** The fold of who goes stands right before the end: what ended its membership is still proposed there. */
    private boolean wantedToLeave(RoomRef room) {
        return names.talk(room)
                .map(talk -> talk.roster().proposals().stream()
                        .anyMatch(one -> one.leaves()
                                && names.self(room.table())
                                        .filter(one.proposer()::equals)
                                        .isPresent()))
                .orElse(false);
    }

    private void granted(Tx tx, RoomSheet sheet, Fact.Granted granted) {
        LineRecord.Said line = new LineRecord.Said(
                granted.position(),
                0,
                now(),
                granted.author(),
                name(sheet.ref.table(), granted.author()),
                granted.event(),
                true,
                true);
        NonPaperCells.note(tx, sheet.ref, granted.event(), granted.position(), sheet.lines);
        BroughtCells.noteGranted(tx, sheet.ref, line, sheet.lines);
        line(tx, sheet, line, false);
    }

    private void beginningLost(RoomSheet sheet, Fact.BeginningLost lost) {
        lacksNothing(sheet);
        if (!lost.resolved()) {
            sheet.warn(BEGINNING_LOST, Grade.GRAVE, now(), lost.position());
        }
    }

    /** The relay has it again, or nobody asks it for that log any more: it is gone for good, or the room goes on in another one. */
    private static void lacksNothing(RoomSheet sheet) {
        sheet.notices = Notices.withoutKey(sheet.notices, BEGINNING_LOST);
    }

    /** Whether people of a room were told that its relay lost what all devices erased, and so takes nothing more there. */
    static boolean lacksBeginning(RoomSheet sheet) {
        return sheet.notices.stream().anyMatch(one -> one.key().equals(BEGINNING_LOST));
    }

    private void frozen(Tx tx, RoomSheet sheet, Fact.Freeze why) {
        // What is to be done changes with the reason: asking for renewal again would void the request that is on its
        // way.
        sheet.notices = Notices.notFrozen(sheet.notices);
        sheet.warn(Frozen.words(why), Grade.GRAVE, now());
        if (why == Fact.Freeze.CLONE) {
            atTables.renewalNeeded(tx, sheet.ref.table());
        }
    }

    private void alarm(Tx tx, RoomSheet sheet, Fact.Alarm alarm) {
        String member =
                alarm.member().map(id -> names.shown(sheet.ref.table(), id)).orElse("");
        Alarms.note(tx, sheet, alarm, member, now());
    }

    private void onTheWay(Tx tx, TableId table, RoomId room, long ticket, UnplacedRecord.State state) {
        RoomRef ref = new RoomRef(table, room);
        Optional<UnplacedRecord> record = Ledger.unplaced(tx, ref, ticket);
        if (record.isPresent()) {
            Ledger.put(tx, ref, record.get().with(state));
        } else {
            early.put(new Named(ref, ticket), state);
        }
        changed(new Change.UnplacedChanged(ref));
    }

    private void line(Tx tx, RoomSheet sheet, LineRecord line, boolean foreign) {
        long index = Ledger.append(tx, sheet, line, foreign);
        changed(new Change.LinesChanged(sheet.ref, index));
    }

    private void inRoom(Tx tx, TableId table, RoomId room, java.util.function.Consumer<RoomSheet> work) {
        RoomRef ref = new RoomRef(table, room);
        RoomSheet sheet =
                ledger.room(ref).orElseThrow(() -> new IllegalStateException("a fact about a room that was never met"));
        work.accept(sheet);
        ledger.save(tx, sheet);
        changed(new Change.RoomChanged(ref));
    }

    private boolean isSelf(TableId table, PrincipalId who) {
        return names.self(table).filter(who::equals).isPresent();
    }

    private String name(TableId table, PrincipalId who) {
        return names.name(table, who);
    }

    private Instant now() {
        return clock.instant();
    }
}
