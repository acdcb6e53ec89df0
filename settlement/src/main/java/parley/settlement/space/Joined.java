package parley.settlement.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import parley.settlement.Bargain;
import parley.settlement.Frontier;
import parley.settlement.Region;
import parley.settlement.tangle.Limits;
import parley.settlement.tangle.Pace;
import parley.settlement.tangle.Tangle;

/**
 * Joins issues that interact, or that a constraint ties together, into one block of all their allowed joint choices, or where these are too many of the
 * efficient ones. Between blocks scores only add up, so everything that is exact for issues is exact for blocks.
 */
public final class Joined {
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

    /**
     * What came of joining.
     *
     * @param all the blocks; one without choices says that nothing is allowed, or when not whole that nothing was found
     * @param within for each party, how many units at most a package gives it more than one that these blocks make and that gives no
     *     other party more than this less; all 0 where nothing is missing
     * @param nothingIsAllowed whether constraints forbid every package, proved
     */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    public record Blocks(List<RawBlock> all, long[] within, boolean nothingIsAllowed) {
        /** Whether some block has no choice: nothing is allowed, or nothing was found. */
        public boolean isWithoutChoice() {
            return all.stream().anyMatch(block -> block.options().length == 0);
        }

        public boolean whole() {
            return Arrays.stream(within).allMatch(units -> units == 0);
        }
    }

    public static Blocks of(Bargain bargain, Limits limits, Pace pace) {
        Joined joined = new Joined(bargain);
        TreeMap<Integer, List<Integer>> groups = new TreeMap<>();
        for (int issue = 0; issue < joined.towards.length; issue++) {
            groups.computeIfAbsent(joined.first(issue), first -> new ArrayList<>())
                    .add(issue);
        }
        List<RawBlock> blocks = new ArrayList<>();
        long[] within = new long[bargain.parties().size()];
        boolean nothingIsAllowed = false;
        for (List<Integer> group : groups.values()) {
            int[] issues = group.stream().mapToInt(Integer::intValue).toArray();
            if (issues.length == 1 && joined.isAlone(issues[0])) {
                blocks.add(RawBlock.ofIssue(bargain, issues[0]));
                continue;
            }
            Tangle.Found found = Tangle.efficient(
                    bargain, issues, joined.bonuses(issues[0]), joined.forbidden(issues[0]), limits, pace);
            blocks.add(new RawBlock(issues, found.options(), found.vectors()));
            Arrays.setAll(within, party -> Frontier.together(within[party], found.within()[party]));
            nothingIsAllowed |=
                    found.options().length == 0 && Arrays.stream(found.within()).allMatch(units -> units == 0);
        }
        return new Blocks(blocks, within, nothingIsAllowed);
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

    private boolean isAlone(int issue) {
        return bonuses(issue).length == 0 && forbidden(issue).isEmpty();
    }

    /** Those that name issues of the group. */
    private int[] bonuses(int issue) {
        return IntStream.range(0, bargain.bonuses().size())
                .filter(one -> isOfGroup(bargain.bonuses().get(one).region(), issue))
                .toArray();
    }

    private List<Region> forbidden(int issue) {
        return bargain.forbidden().stream()
                .filter(region -> isOfGroup(region, issue))
                .toList();
    }

    private boolean isOfGroup(Region region, int issue) {
        return first(region.within().firstKey()) == first(issue);
    }
}
