package parley.settlement.space;

import java.util.Arrays;
import java.util.stream.IntStream;
import parley.settlement.Bargain;
import parley.settlement.tangle.Pace;

/**
 * All allowed joint choices of a group of issues, before any is left out.
 *
 * @param issues their indices
 * @param options for each joint choice, the option of each of these issues
 * @param vectors for each joint choice, what it is worth to each party, in units of any sign
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record RawBlock(int[] issues, int[][] options, long[][] vectors) {
    static RawBlock ofIssue(Bargain bargain, int issue) {
        int size = bargain.issues().get(issue).options().size();
        int[][] options = new int[size][];
        long[][] vectors = new long[size][bargain.parties().size()];
        for (int option = 0; option < size; option++) {
            options[option] = new int[] {option};
            for (int party = 0; party < vectors[option].length; party++) {
                vectors[option][party] = bargain.score(party, issue, option);
            }
        }
        return new RawBlock(new int[] {issue}, options, vectors);
    }

    /**
     * Its efficient choices, and where it is stopped those that were not looked at, lowered so that the least value of each party is 0; what was taken
     * off is added to {@code base}.
     */
    Block efficient(long[] base, Pace pace) {
        int parties = base.length;
        int[] order = IntStream.range(0, vectors.length)
                .boxed()
                .sorted((one, other) -> Cover.order(vectors[one], 0, vectors[other], 0, parties))
                .mapToInt(Integer::intValue)
                .toArray();
        Cover cover = Cover.of(parties);
        int[] kept = new int[order.length];
        int count = 0;
        for (int at = 0; at < order.length; at++) {
            // At worst each that is kept is looked at.
            boolean stopped = pace.stops(parties + count, at, order.length);
            if (stopped || !cover.covers(vectors[order[at]], 0)) {
                kept[count++] = order[at];
                if (!stopped) {
                    cover.add(vectors[order[at]], 0);
                }
            }
        }
        kept = Arrays.copyOf(kept, count);
        long[] most = new long[parties];
        long[][] lowered = new long[kept.length][parties];
        for (int party = 0; party < parties; party++) {
            int side = party;
            long least = Arrays.stream(kept)
                    .mapToLong(choice -> vectors[choice][side])
                    .min()
                    .orElseThrow();
            base[party] += least;
            for (int at = 0; at < kept.length; at++) {
                lowered[at][party] = vectors[kept[at]][party] - least;
                most[party] = Math.max(most[party], lowered[at][party]);
            }
        }
        int[][] chosen = Arrays.stream(kept).mapToObj(choice -> options[choice]).toArray(int[][]::new);
        return new Block(issues, chosen, lowered, most);
    }
}
