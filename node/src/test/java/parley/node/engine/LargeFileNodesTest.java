package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.node.desk.Attachments;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;

/** A file of more than a hundred mebibytes, both devices going off in the middle of it. */
@Tag("soak")
final class LargeFileNodesTest extends TwoCaucuses {
    private static final int SIZE = 120 * 1024 * 1024 + 7;

    @Test
    void a_large_file_goes_on_where_it_stood_at_both_ends_and_is_the_same() throws Exception {
        byte[] file = new byte[SIZE];
        new Random(23).nextBytes(file);
        Attachments.Upload upload = iran.desk()
                .attachments()
                .begin(withIran, "survey.tif", file.length)
                .orThrow();
        long at = 0;
        boolean wentOff = false;
        while (at < file.length) {
            if (!wentOff && at > SIZE / 2) {
                iran.restart();
                wentOff = true;
                assertThat(iran.desk().attachments().upload(upload.id()))
                        .get()
                        .extracting(Attachments.Upload::taken)
                        .isEqualTo(at);
            }
            int end = (int) Math.min(file.length, at + Attachments.MOST_PIECE);
            at = iran.desk()
                    .attachments()
                    .piece(upload.id(), at, java.util.Arrays.copyOfRange(file, (int) at, end))
                    .orThrow()
                    .taken();
        }
        iran.desk()
                .messages()
                .send(
                        withIran,
                        new Messages.Outgoing(
                                MessageKind.STATEMENT,
                                "The survey",
                                "en",
                                Direction.LTR,
                                Optional.empty(),
                                false,
                                List.of(upload.id())))
                .orThrow();

        Line.Message said = oman.awaitText(withIran, "The survey");
        oman.desk().attachments().fetch(withIran, said.index(), 0).orThrow();
        oman.await("half of it", _ -> Optional.of(here()).filter(bytes -> bytes > SIZE / 2));
        oman.restart();
        long kept = here();
        assertThat(kept).as("what was fetched stays").isGreaterThan(SIZE / 2);
        oman.desk().attachments().fetch(withIran, said.index(), 0).orThrow();
        oman.await("all of it", _ -> Optional.of(here()).filter(bytes -> bytes == SIZE));
        try (InputStream read = oman.desk().attachments().open(withIran, said.index(), 0, 0).orThrow().stream()) {
            assertThat(digest(read)).isEqualTo(digest(new java.io.ByteArrayInputStream(file)));
        }
    }

    private long here() {
        return oman.awaitText(withIran, "The survey")
                .content()
                .attachments()
                .getFirst()
                .here();
    }

    private static String digest(InputStream in) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] piece = new byte[1 << 16];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            digest.update(piece, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
