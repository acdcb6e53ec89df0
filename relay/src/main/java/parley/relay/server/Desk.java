package parley.relay.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Secret;
import parley.protocol.port.LogRef;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Page;
import parley.protocol.port.Relay.Why;
import parley.protocol.port.SignedHead;
import parley.relay.store.Blobs;
import parley.relay.store.Capabilities;
import parley.relay.store.Change;
import parley.relay.store.GroupCommit;
import parley.relay.store.HeadSigner;
import parley.relay.store.Invitations;
import parley.relay.store.LogGone;
import parley.relay.store.Logs;
import parley.relay.store.StoreAway;
import parley.relay.store.StoreBroken;
import parley.relay.store.Stores;
import parley.relay.wire.Answers;
import parley.relay.wire.Call;

/**
 * Decides what a caller gets, whatever the transport.
 *
 * <p>Guarantees: nothing is read or written in a log without the capability whose hash the log's name contains; an append
 * is answered after its force; a base or place that is not on the log's chain is refused; rates and sizes are bounded. It
 * learns log names, sizes and instants, which the relay can't help learning, and writes none of them into a log file.
 * Section 4 of the protocol. Thread-safe; calls block.
 */
public final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    /** An answer's bytes are in memory twice while it is made: as read, and as encoded. */
    private static final int COPIES = 2;

    private final Logs store;
    private final GroupCommit commits;
    private final HeadSigner signer;
    private final Blobs blobs;
    private final Invitations parked;
    private final RelayLimits limits;
    private final LongSupplier nanos;
    private final Tally tally;
    private final Shares shares;
    private final AtomicBoolean diskRefuses = new AtomicBoolean();
    private final Buckets appends;
    private final Bucket creates;
    private final Bucket parkings;

    public Desk(
            Stores stores,
            GroupCommit commits,
            HeadSigner signer,
            RelayLimits limits,
            LongSupplier nanos,
            Tally tally) {
        this.store = stores.logs();
        this.commits = commits;
        this.signer = signer;
        this.blobs = stores.blobs();
        this.parked = stores.invitations();
        this.limits = limits;
        this.nanos = nanos;
        this.tally = tally;
        this.shares = new Shares(limits.perAddress(), nanos);
        this.appends =
                new Buckets(limits.appendsPerSecond(), limits.appendBurst(), Integer.MAX_VALUE, nanos.getAsLong());
        this.creates = new Bucket(limits.createsPerSecond(), limits.createBurst(), nanos.getAsLong());
        this.parkings = new Bucket(limits.createsPerSecond(), limits.createBurst(), nanos.getAsLong());
    }

    /**
     * The body of the answer to a call.
     *
     * @param from whose share it takes
     * @param memory what the call holds; the answer counts there before it is made
     */
    Bytes answer(Call call, Origin from, CallMemory.Lease memory) throws InterruptedException {
        try {
            return decide(call, from, memory);
        } catch (StoreAway e) {
            return later(call);
        }
    }

    private Bytes later(Call call) {
        return switch (call) {
            case Call.Create create -> Answers.head(tally.told(declined(Why.LATER)));
            case Call.Append append ->
                Answers.heads(tally.toldOfAppends(append.items().stream()
                        .map(item -> Desk.<SignedHead>declined(Why.LATER))
                        .toList()));
            case Call.Read read -> Answers.page(tally.told(declined(Why.LATER)));
            case Call.Release release -> Answers.head(tally.told(declined(Why.LATER)));
            case Call.PutBlob put -> Answers.hash(tally.told(declined(Why.LATER)));
            case Call.GetBlob get -> Answers.bytes(tally.told(declined(Why.LATER)));
            case Call.Park park -> Answers.hash(tally.told(declined(Why.LATER)));
            case Call.Collect collect -> Answers.bytes(tally.told(declined(Why.LATER)));
        };
    }

    private Bytes decide(Call call, Origin from, CallMemory.Lease memory) throws InterruptedException {
        return switch (call) {
            case Call.Create create -> Answers.head(tally.told(create(create, from)));
            case Call.Append append -> Answers.heads(tally.toldOfAppends(append(append.items(), from)));
            case Call.Read read -> Answers.page(tally.told(read(read, memory)));
            case Call.Release release -> Answers.head(tally.told(release(release)));
            case Call.PutBlob put -> Answers.hash(tally.told(putBlob(put, from)));
            case Call.GetBlob get -> Answers.bytes(tally.told(getBlob(get, memory)));
            case Call.Park park -> Answers.hash(tally.told(park(park, from)));
            case Call.Collect collect -> Answers.bytes(tally.told(collect(collect, memory)));
        };
    }

    private Answer<SignedHead> create(Call.Create call, Origin from) throws InterruptedException {
        LogId log = LogRef.idOf(call.readHash(), call.appendHash());
        if (store.capabilities(log).isPresent()) {
            return new Answer.Given<>(signer.sign(log, Head.start(log)));
        }
        if (!shares.create(from)) {
            return declined(Why.LATER);
        }
        if (!creates.take(nanos.getAsLong())) {
            return declined(Why.LATER);
        }
        Change change = new Change.Create(new Capabilities(call.readHash(), call.appendHash()));
        return await(List.of(change)).getFirst();
    }

    private List<Answer<SignedHead>> append(List<Call.Append.Item> items, Origin from) throws InterruptedException {
        List<Optional<Why>> refused = new ArrayList<>(items.size());
        List<Change> changes = new ArrayList<>(items.size());
        for (Call.Append.Item item : items) {
            Optional<Why> why = refusal(item, from);
            refused.add(why);
            if (why.isEmpty()) {
                OptionalLong at =
                        item.at().isPresent() ? OptionalLong.of(item.at().get().position()) : OptionalLong.empty();
                changes.add(Change.Append.of(item.log(), item.entry(), at));
            }
        }
        List<Answer<SignedHead>> done = changes.isEmpty() ? List.of() : await(changes);
        List<Answer<SignedHead>> answers = new ArrayList<>(items.size());
        int next = 0;
        for (Optional<Why> why : refused) {
            answers.add(why.isPresent() ? declined(why.get()) : done.get(next++));
        }
        return answers;
    }

    /** What can be decided before the entry has its place; none of it can become wrong by waiting. */
    private Optional<Why> refusal(Call.Append.Item item, Origin from) {
        Optional<Why> stranger = stranger(item.log(), item.capability(), false);
        if (stranger.isPresent()) {
            return stranger;
        }
        if (item.entry().size() < limits.leastEntryBytes()) {
            return Optional.of(Why.MALFORMED);
        }
        if (!shares.append(from)) {
            return Optional.of(Why.LATER);
        }
        if (!appends.take(item.log(), nanos.getAsLong())) {
            return Optional.of(Why.LATER);
        }
        boolean onChain =
                item.base().map(base -> store.onChain(item.log(), base)).orElse(true)
                        && item.at().map(at -> store.onChain(item.log(), at)).orElse(true);
        return onChain ? Optional.empty() : Optional.of(Why.OTHER_CHAIN);
    }

    private Optional<Why> stranger(LogId log, Secret capability, boolean toRead) {
        if (store.isGone(log)) {
            return Optional.of(Why.GONE);
        }
        Hash shown = LogRef.capabilityHash(capability.revealBytes());
        return store.capabilities(log)
                .map(known -> (toRead ? known.readHash() : known.appendHash()).equals(shown)
                        ? Optional.<Why>empty()
                        : Optional.of(Why.WRONG_CAPABILITY))
                .orElse(Optional.of(Why.NO_SUCH_LOG));
    }

    private List<Answer<SignedHead>> await(List<Change> changes) throws InterruptedException {
        try {
            return commits.submit(changes).get();
        } catch (ExecutionException e) {
            // Nobody knows whether it happened, so nothing that could be taken for an answer is given.
            throw new StoreBroken("a group commit failed", e.getCause() == null ? e : e.getCause());
        }
    }

    private Answer<Page> read(Call.Read call, CallMemory.Lease memory) throws InterruptedException {
        Optional<Why> stranger = stranger(call.log(), call.capability(), true);
        if (stranger.isPresent()) {
            return declined(stranger.get());
        }
        try {
            // A reader that has seen more than is here must learn of it at once.
            if (store.current(call.log()).position() == call.after()) {
                store.awaitBeyond(call.log(), call.after(), Math.min(call.waitMillis(), Relay.LONGEST_WAIT.toMillis()));
            }
            Logs.Slice slice = store.read(
                    call.log(),
                    call.after(),
                    Math.min(call.most(), Relay.MOST_PAGE_ENTRIES),
                    Answers.PAGE_BYTES,
                    bytes -> memory.grow(COPIES * bytes));
            boolean passesLoss = slice.after() > call.after();
            if (slice.entries().isEmpty()
                    && slice.current().position() > call.after()
                    && call.most() > 0
                    && !passesLoss) {
                return declined(Why.LATER); // No memory for a single one just now, or it was just found to have rotted.
            }
            return new Answer.Given<>(new Page(
                    slice.after(),
                    slice.entries(),
                    signer.sign(call.log(), slice.upTo()),
                    signer.sign(call.log(), slice.current())));
        } catch (LogGone e) {
            return declined(Why.GONE);
        } catch (UncheckedIOException e) {
            LOG.warn("A log could not be read just now.", e);
            return declined(Why.LATER);
        }
    }

    /** By the capability to read: into an inbox others write, and none of them may take its mail away. */
    private Answer<SignedHead> release(Call.Release call) throws InterruptedException {
        Optional<Why> stranger = stranger(call.log(), call.capability(), true);
        if (stranger.isPresent()) {
            return declined(stranger.get());
        }
        if (!appends.take(call.log(), nanos.getAsLong())) {
            return declined(Why.LATER);
        }
        return await(List.of(new Change.Release(call.log(), call.token(), call.members())))
                .getFirst();
    }

    private Answer<Hash> putBlob(Call.PutBlob call, Origin from) {
        Optional<Why> stranger = stranger(call.log(), call.capability(), false);
        if (stranger.isPresent()) {
            return declined(stranger.get());
        }
        if (!shares.block(from)) {
            return declined(Why.LATER);
        }
        try {
            boolean kept = blobs.put(call.log(), call.blob());
            if (store.isGone(call.log())) {
                blobs.erase(call.log()); // It went meanwhile, and what was kept beside it may have been deleted before.
                return declined(Why.GONE);
            }
            return kept ? kept(Relay.blobHash(call.blob())) : declined(Why.TOO_LARGE);
        } catch (LogGone e) {
            return declined(Why.GONE);
        } catch (IOException e) {
            return later(e);
        }
    }

    private Answer<Bytes> getBlob(Call.GetBlob call, CallMemory.Lease memory) {
        Optional<Why> stranger = stranger(call.log(), call.capability(), true);
        if (stranger.isPresent()) {
            return declined(stranger.get());
        }
        if (!memory.grow(COPIES * Relay.MOST_BLOB_BYTES)) {
            return declined(Why.LATER);
        }
        try {
            return given(blobs.get(call.log(), call.blob()));
        } catch (IOException e) {
            return later(e);
        }
    }

    private Answer<Hash> park(Call.Park call, Origin from) {
        if (!shares.park(from)) {
            return declined(Why.LATER);
        }
        if (!parkings.take(nanos.getAsLong())) {
            return declined(Why.LATER);
        }
        try {
            return switch (parked.park(call.locator(), call.sealed())) {
                case KEPT -> kept(Relay.parkedHash(call.sealed()));
                case TAKEN -> declined(Why.PLACE_TAKEN);
                case FULL -> declined(Why.LATER);
            };
        } catch (IOException e) {
            return later(e);
        }
    }

    private Answer<Bytes> collect(Call.Collect call, CallMemory.Lease memory) {
        if (!memory.grow(COPIES * Relay.MOST_PARKED_BYTES)) {
            return declined(Why.LATER);
        }
        try {
            return given(parked.collect(call.locator()));
        } catch (IOException e) {
            return later(e);
        }
    }

    /** Told once while it lasts: strangers fill no log with that. */
    private <T> Answer<T> later(IOException e) {
        if (diskRefuses.compareAndSet(false, true)) {
            LOG.warn("The disk refused; callers are told to come later. Said once, until it takes something again.", e);
        }
        return declined(Why.LATER);
    }

    private <T> Answer<T> kept(T value) {
        diskRefuses.set(false);
        return new Answer.Given<>(value);
    }

    private static <T> Answer<T> given(Optional<T> value) {
        return value.<Answer<T>>map(Answer.Given::new).orElse(declined(Why.NOT_FOUND));
    }

    private static <T> Answer<T> declined(Why why) {
        return new Answer.Declined<>(why);
    }
}
