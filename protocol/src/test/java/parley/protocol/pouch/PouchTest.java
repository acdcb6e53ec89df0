package parley.protocol.pouch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.LogId;
import parley.protocol.testing.GoldenFile;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;
import parley.protocol.testing.Strictness;

class PouchTest {
    private final long seed = Seeds.next();
    private final Samples draw = new Samples(seed);

    private static List<PouchItem> items(Samples draw, int entryBytes) {
        LogId log = new LogId(draw.hash());
        return List.of(
                new PouchItem.Placed(log, 1, draw.bytes(entryBytes)),
                new PouchItem.Placed(log, 2, draw.bytes(entryBytes)),
                new PouchItem.Unplaced(log, Optional.of(draw.head()), draw.bytes(entryBytes)),
                new PouchItem.Unplaced(new LogId(draw.hash()), Optional.empty(), draw.bytes(entryBytes)),
                new PouchItem.Signed(draw.signedHead()));
    }

    private static Optional<List<PouchItem>> read(Bytes file) {
        List<PouchItem> items = new ArrayList<>();
        try {
            return Pouch.read(new ByteArrayInputStream(file.toArray()), items::add) == Pouch.Ending.WHOLE
                    ? Optional.of(items)
                    : Optional.empty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whatIsPackedComesOutInOrder() {
        List<PouchItem> items = items(draw, 4_096);
        assertThat(read(Pouch.write(items))).contains(items);
        assertThat(read(Pouch.write(List.of()))).contains(List.of());
    }

    @Test
    void anyDamageIsTold() {
        Strictness.ofSealed("pouch", Pouch.write(items(draw, 60)), PouchTest::read, seed);
    }

    @Test
    void everyItemHasOneEncoding() {
        for (PouchItem item : items(draw, 300)) {
            Strictness.ofPlain(
                    item.getClass().getSimpleName(),
                    item.encoded(),
                    b -> PouchItem.decode(b).map(PouchItem::encoded),
                    seed);
        }
    }

    /** A file that promises four gigabytes in its first item, or never ends, costs the reader nothing. */
    @Test
    void lengthsAreBoundedBeforeAnythingIsRead() throws IOException {
        Bytes empty = Pouch.write(List.of());
        Bytes magic = empty.slice(0, empty.size() - 36);
        for (String length : List.of("7fffffff", "ffffffff", "00010000")) {
            InputStream endless = new InputStream() {
                private int given;

                @Override
                public int read() {
                    assertThat(given++).as("bytes taken from the stick").isLessThan(100);
                    Bytes start = Bytes.concat(magic, Bytes.hex(length));
                    return given <= start.size() ? start.at(given - 1) & 0xff : 0;
                }

                @Override
                public int read(byte[] into, int at, int most) {
                    if (most == 0) {
                        return 0;
                    }
                    into[at] = (byte) read();
                    return 1;
                }
            };
            assertThat(Pouch.read(endless, item -> {})).isEqualTo(Pouch.Ending.BROKEN);
        }
    }

    @Test
    void theFormatStaysAsItIs() {
        GoldenFile.check("pouch.txt", Map.of("pouch", Pouch.write(items(new Samples(7), 100))));
    }
}
