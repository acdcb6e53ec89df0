package parley.protocol.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Result;

/** The line that people copy, and the bytes that invitations carry. */
class RelayAddressTest {
    private static final String KEY = Hash.of("key").toHex();

    @Test
    void text_and_parse_are_each_others_inverse() {
        for (String text : List.of("relay.example:7443#" + KEY, "127.0.0.1:1#" + KEY, "[::1]:65535#" + KEY)) {
            assertThat(RelayAddress.parse(text).orThrow().text()).isEqualTo(text);
            assertThat(RelayAddress.parse("  " + text + "\n").orThrow().text()).isEqualTo(text);
        }
    }

    @Test
    void everything_else_is_refused_in_words() {
        for (String text : List.of(
                "",
                "relay.example:7443",
                "relay.example#" + KEY,
                "relay.example:0#" + KEY,
                "relay.example:65536#" + KEY,
                "relay.example:7443#" + KEY.substring(1),
                "relay.example:7443#" + KEY.toUpperCase(java.util.Locale.ROOT) + "#",
                "relay example:7443#" + KEY,
                "user@relay:7443#" + KEY,
                "relay/x:7443#" + KEY,
                "r\u0435lay.example:7443#" + KEY,
                "a".repeat(256) + ":7443#" + KEY)) {
            assertThat(RelayAddress.parse(text)).as(text).isEqualTo(Result.refused("relay.address-malformed"));
        }
    }

    @Test
    void bytes_of_another_host_than_names_and_literals_are_malformed() throws Malformed {
        RelayAddress address = RelayAddress.parse("relay.example:7443#" + KEY).orThrow();
        CanonicalWriter out = new CanonicalWriter();
        address.write(out);
        assertThat(RelayAddress.read(new CanonicalReader(out.bytes()))).isEqualTo(address);
        CanonicalWriter bad =
                new CanonicalWriter().text("relay\r\nHost: x").u32(1).raw(address.key());
        assertThatThrownBy(() -> RelayAddress.read(new CanonicalReader(bad.bytes())))
                .isInstanceOf(Malformed.class);
    }
}
