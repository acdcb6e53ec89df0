package parley.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Played by the harness of attacks alone, which loads what is outside of its own package anew: a test with a preparation that can fail. */
public class PreparedFirst {
    @BeforeEach
    void isPrepared() {
        assertThat(new Hash(Bytes.wrap(new byte[Hash.SIZE])).toHex()).isNotNull();
    }

    @Test
    void refusesWhatIsNoHash() {
        Bytes half = Hash.of("a hash").value().slice(0, Hash.SIZE / 2);
        assertThatThrownBy(() -> new Hash(half)).isInstanceOf(IllegalArgumentException.class);
    }
}
