package parley.settlement.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import parley.settlement.Bargain;
import parley.settlement.Bonus;
import parley.settlement.Region;

/**
 * Joins issues that interact, or that a constraint ties together, into one block of all their allowed joint choices. Between blocks scores
 * only add up, so everything that is exact for issues is exact for blocks.
 */
public final class Joined {
    /** Joint choices of one group: enumerated in well under a second. */
    public static final long MOST_CHOICES = 200_000;

    private final Bargain bargain;
    /** For each issue, another of its group that stands nearer to the group's first; itself at the first. */
    private final int[] towards;

    private Joined(Bargain bargain) {
        this.bargain = bargain;
        towards = new int[bargain.issues().size()];
        Arrays.setAll(towards, issue -> issue);
        bargain.bonuses().forEach(bonus -> join(bonus.region().within().keySet()));
        bargain.forbidden().forEach(region -> join(region.within().keySet()));
    }

    /** The blocks; empty where a group has more than {@link #MOST_CHOICES}. A block without choices says that nothing is allowed. */
    public static Optional<List<RawBlock>> of(Bargain bargain) {
        Joined joined = new Joined(bargain);
        TreeMap<Integer, List<Integer>> groups = new TreeMap<>();
        for (int issue = 0; issue < joined.towards.length; issue++) {
            groups.computeIfAbsent(joined.first(issue), first -> new ArrayList<>())
                    .add(issue);
        }
        List<RawBlock> blocks = new ArrayList<>();
        for (List<Integer> group : groups.values()) {
            long choices = 1;
            for (int issue : group) {
                choices *= bargain.issues().get(issue).options().size();
                if (choices > MOST_CHOICES && group.size() > 1) {
                    return Optional.empty();
                }
            }
            blocks.add(joined.block(group.stream().mapToInt(Integer::intValue).toArray(), (int) choices));
        }
        return Optional.of(blocks);
    }

    private void join(Collection<Integer> issues) {
        int first = first(issues.iterator().next());
        for (int issue : issues) {
            towards[first(issue)] = first;
        }
    }

    private int first(int issue) {
        int at = issue;
        while (towards[at] != at) {
            at = towards[at];
        }
        return at;
    }

    private RawBlock block(int[] issues, int choices) {
        List<Region> constraints = bargain.forbidden().stream()
                .filter(region -> first(region.within().firstKey()) == first(issues[0]))
                .toList();
        int[] bonuses = java.util.stream.IntStream.range(0, bargain.bonuses().size())
                .filter(one ->
                        first(bargain.bonuses().get(one).region().within().firstKey()) == first(issues[0]))
                .toArray();
        List<int[]> options = new ArrayList<>();
        List<long[]> vectors = new ArrayList<>();
        int[] whole = new int[towards.length];
        for (int code = 0; code < choices; code++) {
            int[] chosen = new int[issues.length];
            int rest = code;
            for (int at = 0; at < issues.length; at++) {
                int size = bargain.issues().get(issues[at]).options().size();
                chosen[at] = rest % size;
                whole[issues[at]] = chosen[at];
                rest /= size;
            }
            if (constraints.stream().noneMatch(region -> region.holds(whole))) {
                options.add(chosen);
                vectors.add(vector(issues, chosen, whole, bonuses));
            }
        }
        return new RawBlock(issues, options.toArray(int[][]::new), vectors.toArray(long[][]::new));
    }

    private long[] vector(int[] issues, int[] chosen, int[] whole, int[] bonuses) {
        long[] vector = new long[bargain.parties().size()];
        for (int party = 0; party < vector.length; party++) {
            for (int at = 0; at < issues.length; at++) {
                vector[party] += bargain.score(party, issues[at], chosen[at]);
            }
        }
        for (int one : bonuses) {
            Bonus bonus = bargain.bonuses().get(one);
            if (bonus.applies(whole)) {
                vector[bonus.party()] += bargain.bonus(one);
            }
        }
        return vector;
    }
}
