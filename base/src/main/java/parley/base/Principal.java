package parley.base;

/**
 * One who sits at a table.
 *
 * @param id the same through every renewal of its node
 * @param name as the table calls it, 1 to {@link #MOST_NAME_BYTES} bytes of UTF-8; two may look alike, so never an identity
 * @param role what it may be at this table
 */
public record Principal(PrincipalId id, String name, Role role) {
    /** Room for 50 characters of any script: names are shown in narrow bands beside others. */
    public static final int MOST_NAME_BYTES = 200;

    public void write(CanonicalWriter out) {
        out.hash(id.hash()).text(name).u8(role.code());
    }

    public static Principal read(CanonicalReader in) throws Malformed {
        PrincipalId id = new PrincipalId(in.hash());
        String name = in.text(MOST_NAME_BYTES);
        if (name.isBlank()) {
            throw new Malformed("a principal without a name");
        }
        return new Principal(id, name, Role.ofCode(in.u8()));
    }
}
