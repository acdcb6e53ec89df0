package parley.base;

/** Names one table, known to its members only. */
public record TableId(Hash hash) implements Comparable<TableId> {
    public static TableId hex(String hex) {
        return new TableId(Hash.hex(hex));
    }

    public String toHex() {
        return hash.toHex();
    }

    @Override
    public int compareTo(TableId other) {
        return hash.compareTo(other.hash);
    }

    @Override
    public String toString() {
        return "TableId " + hash.brief();
    }
}
