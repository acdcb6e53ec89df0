package parley.base;

/** Names one room through all its epochs, known to its members only. */
public record RoomId(Hash hash) implements Comparable<RoomId> {
    public static RoomId hex(String hex) {
        return new RoomId(Hash.hex(hex));
    }

    public String toHex() {
        return hash.toHex();
    }

    @Override
    public int compareTo(RoomId other) {
        return hash.compareTo(other.hash);
    }

    @Override
    public String toString() {
        return "RoomId " + hash.brief();
    }
}
