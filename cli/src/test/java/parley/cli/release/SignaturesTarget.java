package parley.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Secret;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Target;

/** Lines of who signed a release, from wherever its folder came: nobody counts twice, and each counts as a signer or as a false one. */
final class SignaturesTarget implements Target {
    private static final Hash RELEASE = Hash.of("release", Bytes.EMPTY);

    private final Bytes signed =
            new Signatures(List.of()).with(Secret.copyOf(new byte[32]), RELEASE).text();

    @Override
    public String name() {
        return "release-signatures";
    }

    @Override
    public Map<String, Bytes> seeds() {
        Bytes stranger = Bytes.utf8("07".repeat(32) + " " + "08".repeat(64) + "\n");
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        seeds.put("one", signed);
        seeds.put("one and a false one", Bytes.concat(signed, stranger));
        seeds.put("one twice", Bytes.concat(signed, signed));
        seeds.put("lines of another system", Bytes.utf8(signed.asUtf8().replace("\n", "\r\n")));
        seeds.put("nothing but ends of lines", Bombs.filled(Signatures.MOST_BYTES, '\n'));
        seeds.put("a mebibyte of one digit", Bombs.filled(1 << 20, '0'));
        return seeds;
    }

    @Override
    public Set<String> refused() {
        return Set.of("nothing but ends of lines", "one twice");
    }

    @Override
    public Verdict read(Bytes input) {
        Optional<Signatures> read = Signatures.parse(input);
        if (read.isEmpty()) {
            return Verdict.REFUSED;
        }
        Signatures signatures = read.get();
        assertThat(Signatures.parse(signatures.text())).contains(signatures);
        assertThat(signatures.all()).hasSizeLessThanOrEqualTo(Signatures.MOST);
        assertThat(signatures.all()).extracting(Signatures.One::key).doesNotHaveDuplicates();
        List<Bytes> by = signatures.by(RELEASE);
        assertThat(signatures.anyFalse(RELEASE))
                .isEqualTo(by.size() < signatures.all().size());
        return Verdict.READ;
    }
}
