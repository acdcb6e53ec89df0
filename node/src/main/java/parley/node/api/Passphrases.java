package parley.node.api;

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

    private static BadCall wrong(int count) {
        return BadCall.malformed(
                count == 1
                        ? "The body is one passphrase on one line."
                        : "The body is " + count + " passphrases, one per line.");
    }
}
