package parley.base.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;

/**
 * A format in which every value has one encoding: whatever is read encodes to the same bytes again.
 *
 * @param again what the input says, encoded anew; empty where it was refused
 */
public record Canonical(String name, Map<String, Bytes> seeds, Function<Bytes, Optional<Bytes>> again)
        implements Target {
    /** Of our canonical encoding, with what {@link Bombs} knows of it. */
    public static <T> Canonical of(
            String name, Map<String, Bytes> valid, CanonicalReader.Item<T> read, BiConsumer<T, CanonicalWriter> write) {
        return of(
                name,
                valid,
                input -> CanonicalReader.whole(input, read).map(value -> {
                    CanonicalWriter out = new CanonicalWriter();
                    write.accept(value, out);
                    return out.bytes();
                }));
    }

    public static Canonical of(String name, Map<String, Bytes> valid, Function<Bytes, Optional<Bytes>> again) {
        Map<String, Bytes> seeds = new LinkedHashMap<>(valid);
        seeds.putAll(Bombs.of(valid.values()));
        return new Canonical(name, seeds, again);
    }

    @Override
    public Verdict read(Bytes input) {
        Optional<Bytes> encoded = again.apply(input);
        encoded.ifPresent(bytes -> assertThat(bytes.toHex()).as("encoded again").isEqualTo(input.toHex()));
        return encoded.isPresent() ? Verdict.READ : Verdict.REFUSED;
    }
}
