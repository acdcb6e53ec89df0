package parley.node.engine;

import java.time.Instant;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.node.desk.Line;
import parley.node.desk.Line.StandingMark;
import parley.node.desk.RoomRef;
import parley.node.engine.PassageLine.Found;
import parley.node.engine.PassageLine.Proof;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.port.Tx;
import parley.protocol.seat.Fact.Comparison;
import parley.talks.convey.ConveyEvent;
import parley.talks.convey.CrossedAs;
import parley.talks.convey.Echo;
import parley.talks.nonpaper.NonPaperEvent;

/** Says what this node found about what a mediator brought: how far a proof goes depends on how well its author is known now. */
final class BroughtViews {
    private BroughtViews() {}

    static Found of(Tx tx, TableShot table, RoomRef room, long position, ConveyEvent event) {
        return switch (event) {
            case ConveyEvent.Conveyed conveyed
            when conveyed.evidence().isPresent() -> {
                Optional<BroughtCells.Verdict> verdict = BroughtCells.verdict(tx, room, position);
                yield new Found(
                        proof(table, conveyed, verdict),
                        verdict.filter(BroughtCells.Verdict::again).isPresent(),
                        false,
                        false,
                        Optional.empty());
            }
            case ConveyEvent.Crossed crossed ->
                new Found(
                        Proof.ABSENT,
                        false,
                        PassageCells.afterHour(tx, room, position),
                        crossed.as() == CrossedAs.PARAPHRASE && sameWords(tx, table, room, crossed),
                        Optional.empty());
            case ConveyEvent.Raised _ ->
                new Found(Proof.ABSENT, false, false, false, BroughtCells.raised(tx, room, position));
            case ConveyEvent.Conveyed _,
                    ConveyEvent.Marked _,
                    ConveyEvent.Relabelled _,
                    ConveyEvent.Opened _,
                    ConveyEvent.Withdrawn _,
                    ConveyEvent.Proved _ -> Found.NOTHING;
        };
    }

    /** By the text of the passage as this node keeps it: nothing is found once that is erased. */
    private static boolean sameWords(Tx tx, TableShot table, RoomRef room, ConveyEvent.Crossed crossed) {
        return Optional.ofNullable(table.rooms().get(room.room()))
                .flatMap(RoomShot::talk)
                .flatMap(talk -> talk.conveyance().passage(crossed.passage()))
                .flatMap(passage -> PassageViews.wording(tx, room, passage))
                .filter(source -> Echo.same(source.text(), crossed.wording().text()))
                .isPresent();
    }

    private static Proof proof(TableShot table, ConveyEvent.Conveyed conveyed, Optional<BroughtCells.Verdict> verdict) {
        if (table.self().role() != Role.PARTY
                || conveyed.from().id().equals(table.self().id())) {
            return Proof.CARRIED;
        }
        if (verdict.isEmpty()) {
            return Proof.WAITING;
        }
        return verdict.get()
                .checked()
                .map(checked -> switch (checked) {
                    case HOLDS -> {
                        if (inAnothersName(table, conveyed.from())) {
                            yield Proof.FAILS;
                        }
                        yield holds(table, conveyed.from().id(), verdict.get().keys());
                    }
                    case FAILS -> Proof.FAILS;
                    case OTHER_KEYS -> Proof.OTHER_KEYS;
                    case UNKNOWN_AUTHOR -> Proof.UNKNOWN;
                })
                .orElse(Proof.FOR_OTHERS);
    }

    /** A proof is made by keys and says no name: under whose keys it holds, under that one's name only it may be shown. */
    private static boolean inAnothersName(TableShot table, Principal from) {
        return table.peer(from.id())
                .filter(peer -> !peer.principal().equals(from))
                .isPresent();
    }

    /** How much it says depends on whether the very keys under which it was checked were compared, as of now. */
    private static Proof holds(TableShot table, PrincipalId author, Optional<Hash> keys) {
        return table.peer(author)
                .filter(peer -> keys.filter(peer.keys()::equals).isPresent())
                .map(peer -> switch (peer.comparison()) {
                    case Comparison.Compared _ -> Proof.CHECKED;
                    case Comparison.VouchedFor _, Comparison.Unverified _ -> Proof.VOUCHED;
                    case Comparison.Differed _ -> Proof.UNKNOWN;
                })
                .orElse(Proof.VOUCHED);
    }

    /** A non-paper as people see it: nothing of who laid it, but the name of a mediator who marks it. */
    static Line nonPaper(
            Tx tx, TableShot table, RoomRef room, long index, LineRecord.Said said, NonPaperEvent.Laid laid) {
        boolean marked = !laid.standing().isEmpty();
        return new Line.NonPaper(
                index,
                said.position(),
                said.arrived(),
                laid.text(),
                laid.lang(),
                laid.dir(),
                Instant.ofEpochMilli(laid.lapses()),
                marked ? mark(tx, table, room, said) : StandingMark.NONE,
                marked ? said.authorName() : "",
                laid.forOthers(),
                false);
    }

    private static StandingMark mark(Tx tx, TableShot table, RoomRef room, LineRecord.Said said) {
        Optional<BroughtCells.Verdict> verdict = BroughtCells.verdict(tx, room, said.position());
        if (said.author().equals(table.self().id())) {
            return StandingMark.FOR_OTHERS;
        }
        return verdict.map(found -> found.checked()
                        .map(checked -> switch (checked) {
                            case HOLDS ->
                                holds(table, said.author(), found.keys()) == Proof.CHECKED
                                        ? StandingMark.CHECKED
                                        : StandingMark.VOUCHED;
                            case FAILS -> StandingMark.FAILS;
                            case OTHER_KEYS, UNKNOWN_AUTHOR -> StandingMark.UNKNOWN;
                        })
                        .orElse(StandingMark.FOR_OTHERS))
                .orElse(StandingMark.WAITING);
    }
}
