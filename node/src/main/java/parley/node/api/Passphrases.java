package parley.node.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import parley.base.Secret;

/**
 * Takes passphrases out of a body without making a {@code String} of them, which nobody could erase.
 *
 * <p>One passphrase per line, in UTF-8; a line ends with LF or CR LF, the last may end without. Follows
 * {@code docs/api.md}, "Passphrases".
 */
final class Passphrases {
    private Passphrases() {}

    /** @return exactly {@code count} secrets, none empty; the caller erases them and {@code body} */
    static Secret[] split(byte[] body, int count) throws BadCall {
        Secret[] found = new Secret[count];
        int at = 0;
        int n = 0;
        while (at < body.length) {
            int end = at;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            int stop = end > at && body[end - 1] == '\r' ? end - 1 : end;
            if (n == count || stop == at) {
                throw wrong(count);
            }
            found[n++] = Secret.wrap(Arrays.copyOfRange(body, at, stop));
            at = end + 1;
        }
        if (n != count) {
            throw wrong(count);
        }
        return found;
    }

    /**
     * One line of a body of which more comes than passphrases. Byte by byte: whatever stands behind it is for another reader.
     *
     * @return not empty; the caller erases it
     */
    static Secret line(InputStream body, int most) throws BadCall, IOException {
        byte[] line = new byte[most + 1];
        try {
            int size = 0;
            for (int next = body.read(); next != '\n'; next = body.read()) {
                if (next < 0 || size > most) {
                    throw noLine(most);
                }
                line[size++] = (byte) next;
            }
            int end = size > 0 && line[size - 1] == '\r' ? size - 1 : size;
            if (end == 0 || end > most) {
                throw noLine(most);
            }
            return Secret.wrap(Arrays.copyOf(line, end));
        } finally {
            Arrays.fill(line, (byte) 0);
        }
    }

    private static BadCall noLine(int most) {
        return BadCall.malformed("The body begins with two passphrases, each on one line of 1 to " + most
                + " bytes, and goes on with the backup.");
    }

    private static BadCall wrong(int count) {
        return BadCall.malformed(
                count == 1
                        ? "The body is one passphrase on one line."
                        : "The body is " + count + " passphrases, one per line.");
    }
}
