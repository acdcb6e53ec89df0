package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.node.api.Outputs;
import parley.node.desk.Attachments;

/** Files on their way into a room, and out of one: shown, ended, broken off. */
final class UploadsCommandTest {
    private static final String MAP = "a1".repeat(32);
    private static final String ANNEX = "a2".repeat(32);

    private final NodeWithARoom node = new NodeWithARoom()
            .answers(
                    "/uploads", () -> new Outputs.Uploads(List.of(upload(MAP, "map.pdf"), upload(ANNEX, "annex.pdf"))));

    private static Attachments.Upload upload(String id, String name) {
        return new Attachments.Upload(id, NodeWithARoom.ROOM, name, 4096, 1024, 512, Optional.empty());
    }

    @Test
    void each_says_by_which_id_it_is_ended_and_how_far_it_is() throws IOException {
        assertThat(node.run(new UploadsCommand(), "Caucus"))
                .contains("upload a1a1a1a1a1a1  map.pdf  1024 of 4096 bytes sealed, 512 at the relay", "annex.pdf");
        assertThat(node.acts()).isEmpty();
    }

    @Test
    void the_one_that_is_named_is_ended_and_no_other() throws IOException {
        node.run(new UploadsCommand(), "Caucus", "--cancel", "a2a2a2");
        assertThat(node.acts()).containsExactly("DELETE /api/v1/uploads/" + ANNEX);
    }

    @Test
    void an_id_that_none_has_ends_none() {
        assertThatThrownBy(() -> node.run(new UploadsCommand(), "Caucus", "--cancel", "b1b1b1"))
                .hasMessage("there is no upload of that id");
        assertThat(node.acts()).isEmpty();
    }

    @Test
    void an_attachment_is_fetched_into_the_vault_alone_and_its_fetch_broken_off() throws IOException {
        node.run(new FetchCommand(), "Caucus", "7", "1", "--into-vault");
        node.run(new FetchCommand(), "Caucus", "7", "--break-off");
        assertThat(node.acts())
                .containsExactly("POST /lines/7/attachments/1/fetch", "DELETE /lines/7/attachments/0/fetch");
    }
}
