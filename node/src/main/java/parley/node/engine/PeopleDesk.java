package parley.node.engine;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Change;
import parley.node.desk.People;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.port.RelayAddress;
import parley.protocol.seat.Fact.Comparison;
import parley.protocol.seat.Seat;

/** The desk's people: who they are said to be, and how well that is known. Thread-safe. */
final class PeopleDesk implements People {
    /** A sentence of how codes were compared. */
    static final int MOST_HOW_BYTES = 200;

    private final Engine engine;

    PeopleDesk(Engine engine) {
        this.engine = engine;
    }

    @Override
    public List<Person> list(TableId table) {
        return engine.snapshot()
                .table(table)
                .map(shot ->
                        shot.peers().stream().map(peer -> person(shot, peer)).toList())
                .orElseGet(List::of);
    }

    @Override
    public Optional<Person> person(TableId table, PrincipalId person) {
        return engine.snapshot().table(table).flatMap(shot -> shot.peer(person).map(peer -> person(shot, peer)));
    }

    private static Person person(TableShot shot, Seat.Peer peer) {
        Principal one = peer.principal();
        return new Person(
                one.id(),
                shot.names().shown(one),
                one.role(),
                peer.incarnation(),
                peer.paired(),
                standing(shot, peer.comparison()),
                shot.names().of(one.id(), one.name()),
                keyGroups(shot, one.id()),
                peer.elsewhere().map(where -> new Elsewhere(where.relay().text(), where.waits())));
    }

    static List<String> keyGroups(TableShot shot, PrincipalId who) {
        // The first signs now; those of before a renewal are not what a person goes by from here on.
        return shot.keys(who).stream().findFirst().map(StatementFile::keyGroups).orElseGet(List::of);
    }

    static Standing standing(TableShot shot, Comparison comparison) {
        return switch (comparison) {
            case Comparison.Unverified() -> new Standing.Unverified();
            case Comparison.VouchedFor(PrincipalId by) -> new Standing.VouchedFor(by, shot.name(by));
            case Comparison.Compared(var when, String how) -> new Standing.Compared(when, how);
            case Comparison.Differed(var when) -> new Standing.Differed(when);
        };
    }

    @Override
    public Result<ComparisonCode> code(TableId table, PrincipalId person) {
        return engine.act(work -> work.atTable(
                table,
                seat -> seat.comparisonCode(person)
                        .map(code -> new ComparisonCode(code.words(), code.digits(), code.bytes()))));
    }

    @Override
    public Result<Ok> compared(TableId table, PrincipalId person, Seen seen, boolean same, String how) {
        if (same && how.isBlank()) {
            return Result.refused("web.say-how-you-compared");
        }
        if (Bytes.utf8(how).size() > MOST_HOW_BYTES) {
            return Result.refused("comparison.how-too-long", MOST_HOW_BYTES);
        }
        return engine.act(work -> work.atTable(
                table,
                seat -> seat.comparisonCode(person).then(now -> {
                    // Keys change without this person's doing, while it has the words of before on the telephone.
                    if (!plain(now.digits()).equals(plain(seen.digits()))) {
                        return Result.refused("comparison.changed");
                    }
                    Optional<String> stopped = stopped(seat, person);
                    if (same && stopped.isPresent() && !seen.differed()) {
                        return Result.refused("comparison.differed-since", stopped.get());
                    }
                    Result<Ok> done = seat.compared(work.tx, person, same, how.strip());
                    work.recorder.changed(new Change.PersonChanged(table, person));
                    return done;
                })));
    }

    @Override
    public Result<Ok> writeThere(TableId table, PrincipalId person, String relay) {
        return RelayAddress.parse(relay)
                .then(shown -> engine.act(
                        work -> work.atTable(table, seat -> seat.reach().writeThere(work.tx, person, shown))));
    }

    /** The name of one to whom nothing is sent, since a code differed. */
    private static Optional<String> stopped(Seat seat, PrincipalId person) {
        return seat.peers().stream()
                .filter(peer ->
                        peer.principal().id().equals(person) && peer.comparison() instanceof Comparison.Differed)
                .map(peer -> peer.principal().name())
                .findFirst();
    }

    private static String plain(String digits) {
        return digits.replace(" ", "");
    }
}
