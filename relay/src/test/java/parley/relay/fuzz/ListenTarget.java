package parley.relay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import parley.base.Bytes;
import parley.base.Result;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Target;
import parley.relay.RelayConfig;

/** {@code HOST:PORT} as an administrator types it. */
final class ListenTarget implements Target {
    @Override
    public String name() {
        return "relay-listen";
    }

    @Override
    public Map<String, Bytes> seeds() {
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        seeds.put("a name", Bytes.utf8("relay.example:7443"));
        seeds.put("IPv6", Bytes.utf8("[::1]:0"));
        seeds.put("a long port", Bytes.utf8("127.0.0.1:99999"));
        seeds.put("a mebibyte of dots", Bombs.filled(1 << 20, '.'));
        return seeds;
    }

    @Override
    public Set<String> refused() {
        return Set.of("a long port");
    }

    @Override
    public Verdict read(Bytes input) {
        return switch (RelayConfig.parse(Path.of("data"), input.asUtf8())) {
            case Result.Done<RelayConfig>(RelayConfig config) -> {
                assertThat(config.port()).isBetween(0, 65_535);
                assertThat(config.host()).matches("[A-Za-z0-9._:-]+");
                yield Verdict.READ;
            }
            case Result.Refused<RelayConfig> _ -> Verdict.REFUSED;
        };
    }
}
