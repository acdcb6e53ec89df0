package parley.node.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Principal;
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

/**
 * Writes down what seats find to be so of a table: who answered an invitation, whose keys are others now, who asks into which room.
 *
 * <p>Part of the {@link Recorder}; used by the engine's thread only.
 */
final class TableRecorder {
    private final Ledger ledger;
    private final InstantSource clock;
    private final Recorder.Directory names;
    private final Recorder recorder;

    TableRecorder(Ledger ledger, InstantSource clock, Recorder.Directory names, Recorder recorder) {
        this.ledger = ledger;
        this.clock = clock;
        this.names = names;
        this.recorder = recorder;
    }

    void paired(Tx tx, TableId table, Principal peer) {
        TableSheet sheet = ledger.table(table);
        sheet.invitations.stream()
                .filter(one -> !one.used() && one.theirName().equals(peer.name()) && one.theirRole() == peer.role())
                .findFirst()
                .ifPresent(one -> sheet.answered(one.id(), false));
        ledger.save(tx, sheet);
        recorder.changed(new Change.TableChanged(table));
        recorder.changed(new Change.PersonChanged(table, peer.id()));
    }

    void answeredTwice(Tx tx, TableId table, Hash invitation) {
        TableSheet sheet = ledger.table(table);
        Optional<String> whom = sheet.invitations.stream()
                .filter(one -> one.id().equals(invitation))
                .findFirst()
                .map(InvitationSent::theirName);
        if (whom.isPresent()) {
            sheet.warn("table.invitation-answered-twice", Grade.GRAVE, now(), whom.get());
        } else {
            // Ours of a renewal is made for whoever takes it, and names nobody.
            sheet.warn("table.request-answered-twice", Grade.GRAVE, now());
        }
        sheet.answered(invitation, true);
        ledger.save(tx, sheet);
        recorder.changed(new Change.TableChanged(table));
    }

    void keysRenewed(Tx tx, TableId table, Principal peer) {
        TableSheet sheet = ledger.table(table);
        sheet.warn("table.keys-renewed", Grade.GRAVE, now(), peer.name());
        ledger.save(tx, sheet);
        recorder.changed(new Change.TableChanged(table));
    }

    void askedToJoin(Tx tx, TableId table, Fact.AskedToJoin asked) {
        RoomRef ref = new RoomRef(table, asked.room());
        if (!(RoomTerms.read(asked.plan().rules()) instanceof Result.Done<RoomTerms>(RoomTerms terms))
                || terms.kind() == RoomKind.PROTOCOL) {
            doubtful(tx, table, asked, "table.asked-unreadably");
            return;
        }
        if (objection(table, asked, terms).isPresent()) {
            doubtful(tx, table, asked, "table.asked-against-rules");
            return;
        }
        Optional<RoomSheet> known = ledger.room(ref);
        if (known.isPresent()) {
            // We sat here before: after a restore, or after having left.
            RoomSheet sheet = known.get();
            sheet.founder = asked.founder();
            sheet.terms = asked.plan().rules();
            sheet.enter(Phase.ASKED, now());
            ledger.save(tx, sheet);
            recorder.changed(new Change.TableChanged(table));
            recorder.changed(new Change.RoomChanged(ref));
            return;
        }
        var plan = asked.plan();
        RoomSheet sheet = new RoomSheet(ref, plan.name(), plan.rules(), asked.founder(), plan.seats(), now());
        sheet.enter(Phase.ASKED, now());
        sheet.members.addAll(asked.members());
        ledger.add(tx, sheet);
        recorder.changed(new Change.TableChanged(table));
        recorder.changed(new Change.RoomChanged(ref));
    }

    private void doubtful(Tx tx, TableId table, Fact.AskedToJoin asked, String key) {
        TableSheet sheet = ledger.table(table);
        sheet.warn(
                key,
                Grade.CARE,
                now(),
                names.name(table, asked.founder()),
                asked.plan().name());
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
