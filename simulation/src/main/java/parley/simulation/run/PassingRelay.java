package parley.simulation.run;

import java.time.Duration;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Secret;
import parley.protocol.port.Relay;
import parley.protocol.port.SignedHead;

/** A relay that does what another does. */
class PassingRelay implements Relay {
    private final Relay honest;

    PassingRelay(Relay honest) {
        this.honest = honest;
    }

    <T> Answer<T> answer(Answer<T> answer) {
        return answer;
    }

    @Override
    public Answer<SignedHead> create(Hash readHash, Hash appendHash) {
        return answer(honest.create(readHash, appendHash));
    }

    @Override
    public Answer<SignedHead> append(
            LogId log, Secret capability, Optional<Head> base, Bytes entry, Optional<Head> at) {
        return answer(honest.append(log, capability, base, entry, at));
    }

    @Override
    public Answer<Page> read(LogId log, Secret capability, long after, int most, Duration wait) {
        return answer(honest.read(log, capability, after, most, wait));
    }

    @Override
    public Answer<SignedHead> release(LogId log, Secret capability, Hash token, int members) {
        return answer(honest.release(log, capability, token, members));
    }

    @Override
    public Answer<Hash> putBlob(LogId log, Secret capability, Bytes blob) {
        return answer(honest.putBlob(log, capability, blob));
    }

    @Override
    public Answer<Bytes> getBlob(LogId log, Secret capability, Hash blob) {
        return answer(honest.getBlob(log, capability, blob));
    }

    @Override
    public Answer<Hash> park(Hash locator, Bytes sealed) {
        return answer(honest.park(locator, sealed));
    }

    @Override
    public Answer<Bytes> collect(Hash locator) {
        return answer(honest.collect(locator));
    }
}
