package parley.protocol.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import parley.protocol.entry.SizeClass;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.inbox.InboxParts;
import parley.protocol.inbox.InboxSeal;
import parley.protocol.pairing.ParkedInvitation;

/** The page that carries the specification says what the code does. */
class ProtocolPageTest {
    private final String page = read();

    private static String read() {
        try {
            return Files.readString(Path.of("../docs/protocol.md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void everySizeClassStandsThereWithItsNumbers() {
        for (SizeClass size : SizeClass.values()) {
            String row = String.format(
                    Locale.ROOT,
                    "| %d | %,d | %,d | %,d | %,d |",
                    size.slots(),
                    size.bytes(),
                    size.sealBytes(),
                    size.bodyBytes(),
                    size.pieceBytes());
            assertThat(page).contains(row);
        }
    }

    @Test
    void everyInboxMessageStandsThere() {
        for (Class<?> kind : InboxMessage.class.getPermittedSubclasses()) {
            assertThat(page).contains("| " + kind.getSimpleName() + " |");
        }
    }

    @Test
    void fixedSizesStandThere() {
        for (int size : new int[] {InboxSeal.BYTES, InboxParts.PIECE, ParkedInvitation.SEALED_BYTES}) {
            assertThat(page).contains(String.format(Locale.ROOT, "%,d bytes", size));
        }
    }
}
