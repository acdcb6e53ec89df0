package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.TableId;
import parley.node.Node;
import parley.node.desk.Desk;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.talks.message.MessageKind;

/**
 * The vaults of a whole talk, and a backup of one, as earlier programs left them ({@link KeptTalk}), open for ever: with their tables,
 * people and rooms, what was said in two epochs, what waited for its place, and what was only begun.
 */
final class KeptTalkTest {
    /** They are numbered from 0. */
    private static final int SECOND = 1;

    private static final String LATE = "Said while the relay was silent.";

    @TempDir
    private Path folder;

    @Test
    void the_mediator_finds_all_again_and_goes_on() throws Exception {
        try (Node node = opened("oman")) {
            Desk desk = node.gate().unlock(TestNode.passphrase()).orThrow();
            RoomRef caucus = room(desk, "With Iran");
            RoomRef plenary = room(desk, "Plenary");
            assertThat(texts(desk, plenary)).containsExactly("Before Israel came.", "Welcome.");
            assertThat(texts(desk, caucus)).containsExactly("We could live with a day.");
            assertThat(view(desk, plenary).condition()).isInstanceOf(Rooms.Condition.Open.class);
            assertThat(view(desk, plenary).epoch()).as("Israel was admitted").isEqualTo(SECOND);
            assertThat(view(desk, plenary).members())
                    .extracting(Rooms.Member::name)
                    .containsExactly("Oman", "Iran", "Israel");
            assertThat(view(desk, room(desk, "With Israel")).condition()).isInstanceOf(Rooms.Condition.Forming.class);
            assertThat(desk.conveying().passages(caucus)).hasSize(1);
            assertThat(desk.tables().invitations(caucus.table()))
                    .extracting(Tables.InvitationSent::theirName)
                    .contains("Qatar");
            waits(desk, caucus);

            desk.messages().send(plenary, TestNode.message("Later.")).orThrow();
            assertThat(desk.messages().unplaced(plenary)).hasSize(1);
            assertThat(desk.keeping().notices()).isEmpty();
        }
    }

    @Test
    void so_does_a_newcomer_who_was_asked_into_a_room_more() throws Exception {
        try (Node node = opened("israel")) {
            Desk desk = node.gate().unlock(TestNode.passphrase()).orThrow();
            assertThat(view(desk, room(desk, "Plenary")).condition()).isInstanceOf(Rooms.Condition.Open.class);
            RoomRef asked = room(desk, "With Israel");
            Rooms.Condition condition = view(desk, asked).condition();
            assertThat(condition).isInstanceOf(Rooms.Condition.Asked.class);
            desk.rooms()
                    .join(asked, ((Rooms.Condition.Asked) condition).asking())
                    .orThrow();
        }
    }

    @Test
    void a_backup_is_put_back_with_the_record_and_what_was_begun() throws Exception {
        Path data = folder.resolve("back");
        try (Node node = process(data);
                InputStream backup = file("backup")) {
            Desk desk = node.gate()
                    .restore(backup, KeptTalk.passphrase(), TestNode.passphrase())
                    .orThrow();
            RoomRef plenary = room(desk, "Plenary");
            assertThat(texts(desk, plenary)).containsExactly("Before Israel came.", "Welcome.");
            assertThat(view(desk, plenary).condition()).isInstanceOf(Rooms.Condition.Frozen.class);
            assertThat(desk.messages().draft(room(desk, "With Iran"))).isPresent();
        }
    }

    private static void waits(Desk desk, RoomRef caucus) {
        assertThat(desk.messages().unplaced(caucus))
                .extracting(one -> one.content().text())
                .containsExactly(LATE);
        Messages.Outgoing draft = desk.messages().draft(caucus).orElseThrow().message();
        assertThat(draft.text()).isEqualTo("Not finished");
        assertThat(draft.kind()).isEqualTo(MessageKind.OFFER);
    }

    private Node opened(String who) throws IOException {
        Path data = Files.createDirectories(folder.resolve(who));
        for (String file : List.of("vault.db", "vault.mark")) {
            try (InputStream kept = file(who + "/" + file)) {
                Files.copy(kept, data.resolve(file));
            }
        }
        return process(data);
    }

    private static InputStream file(String name) {
        return Objects.requireNonNull(KeptTalkTest.class.getResourceAsStream("kept/vault-1/" + name), name);
    }

    /** A few minutes after the talk, at relays that are silent. */
    private static Node process(Path data) {
        long began = System.nanoTime();
        Instant then = Instant.parse("2026-11-29T05:10:00Z");
        InstantSource clock = () -> then.plus(Duration.ofNanos(System.nanoTime() - began));
        return TestNode.process(data, (_, _) -> silent(), clock);
    }

    private static Relay silent() {
        return (Relay) Proxy.newProxyInstance(
                Relay.class.getClassLoader(),
                new Class<?>[] {Relay.class},
                (_, method, _) -> method.getReturnType().equals(Answer.class) ? new Answer.Silent<>("") : null);
    }

    private static RoomRef room(Desk desk, String name) {
        TableId table = desk.tables().list().getFirst().table();
        return desk.rooms().list(table).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow()
                .ref();
    }

    private static Rooms.RoomView view(Desk desk, RoomRef room) {
        return desk.rooms().room(room).orElseThrow();
    }

    private static List<String> texts(Desk desk, RoomRef room) {
        return desk.messages().since(room, 0, Messages.MOST_LINES).orThrow().lines().stream()
                .filter(Line.Message.class::isInstance)
                .map(line -> ((Line.Message) line).content().text())
                .toList();
    }
}
