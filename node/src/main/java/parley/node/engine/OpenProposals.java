package parley.node.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.node.desk.Changes.ProposalView;
import parley.node.desk.Changes.Subject;
import parley.node.desk.Changes.Wish;
import parley.node.desk.RoomRef;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.port.RelayAddress;
import parley.talks.room.RoomTalk;
import parley.talks.roster.History;
import parley.talks.roster.Pending;
import parley.talks.table.Table;

/** Proposals that stand open in a room, as people see them. Thread-safe. */
final class OpenProposals {
    /** How far back the line of an open proposal is looked for; beyond, only its note isn't shown. */
    private static final int MOST_LOOKED = 500;

    private final Engine engine;
    private final Consequences consequences;

    OpenProposals(Engine engine, Consequences consequences) {
        this.engine = engine;
        this.consequences = consequences;
    }

    /** Those about who sits there first, then those of new Rules; none in a room that this node does not know. */
    List<ProposalView> open(RoomRef room) {
        Snapshot now = engine.snapshot();
        return now.table(room.table())
                .flatMap(table -> now.room(room).map(shot -> open(table, shot)))
                .orElseGet(List::of);
    }

    private List<ProposalView> open(TableShot table, RoomShot room) {
        List<ProposalView> all = new ArrayList<>();
        room.talk()
                .filter(talk -> !talk.roster().proposals().isEmpty()
                        || !talk.table().proposals().isEmpty())
                .ifPresent(talk -> {
                    Map<Hash, Hash> aside = aside(room.sheet().ref);
                    talk.roster().proposals().stream()
                            .filter(one -> !one.carriedOut(talk.sitting()))
                            .forEach(one -> all.add(view(table, room, talk, one, aside)));
                    talk.table().proposals().forEach(one -> all.add(view(table, talk, one, aside)));
                });
        return all;
    }

    private Map<Hash, Hash> aside(RoomRef room) {
        return engine.read(tx -> Result.done(AsideCells.load(tx, room)))
                        instanceof Result.Done<Map<Hash, Hash>>(var kept)
                ? kept
                : Map.of();
    }

    /** The mark of a proposal as it stands: changes when somebody consents, takes that back, comes or goes. */
    static Hash mark(RoomTalk talk, Pending one) {
        return AsideCells.mark(
                one.position(),
                one.consents().stream().map(Pending.Consent::who).toList(),
                one.consents().size() + one.missing(talk.sitting()));
    }

    static Hash mark(RoomTalk talk, Table.Pending one) {
        return AsideCells.mark(
                one.position(),
                one.accepted(),
                one.accepted().size() + talk.table().lacking(talk.sitting(), one));
    }

    private ProposalView view(TableShot table, RoomShot room, RoomTalk talk, Pending one, Map<Hash, Hash> aside) {
        PrincipalId self = table.self().id();
        Wish wish = wish(one);
        Optional<Subject> subject = Subjects.of(table, talk, one);
        return new ProposalView(
                one.name(),
                wish,
                one.proposer(),
                Subjects.nameIn(talk, table, one.proposer()),
                subject.map(Subject::name).orElseGet(() -> table.names().shown(one.subject())),
                noteAt(room, one.position()),
                arrivedAt(room, one.position()),
                one.consents().stream().map(Pending.Consent::who).toList(),
                one.consents().size() + one.missing(talk.sitting()),
                one.consentedBy(self),
                one.proposer().equals(self),
                one.waitsFor(talk.sitting(), self)
                        && room.view()
                                .filter(view -> LapsedProposals.isOfNow(one, view))
                                .isPresent(),
                mark(talk, one),
                mark(talk, one).equals(aside.get(one.name())),
                consequences.of(table, room, wish, subject, Subjects.nameIn(talk, table, one.proposer())),
                subject);
    }

    private static ProposalView view(TableShot table, RoomTalk talk, Table.Pending one, Map<Hash, Hash> aside) {
        PrincipalId self = table.self().id();
        return new ProposalView(
                one.hash(),
                new Wish.NewRules(one.rules()),
                one.proposer(),
                Subjects.nameIn(talk, table, one.proposer()),
                "",
                "",
                Instant.EPOCH,
                one.accepted(),
                one.accepted().size() + talk.table().lacking(talk.sitting(), one),
                one.accepted().contains(self),
                one.proposer().equals(self),
                !one.accepted().contains(self)
                        && talk.sitting()
                                .seat(self)
                                .filter(seat -> seat.role() != Role.SUPPORTER)
                                .isPresent(),
                mark(talk, one),
                mark(talk, one).equals(aside.get(one.hash())),
                Optional.empty(),
                Optional.empty());
    }

    /** What a proposal of the roster asks for. */
    static Wish wish(Pending one) {
        PrincipalId subject = one.subject().id();
        return switch (one.kind()) {
            case ADMIT -> new Wish.Admit(subject);
            case REMOVE -> new Wish.Remove(subject);
            case RENEW -> new Wish.Renew(subject);
            case REFRESH -> new Wish.Refresh();
            case MOVE -> relayOf(one.change()).<Wish>map(Wish.Move::new).orElseGet(Wish.Refresh::new);
            case GRANT ->
                History.read(one.change()) instanceof Result.Done<History>(History range)
                        ? new Wish.Grant(subject, range.from(), range.through())
                        : new Wish.Grant(subject, 0, 0);
        };
    }

    /** Where a change leads that moves a room. */
    static Optional<RelayAddress> relayOf(Bytes change) {
        CanonicalReader in = new CanonicalReader(change);
        try {
            return parley.protocol.room.Change.read(in).what()
                            instanceof parley.protocol.room.Change.Move(RelayAddress to)
                    ? Optional.of(to)
                    : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private String noteAt(RoomShot room, long position) {
        return lineAt(room, position)
                .filter(line -> line.parts().size() > 2)
                .map(line -> line.parts().get(2))
                .orElse("");
    }

    private Instant arrivedAt(RoomShot room, long position) {
        return lineAt(room, position).map(LineRecord.Happened::arrived).orElse(Instant.EPOCH);
    }

    /** Lines stand in the order of positions, but for granted ones at their arrival: the proposal is among the last. */
    private Optional<LineRecord.Happened> lineAt(RoomShot room, long position) {
        long last = room.sheet().lines;
        Result<Optional<LineRecord.Happened>> found = engine.read(tx -> {
            for (long index = last - 1; index >= 0 && index >= last - MOST_LOOKED; index--) {
                Optional<LineRecord> line =
                        Ledger.line(tx, room.sheet().ref, index).map(Ledger.Numbered::line);
                if (line.isPresent()
                        && line.get() instanceof LineRecord.Happened happened
                        && happened.author().isPresent()
                        && happened.position() == position) {
                    return Result.done(Optional.of(happened));
                }
            }
            return Result.done(Optional.empty());
        });
        return found instanceof Result.Done<Optional<LineRecord.Happened>>(var line) ? line : Optional.empty();
    }
}
