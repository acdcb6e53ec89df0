package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.node.desk.Attachments;

/** Files on their way from a person to the relay: what goes on, what doesn't, and what its person hears of it. */
final class UploadNodesTest extends TwoCaucuses {
    private static final int PIECE = 200_000;

    private final byte[] map = new byte[500_000];

    private Attachments.Upload begun() throws Exception {
        new Random(11).nextBytes(map);
        Attachments files = iran.desk().attachments();
        Attachments.Upload begun = files.begin(withIran, "map.png", map.length).orThrow();
        Attachments.Upload half =
                files.piece(begun.id(), 0, Arrays.copyOf(map, PIECE)).orThrow();
        assertThat(half.taken()).isPositive();
        iran.restart();
        return half;
    }

    @Test
    void a_file_that_goes_on_may_come_again_from_its_beginning() throws Exception {
        Attachments.Upload half = begun();
        Attachments files = iran.desk().attachments();
        long at = 0;
        while (at < map.length) {
            int end = (int) Math.min(map.length, at + 70_001);
            Attachments.Upload now = files.piece(half.id(), at, Arrays.copyOfRange(map, (int) at, end))
                    .orThrow();
            at = Math.min(end, now.taken());
        }
        assertThat(files.upload(half.id()).orElseThrow().complete()).isTrue();
        assertThat(files.piece(half.id(), 0, Arrays.copyOf(map, PIECE)).isDone())
                .as("also once all of it is here")
                .isTrue();
    }

    @Test
    void another_file_of_the_same_name_and_size_is_not_joined_to_it() throws Exception {
        Attachments.Upload half = begun();
        Attachments files = iran.desk().attachments();
        byte[] other = map.clone();
        other[(int) half.taken() - 1] ^= 1;
        assertThat(TestTable.keyOf(files.piece(half.id(), 0, Arrays.copyOf(other, PIECE))))
                .isEqualTo("attachment.other-file");
        assertThat(files.upload(half.id()).orElseThrow().taken()).isEqualTo(half.taken());
        assertThat(files.piece(half.id(), half.taken(), Arrays.copyOfRange(map, (int) half.taken(), map.length))
                        .orThrow()
                        .complete())
                .as("the file that was begun still goes on")
                .isTrue();
    }
}
