package parley.base;

/** What a principal is at a table. The order is part of the formats: add at the end, never reorder. */
public enum Role {
    PARTY,
    MEDIATOR,
    GUARANTOR,
    WITNESS,
    SUPPORTER,
    VERIFIER;

    /** The number that formats carry. */
    public int code() {
        return ordinal() + 1;
    }

    public static Role ofCode(int code) throws Malformed {
        if (code < 1 || code > values().length) {
            throw new Malformed("unknown role " + code);
        }
        return values()[code - 1];
    }
}
