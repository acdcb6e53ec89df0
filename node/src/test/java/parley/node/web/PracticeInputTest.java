package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Forms of the practices of a table with names of nothing and with fields that no person types: refused, and never a failure. */
@DisplayName("A form of a practice")
class PracticeInputTest extends SignedIn {
    /** Named by no address of ours: too short, in capitals, no digits, with a zero byte, far too long. */
    private static final List<String> NAMES_OF_NOTHING =
            List.of("ab".repeat(31), "AB".repeat(32), "zz".repeat(32), "%00" + "ab".repeat(31), "ab".repeat(2_000));

    private static final List<String> STRANGE = List.of(
            "",
            " \t\r\n",
            "x".repeat(64 * 1024),
            "\u202e\u2066\u200b\u200d\ufeff\u0000",
            "-1",
            "9".repeat(30),
            "{0} {name} <b>&'\"");

    private static final List<String> FIELDS = List.of(
            "text",
            "language",
            "caveat",
            "condition",
            "lapses",
            "reader",
            "to",
            "because",
            "act",
            "delegate",
            "power",
            "days",
            "room",
            "aim",
            "kind",
            "hours",
            "answer",
            "addressee",
            "hand",
            "means",
            "when",
            "remark",
            "hour",
            "reason",
            "note");

    private static final String TABLE = "/t/" + FakeDesk.TABLE.toHex();
    private static final String ROOM = Visit.room(FakeDesk.CAUCUS_IRAN);

    static Stream<String> actsOnAThing() {
        return Stream.of(
                ROOM + "/passages/ID/label",
                ROOM + "/passages/ID/withdraw",
                ROOM + "/passages/ID/prove",
                ROOM + "/passages/ID/convey",
                TABLE + "/corridor/ID",
                ROOM + "/items/ID/back",
                ROOM + "/items/ID/received",
                ROOM + "/items/ID/acknowledge",
                ROOM + "/items/ID/deliver",
                ROOM + "/hand-in/ID",
                ROOM + "/suspension/ID/resume",
                ROOM + "/suspension/notice/ID/back",
                TABLE + "/mandates/ID/acting",
                TABLE + "/mandates/ID/revoke",
                TABLE + "/phase/moves/ID/accept",
                TABLE + "/phase/moves/ID/withdraw",
                TABLE + "/soundings/ID");
    }

    @ParameterizedTest
    @MethodSource("actsOnAThing")
    @DisplayName("that names nothing is refused, and nothing is done: ")
    void namesOfNothing(String path) throws IOException {
        for (String name : NAMES_OF_NOTHING) {
            Raw.Answer answer = visit.post(path.replace("ID", name), "text", "Words.", "answer", "yes");
            assertThat(answer.status()).as(name).isIn(303, 400, 404, 409);
            assertThat(visit.gate.desk.acts).as(name).isEmpty();
        }
    }

    static Stream<String> acts() {
        return Stream.concat(
                actsOnAThing().map(path -> path.replace("ID", "ab".repeat(32))),
                Stream.of(
                        ROOM + "/mark/1",
                        TABLE + "/mandates",
                        TABLE + "/phase/propose",
                        TABLE + "/phase/back",
                        TABLE + "/soundings",
                        ROOM + "/hand-in",
                        ROOM + "/non-paper",
                        ROOM + "/suspension",
                        ROOM + "/suspension/notice",
                        ROOM + "/write"));
    }

    @ParameterizedTest
    @MethodSource("acts")
    @DisplayName("with fields that nobody types is answered like any other: ")
    void strangeFields(String path) throws IOException {
        for (String strange : STRANGE) {
            String[] form = FIELDS.stream()
                    .flatMap(
                            field -> Stream.of(field, field.equals("text") || strange.length() < 1_000 ? strange : "x"))
                    .toArray(String[]::new);
            Raw.Answer answer = visit.post(path, form);
            assertThat(answer.status()).as("%d characters", strange.length()).isIn(200, 303, 400, 404, 409, 413);
            assertThat(answer.body()).doesNotContain("Exception").doesNotContain("{name} <b>");
        }
    }
}
