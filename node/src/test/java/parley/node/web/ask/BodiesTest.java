package parley.node.web.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Malformed;

@DisplayName("Bodies that no form of ours makes")
class BodiesTest {
    private static final String END = "\r\n--x--\r\n";

    @Test
    @DisplayName("a form of thousands of fields is refused")
    void manyFields() throws Exception {
        assertThat(Form.parse(fields(Form.MOST_FIELDS)).text("f1")).isEqualTo("1");
        assertThatThrownBy(() -> Form.parse(fields(10_000))).isInstanceOf(Malformed.class);
    }

    @Test
    @DisplayName("a body of nothing but parts is refused")
    void manyParts() throws Exception {
        assertThat(read(parts(3))).isEqualTo(3);
        assertThatThrownBy(() -> read(parts(1_000))).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("a part whose headers don't end is refused")
    void longHeaders() {
        String part =
                "--x\r\nContent-Disposition: form-data; name=\"text\"\r\nX: " + "y".repeat(200_000) + "\r\n\r\nhello";
        assertThatThrownBy(() -> read(part + END)).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("a part longer than what is asked for is refused")
    void longPart() throws Exception {
        Multipart body = multipart(part("text", "z".repeat(100_000)) + END);
        assertThat(body.next()).isPresent();
        assertThatThrownBy(() -> body.bytes(256)).isInstanceOf(IOException.class);
    }

    private static String fields(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "f" + i + "=" + i).collect(Collectors.joining("&"));
    }

    private static String part(String name, String content) {
        return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + content;
    }

    private static String parts(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> part("p" + i, "hello"))
                .collect(Collectors.joining("\r\n", "", END));
    }

    private static int read(String body) throws IOException {
        Multipart parts = multipart(body);
        int count = 0;
        for (Optional<Multipart.Part> next = parts.next(); next.isPresent(); next = parts.next()) {
            count++;
        }
        return count;
    }

    private static Multipart multipart(String body) {
        return Multipart.of(
                        "multipart/form-data; boundary=x",
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)))
                .orElseThrow();
    }
}
