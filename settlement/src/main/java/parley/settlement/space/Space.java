package parley.settlement.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import parley.settlement.Bargain;
import parley.settlement.Watch;
import parley.settlement.tangle.Pace;

/**
 * A case as blocks of choices that only add up: a package is one choice of each block, and what it is worth is {@link #base}
 * plus the sum of its choices' vectors. Choices that are no better for anybody than another of their block are left out, for
 * whatever an efficient package contains, it can do without them.
 *
 * <p>Vectors are in units, never negative, and for each party the least of each block is 0.
 */
public final class Space {
    private final int issues;
    private final int parties;
    private final List<Block> blocks;
    private final long[] base;

    private Space(int issues, int parties, List<Block> blocks, long[] base) {
        this.issues = issues;
        this.parties = parties;
        this.blocks = blocks;
        this.base = base;
    }

    /** Of a case whose scores only add up: one block for each issue. */
    public static Space of(Bargain bargain) {
        if (!bargain.isAdditive()) {
            throw new IllegalArgumentException("scores of this case don't only add up");
        }
        List<RawBlock> raw = new ArrayList<>();
        for (int issue = 0; issue < bargain.issues().size(); issue++) {
            raw.add(RawBlock.ofIssue(bargain, issue));
        }
        return of(bargain, raw, new Pace(Watch.NONE));
    }

    /** Of blocks that together name every issue of the case once. Where it is stopped some choices are left that another one covers. */
    public static Space of(Bargain bargain, List<RawBlock> raw, Pace pace) {
        int parties = bargain.parties().size();
        long[] base = new long[parties];
        List<Block> blocks =
                raw.stream().map(block -> block.efficient(base, pace)).toList();
        return new Space(bargain.issues().size(), parties, blocks, base);
    }

    public int parties() {
        return parties;
    }

    public int size() {
        return blocks.size();
    }

    public Block block(int index) {
        return blocks.get(index);
    }

    /** What every package is worth before its choices are counted, in units of each party. */
    public long base(int party) {
        return base[party];
    }

    /** The package that a choice of each block makes: the index of one option for each issue. */
    public int[] options(int[] choices) {
        int[] all = new int[issues];
        for (int at = 0; at < choices.length; at++) {
            Block block = blocks.get(at);
            int[] options = block.options(choices[at]);
            for (int one = 0; one < options.length; one++) {
                all[block.issue(one)] = options[one];
            }
        }
        return all;
    }

    /** The greatest sum of choices for one party. */
    public long most(int party) {
        long sum = 0;
        for (Block block : blocks) {
            sum += block.most(party);
        }
        return sum;
    }

    /** How many combinations of choices there are. */
    public BigInteger combinations() {
        return blocks.stream()
                .map(block -> BigInteger.valueOf(block.size()))
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }
}
