package parley.base;

/** Names one append-only log at a relay; says nothing of table, room or people. */
public record LogId(Hash hash) implements Comparable<LogId> {
    public static LogId hex(String hex) {
        return new LogId(Hash.hex(hex));
    }

    public String toHex() {
        return hash.toHex();
    }

    @Override
    public int compareTo(LogId other) {
        return hash.compareTo(other.hash);
    }

    @Override
    public String toString() {
        return "LogId " + hash.brief();
    }
}
