package parley.base;

/** The largest file that goes with a message: one number for the event that names it and the manifest that fetches it. */
public final class FileLimit {
    /**
     * 240 MiB. Reports and maps of 100 MiB must go; above this, the hashes of all blobs (32 bytes for each 64 KiB, here 120 KiB) would no longer
     * travel in one event with the message beside them.
     */
    public static final long MOST_BYTES = 240L * 1024 * 1024;

    private FileLimit() {}
}
