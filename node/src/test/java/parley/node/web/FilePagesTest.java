package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.node.desk.Attachments;
import parley.node.desk.Messages;
import parley.talks.message.Direction;
import parley.talks.message.FileType;
import parley.talks.message.MessageKind;

@DisplayName("A file that was put into a room")
class FilePagesTest extends SignedIn {
    private static final String ISRAEL = Visit.room(FakeDesk.CAUCUS_ISRAEL);

    @BeforeEach
    void file() {
        visit.gate.desk.uploads.add(
                new Attachments.Upload("map", FakeDesk.CAUCUS_ISRAEL, "map.pdf", 10, 10, 0, Optional.empty()));
        keep("map");
    }

    private void keep(String... files) {
        visit.gate
                .desk
                .messages()
                .keepDraft(
                        FakeDesk.CAUCUS_ISRAEL,
                        new Messages.Outgoing(
                                MessageKind.STATEMENT,
                                "Our map",
                                "en",
                                Direction.LTR,
                                Optional.empty(),
                                false,
                                List.of(files)));
    }

    @Test
    @DisplayName("is ticked where the draft names it, and stays unticked where somebody unticked it")
    void ofTheDraft() throws IOException {
        assertThat(ticked(visit.get(ISRAEL))).isTrue();
        keep();
        assertThat(ticked(visit.get(ISRAEL))).isFalse();
    }

    @Test
    @DisplayName("and is not there any more is missed: its author reads that the draft goes without it")
    void gone() throws IOException {
        String missed = "A file that this draft named is not on this device any more";
        assertThat(visit.get(ISRAEL).body()).doesNotContain(missed);
        keep("map", "another");
        assertThat(visit.get(ISRAEL).body()).contains(missed);
        assertThat(ticked(visit.get(ISRAEL)))
                .as("the one that is there still goes")
                .isTrue();
    }

    @Test
    @DisplayName("and said shows how far it is, and whether the rest goes now")
    void saidAndUnsent() throws IOException {
        String held = "are at the relay. The rest does not go now";
        assertThat(said(false))
                .contains("are at the relay. Leave this device unlocked")
                .doesNotContain(held);
        assertThat(said(true)).contains(held);
    }

    private String said(boolean held) throws IOException {
        FakeTalk.saidWith(
                visit.gate.desk,
                FakeDesk.CAUCUS_ISRAEL,
                new Attachments.Attachment(
                        0,
                        "map.pdf",
                        FileType.PDF,
                        10,
                        10,
                        Attachments.Fetch.HERE,
                        OptionalLong.of(4),
                        held,
                        Optional.empty()));
        return visit.get(ISRAEL).body();
    }

    @Test
    @DisplayName("and was unticked doesn't go along after the page asked for a reader's name or refused")
    void unticked() throws IOException {
        Raw.Answer asked = write("Shall we begin?", "0123456789ab", "");
        assertThat(asked.body()).contains("name=\"guard\"");
        assertThat(ticked(asked)).isFalse();
        Raw.Answer refused = write("refuse me", "", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(ticked(refused)).isFalse();

        write("Shall we begin?", "0123456789ab", "Israel");
        assertThat(visit.gate.desk.sent.getLast().attachments()).isEmpty();
    }

    @Test
    @DisplayName("and is to go along stays ticked on the same pages")
    void staysTicked() throws IOException {
        assertThat(ticked(write("Shall we begin?", "0123456789ab", "", "file", "map")))
                .isTrue();
        assertThat(ticked(write("refuse me", "", "", "file", "map"))).isTrue();
        write("Shall we begin?", "0123456789ab", "Israel", "file", "map");
        assertThat(visit.gate.desk.sent.getLast().attachments()).containsExactly("map");
    }

    @Test
    @DisplayName("goes along once its last piece is here, and not again when that piece is repeated")
    void lastPiece() throws IOException {
        String begun = visit.post(ISRAEL + "/files/begin", "name", "annex.pdf", "size", "4")
                .body();
        String path = Visit.between(begun, "\"path\":\"", "\"");
        assertThat(files()).containsExactly("map");
        put(path, 0, "ab");
        assertThat(files()).as("half of it").containsExactly("map");
        put(path, 2, "cd");
        String annex = path.substring(path.lastIndexOf('/') + 1);
        assertThat(files()).containsExactly("map", annex);

        keep("map");
        put(path, 2, "cd");
        assertThat(files()).containsExactly("map");
    }

    @Test
    @DisplayName("is taken off by a button that keeps what was typed beside it")
    void dropped() throws IOException {
        fill("/files/drop", "Half a sentence", "", "", "file", "map", "drop", "map");
        assertThat(visit.gate.desk.uploads).isEmpty();
        Messages.Outgoing draft = draft();
        assertThat(draft.text()).isEqualTo("Half a sentence");
        assertThat(draft.attachments()).isEmpty();
    }

    @Test
    @DisplayName("goes on under the name that it was given, also where that had to be cleaned")
    void goesOn() throws IOException {
        String name = "C:\\maps\\\u0646\u0627\u0645\u0647\u200c\u0647\u0627.pdf";
        String first =
                visit.post(ISRAEL + "/files/begin", "name", name, "size", "4").body();
        assertThat(visit.post(ISRAEL + "/files/begin", "name", name, "size", "4")
                        .body())
                .isEqualTo(first);
        assertThat(visit.gate.desk.uploads.getLast().name())
                .isEqualTo("\u0646\u0627\u0645\u0647\u200c\u0647\u0627.pdf");
    }

    @Test
    @DisplayName("is named beside the lock as long as it is on its way, for locking holds it up")
    void underWay() throws IOException {
        assertThat(read("/tables")).doesNotContain("still on the way to the relay");
        visit.gate.desk.underWay = 2;
        assertThat(read("/tables")).contains("2 files of yours are still on the way to the relay");
        assertThat(read(ISRAEL)).contains("2 files of yours are still on the way to the relay");
    }

    @Test
    @DisplayName("isn't spoken of by a page that refuses by itself, which claims to keep nothing of what was typed")
    void refusedElsewhere() throws IOException {
        Raw.Answer refused = visit.post(ISRAEL + "/take-back");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body())
                .contains("This page keeps nothing of what you typed")
                .doesNotContain("What you typed is kept where it was");
    }

    private Messages.Outgoing draft() {
        return visit.gate
                .desk
                .messages()
                .draft(FakeDesk.CAUCUS_ISRAEL)
                .orElseThrow()
                .message();
    }

    private List<String> files() {
        return draft().attachments();
    }

    private void put(String path, int offset, String piece) throws IOException {
        Map<String, String> headers = visit.ownHeaders();
        headers.put("X-Parley-Token", visit.token);
        assertThat(Raw.send(visit.server.port(), "PUT " + path + "/" + offset + " HTTP/1.1", headers, piece)
                        .status())
                .isEqualTo(200);
    }

    private Raw.Answer write(String text, String roster, String reader, String... files) throws IOException {
        return fill("/write", text, roster, reader, files);
    }

    private Raw.Answer fill(String form, String text, String roster, String reader, String... more) throws IOException {
        String[] fields = {
            "text", text, "kind", "statement", "language", "en", "roster", roster, "guard", reader,
        };
        String[] all = Arrays.copyOf(fields, fields.length + more.length);
        System.arraycopy(more, 0, all, fields.length, more.length);
        return visit.post(ISRAEL + form, all);
    }

    private static boolean ticked(Raw.Answer page) {
        assertThat(page.body()).contains("name=\"file\" value=\"map\"");
        return page.body().contains("name=\"file\" value=\"map\" checked");
    }
}
