package parley.simulation.quiet;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.protocol.port.RoomFold;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.simulation.run.Domain;
import parley.simulation.world.Dice;

/** What people say in another domain, in rooms that are quiet whenever {@code mode} says so. */
record QuietDomain(Domain inner, BooleanSupplier mode) implements Domain {
    @Override
    public RoomFold fold() {
        return new ModeFold(inner.fold(), mode);
    }

    @Override
    public Bytes rules(boolean aside) {
        return inner.rules(aside);
    }

    @Override
    public Optional<Bytes> text(RoomFold.State state, PrincipalId who, String text) {
        return inner.text(ModeFold.real(state), who, text);
    }

    @Override
    public Optional<Bytes> proposal(
            RoomFold.State state, PrincipalId who, ChangeKind kind, Principal subject, Bytes change) {
        return inner.proposal(ModeFold.real(state), who, kind, subject, change);
    }

    @Override
    public Optional<Bytes> consent(RoomFold.State state, PrincipalId who, Hash proposal) {
        return inner.consent(ModeFold.real(state), who, proposal);
    }

    @Override
    public List<Hash> open(RoomFold.State state, PrincipalId who) {
        return inner.open(ModeFold.real(state), who);
    }

    @Override
    public int others() {
        return inner.others();
    }

    @Override
    public Optional<Bytes> other(RoomFold.State state, PrincipalId who, Dice dice) {
        return inner.other(ModeFold.real(state), who, dice);
    }

    @Override
    public Bytes odd(RoomFold.State state, PrincipalId who, Dice dice) {
        return inner.odd(ModeFold.real(state), who, dice);
    }

    @Override
    public Optional<String> outcome(RoomFold.State state) {
        return inner.outcome(ModeFold.real(state));
    }
}
