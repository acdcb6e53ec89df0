package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Result;
import parley.node.desk.Attachments;
import parley.node.desk.CourierItems.Delivering;
import parley.node.desk.CourierItems.Handing;
import parley.node.desk.CourierItems.ItemView;
import parley.node.desk.RoomRef;
import parley.talks.courier.Means;
import parley.talks.courier.Step;
import parley.talks.message.Direction;

/** A postman between two delegations that have never met: an item, its delivery, "received", and an item back. */
final class CourierNodesTest extends TwoCaucuses {
    private static final String ASKED = "We ask for eighteen hours.\n\u200bNot a minute less.";

    @Test
    void an_item_goes_there_and_its_answer_comes_back_and_each_side_sees_its_own_steps() throws Exception {
        handIn(iran, withIran, ASKED, List.of(), Optional.empty());
        Hash item = awaitItem(oman, withIran, one -> true).id();
        oman.desk().courier().receive(withIran, item).orThrow();
        awaitItem(iran, withIran, one -> one.step() == Step.RECEIVED);
        deliver(withIran, item, withIsrael).orThrow();

        ItemView brought = awaitItem(israel, withIsrael, ItemView::brought);
        assertThat(brought.id()).isEqualTo(item);
        assertThat(brought.letter().orElseThrow().text()).isEqualTo(ASKED);
        assertThat(brought.letter().orElseThrow().addressee()).isEqualTo("the minister");
        assertThat(brought.fromName()).isEqualTo("Iran");
        assertThat(brought.delivery().orElseThrow().hand()).isEqualTo("the ambassador");
        ItemView record = awaitItem(iran, withIran, one -> one.step() == Step.DELIVERED);
        assertThat(record.delivery().orElseThrow().toName()).isEqualTo("Israel");
        assertThat(record.delivery().orElseThrow().means()).isEqualTo(Means.PAPER);
        assertThat(record.acknowledged()).isEmpty();

        israel.desk().courier().acknowledge(withIsrael, item).orThrow();
        assertThat(awaitItem(iran, withIran, one -> one.step() == Step.ACKNOWLEDGED)
                        .acknowledged())
                .isPresent();

        handIn(israel, withIsrael, "Twelve.", List.of(), Optional.of(item));
        Hash answer = awaitItem(oman, withIsrael, one -> !one.brought()).id();
        deliver(withIsrael, answer, withIran).orThrow();
        ItemView back = awaitItem(iran, withIran, ItemView::brought);
        assertThat(iran.finds("twelve")).containsExactly(back.line());
        assertThat(back.answers()).contains(item);
        assertThat(awaitItem(iran, withIran, one -> one.id().equals(item)).answeredBy())
                .contains(answer);
        oman.awaitTrue(
                "all has arrived",
                desk -> desk.courier().bag(table).items().stream().noneMatch(ItemView::onTheWay));
    }

    @Test
    void its_files_are_the_same_sealed_bytes_and_open_at_the_receiver() throws Exception {
        byte[] map = "north of the line ".repeat(8_000).getBytes(StandardCharsets.UTF_8);
        Attachments files = iran.desk().attachments();
        Attachments.Upload upload = files.begin(withIran, "map.txt", map.length).orThrow();
        files.piece(upload.id(), 0, map).orThrow();
        handIn(iran, withIran, "", List.of(upload.id()), Optional.empty());
        Hash item = awaitItem(oman, withIran, one -> true).id();
        deliver(withIran, item, withIsrael).orThrow();

        ItemView brought = awaitItem(israel, withIsrael, ItemView::brought);
        assertThat(brought.id()).isEqualTo(item);
        ByteArrayOutputStream opened = new ByteArrayOutputStream();
        israel.desk()
                .attachments()
                .open(withIsrael, brought.line(), 0, 0)
                .orThrow()
                .copyTo(opened);
        assertThat(opened.toByteArray()).isEqualTo(map);
    }

    @Test
    void what_was_called_back_is_not_delivered_and_what_is_delivered_is_not_called_back() throws Exception {
        handIn(iran, withIran, ASKED, List.of(), Optional.empty());
        Hash first = awaitItem(oman, withIran, one -> true).id();
        awaitItem(iran, withIran, one -> true);
        iran.desk().courier().callBack(withIran, first).orThrow();
        oman.awaitTrue(
                "the item is gone", desk -> desk.courier().bag(table).items().isEmpty());
        assertThat(TestTable.keyOf(deliver(withIran, first, withIsrael))).isEqualTo("courier.no-such-item");

        handIn(iran, withIran, "Again.", List.of(), Optional.empty());
        Hash second = awaitItem(oman, withIran, one -> true).id();
        int port = talks.relay().port();
        talks.stopRelay(); // The first order stays on its way until the second was given.
        deliver(withIran, second, withIsrael).orThrow();
        assertThat(TestTable.keyOf(deliver(withIran, second, withIsrael))).isEqualTo("courier.is-delivered");
        talks.startRelayAgain(port);
        awaitItem(iran, withIran, one -> one.step() == Step.DELIVERED);
        assertThat(TestTable.keyOf(iran.desk().courier().callBack(withIran, second)))
                .isEqualTo("courier.is-delivered");
    }

    @Test
    void a_postman_who_was_stopped_between_record_and_delivery_goes_on_where_it_was() throws Exception {
        handIn(iran, withIran, ASKED, List.of(), Optional.empty());
        Hash item = awaitItem(oman, withIran, one -> true).id();
        deliver(withIran, item, withIsrael).orThrow();
        oman.restart();
        assertThat(awaitItem(israel, withIsrael, ItemView::brought).id()).isEqualTo(item);
    }

    @Test
    void an_item_goes_to_another_delegations_caucus_only() {
        handIn(iran, withIran, ASKED, List.of(), Optional.empty());
        Hash item = awaitItem(oman, withIran, one -> true).id();
        assertThat(TestTable.keyOf(deliver(withIran, item, withIran))).isEqualTo("courier.not-there");
        assertThat(TestTable.keyOf(oman.desk()
                        .courier()
                        .handIn(withIran, new Handing("", "Mine.", "en", Direction.LTR, List.of(), Optional.empty()))))
                .isEqualTo("courier.parties-hand-in");
    }

    private static void handIn(TestNode node, RoomRef room, String text, List<String> files, Optional<Hash> answers) {
        node.desk()
                .courier()
                .handIn(room, new Handing("the minister", text, "en", Direction.LTR, files, answers))
                .orThrow();
    }

    private Result<?> deliver(RoomRef from, Hash item, RoomRef to) {
        return oman.desk()
                .courier()
                .deliver(
                        from,
                        item,
                        new Delivering(to.room(), "the ambassador", Means.PAPER, "At the residence.", Instant.now()));
    }

    private ItemView awaitItem(TestNode node, RoomRef room, Predicate<ItemView> which) {
        return node.await(
                "an item",
                desk -> desk.courier().bag(table).items().stream()
                        .filter(one -> one.room().equals(room))
                        .filter(which)
                        .findFirst());
    }
}
