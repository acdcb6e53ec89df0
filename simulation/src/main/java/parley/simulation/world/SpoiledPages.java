package parley.simulation.world;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import parley.base.Bytes;
import parley.base.LogId;
import parley.protocol.port.Relay.Page;
import parley.protocol.port.SignedHead;

/** What a relay's answers have wrong with them while it is to spoil them: one in so many, each in one way. Not thread-safe. */
final class SpoiledPages {
    /** Of 1,000 reads, how many are spoiled while a kind of spoiling is on. */
    private static final int SPOILED_PERMILLE = 120;

    private static final Set<Fault> SPOILING = EnumSet.of(
            Fault.PAGE_REORDERED,
            Fault.PAGE_GAP,
            Fault.PAGE_CORRUPT,
            Fault.PAGE_TRUNCATED,
            Fault.PAGE_REPLAYED,
            Fault.HEAD_FORGED,
            Fault.DECLINED_WRONGLY);

    private final Dice dice;
    private final Tally tally;
    private final Set<Fault> on = EnumSet.noneOf(Fault.class);
    /** Of which logs it showed an end that stands further on than was asked for. */
    private final Set<LogId> falseEnds = new HashSet<>();

    private Optional<Page> remembered = Optional.empty();

    SpoiledPages(Dice dice, Tally tally) {
        this.dice = dice;
        this.tally = tally;
    }

    /** Which ways to spoil answers are on from now; the others are off. */
    void spoil(Set<Fault> ways) {
        on.clear();
        on.addAll(ways);
        on.retainAll(SPOILING);
    }

    boolean hasShownAFalseEnd(LogId log) {
        return falseEnds.contains(log);
    }

    /** Whether this answer is one that is spoiled in this way. */
    boolean hits(Fault way) {
        if (on.contains(way) && dice.chance(SPOILED_PERMILLE)) {
            tally.count(way);
            return true;
        }
        return false;
    }

    /**
     * A page as it goes out.
     *
     * @param cut the page as it would be, if the log ended behind so many of its entries
     */
    Page page(Page page, IntFunction<Page> cut) {
        List<Bytes> entries = new ArrayList<>(page.entries());
        if (entries.size() > 1 && hits(Fault.PAGE_REORDERED)) {
            entries.add(entries.removeFirst());
            return new Page(page.after(), entries, page.upTo(), page.current());
        }
        if (!entries.isEmpty() && hits(Fault.PAGE_GAP)) {
            entries.remove(dice.below(entries.size()));
            return new Page(page.after(), entries, page.upTo(), page.current());
        }
        if (!entries.isEmpty() && hits(Fault.PAGE_CORRUPT)) {
            entries.replaceAll(this::flip);
            return new Page(page.after(), entries, page.upTo(), page.current());
        }
        if (!entries.isEmpty() && hits(Fault.PAGE_TRUNCATED)) {
            return cut.apply(dice.below(entries.size()));
        }
        if (hits(Fault.HEAD_FORGED)) {
            SignedHead real = page.current();
            SignedHead forged =
                    new SignedHead(real.log(), real.head(), real.index(), real.path(), flip(real.signature()));
            return new Page(page.after(), page.entries(), forged, forged);
        }
        if (remembered.isPresent() && hits(Fault.PAGE_REPLAYED)) {
            Page shown = remembered.get();
            if (shown.entries().isEmpty() && shown.after() > page.after()) {
                falseEnds.add(shown.upTo().log());
            }
            return shown;
        }
        remembered = Optional.of(page);
        return page;
    }

    /** These bytes with one bit changed. */
    Bytes flip(Bytes entry) {
        if (entry.isEmpty()) {
            return entry;
        }
        byte[] changed = entry.toArray();
        changed[dice.below(changed.length)] ^= (byte) (1 << dice.below(Byte.SIZE));
        return Bytes.wrap(changed);
    }
}
