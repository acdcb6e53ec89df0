package parley.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Target;
import parley.protocol.crypto.RelayFault;
import parley.protocol.testing.Samples;

/** The content of a proof against a relay, which strangers hand to {@code parley verify}; the target adds first line and hash. */
final class RelayFaultTarget implements Target {
    private static final Bytes HEADING = Bytes.utf8("parley relay fault\n");

    private final Map<String, Bytes> seeds = new LinkedHashMap<>();

    RelayFaultTarget(Samples draw) {
        seeds.put("of one place", content(RelayFault.of(draw.bytes(32), draw.signedHead(), draw.signedHead())));
        seeds.put(
                "of places apart",
                content(new RelayFault(
                        draw.bytes(32),
                        draw.signedHead(),
                        draw.signedHead(),
                        draw.hash(),
                        List.of(draw.hash(), draw.hash()))));
        seeds.putAll(Bombs.of(List.copyOf(seeds.values())));
    }

    @Override
    public String name() {
        return "relay-fault";
    }

    @Override
    public Map<String, Bytes> seeds() {
        return seeds;
    }

    @Override
    public Verdict read(Bytes input) {
        assertThat(RelayFault.ofFile(input)).isEmpty();
        Bytes file = Bytes.concat(HEADING, input, Hash.of("relay-fault", input).value());
        Optional<RelayFault> fault = RelayFault.ofFile(file);
        if (fault.isEmpty()) {
            return Verdict.REFUSED;
        }
        assertThat(fault.get().file()).isEqualTo(file);
        assertThat(fault.get().holds()).as("nobody signed this").isFalse();
        return Verdict.READ;
    }

    private static Bytes content(RelayFault fault) {
        Bytes file = fault.file();
        return file.slice(HEADING.size(), file.size() - Hash.SIZE);
    }
}
