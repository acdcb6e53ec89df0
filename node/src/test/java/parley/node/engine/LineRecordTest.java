package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.PrincipalId;

class LineRecordTest {
    private static final PrincipalId IRAN = new PrincipalId(Hash.of("test", Bytes.utf8("Iran")));

    private static LineRecord.Happened happened(boolean confirmed) {
        return new LineRecord.Happened(
                7, Instant.ofEpochMilli(9), Optional.of(IRAN), "line.phase-accepted", List.of("Iran"), confirmed);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whether_the_authors_key_was_confirmed_is_kept_with_what_happened(boolean confirmed) throws Exception {
        assertThat(LineRecord.decode(happened(confirmed).encoded())).isEqualTo(happened(confirmed));
    }

    @Test
    void what_was_kept_before_that_was_noted_is_read_as_confirmed() throws Exception {
        Bytes before = new CanonicalWriter()
                .u8(4)
                .u64(7)
                .u64(9)
                .list(List.of(IRAN), (to, id) -> to.hash(id.hash()))
                .text("line.phase-accepted")
                .list(List.of("Iran"), CanonicalWriter::text)
                .bytes();
        assertThat(LineRecord.decode(before)).isEqualTo(happened(true));
    }
}
