package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.TableId;
import parley.node.desk.Needs;

/** What waits for a person, at the terminal. */
final class NeedsCommandTest {
    private static final TableId TABLE = NodeWithARoom.ROOM.table();
    private static final String OF_TABLE = " --table " + TABLE.toHex().substring(0, 12);

    private static final Needs.Need CONSENT = new Needs.Need(
            TABLE, new Needs.At.Changes(NodeWithARoom.ROOM.room()), "need.consent", List.of("Oman", "Cau\u202Ecus"));

    private static final Needs.Need ELSEWHERE =
            new Needs.Need(new TableId(Hash.of("another")), new Needs.At.Relay(), "need.unreached", List.of());

    @Test
    void each_stands_behind_the_cover_name_of_its_table_with_the_command_by_which_to_look_at_it() throws IOException {
        assertThat(new NodeWithARoom().needs(CONSENT).run(new NeedsCommand()).lines())
                .containsExactly(
                        "Harbour: Oman proposes a change of Cau⟨U+202E⟩cus: consent or do not",
                        "    parley proposals "
                                + NodeWithARoom.ROOM.room().toHex().substring(0, 12) + OF_TABLE);
    }

    @Test
    void where_only_others_can_act_no_command_is_named() throws IOException {
        assertThat(new NodeWithARoom().needs(renewal(false)).run(new NeedsCommand()))
                .contains("parley renewal ask" + OF_TABLE);
        assertThat(new NodeWithARoom().needs(renewal(true)).run(new NeedsCommand()))
                .doesNotContain("parley");
    }

    @Test
    void of_one_table_only_its_own_are_printed_also_as_json() throws IOException {
        assertThat(new NodeWithARoom()
                        .needs(CONSENT, ELSEWHERE)
                        .run(new NeedsCommand(), "--table", "Harbour", "--json"))
                .contains("need.consent")
                .doesNotContain("need.unreached");
    }

    private static Needs.Need renewal(boolean asked) {
        String key = asked ? "need.renewal-asked" : "need.renewal";
        return new Needs.Need(TABLE, new Needs.At.Renewal(asked), key, List.of());
    }
}
