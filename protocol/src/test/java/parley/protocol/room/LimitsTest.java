package parley.protocol.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.TableId;
import parley.protocol.blob.BlobReader;
import parley.protocol.blob.BlobWriter;
import parley.protocol.blob.Manifest;
import parley.protocol.crypto.OnRecordStatement;
import parley.protocol.entry.SizeClass;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.port.SignedHead;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;

/** What stands exactly at its limit is taken; one more is not, wherever it comes from. */
final class LimitsTest {
    private final Samples draw = new Samples(Seeds.next());

    @Test
    void a_room_has_two_to_thirty_seats_and_no_fewer_than_members() {
        assertThatCode(() -> plan(2, 2)).doesNotThrowAnyException();
        assertThatCode(() -> plan(2, SizeClass.MOST_SEATS)).doesNotThrowAnyException();
        assertThatThrownBy(() -> plan(2, SizeClass.MOST_SEATS + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan(1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_founding_takes_no_card_of_another_table_or_room() {
        for (int i = 0; i < draw.cards.size(); i++) {
            Card card = draw.cards.get(i);
            for (Card other : List.of(
                    new Card(
                            new TableId(draw.hash()),
                            card.room(),
                            card.node(),
                            card.roomKey(),
                            card.inbox(),
                            card.roomBundle(),
                            card.inboxBundle()),
                    new Card(
                            card.table(),
                            new RoomId(draw.hash()),
                            card.node(),
                            card.roomKey(),
                            card.inbox(),
                            card.roomBundle(),
                            card.inboxBundle()))) {
                List<Card> cards = new ArrayList<>(draw.cards);
                cards.set(i, other);
                assertThatThrownBy(() -> new Founding(draw.plan(), cards, draw.secrets()))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void an_incarnation_is_read_up_to_a_thousand() {
        NodeIdentity node = draw.cards.getFirst().node();
        NodeIdentity most = incarnation(node, NodeIdentity.MOST_INCARNATION);
        assertThat(read(most, NodeIdentity::write, NodeIdentity::read)).isTrue();
        assertThatThrownBy(() -> incarnation(node, NodeIdentity.MOST_INCARNATION + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> incarnation(node, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(read(member(NodeIdentity.MOST_INCARNATION), RosterMember::write, RosterMember::read))
                .isTrue();
        assertThat(read(member(NodeIdentity.MOST_INCARNATION + 1), RosterMember::write, RosterMember::read))
                .isFalse();
    }

    @Test
    void an_epoch_is_read_up_to_the_millionth() {
        assertThat(read(opening(Opening.MOST_EPOCH), Opening::write, Opening::read))
                .isTrue();
        assertThat(read(opening(Opening.MOST_EPOCH + 1), Opening::write, Opening::read))
                .isFalse();
    }

    @Test
    void a_signed_heads_leaf_lies_in_its_tree() {
        for (int depth = 0; depth <= SignedHead.MOST_PATH; depth++) {
            assertThat(read(leaf((1 << depth) - 1, depth), SignedHead::write, SignedHead::read))
                    .as("the last of %d", depth)
                    .isTrue();
            assertThat(read(leaf(1 << depth, depth), SignedHead::write, SignedHead::read))
                    .as("one beyond %d", depth)
                    .isFalse();
        }
        assertThat(read(leaf(0, SignedHead.MOST_PATH + 1), SignedHead::write, SignedHead::read))
                .isFalse();
    }

    @Test
    void the_longest_file_is_written_and_its_manifest_read() {
        long most = Manifest.MOST_LENGTH;
        assertThatCode(() -> new BlobWriter(draw.secret(Manifest.FILE_KEY), most))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new BlobWriter(draw.secret(Manifest.FILE_KEY), most + 1))
                .isInstanceOf(IllegalArgumentException.class);
        Manifest manifest = new Manifest(
                draw.secret(Manifest.FILE_KEY),
                most,
                draw.hash(),
                Collections.nCopies(Manifest.blobsFor(most), draw.hash()));
        assertThat(read(manifest, Manifest::write, Manifest::read)).isTrue();
    }

    @Test
    void a_kept_chunk_counts_in_its_own_size_and_only_as_often_as_there_are_chunks() {
        Manifest manifest = new Manifest(draw.secret(Manifest.FILE_KEY), 5, draw.hash(), List.of(draw.hash()));
        BlobReader reader = new BlobReader(manifest);
        assertThatThrownBy(() -> reader.again(draw.bytes(4))).isInstanceOf(IllegalArgumentException.class);
        reader.again(draw.bytes(5));
        assertThatThrownBy(() -> reader.again(draw.bytes(5))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_form_of_sixty_four_bytes_is_signed() {
        assertThatCode(() -> statement("x".repeat(OnRecordStatement.MOST_FORM_BYTES)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> statement("x".repeat(OnRecordStatement.MOST_FORM_BYTES + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> statement("")).isInstanceOf(IllegalArgumentException.class);
    }

    private OnRecordStatement statement(String form) {
        return new OnRecordStatement(
                draw.bytes(OnRecordStatement.INSTRUMENT),
                form,
                draw.hash(),
                Role.PARTY,
                draw.onRecordKeys(),
                List.of(draw.onRecordKeys()));
    }

    private Plan plan(int members, int seats) {
        List<PrincipalId> who = IntStream.range(0, members)
                .mapToObj(i -> new PrincipalId(Hash.of("member", Bytes.utf8("" + i))))
                .toList();
        return new Plan(draw.table, draw.room, "Plenary", Bytes.utf8("rules"), who, seats, draw.relay);
    }

    private static NodeIdentity incarnation(NodeIdentity node, int incarnation) {
        return new NodeIdentity(node.principal(), incarnation, node.identityKey(), node.onRecord());
    }

    private RosterMember member(int incarnation) {
        return new RosterMember(draw.principals().getFirst(), incarnation, draw.hash());
    }

    private Opening opening(int epoch) {
        Opening one = draw.opening();
        return new Opening(
                one.table(),
                one.room(),
                epoch,
                one.log(),
                one.headerKeyHash(),
                one.roster(),
                one.before(),
                one.end(),
                one.behind());
    }

    private SignedHead leaf(int index, int depth) {
        return new SignedHead(draw.log, draw.head(), index, Collections.nCopies(depth, draw.hash()), draw.bytes(64));
    }

    private static <T> boolean read(T value, BiConsumer<T, CanonicalWriter> write, CanonicalReader.Item<T> read) {
        CanonicalWriter out = new CanonicalWriter();
        write.accept(value, out);
        return CanonicalReader.whole(out.bytes(), read).isPresent();
    }
}
