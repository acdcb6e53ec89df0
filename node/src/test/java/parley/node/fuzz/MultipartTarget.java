package parley.node.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.base.Bytes;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Budget;
import parley.base.fuzz.Target;
import parley.node.web.ask.Multipart;

/** A form with a file in it: parts stay within the body and their bounds, and a broken one is told as such. */
final class MultipartTarget implements Target {
    private static final int MOST = 4_096;
    private static final String TYPE = "multipart/form-data; boundary=x";

    @Override
    public String name() {
        return "multipart";
    }

    @Override
    public Map<String, Bytes> seeds() {
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        String part = "--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nabc\r\n";
        String file = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"map.pdf\"\r\n\r\n%PDF\r\n";
        seeds.put("two parts", Bytes.utf8(part + file + "--x--\r\n"));
        seeds.put("no part", Bytes.utf8("--x--"));
        seeds.put("without end", Bytes.utf8(part));
        seeds.put("without name", Bytes.utf8("--x\r\nContent-Type: text/plain\r\n\r\nabc\r\n--x--"));
        seeds.put("a long header", Bytes.utf8("--x\r\nname=" + "a".repeat(1 << 17)));
        seeds.put("many parts", Bytes.utf8(part.repeat(4_000) + "--x--"));
        seeds.put("a mebibyte of line ends", Bombs.filled(1 << 20, '\r'));
        seeds.put("a mebibyte of beginnings", Bytes.utf8("\r\n--".repeat(1 << 18)));
        return seeds;
    }

    @Override
    public Set<String> refused() {
        return Set.of("a long header", "many parts", "without end", "without name");
    }

    /** Windows of 64 KiB, some for each part. */
    @Override
    public Budget budget() {
        return new Budget(32 << 20, 64, Budget.USUAL.processor());
    }

    @Override
    public Verdict read(Bytes input) {
        Multipart parts =
                Multipart.of(TYPE, new ByteArrayInputStream(input.toArray())).orElseThrow();
        int total = 0;
        try {
            for (Optional<Multipart.Part> part = parts.next(); part.isPresent(); part = parts.next()) {
                assertThat(part.get().name()).isNotEmpty().doesNotContain("\r", "\n", "\"");
                part.get().fileName().ifPresent(name -> assertThat(name).doesNotContain("\r", "\n", "\""));
                byte[] content = parts.bytes(MOST);
                assertThat(content.length).isLessThanOrEqualTo(MOST);
                total += content.length;
                assertThat(total).isLessThan(input.size());
            }
            return Verdict.READ;
        } catch (IOException e) {
            return Verdict.REFUSED;
        }
    }
}
