package parley.node.web.ask;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code multipart/form-data} body part by part as it arrives, without ever putting a part on disk.
 *
 * <p>For the forms that carry a file and must work without script. Strict: a missing boundary, a header line too long or a
 * body that ends early is an {@link IOException}. For one thread.
 */
public final class Multipart {
    /** Headers of one part: name, file name, type. */
    private static final int MOST_HEADER_BYTES = 4 * 1024;

    /** No form of ours has more; each costs some windows of memory, so a body of nothing but parts must end. */
    private static final int MOST_PARTS = 32;

    private static final Pattern BOUNDARY =
            Pattern.compile("multipart/form-data;\\s*boundary=\"?([0-9A-Za-z'()+_,./:=?-]{1,70})\"?");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"\\r\\n]{1,64})\"");
    private static final Pattern FILE_NAME = Pattern.compile("; ?filename=\"([^\"\\r\\n]{0,1024})\"");

    private final InputStream in;
    private final byte[] delimiter;
    private byte[] window = new byte[0];
    private int parts;

    private Multipart(InputStream in, String boundary) {
        this.in = in;
        delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
    }

    /** A part's headers; its content is read next. */
    public record Part(String name, Optional<String> fileName) {}

    public static Optional<Multipart> of(String contentType, InputStream in) {
        Matcher matcher = BOUNDARY.matcher(contentType);
        return matcher.matches() ? Optional.of(new Multipart(in, matcher.group(1))) : Optional.empty();
    }

    /** Goes to the next part, past what is left of the present one. */
    public Optional<Part> next() throws IOException {
        if (window.length == 0) {
            window = new byte[] {'\r', '\n'};
        }
        drain();
        byte[] end = take(2);
        if (end[0] == '-' && end[1] == '-') {
            return Optional.empty();
        }
        if (end[0] != '\r' || end[1] != '\n') {
            throw new IOException("a broken part");
        }
        if (++parts > MOST_PARTS) {
            throw new IOException("too many parts");
        }
        String headers = headers();
        Matcher name = NAME.matcher(headers);
        if (!name.find()) {
            throw new IOException("a part without a name");
        }
        Matcher file = FILE_NAME.matcher(headers);
        return Optional.of(new Part(name.group(1), file.find() ? Optional.of(file.group(1)) : Optional.empty()));
    }

    /** The present part's content as text, at most {@code most} bytes. */
    public String text(int most) throws IOException {
        return new String(bytes(most), StandardCharsets.UTF_8);
    }

    /** The present part's content, at most {@code most} bytes. */
    public byte[] bytes(int most) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] piece = new byte[64 * 1024];
        for (int n = read(piece); n >= 0; n = read(piece)) {
            if (out.size() + n > most) {
                throw new IOException("a part too large");
            }
            out.write(piece, 0, n);
        }
        return out.toByteArray();
    }

    /** Fills {@code target} with content of the present part; −1 at its end. */
    public int read(byte[] target) throws IOException {
        while (true) {
            int at = indexOf(window, delimiter);
            int free = at >= 0 ? at : window.length - delimiter.length + 1;
            if (at == 0) {
                return -1;
            }
            if (free > 0) {
                int count = Math.min(free, target.length);
                System.arraycopy(window, 0, target, 0, count);
                window = Arrays.copyOfRange(window, count, window.length);
                return count;
            }
            fill();
        }
    }

    /** The present part's content, as it arrives. */
    public InputStream stream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return Multipart.this.read(one) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int from, int count) throws IOException {
                byte[] piece = new byte[count];
                int n = count == 0 ? 0 : Multipart.this.read(piece);
                if (n > 0) {
                    System.arraycopy(piece, 0, target, from, n);
                }
                return n;
            }
        };
    }

    private void drain() throws IOException {
        byte[] rest = new byte[64 * 1024];
        while (read(rest) >= 0) {
            // what nobody asked for is passed over
        }
        window = Arrays.copyOfRange(window, delimiter.length, window.length);
    }

    private String headers() throws IOException {
        byte[] end = {'\r', '\n', '\r', '\n'};
        while (true) {
            int at = indexOf(window, end);
            if (at >= 0) {
                String headers = new String(window, 0, at, StandardCharsets.UTF_8);
                window = Arrays.copyOfRange(window, at + end.length, window.length);
                return headers;
            }
            if (window.length > MOST_HEADER_BYTES) {
                throw new IOException("headers too long");
            }
            fill();
        }
    }

    private byte[] take(int count) throws IOException {
        while (window.length < count) {
            fill();
        }
        byte[] taken = Arrays.copyOf(window, count);
        window = Arrays.copyOfRange(window, count, window.length);
        return taken;
    }

    private void fill() throws IOException {
        byte[] more = new byte[64 * 1024];
        int n = in.read(more);
        if (n < 0) {
            throw new IOException("the body ended early");
        }
        window = concat(window, Arrays.copyOf(more, n));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static int indexOf(byte[] content, byte[] wanted) {
        outer:
        for (int i = 0; i <= content.length - wanted.length; i++) {
            for (int j = 0; j < wanted.length; j++) {
                if (content[i + j] != wanted[j]) {
                    continue outer;
                }
            }
            return i;
        }
        return -1;
    }
}
