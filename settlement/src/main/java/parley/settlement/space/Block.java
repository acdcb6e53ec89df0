package parley.settlement.space;

/** The choices of a block that are no worse for everybody than another one, each with its vector of units. */
public final class Block {
    private final int[] issues;
    private final int[][] options;
    private final long[][] vectors;
    private final long[] most;

    Block(int[] issues, int[][] options, long[][] vectors, long[] most) {
        this.issues = issues;
        this.options = options;
        this.vectors = vectors;
        this.most = most;
    }

    /** How many choices: at least one. They stand in descending lexicographic order of their vectors. */
    public int size() {
        return vectors.length;
    }

    /** Not to be changed. */
    public long[] vector(int choice) {
        return vectors[choice];
    }

    /** The greatest value of a party. */
    public long most(int party) {
        return most[party];
    }

    /** The issue whose option {@link #options} has at this place. */
    int issue(int place) {
        return issues[place];
    }

    /** Not to be changed. */
    int[] options(int choice) {
        return options[choice];
    }
}
