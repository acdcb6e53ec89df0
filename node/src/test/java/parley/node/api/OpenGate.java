package parley.node.api;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import parley.base.Ok;
import parley.base.Result;
import parley.base.Secret;
import parley.node.desk.Desk;
import parley.node.desk.NodeGate;

/** A door for tests: open with this desk, or locked. */
class OpenGate implements NodeGate {
    private final Optional<Desk> desk;
    private final AtomicInteger touched = new AtomicInteger();

    OpenGate(Optional<Desk> desk) {
        this.desk = desk;
    }

    @Override
    public State state() {
        return desk.isPresent() ? new State.Unlocked(Instant.EPOCH) : new State.Locked(Optional.empty());
    }

    @Override
    public Result<Desk> create(Secret passphrase) {
        return open();
    }

    @Override
    public Result<Desk> unlock(Secret passphrase) {
        return open();
    }

    @Override
    public Result<Desk> restore(InputStream backup, Secret of, Secret passphrase) {
        return open();
    }

    @Override
    public Optional<Desk> desk() {
        return desk;
    }

    @Override
    public void lock() {}

    @Override
    public void whenLocked(Runnable then) {}

    @Override
    public void touch() {
        touched.incrementAndGet();
    }

    /** How often a call counted as a person's act. */
    int touched() {
        return touched.get();
    }

    @Override
    public Result<Ok> changePassphrase(Secret present, Secret next) {
        return Ok.done();
    }

    private Result<Desk> open() {
        return desk.<Result<Desk>>map(Result::done).orElseGet(() -> Result.refused("gate.wrong"));
    }
}
