package parley.base;

/** Names one principal at one table (a delegation, a mediator's team), the same through every renewal of its node. */
public record PrincipalId(Hash hash) implements Comparable<PrincipalId> {
    public static PrincipalId hex(String hex) {
        return new PrincipalId(Hash.hex(hex));
    }

    public String toHex() {
        return hash.toHex();
    }

    @Override
    public int compareTo(PrincipalId other) {
        return hash.compareTo(other.hash);
    }

    @Override
    public String toString() {
        return "PrincipalId " + hash.brief();
    }
}
