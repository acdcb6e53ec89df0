package parley.simulation.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import parley.base.PrincipalId;
import parley.protocol.port.RoomFold;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.port.RoomFold.Ratified;
import parley.protocol.seat.Fact;
import parley.protocol.seat.SeatRoom;

/**
 * In some runs keeps somebody whose removal was consented to from the relay until all others are done with it and the relay has forgotten
 * it: then it goes on where they have left, and tells them how far it came. Draws no dice. Not thread-safe: a run has one thread.
 */
final class ForgottenRemoval {
    /** Long enough for those who stay to tell each other that they have gone on. */
    private static final Duration LEAST_AWAY = Duration.ofSeconds(20);

    /** Receipts go at whole multiples of this ({@code docs/protocol.md}, "Receipts"). */
    private static final long SLOT_MILLIS = 120_000;

    /** So long before a receipt goes it comes back: longer than a node pauses that reached no relay, and a word takes. */
    private static final Duration FOR_A_WORD = Duration.ofSeconds(30);

    private final World world;
    private Optional<SimNode> away = Optional.empty();
    private boolean forgets;
    private boolean ended;

    ForgottenRemoval(World world) {
        this.world = world;
    }

    boolean underWay() {
        return forgets && !ended;
    }

    /** Whether this node's people say one word and no more: what is further on than the others have read they compare with nothing. */
    boolean silences(SimNode node) {
        return underWay() && away.equals(Optional.of(node));
    }

    /** Nothing more is forgotten. */
    void end() {
        ended = true;
    }

    void told(Fact fact) {
        if (fact instanceof Fact.Folded folded
                && away.isEmpty()
                && world.people().talking()) {
            removed(HostileMember.real(folded.after())).flatMap(world::nodeOf).ifPresent(node -> {
                away = Optional.of(node);
                world.network().cutOff(node.index, true);
            });
        }
        if (fact instanceof Fact.EpochBegan began && began.why() == ChangeKind.REMOVE && !forgets) {
            away.filter(node -> world.nodeOf(began.subject()).equals(Optional.of(node)))
                    .ifPresent(node -> node.view(began.room())
                            .filter(view -> view.epoch() == began.epoch() - 1)
                            .ifPresent(view -> forget(node, view)));
        }
    }

    private static Optional<PrincipalId> removed(RoomFold.State state) {
        return state.ratified().stream()
                .flatMap(proposal -> state.ratified(proposal).stream())
                .filter(change -> change.kind() == ChangeKind.REMOVE)
                .map(Ratified::subject)
                .findFirst();
    }

    private void forget(SimNode node, SeatRoom view) {
        forgets = true;
        Instant now = world.timeline().now();
        long earliest = now.plus(LEAST_AWAY).plus(FOR_A_WORD).toEpochMilli();
        Instant receipts = Instant.ofEpochMilli(Math.ceilDiv(earliest, SLOT_MILLIS) * SLOT_MILLIS);
        world.timeline().after(Duration.between(now, receipts).minus(FOR_A_WORD), "forgets a removal", () -> {
            if (!ended) {
                world.relays()
                        .forEach(relay ->
                                relay.cutLog(view.log().id(), view.head().position()));
                world.network().cutOff(node.index, false);
                world.people().say(node, view.room());
                node.act((seat, tx) -> {
                    seat.receipt(tx, view.room());
                    return true;
                });
            }
        });
        world.timeline().after(Duration.between(now, receipts).plus(FOR_A_WORD), "was away", () -> ended = true);
    }
}
