package parley.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Target;
import parley.protocol.pouch.Pouch;
import parley.protocol.pouch.PouchItem;
import parley.protocol.testing.Samples;

/** A pouch file, once as it is and once with the end that its maker would have put: whole, it is written again the same. */
final class PouchTarget implements Target {
    private static final Bytes HEADING = Bytes.utf8("parley pouch 1\n");

    private final Map<String, Bytes> seeds;

    PouchTarget(Samples draw) {
        Map<String, Bytes> all = new LinkedHashMap<>();
        Bytes valid = Pouch.write(items(draw));
        all.put("valid", valid);
        all.put("without an end", valid.slice(0, valid.size() - 4 - Hash.SIZE));
        all.put("of nothing", Pouch.write(List.of()));
        all.put("of many items of nothing", Bytes.concat(HEADING, Bombs.filled(1 << 20, 0)));
        all.putAll(Bombs.of(List.of(valid)));
        seeds = all;
    }

    static List<PouchItem> items(Samples draw) {
        return List.of(
                new PouchItem.Placed(new LogId(draw.hash()), 1, draw.bytes(100)),
                new PouchItem.Unplaced(new LogId(draw.hash()), Optional.of(draw.head()), draw.bytes(10)),
                new PouchItem.Unplaced(new LogId(draw.hash()), Optional.empty(), Bytes.EMPTY),
                new PouchItem.Signed(draw.signedHead()));
    }

    @Override
    public String name() {
        return "pouch";
    }

    @Override
    public Map<String, Bytes> seeds() {
        return seeds;
    }

    @Override
    public Verdict read(Bytes input) throws IOException {
        Verdict ended = taken(ended(input));
        return taken(input) == Verdict.READ ? Verdict.READ : ended;
    }

    /** What is cut short before its first item would have become an empty one. */
    @Override
    public Verdict taken(Bytes file) throws IOException {
        List<PouchItem> items = new ArrayList<>();
        if (Pouch.read(new ByteArrayInputStream(file.toArray()), items::add) == Pouch.Ending.BROKEN) {
            return Verdict.REFUSED;
        }
        assertThat(Pouch.write(items)).isEqualTo(file);
        return Verdict.READ;
    }

    /** The input as far as it has whole items, then the end mark and the hash over them. */
    private static Bytes ended(Bytes input) {
        Bytes rest = input.startsWith(HEADING) ? input.slice(HEADING.size(), input.size()) : input;
        CanonicalReader in = new CanonicalReader(rest);
        CanonicalWriter out = new CanonicalWriter().raw(HEADING);
        Hash running = Hash.of("pouch", HEADING);
        try {
            while (in.remaining() > 0) {
                Bytes item = in.field(rest.size());
                if (item.isEmpty()) {
                    break;
                }
                out.field(item);
                running = Hash.of("pouch", running.value(), item);
            }
        } catch (parley.base.Malformed e) {
            // What comes behind the last whole item is left out.
        }
        return out.u32(0).hash(running).bytes();
    }
}
