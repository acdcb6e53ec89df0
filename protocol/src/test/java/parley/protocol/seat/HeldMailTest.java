package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.RoomId;
import parley.protocol.inbox.InboxCodec;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.inbox.InboxMessage.HeadShown;
import parley.protocol.port.Key;
import parley.protocol.port.SignedHead;

/** What waits for a peer with whom no session stands, or whose code differed: how much of it, and what of it goes in the end. */
class HeldMailTest {
    private static final int MOST = 128;
    private static final int MOST_BYTES = 8 << 20;
    private static final int LONG = 1_000_000;

    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();

    HeldMailTest() {
        scene.warmUp(room);
    }

    private Cells cells() {
        return scene.israel.seat().desk().cells;
    }

    private List<Bytes> kept(Key cell, CanonicalReader.Item<Bytes> item) {
        Optional<Bytes> kept = scene.israel.act((s, tx) -> tx.get(cell));
        return kept.map(bytes -> CanonicalReader.whole(bytes, in -> in.list(10 * MOST, item))
                        .orElseThrow())
                .orElse(List.of());
    }

    private List<InboxMessage> held() {
        return kept(cells().held(scene.iran.id()), in -> in.field(InboxCodec.MOST_BYTES)).stream()
                .map(one -> InboxCodec.decode(one).orElseThrow())
                .toList();
    }

    /** Until they begin one anew, nobody has a session for Iran's mail. */
    private void noSession() {
        scene.israel.act((s, tx) -> {
            s.desk()
                    .ports
                    .sessions()
                    .erase(tx, s.desk().owner, s.desk().inboxAddress(Scene.peer(scene.israel, scene.iran)));
            return true;
        });
    }

    private void differ(boolean same) {
        scene.israel
                .act((s, tx) -> s.compared(tx, scene.iran.id(), same, "by voice"))
                .orThrow();
    }

    private void sends(InboxMessage message) {
        Scene.send(scene.israel, scene.iran, message);
    }

    private HeadShown warning(int number) {
        Hash any = Hash.of("head", Hash.number(number));
        return new HeadShown(
                room, 9, new SignedHead(new LogId(any), new Head(1, any), 0, List.of(), Bytes.wrap(new byte[64])));
    }

    @Test
    void for_one_whose_code_differed_warnings_alone_wait_and_go_when_codes_were_compared_anew() {
        differ(false);
        sends(warning(1));
        sends(new InboxMessage.CardDeclined(room));
        assertThat(held()).containsExactly(warning(1));
        assertThat(scene.israel.seat().sendings()).isEmpty();
        differ(true);
        assertThat(held()).isEmpty();
        scene.world.settle();
        assertThat(scene.iran.<Optional<Bytes>>act(
                        (s, tx) -> tx.get(s.desk().cells.earlyHeads(room))))
                .isPresent();
        assertThat(scene.iran.facts(Fact.Declined.class)).isEmpty();
    }

    @Test
    void however_many_messages_wait_those_that_came_first_are_kept_and_the_vault_can_be_read() {
        noSession();
        for (int i = 0; i < MOST + 5; i++) {
            sends(warning(i));
        }
        assertThat(held()).hasSize(MOST).startsWith(warning(0)).endsWith(warning(MOST - 1));
    }

    @Test
    void long_messages_that_wait_take_no_more_bytes_than_are_given_to_them() {
        noSession();
        Room here = Scene.room(scene.israel, room);
        for (int i = 0; i < 12; i++) {
            sends(new InboxMessage.OpeningSent(
                    here.current().opening,
                    here.current().secrets,
                    here.state.plan,
                    Bytes.wrap(new byte[LONG - i]),
                    List.of()));
        }
        assertThat(heldSizes()).hasSize(MOST_BYTES / LONG);
        sends(warning(1));
        assertThat(heldSizes()).as("what is short finds its place").hasSize(MOST_BYTES / LONG + 1);
        assertThat(heldSizes().stream().mapToInt(size -> size).sum()).isLessThanOrEqualTo(MOST_BYTES);
    }

    private List<Integer> heldSizes() {
        return kept(cells().held(scene.iran.id()), in -> in.field(InboxCodec.MOST_BYTES)).stream()
                .map(Bytes::size)
                .toList();
    }

    @Test
    void the_same_message_waits_once_and_of_receipts_the_latest_of_each_room() {
        noSession();
        RoomId other = new RoomId(Hash.of("another room"));
        Head first = new Head(1, Hash.of("first"));
        Head later = new Head(2, Hash.of("later"));
        for (int twice = 0; twice < 2; twice++) {
            sends(new InboxMessage.CardDeclined(room));
            sends(receipt(other, first));
            sends(receipt(room, first));
        }
        sends(receipt(room, later));
        assertThat(held())
                .containsExactly(new InboxMessage.CardDeclined(room), receipt(other, first), receipt(room, later));
    }

    private static InboxMessage.ReceiptSent receipt(RoomId of, Head folded) {
        return new InboxMessage.ReceiptSent(of, 0, folded, Optional.empty());
    }

    @Test
    void what_is_asked_for_again_by_itself_waits_too_for_one_who_is_reached() {
        noSession();
        InboxMessage want = new InboxMessage.Want(room, 0, 1, Hash.of("an entry"));
        sends(want);
        assertThat(held()).containsExactly(want);
    }

    @Test
    void warnings_that_the_relay_has_not_taken_are_kept_beside_what_was_sealed_of_them_up_to_as_many() {
        for (int i = 0; i < MOST + 5; i++) {
            sends(warning(i));
        }
        assertThat(warned()).isEqualTo(MOST);
        scene.israel.restart();
        differ(false);
        assertThat(scene.israel.seat().sendings()).isEmpty();
        assertThat(warned()).isZero();
        assertThat(held()).hasSize(MOST).startsWith(warning(0));
    }

    @Test
    void a_warning_that_the_relay_took_waits_no_more() {
        sends(warning(1));
        assertThat(warned()).isOne();
        scene.israel.send(scene.world);
        sends(warning(2));
        assertThat(warned()).isOne();
        differ(false);
        assertThat(held()).containsExactly(warning(2));
    }

    private int warned() {
        return kept(cells().warned(scene.iran.id()), in -> {
                    long unused = in.u64();
                    return in.field(InboxCodec.MOST_BYTES);
                })
                .size();
    }
}
