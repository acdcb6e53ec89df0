package parley.settlement;

import java.util.List;

/**
 * What one party's preferences are, in points of its own.
 *
 * @param name not blank
 * @param reservation the points that walking away is worth: a package below is unacceptable to it
 * @param scores for each issue, for each of its options, the points that it is worth
 */
public record Party(String name, Ratio reservation, List<List<Ratio>> scores) {
    public Party {
        scores = scores.stream().map(List::copyOf).toList();
        if (name.isBlank()) {
            throw new IllegalArgumentException("a party has a name");
        }
    }
}
