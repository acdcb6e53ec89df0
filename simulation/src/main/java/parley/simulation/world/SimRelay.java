package parley.simulation.world;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Secret;
import parley.protocol.port.LogRef;
import parley.protocol.port.Relay;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.SignedHead;

/**
 * An honest relay in memory: does what {@link Relay} says, at once, and never waits.
 *
 * <p>Its whole memory is one {@link RelayState}, which a hostile schedule reads, keeps and puts back. Not thread-safe: a
 * run has one thread.
 */
public class SimRelay implements Relay {
    /** Far above every size class of a simulated room; the real relay's limit is tested with the real relay. */
    static final int MOST_ENTRY_BYTES = 1 << 20;

    private final HeadSigner signer;
    private final RelayAddress address;
    private final boolean dedupes;
    private RelayState state = RelayState.EMPTY;
    private long changes;

    public SimRelay(String host, long seed) {
        this(host, seed, true);
    }

    /** @param dedupes false for a relay with a bug, which tests of the simulator want found */
    public SimRelay(String host, long seed, boolean dedupes) {
        this.dedupes = dedupes;
        signer = new HeadSigner(seed);
        address = new RelayAddress(host, 443, signer.publicKey());
    }

    public final RelayAddress address() {
        return address;
    }

    public final RelayState state() {
        return state;
    }

    public final void restore(RelayState earlier) {
        become(earlier);
    }

    final void become(RelayState next) {
        state = next;
        changes++;
    }

    /** Grows whenever its state may have become another. */
    public final long changes() {
        return changes;
    }

    public final SignedHead sign(LogId log, Head head) {
        return signer.sign(log, head);
    }

    @Override
    public Answer<SignedHead> create(Hash readHash, Hash appendHash) {
        LogId id = LogRef.idOf(readHash, appendHash);
        if (state.gone().contains(id)) {
            return new Answer.Declined<>(Why.GONE);
        }
        LogState log = state.log(id).orElseGet(() -> LogState.create(id, readHash, appendHash));
        become(state.with(log));
        return new Answer.Given<>(sign(id, log.head()));
    }

    @Override
    public Answer<SignedHead> append(LogId id, Secret capability, Optional<Head> base, Bytes entry, Optional<Head> at) {
        Optional<LogState> found = state.log(id);
        if (found.isEmpty()) {
            return new Answer.Declined<>(missing(id));
        }
        LogState log = found.get();
        if (!LogRef.capabilityHash(capability.revealBytes()).equals(log.appendHash())) {
            return new Answer.Declined<>(Why.WRONG_CAPABILITY);
        }
        if (entry.size() > MOST_ENTRY_BYTES) {
            return new Answer.Declined<>(Why.TOO_LARGE);
        }
        OptionalLong place = log.placeOf(entry);
        if (place.isPresent() && dedupes) {
            return new Answer.Given<>(sign(id, log.heads().get((int) place.getAsLong())));
        }
        if (base.isPresent() && !log.onChain(base.get())) {
            return new Answer.Declined<>(Why.OTHER_CHAIN);
        }
        if (at.isPresent() && !at.get().equals(log.head())) {
            return new Answer.Declined<>(log.onChain(at.get()) ? Why.PLACE_TAKEN : Why.OTHER_CHAIN);
        }
        LogState longer = log.with(entry);
        become(state.with(longer));
        return new Answer.Given<>(sign(id, longer.head()));
    }

    @Override
    public Answer<Page> read(LogId id, Secret capability, long after, int most, Duration wait) {
        Optional<LogState> found = state.log(id);
        if (found.isEmpty()) {
            return new Answer.Declined<>(missing(id));
        }
        LogState log = found.get();
        if (!LogRef.capabilityHash(capability.revealBytes()).equals(log.readHash())) {
            return new Answer.Declined<>(Why.WRONG_CAPABILITY);
        }
        return new Answer.Given<>(page(log, after, most));
    }

    /** The page of this log, whatever this relay itself keeps: hostile schedules sign other histories with it. */
    public final Page page(LogState log, long after, int most) {
        SignedHead current = sign(log.id(), log.head());
        if (after >= log.size()) {
            return new Page(after, List.of(), current, current);
        }
        long through = Math.min(log.size(), after + Math.max(1, most));
        SignedHead upTo = sign(log.id(), log.heads().get((int) through));
        return new Page(after, log.entries().subList((int) after, (int) through), upTo, current);
    }

    private Why missing(LogId log) {
        return state.gone().contains(log) ? Why.GONE : Why.NO_SUCH_LOG;
    }

    @Override
    public Answer<SignedHead> release(LogId id, Secret capability, Hash token, int members) {
        Optional<LogState> found = state.log(id);
        if (found.isEmpty()) {
            return new Answer.Declined<>(missing(id));
        }
        if (!LogRef.capabilityHash(capability.revealBytes()).equals(found.get().readHash())) {
            return new Answer.Declined<>(Why.WRONG_CAPABILITY);
        }
        become(state.released(id, token, members));
        return state.gone().contains(id)
                ? new Answer.Declined<>(Why.GONE)
                : new Answer.Given<>(sign(id, found.get().head()));
    }

    @Override
    public Answer<Hash> putBlob(LogId log, Secret capability, Bytes blob) {
        Hash name = Hash.of("blob", blob);
        become(state.withBlob(name, blob));
        return new Answer.Given<>(name);
    }

    @Override
    public Answer<Bytes> getBlob(LogId log, Secret capability, Hash blob) {
        Bytes found = state.blobs().get(blob);
        return found == null ? new Answer.Declined<>(Why.NOT_FOUND) : new Answer.Given<>(found);
    }

    @Override
    public Answer<Hash> park(Hash locator, Bytes sealed) {
        become(state.withParked(locator, sealed));
        return new Answer.Given<>(locator);
    }

    @Override
    public Answer<Bytes> collect(Hash locator) {
        Bytes found = state.parked().get(locator);
        return found == null ? new Answer.Declined<>(Why.NOT_FOUND) : new Answer.Given<>(found);
    }
}
