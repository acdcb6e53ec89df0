package parley.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import parley.base.Bytes;
import parley.base.Result;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Target;
import parley.protocol.port.RelayAddress;
import parley.protocol.testing.Samples;

/** A relay's address as a person pastes it: what is read says the same when it is written, and has nothing for a URL to misread. */
final class RelayAddressTarget implements Target {
    private final Map<String, Bytes> seeds = new LinkedHashMap<>();

    RelayAddressTarget(Samples draw) {
        String key = "#" + draw.bytes(32).toHex();
        seeds.put("a name", Bytes.utf8(" relay.example:7443" + key + "\n"));
        seeds.put("IPv6", Bytes.utf8("[2001:db8::1]:443" + key));
        seeds.put("port 0", Bytes.utf8("relay.example:0" + key));
        seeds.put("a long port", Bytes.utf8("relay.example:99999" + key));
        seeds.put("a path", Bytes.utf8("relay.example/@x:443" + key));
        seeds.put("a mebibyte of dots", Bombs.filled(1 << 20, '.'));
        seeds.put("a mebibyte of blanks", Bombs.filled(1 << 20, ' '));
    }

    @Override
    public String name() {
        return "relay-address";
    }

    @Override
    public Map<String, Bytes> seeds() {
        return seeds;
    }

    @Override
    public Set<String> refused() {
        return Set.of("a long port", "a path", "port 0");
    }

    @Override
    public Verdict read(Bytes input) {
        return switch (RelayAddress.parse(input.asUtf8())) {
            case Result.Done<RelayAddress>(RelayAddress address) -> {
                assertThat(RelayAddress.parse(address.text())).isEqualTo(Result.done(address));
                assertThat(address.authority()).doesNotContainAnyWhitespaces().doesNotContain("/", "@", "?", "#", "%");
                yield Verdict.READ;
            }
            case Result.Refused<RelayAddress> _ -> Verdict.REFUSED;
        };
    }
}
