package parley.settlement.advice;

import java.util.List;

/**
 * The best trades from a deal, by how many issues they change.
 *
 * @param bySize trades of one issue, of two, of three; each list in descending order of the smallest gain, then the next smallest
 * @param complete whether all trades were looked at; otherwise there may be better ones
 */
public record Trades(List<List<Trade>> bySize, boolean complete) {
    /** Issues that people can weigh against each other at once (H. Raiffa, The Art and Science of Negotiation, 1982, ch. 11). */
    public static final int MOST_ISSUES = 3;

    public Trades {
        bySize = bySize.stream().map(List::copyOf).toList();
    }
}
