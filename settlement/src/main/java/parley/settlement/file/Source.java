package parley.settlement.file;

/**
 * A file as it was found.
 *
 * @param name as the user knows it: errors begin with it, and its ending tells the format
 * @param bytes all of it; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // read once
public record Source(String name, byte[] bytes) {
    /** The largest case tried had 1 MB; far below what parsing could choke on. */
    public static final int MOST_BYTES = 16 << 20;

    boolean endsWith(String ending) {
        return name.toLowerCase(java.util.Locale.ROOT).endsWith(ending);
    }
}
