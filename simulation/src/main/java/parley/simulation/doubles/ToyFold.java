package parley.simulation.doubles;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.protocol.port.RoomFold;
import parley.protocol.seat.Seat;
import parley.simulation.doubles.ToyState.Pending;

/**
 * The smallest fold with which rooms can change: texts, proposals that need two consents, epochs.
 *
 * <p>For the explorer, where every byte of state costs, and for tests of the protocol without the domain. Pure and total
 * as {@link RoomFold} asks.
 */
public class ToyFold implements RoomFold {
    /** As the default Rules say: two people, or all who would stay where there are fewer. */
    private static final int CONSENTS = 2;

    /** More open proposals than this are not kept; honest people have one or two. */
    private static final int MOST_PENDING = 50;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public State begin(Birth birth) {
        Hash digest = Hash.of("toy-birth", birth.room().hash().value(), birth.rules());
        return new ToyState(digest, birth.principals().stream().map(p -> p.id()).toList(), Map.of());
    }

    @Override
    public Result<State> restore(Bytes encoded) {
        try {
            CanonicalReader in = new CanonicalReader(encoded);
            ToyState state = ToyState.read(in);
            in.end();
            return Result.done(state);
        } catch (Malformed e) {
            return Result.refused("state.malformed");
        }
    }

    @Override
    public State fold(State before, Said said) {
        ToyState state = (ToyState) before;
        if (!state.members().contains(said.author())) {
            return state;
        }
        return ToyEvent.read(said.event())
                .map(event -> switch (event) {
                    case ToyEvent.Text text -> state.saying(said);
                    case ToyEvent.Proposal proposal -> propose(state, said, proposal);
                    case ToyEvent.Consent(Hash proposal) -> consent(state, said, proposal);
                })
                .orElse(state);
    }

    @Override
    public State turn(State before, Turn turn) {
        ToyState state = (ToyState) before;
        Hash digest = Hash.of(
                "toy-turn",
                state.history().value(),
                Hash.number(turn.epoch()),
                turn.subject().hash().value());
        return new ToyState(digest, turn.principals().stream().map(p -> p.id()).toList(), Map.of());
    }

    /** How many members must have consented, the proposer included; the subject of a change has no say in it. */
    static int needed(ToyState state, PrincipalId subject) {
        long others = state.members().stream().filter(m -> !m.equals(subject)).count();
        return (int) Math.min(CONSENTS, Math.max(1, others));
    }

    private static ToyState propose(ToyState state, Said said, ToyEvent.Proposal proposal) {
        Hash name = Seat.proposal(proposal.change());
        if (state.pending().containsKey(name) || state.pending().size() >= MOST_PENDING) {
            return state;
        }
        Map<Hash, Pending> pending = new TreeMap<>(state.pending());
        pending.put(
                name,
                new Pending(
                        said.position(),
                        proposal.kind(),
                        proposal.subject(),
                        proposal.change(),
                        said.author(),
                        List.of(said.author())));
        return state.saying(said).with(pending);
    }

    private static ToyState consent(ToyState state, Said said, Hash proposal) {
        Pending asked = state.pending().get(proposal);
        if (asked == null || asked.consents().contains(said.author())) {
            return state;
        }
        Map<Hash, Pending> pending = new TreeMap<>(state.pending());
        pending.put(proposal, asked.with(said.author()));
        return state.saying(said).with(pending);
    }
}
