package parley.settlement.advice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import parley.settlement.Bargain;
import parley.settlement.Watch;
import parley.settlement.rules.Order;

/**
 * Finds the trades of up to three issues by looking at every one of them. A trade that only adds to a smaller one what helps nobody is
 * not listed: each of its changes matters to somebody's gain.
 */
public final class Logrolling {
    /** How often the watch is asked: a trade is looked at in well under a microsecond. */
    private static final int ASK_EVERY = 1 << 14;

    private final Bargain bargain;
    private final int[] deal;
    private final Watch watch;
    private final long[] worth;
    private final List<List<Change>> changes = new ArrayList<>();
    private final List<Best> best = new ArrayList<>();
    private final int[] tried;
    private final Change[] chosen = new Change[Trades.MOST_ISSUES];
    private final long[][] sums;
    private final Tally tally;
    /** Where goes what a change taken back gives: it is of no interest. */
    private final long[] back;

    private int untilAsked = ASK_EVERY;
    private boolean stopped;

    private Logrolling(Bargain bargain, int[] deal, int keep, Watch watch) {
        this.bargain = bargain;
        this.deal = deal.clone();
        this.watch = watch;
        worth = bargain.utilities(deal);
        tried = deal.clone();
        sums = new long[Trades.MOST_ISSUES + 1][worth.length];
        tally = new Tally(bargain, deal);
        back = new long[worth.length];
        for (int size = 0; size < Trades.MOST_ISSUES; size++) {
            best.add(new Best(keep));
        }
        for (int issue = 0; issue < deal.length; issue++) {
            changes.add(of(issue));
        }
    }

    /**
     * From a deal.
     *
     * @param deal an option's index for each issue; need not be acceptable, nor allowed
     * @param keep how many trades of each size to list, at least 1
     */
    public static Trades of(Bargain bargain, int[] deal, int keep, Watch watch) {
        return new Logrolling(bargain, deal, keep, watch).run();
    }

    private Trades run() {
        for (int first = 0; first < deal.length && !stopped; first++) {
            watch.progress(Watch.Task.ADVICE, first, deal.length);
            extend(0, first);
        }
        return new Trades(best.stream().map(Best::inOrder).toList(), !stopped);
    }

    /** Every change of this issue on top of the {@code count} that were chosen, and on top of each every change of later issues. */
    private void extend(int count, int issue) {
        for (Change change : changes.get(issue)) {
            if (asksToStop()) {
                break;
            }
            chosen[count] = change;
            for (int party = 0; party < worth.length; party++) {
                sums[count + 1][party] = sums[count][party] + change.gains()[party];
            }
            tally.change(issue, deal[issue], change.to(), sums[count + 1]);
            tried[issue] = change.to();
            look(count + 1);
            if (count + 1 < Trades.MOST_ISSUES) {
                for (int later = issue + 1; later < deal.length && !stopped; later++) {
                    extend(count + 1, later);
                }
            }
            tally.change(issue, change.to(), deal[issue], back);
        }
        tried[issue] = deal[issue];
    }

    private void look(int count) {
        long[] gains = sums[count];
        boolean anybody = false;
        for (long gain : gains) {
            if (gain < 0) {
                return;
            }
            anybody |= gain > 0;
        }
        Best of = best.get(count - 1);
        if (anybody && of.takes(gains) && bargain.allows(tried)) {
            List<Change> all = List.copyOf(Arrays.asList(chosen).subList(0, count));
            if (matters(all, gains)) {
                of.add(new Trade(all, gains.clone()));
            }
        }
    }

    /** Whether leaving out any part of the trade would cost somebody something, or be forbidden. */
    private boolean matters(List<Change> all, long[] gains) {
        for (int without = 1; without < (1 << all.size()) - 1; without++) {
            int[] fewer = deal.clone();
            for (int at = 0; at < all.size(); at++) {
                if ((without & 1 << at) == 0) {
                    fewer[all.get(at).issue()] = all.get(at).to();
                }
            }
            long[] less = bargain.utilities(fewer);
            boolean nobodyMisses = bargain.allows(fewer);
            for (int party = 0; party < less.length; party++) {
                nobodyMisses &= less[party] - worth[party] >= gains[party];
            }
            if (nobodyMisses) {
                return false;
            }
        }
        return true;
    }

    private boolean asksToStop() {
        if (--untilAsked == 0) {
            untilAsked = ASK_EVERY;
            stopped |= watch.stop();
        }
        return stopped;
    }

    private List<Change> of(int issue) {
        List<Change> all = new ArrayList<>();
        int size = bargain.issues().get(issue).options().size();
        for (int to = 0; to < size; to++) {
            if (to != deal[issue]) {
                long[] gains = new long[worth.length];
                for (int party = 0; party < gains.length; party++) {
                    gains[party] = bargain.score(party, issue, to) - bargain.score(party, issue, deal[issue]);
                }
                all.add(new Change(issue, deal[issue], to, gains));
            }
        }
        if (bargain.isAdditive()) {
            // What helps nobody alone helps nobody beside other changes.
            all.removeIf(change -> Arrays.stream(change.gains()).allMatch(gain -> gain <= 0));
        }
        return all;
    }

    /** The first few in order, of all that were seen. */
    private static final class Best {
        private static final Comparator<Trade> ORDER = Comparator.comparing(Trade::gains, Order.LEXIMIN);

        private final int keep;
        private final PriorityQueue<Trade> worstFirst = new PriorityQueue<>(ORDER);

        Best(int keep) {
            this.keep = keep;
        }

        boolean takes(long[] gains) {
            Trade worst = worstFirst.peek();
            return worstFirst.size() < keep || worst == null || Order.LEXIMIN.compare(gains, worst.gains()) > 0;
        }

        void add(Trade trade) {
            worstFirst.add(trade);
            if (worstFirst.size() > keep) {
                worstFirst.remove();
            }
        }

        List<Trade> inOrder() {
            return worstFirst.stream().sorted(ORDER.reversed()).toList();
        }
    }
}
