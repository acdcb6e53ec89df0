package parley.simulation.wire;

import java.util.function.IntConsumer;

/** Finds the records of TLS in one direction of a connection, whatever pieces it comes in. Not thread-safe. */
final class TlsRecords {
    /** Type, version, and the length of what follows (RFC 8446, 5.1): never encrypted. */
    private static final int HEAD = 5;

    private static final int LENGTH = 3;

    private final byte[] head = new byte[HEAD];
    private int headBytes;
    private int left;

    /** @param whole is told the size, head included, of each record whose end is among these bytes */
    void take(byte[] bytes, int count, IntConsumer whole) {
        int at = 0;
        while (at < count) {
            if (headBytes < HEAD) {
                head[headBytes++] = bytes[at++];
                left = headBytes == HEAD ? length() : left;
            } else {
                int some = Math.min(left, count - at);
                at += some;
                left -= some;
            }
            if (headBytes == HEAD && left == 0) {
                whole.accept(HEAD + length());
                headBytes = 0;
            }
        }
    }

    private int length() {
        return ((head[LENGTH] & 0xff) << 8) | (head[LENGTH + 1] & 0xff);
    }
}
