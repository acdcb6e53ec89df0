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

    /** Whether it begins as gzip or ZIP do: a parser would complain of a strange character and offer no cure. */
    boolean isPacked() {
        return bytes.length > 3
                && ((bytes[0] == 0x1f && bytes[1] == (byte) 0x8b)
                        || (bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3 && bytes[3] == 4));
    }

    boolean endsWith(String ending) {
        return name.toLowerCase(java.util.Locale.ROOT).endsWith(ending);
    }
}
