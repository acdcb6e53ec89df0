package parley.node.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parley.base.Ok;
import parley.base.Result;
import parley.base.Secret;
import parley.node.desk.Change;
import parley.node.desk.Desk;
import parley.node.desk.NodeGate;
import parley.node.desk.Notice;

/** A door whose passphrase is {@link #PASSPHRASE} and behind which {@link FakeDesk} waits. */
final class FakeGate implements NodeGate {
    static final String PASSPHRASE = "five unrelated paper words";

    final FakeDesk desk = new FakeDesk();
    private State state = new State.Locked(Optional.empty());
    private final List<Runnable> whenLocked = new ArrayList<>();
    int touched;
    /** Its disk is away. */
    boolean failing;

    static FakeGate fresh() {
        FakeGate gate = new FakeGate();
        gate.state = new State.Fresh();
        return gate;
    }

    static FakeGate unusable() {
        FakeGate gate = new FakeGate();
        gate.state = new State.Unusable(new Notice("vault.damaged", List.of(), Notice.Grade.GRAVE, FakeDesk.NOW));
        return gate;
    }

    static FakeGate open() {
        FakeGate gate = new FakeGate();
        gate.state = new State.Unlocked(FakeDesk.NOW);
        return gate;
    }

    @Override
    public synchronized State state() {
        return state;
    }

    @Override
    public synchronized Result<Desk> create(Secret passphrase) {
        if (passphrase.size() < LEAST_PASSPHRASE) {
            return Result.refused("gate.passphrase-too-short", LEAST_PASSPHRASE);
        }
        state = new State.Unlocked(FakeDesk.NOW);
        return Result.done(desk);
    }

    @Override
    public synchronized Result<Desk> restore(
            java.io.InputStream backup, Secret backupPassphrase, Secret newPassphrase) {
        return create(newPassphrase);
    }

    @Override
    public synchronized Result<Desk> unlock(Secret passphrase) {
        if (!Arrays.equals(passphrase.reveal(), PASSPHRASE.getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            return Result.refused("gate.wrong-passphrase");
        }
        if (failing) {
            return Result.refused("gate.vault-failed");
        }
        state = new State.Unlocked(FakeDesk.NOW);
        return Result.done(desk);
    }

    @Override
    public synchronized Optional<Desk> desk() {
        return state instanceof State.Unlocked ? Optional.of(desk) : Optional.empty();
    }

    @Override
    public synchronized void lock() {
        state = new State.Locked(Optional.empty());
        desk.tell(new Change.Locked());
        whenLocked.forEach(Runnable::run);
    }

    @Override
    public synchronized void whenLocked(Runnable then) {
        whenLocked.add(then);
    }

    @Override
    public synchronized void touch() {
        touched++;
    }

    @Override
    public Result<Ok> changePassphrase(Secret present, Secret next) {
        desk.acts.add("passphrase changed");
        return Ok.done();
    }
}
