package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.TableId;
import parley.node.desk.Keeping;
import parley.node.desk.RoomRef;
import parley.talks.rules.RoomKind;

/** The file for a technical adviser says how a node does, and nothing of what is talked about, with whom and where. */
final class DiagnosticsTest {
    private static final String TEXT = "The ships may pass on Thursday";
    private static final String ROOM = "With the envoy";
    private static final Keeping.Proxy PROXY = new Keeping.Proxy("proxy.invalid", 9050);

    @TempDir
    private Path folder;

    @Test
    void no_name_text_key_code_address_or_identifier_stands_in_it() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            TableId table = talks.two(oman, iran);
            RoomRef room = TestTable.found(table, ROOM, RoomKind.CAUCUS, TestTable.ANSWERED, oman, iran);
            oman.say(room, TEXT);
            iran.awaitText(room, TEXT);
            var code =
                    oman.desk().people().code(table, oman.known(table, "Iran")).orThrow();
            Keeping.Settings now = oman.desk().keeping().settings();
            oman.desk()
                    .keeping()
                    .change(new Keeping.Settings(
                            now.language(), now.ownNumerals(), now.idleLock(), now.grace(), Optional.of(PROXY), true))
                    .orThrow();

            String file = oman.desk().keeping().diagnostics().orThrow().asUtf8();
            assertThat(file).contains("tables: 1", "rooms: 1", "proxy: true");
            assertThat(file.toLowerCase(Locale.ROOT))
                    .doesNotContain(
                            "oman",
                            "iran",
                            "harbour",
                            "quay",
                            ROOM.toLowerCase(Locale.ROOT),
                            TEXT.toLowerCase(Locale.ROOT),
                            "ships",
                            "correct horse battery",
                            PROXY.host(),
                            talks.relay().host(),
                            ":" + talks.relay().port(),
                            talks.relay().key().toHex(),
                            table.toHex(),
                            room.room().toHex(),
                            String.join(" ", code.words()).toLowerCase(Locale.ROOT),
                            code.digits(),
                            folder.toString().toLowerCase(Locale.ROOT));
        }
    }
}
