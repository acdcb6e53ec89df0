package parley.simulation.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sizes of TLS records are read off a stream whatever pieces it comes in. */
final class TlsRecordsTest {
    private static final int HEAD = 5;

    @Test
    void everyRecordIsFoundOnceWhateverPiecesItComesIn() {
        byte[] stream = stream(0, 300, 1, 16_640, 255, 256);
        for (int piece : List.of(1, 2, 4, 5, 6, 7, 1_000, stream.length)) {
            assertThat(sizes(stream, piece)).as("in pieces of " + piece).containsExactly(5, 305, 6, 16_645, 260, 261);
        }
    }

    @Test
    void aRecordThatIsNotWholeYetIsNone() {
        byte[] stream = stream(300);
        assertThat(sizes(Arrays.copyOf(stream, stream.length - 1), 100)).isEmpty();
    }

    private static List<Integer> sizes(byte[] stream, int piece) {
        TlsRecords records = new TlsRecords();
        List<Integer> sizes = new ArrayList<>();
        for (int at = 0; at < stream.length; at += piece) {
            int end = Math.min(stream.length, at + piece);
            records.take(Arrays.copyOfRange(stream, at, end), end - at, sizes::add);
        }
        return sizes;
    }

    private static byte[] stream(int... bodies) {
        byte[] stream = new byte[Arrays.stream(bodies).map(body -> HEAD + body).sum()];
        int at = 0;
        for (int body : bodies) {
            stream[at] = 23;
            stream[at + 1] = 3;
            stream[at + 2] = 3;
            stream[at + 3] = (byte) (body >>> 8);
            stream[at + 4] = (byte) body;
            // As if it were another head: only the length tells where a record ends.
            Arrays.fill(stream, at + HEAD, at + HEAD + body, (byte) 23);
            at += HEAD + body;
        }
        return stream;
    }
}
