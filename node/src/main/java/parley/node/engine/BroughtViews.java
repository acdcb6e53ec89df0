package parley.node.engine;

import java.util.Optional;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.node.desk.RoomRef;
import parley.node.engine.PassageLine.Found;
import parley.node.engine.PassageLine.Proof;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.port.Tx;
import parley.protocol.seat.Fact.Comparison;
import parley.talks.convey.ConveyEvent;

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
                        Optional.empty());
            }
            case ConveyEvent.Raised _ -> new Found(Proof.ABSENT, false, BroughtCells.raised(tx, room, position));
            case ConveyEvent.Conveyed _,
                    ConveyEvent.Marked _,
                    ConveyEvent.Relabelled _,
                    ConveyEvent.Withdrawn _,
                    ConveyEvent.Crossed _,
                    ConveyEvent.Proved _ -> new Found(Proof.ABSENT, false, Optional.empty());
        };
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
                    case HOLDS ->
                        holds(table, conveyed.from().id(), verdict.get().keys());
                    case FAILS -> Proof.FAILS;
                    case OTHER_KEYS -> Proof.OTHER_KEYS;
                    case UNKNOWN_AUTHOR -> Proof.UNKNOWN;
                })
                .orElse(Proof.FOR_OTHERS);
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
}
