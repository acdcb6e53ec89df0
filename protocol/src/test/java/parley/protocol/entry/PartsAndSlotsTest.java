package parley.protocol.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;

/** What an entry carries besides its header: one part of a text, and a slot for each reader. */
final class PartsAndSlotsTest {
    private static final Hash WHOLE = Hash.of("a text");

    private final Samples draw = new Samples(Seeds.next());

    @Test
    void a_part_is_one_of_its_parts() {
        assertThatCode(() -> part(0, 1)).doesNotThrowAnyException();
        assertThatCode(() -> part(Part.MOST_PARTS - 1, Part.MOST_PARTS)).doesNotThrowAnyException();
        assertThatThrownBy(() -> part(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> part(0, Part.MOST_PARTS + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> part(2, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> part(-1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void no_other_part_is_read() {
        assertThat(read(0, 1)).isPresent();
        assertThat(read(Part.MOST_PARTS - 1, Part.MOST_PARTS)).isPresent();
        assertThat(read(0, 0)).isEmpty();
        assertThat(read(0, Part.MOST_PARTS + 1)).isEmpty();
        assertThat(read(2, 2)).isEmpty();
    }

    @Test
    void messages_come_out_of_their_slots_as_they_went_in_whatever_their_length() {
        List<Optional<Bytes>> messages = List.of(
                Optional.of(draw.bytes(1)),
                Optional.empty(),
                Optional.of(draw.bytes(100)),
                Optional.of(draw.bytes(Slots.MOST_MESSAGE)));
        Slots slots = new Slots(messages).upTo(SizeClass.LARGE);
        assertThat(slots.filled()).isEqualTo(3);
        Slots again = CanonicalReader.whole(encoded(slots), in -> Slots.read(in, SizeClass.LARGE))
                .orElseThrow();
        assertThat(again).isEqualTo(slots);
        for (int i = 0; i < messages.size(); i++) {
            assertThat(again.at(i)).isEqualTo(messages.get(i));
        }
    }

    @Test
    void a_message_that_is_empty_or_too_long_leaves_its_slot_empty() {
        Slots slots = new Slots(List.of(Optional.of(Bytes.EMPTY), Optional.of(draw.bytes(Slots.MOST_MESSAGE + 1))));
        assertThat(slots.filled()).isZero();
        assertThat(slots.messages()).containsOnly(Optional.empty());
    }

    @Test
    void a_slot_with_anything_behind_its_message_is_not_read() {
        byte[] text = encoded(new Slots(List.of(Optional.of(draw.bytes(3)))).upTo(SizeClass.LARGE))
                .toArray();
        text[Layout.SLOT_PREFIX + 3] ^= 1;
        assertThat(CanonicalReader.whole(Bytes.wrap(text), in -> Slots.read(in, SizeClass.LARGE)))
                .isEmpty();
    }

    @Test
    void a_slot_that_says_that_it_is_longer_than_slots_are_is_not_read() {
        byte[] text = encoded(new Slots(List.of(Optional.of(draw.bytes(3)))).upTo(SizeClass.LARGE))
                .toArray();
        text[0] = 1;
        assertThat(CanonicalReader.whole(Bytes.wrap(text), in -> Slots.read(in, SizeClass.LARGE)))
                .isEmpty();
    }

    private static Part part(int part, int parts) {
        return new Part(WHOLE, part, parts, Bytes.EMPTY);
    }

    private static Optional<Part> read(int part, int parts) {
        Bytes text = new CanonicalWriter()
                .hash(WHOLE)
                .u32(part)
                .u32(parts)
                .field(Bytes.utf8("x"))
                .bytes();
        return CanonicalReader.whole(text, in -> Part.read(in, 8));
    }

    private static Bytes encoded(Slots slots) {
        CanonicalWriter out = new CanonicalWriter();
        slots.write(out);
        return out.bytes();
    }
}
