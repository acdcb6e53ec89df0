package parley.simulation.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;

/**
 * One log at a simulated relay: immutable, so that histories can branch and be put back.
 *
 * @param entries what stands at positions 1 to {@code entries.size()}
 * @param heads {@code heads.get(n)} is the chain's head at position n, from 0
 */
public record LogState(LogId id, Hash readHash, Hash appendHash, List<Bytes> entries, List<Head> heads) {
    public LogState {
        entries = List.copyOf(entries);
        heads = List.copyOf(heads);
    }

    public static LogState create(LogId id, Hash readHash, Hash appendHash) {
        return new LogState(id, readHash, appendHash, List.of(), List.of(Head.start(id)));
    }

    public Head head() {
        return heads.getLast();
    }

    public long size() {
        return entries.size();
    }

    /** Whether this head was ever on this chain. */
    public boolean onChain(Head head) {
        return head.position() <= size() && heads.get((int) head.position()).equals(head);
    }

    /** Where these bytes stand, when they do. */
    public OptionalLong placeOf(Bytes entry) {
        int index = entries.indexOf(entry);
        return index < 0 ? OptionalLong.empty() : OptionalLong.of(index + 1L);
    }

    public LogState with(Bytes entry) {
        List<Bytes> longer = new ArrayList<>(entries);
        longer.add(entry);
        List<Head> chain = new ArrayList<>(heads);
        chain.add(head().next(Hash.of("entry", entry)));
        return new LogState(id, readHash, appendHash, longer, chain);
    }

    /** The same log as it was when {@code length} entries stood. */
    public LogState cut(long length) {
        return new LogState(
                id, readHash, appendHash, entries.subList(0, (int) length), heads.subList(0, (int) length + 1));
    }

    /** The head at a position, when the log is long enough. */
    public Optional<Head> headAt(long position) {
        return position <= size() ? Optional.of(heads.get((int) position)) : Optional.empty();
    }
}
