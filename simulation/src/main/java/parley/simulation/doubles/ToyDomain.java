package parley.simulation.doubles;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.protocol.port.RoomFold;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.simulation.run.Domain;
import parley.simulation.world.Dice;

/** People who speak {@link ToyEvent}s. */
public final class ToyDomain implements Domain {
    private static final int MOST_ODD_BYTES = 200;

    @Override
    public RoomFold fold() {
        return new ToyFold();
    }

    @Override
    public Bytes rules(boolean aside) {
        return Bytes.utf8("two consents");
    }

    @Override
    public Optional<Bytes> text(RoomFold.State state, PrincipalId who, String text) {
        return Optional.of(new ToyEvent.Text(text).encoded());
    }

    @Override
    public Optional<Bytes> proposal(
            RoomFold.State state, PrincipalId who, ChangeKind kind, Principal subject, Bytes change) {
        return Optional.of(new ToyEvent.Proposal(kind, subject.id(), change).encoded());
    }

    @Override
    public Optional<Bytes> consent(RoomFold.State state, PrincipalId who, Hash proposal) {
        return Optional.of(new ToyEvent.Consent(proposal).encoded());
    }

    @Override
    public List<Hash> open(RoomFold.State state, PrincipalId who) {
        return ((ToyState) state)
                .pending().entrySet().stream()
                        .filter(one -> !one.getValue().consents().contains(who))
                        .map(Map.Entry::getKey)
                        .toList();
    }

    @Override
    public int others() {
        return 2;
    }

    @Override
    public Optional<Bytes> other(RoomFold.State state, PrincipalId who, Dice dice) {
        return Optional.empty();
    }

    @Override
    public Bytes odd(RoomFold.State state, PrincipalId who, Dice dice) {
        return dice.bytes(dice.below(MOST_ODD_BYTES));
    }

    @Override
    public Optional<String> outcome(RoomFold.State state) {
        return Optional.empty();
    }
}
