package parley.node.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What others wrote")
class ShownTest {
    @Test
    @DisplayName("is escaped")
    void escaped() {
        assertThat(Shown.html("<img src=x onerror=\"a\"> & 'b'", true))
                .isEqualTo("&lt;img src=x onerror=&quot;a&quot;&gt; &amp; 'b'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u202E", "\u2066", "\u200B", "\u200F", "\uFEFF", "\u0000", "\u007F", "\uDB40\uDC41", "\u00AD"})
    @DisplayName("shows every hidden character as a mark")
    void marks(String hidden) {
        assertThat(Shown.html("a" + hidden + "b", true)).contains("hidden-char").doesNotContain(hidden);
        assertThat(Shown.plain("a" + hidden + "b")).contains("[").doesNotContain(hidden);
    }

    @Test
    @DisplayName("keeps the joiners that Persian is written with")
    void zwnj() {
        assertThat(Shown.html("می‌خواهیم", true)).isEqualTo("می‌خواهیم");
    }

    @Test
    @DisplayName("keeps its lines where lines are shown, and is one line elsewhere")
    void lines() {
        assertThat(Shown.html("a\nb", true)).isEqualTo("a<br>b");
        assertThat(Shown.plain("a\nb")).isEqualTo("a b");
    }
}
