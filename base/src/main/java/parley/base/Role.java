package parley.base;

/** What a principal is at a table. */
public enum Role {
    PARTY(1),
    MEDIATOR(2),
    GUARANTOR(3),
    WITNESS(4),
    SUPPORTER(5),
    VERIFIER(6);

    private final int code;

    Role(int code) {
        this.code = code;
    }

    /** The number that formats carry; it never changes. */
    public int code() {
        return code;
    }

    public static Role ofCode(int code) throws Malformed {
        for (Role role : values()) {
            if (role.code == code) {
                return role;
            }
        }
        throw new Malformed("unknown role " + code);
    }
}
