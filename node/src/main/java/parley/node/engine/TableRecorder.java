package parley.node.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Change;
import parley.node.desk.Notice.Grade;
import parley.node.desk.RoomRef;
import parley.node.desk.Tables.InvitationSent;
import parley.node.engine.RoomSheet.Phase;
import parley.protocol.port.Tx;
import parley.protocol.seat.Fact;
import parley.talks.rules.RoomKind;
import parley.talks.rules.RoomTerms;
import parley.talks.rules.Rules;

/**
 * Writes down what seats find to be so of a table: who answered an invitation, whose keys are others now, who asks into which room.
 *
 * <p>Part of the {@link Recorder}; used by the engine's thread only.
 */
final class TableRecorder {
    private static final String INBOX_ELSEWHERE = "table.inbox-elsewhere";
    private static final String MAIL_LOST = "table.mail-lost";

    private final Ledger ledger;
    private final InstantSource clock;
    private final Directory names;
    private final Recorder recorder;

    TableRecorder(Ledger ledger, InstantSource clock, Directory names, Recorder recorder) {
        this.ledger = ledger;
        this.clock = clock;
        this.names = names;
        this.recorder = recorder;
    }

    void paired(Tx tx, TableId table, Principal peer, Optional<Hash> invitation) {
        TableSheet sheet = ledger.table(table);
        invitation.ifPresent(ours -> sheet.answered(ours, false));
        ledger.save(tx, sheet);
        recorder.changed(new Change.TableChanged(table));
        recorder.changed(new Change.PersonChanged(table, peer.id()));
    }

    void answeredTwice(Tx tx, TableId table, Hash invitation) {
        TableSheet sheet = ledger.table(table);
        Optional<String> whom = whom(sheet, invitation);
        if (whom.isPresent()) {
            sheet.warn("table.invitation-answered-twice", Grade.GRAVE, now(), whom.get());
        } else {
            sheet.warn("table.request-answered-twice", Grade.GRAVE, now());
        }
        sheet.answered(invitation, true);
        ledger.save(tx, sheet);
        recorder.changed(new Change.TableChanged(table));
    }

    /** Once for whom it was made: whoever has it may answer it again and again. */
    void answeredInVain(Tx tx, TableId table, Hash invitation, Fact.InVain why) {
        TableSheet sheet = ledger.table(table);
        if (why == Fact.InVain.LATE && isTakenBack(sheet, invitation)) {
            return;
        }
        String what = switch (why) {
            case LATE -> "-answered-late";
            case NOT_ADMISSIBLE -> "-answered-otherwise";
        };
        Optional<String> whom = whom(sheet, invitation);
        String key = (whom.isPresent() ? "table.invitation" : "table.request") + what;
        if (!Notices.says(sheet.notices, key, whom.orElse(""))) {
            sheet.warn(key, Grade.CARE, now(), whom.orElse(""));
        }
        if (why == Fact.InVain.NOT_ADMISSIBLE) {
            sheet.answered(invitation, false);
        }
        ledger.save(tx, sheet);
        recorder.changed(new Change.TableChanged(table));
    }

    /** Whoever took it back wants no answer to it, and needs to make no other. */
    private static boolean isTakenBack(TableSheet sheet, Hash invitation) {
        return sheet.invitations.stream().anyMatch(one -> one.id().equals(invitation) && one.withdrawn());
    }

    /** Ours of a renewal is made for whoever takes it, and names nobody. */
    private static Optional<String> whom(TableSheet sheet, Hash invitation) {
        return sheet.invitations.stream()
                .filter(one -> one.id().equals(invitation))
                .findFirst()
                .map(InvitationSent::theirName);
    }

    void keysRenewed(Tx tx, TableId table, Principal peer) {
        TableSheet sheet = ledger.table(table);
        sheet.warn("table.keys-renewed", Grade.GRAVE, now(), names.shown(table, peer.id(), peer.name()));
        ledger.save(tx, sheet);
        recorder.changed(new Change.TableChanged(table));
    }

    void renewalNeeded(Tx tx, TableId table) {
        TableSheet sheet = ledger.table(table);
        sheet.renewalNeeded = true;
        // Only a room that was open again is found to be cloned: what was asked for before that is done with.
        sheet.renewalAsked = Optional.empty();
        ledger.save(tx, sheet);
        recorder.changed(new Change.TableChanged(table));
    }

    /** One notice of each peer, of where it wants to be now. */
    void inboxElsewhere(Tx tx, TableId table, Fact.InboxElsewhere elsewhere) {
        TableSheet sheet = ledger.table(table);
        sheet.notices = Notices.withoutPeer(
                sheet.notices, INBOX_ELSEWHERE, elsewhere.peer(), names.name(table, elsewhere.peer()));
        if (!elsewhere.settled()) {
            String relay = elsewhere.relay().authority();
            sheet.warn(
                    INBOX_ELSEWHERE,
                    Grade.CARE,
                    now(),
                    names.shown(table, elsewhere.peer()),
                    relay,
                    elsewhere.peer().toHex());
        }
        ledger.save(tx, sheet);
        recorder.changed(new Change.TableChanged(table));
        recorder.changed(new Change.PersonChanged(table, elsewhere.peer()));
    }

    /** One notice of each relay, with how many letters in all since people took the last one off: a relay that loses without end fills no page. */
    void mailLost(Tx tx, TableId table, Fact.MailLost lost) {
        TableSheet sheet = ledger.table(table);
        String relay = lost.relay().authority();
        long before = sheet.notices.stream()
                .filter(one -> one.key().equals(MAIL_LOST) && one.parts().contains(relay))
                .mapToLong(one -> Long.parseLong(one.parts().getLast()))
                .sum();
        sheet.notices = Notices.withoutKey(sheet.notices, MAIL_LOST, relay);
        sheet.warn(MAIL_LOST, Grade.CARE, now(), relay, before + lost.letters());
        ledger.save(tx, sheet);
        recorder.changed(new Change.TableChanged(table));
    }

    /** Whether people are asked; what can't be shown or kept leaves a notice and nothing else. */
    boolean askedToJoin(Tx tx, TableId table, Fact.AskedToJoin asked) {
        RoomRef ref = new RoomRef(table, asked.room());
        Optional<RoomSheet> known = ledger.room(ref);
        Optional<String> doubt = doubt(table, asked, known);
        if (doubt.isPresent()) {
            doubtful(tx, table, asked, doubt.get());
            return false;
        }
        var plan = asked.plan();
        if (known.isPresent()) {
            // We sat here before: after a restore, or after having left.
            RoomSheet sheet = known.get();
            sheet.founder = asked.founder();
            sheet.terms = plan.rules();
            sheet.seats = plan.seats();
            sheet.relay = Optional.of(plan.relay());
            sheet.members.clear();
            sheet.members.addAll(asked.members());
            sheet.enter(Phase.ASKED, now());
            ledger.save(tx, sheet);
        } else {
            RoomSheet sheet = new RoomSheet(ref, plan.name(), plan.rules(), asked.founder(), plan.seats(), now());
            sheet.enter(Phase.ASKED, now());
            sheet.relay = Optional.of(plan.relay());
            sheet.members.addAll(asked.members());
            ledger.add(tx, sheet);
        }
        recorder.changed(new Change.TableChanged(table));
        recorder.changed(new Change.RoomChanged(ref));
        return true;
    }

    /** Why people aren't asked: what the room's sheet couldn't hold, no honest node asks. */
    private Optional<String> doubt(TableId table, Fact.AskedToJoin asked, Optional<RoomSheet> known) {
        var plan = asked.plan();
        if (!(RoomTerms.read(plan.rules()) instanceof Result.Done<RoomTerms>(RoomTerms terms))
                || terms.kind() == RoomKind.PROTOCOL
                || plan.name().isBlank()) {
            return Optional.of("table.asked-unreadably");
        }
        if (plan.seats() > Rules.MOST_SEATS
                || asked.members().size() > plan.seats()
                || known.filter(this::ownFounding).isPresent()) {
            return Optional.of("table.asked-against-rules");
        }
        if (objection(table, asked, terms).isPresent()) {
            return Optional.of("table.asked-against-rules");
        }
        return known.isEmpty() && tooMany(table, asked.founder())
                ? Optional.of("table.asked-too-often")
                : Optional.empty();
    }

    /** Into a room that we ask others into nobody asks us. */
    private boolean ownFounding(RoomSheet sheet) {
        return sheet.phase == Phase.FORMING
                && names.self(sheet.ref.table()).filter(sheet.founder::equals).isPresent();
    }

    private boolean tooMany(TableId table, PrincipalId founder) {
        TableSheet sheet = ledger.table(table);
        return sheet.rooms.size() >= TableSheet.MOST_ROOMS
                || sheet.rooms.stream()
                                .flatMap(room -> ledger.room(new RoomRef(table, room)).stream())
                                .filter(one -> one.founder.equals(founder) && one.phase == Phase.ASKED)
                                .count()
                        >= TableSheet.MOST_ASKED_BY_ONE;
    }

    private void doubtful(Tx tx, TableId table, Fact.AskedToJoin asked, String key) {
        TableSheet sheet = ledger.table(table);
        String name = names.shown(table, asked.founder());
        // Of each member the latest of its kind: one that asks without end fills no page.
        sheet.notices = Notices.withoutKey(sheet.notices, key, name);
        sheet.warn(key, Grade.CARE, now(), name, asked.plan().name());
        ledger.save(tx, sheet);
        recorder.changed(new Change.TableChanged(table));
    }

    /** Why no honest node asks so: who may found rooms is in the Rules that it sends along, and who may sit in one is its kind. */
    private Optional<Refusal> objection(TableId table, Fact.AskedToJoin asked, RoomTerms terms) {
        Optional<Refusal> byWho = names.find(table, asked.founder())
                .filter(one -> asked.founding() || one.role() == Role.SUPPORTER)
                .flatMap(terms::objection);
        return byWho.or(() -> terms.kind().objection(asked.members()));
    }

    private Instant now() {
        return clock.instant();
    }
}
