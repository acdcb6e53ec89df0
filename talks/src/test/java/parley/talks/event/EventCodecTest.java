package parley.talks.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Role;
import parley.talks.fixtures.Chance;
import parley.talks.fixtures.People;
import parley.talks.fixtures.Rooms;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.rules.Standing;

/** An event has exactly one encoding; everything else is refused. */
class EventCodecTest {
    /** {"v":1,"type":"t","is":{"n":5}} */
    private static final String SMALLEST =
            "a3" + "6176" + "01" + "6474797065" + "6174" + "626973" + "a1" + "616e" + "05";

    @Test
    void theEnvelopeIsCborAsTheRfcDrawsIt() throws Malformed {
        assertThat(EventWriter.envelope(1, "t", out -> out.fields(1).number("n", 5))
                        .toHex())
                .isEqualTo(SMALLEST);
        assertThat(number(SMALLEST)).isEqualTo(5);
    }

    @Test
    void everyOtherShapeOfTheSameContentIsRefused() {
        refused("missing last byte", SMALLEST.substring(0, SMALLEST.length() - 2));
        refused("trailing byte", SMALLEST + "00");
        refused("trailing item", SMALLEST + SMALLEST);
        refused("indefinite map", "bf" + SMALLEST.substring(2) + "ff");
        refused("indefinite inner map", SMALLEST.replace("a1616e05", "bf616e05ff"));
        refused("indefinite text", SMALLEST.replace("6174626973", "7f6174ff626973"));
        refused("number not in its shortest form", SMALLEST.replace("616e05", "616e1805"));
        refused("length not in its shortest form", SMALLEST.replace("616e05", "78016e05"));
        refused("tagged number", SMALLEST.replace("616e05", "616ec105"));
        refused("negative number", SMALLEST.replace("616e05", "616e20"));
        refused("half float", SMALLEST.replace("616e05", "616ef94500"));
        refused("text for a number", SMALLEST.replace("616e05", "616e6135"));
        refused("null for a number", SMALLEST.replace("616e05", "616ef6"));
        refused("undefined", SMALLEST.replace("616e05", "616ef7"));
        refused("boolean for a number", SMALLEST.replace("616e05", "616ef5"));
        refused("number beyond 2^63", SMALLEST.replace("616e05", "616e1b8000000000000000"));
        refused("field twice", SMALLEST.replace("a1616e05", "a2616e05616e05"));
        refused("field that nobody reads", SMALLEST.replace("a1616e05", "a2616e05616d05"));
        refused("other field", SMALLEST.replace("616e05", "616d05"));
        refused("no field", SMALLEST.replace("a1616e05", "a0"));
        refused("key that is no text", SMALLEST.replace("616e05", "0105"));
        refused("fields in another order", "a3" + "6474797065" + "6174" + "6176" + "01" + "626973" + "a1616e05");
        refused("a fourth part", "a4" + SMALLEST.substring(2) + "616101");
        refused("no fields at all", "a2" + "6176" + "01" + "6474797065" + "6174");
        refused("list of fields", SMALLEST.replace("a1616e05", "8105"));
        refused("version 0", SMALLEST.replace("617601", "617600"));
        refused("version beyond 2^31", SMALLEST.replace("617601", "61761a80000000"));
        refused("no UTF-8", SMALLEST.replace("647479706561" + "74", "647479706561" + "ff"));
        refused("overlong UTF-8", SMALLEST.replace("6474797065" + "6174", "6474797065" + "62c080"));
        refused("surrogate in UTF-8", SMALLEST.replace("6474797065" + "6174", "6474797065" + "63eda080"));
        refused("empty", "");
        refused("a bare number", "05");
    }

    @Test
    void everyCutAndEveryChangedBitOfAnEventIsRefusedOrAnotherEvent() throws Malformed {
        Bytes event = EventWriter.envelope(1, "t", out -> out.fields(1).number("n", 100));
        for (int cut = 0; cut < event.size(); cut++) {
            refused("cut at " + cut, event.slice(0, cut).toHex());
        }
        for (int bit = 0; bit < event.size() * 8; bit++) {
            byte[] changed = event.toArray();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            Bytes bytes = Bytes.wrap(changed);
            assertThat(rewritten(bytes)).as("bit %d", bit).isIn(Optional.empty(), Optional.of(bytes));
        }
    }

    @Test
    void whateverReadsAsAnEventEncodesBackToTheSameBytes() {
        for (long seed = 0; seed < 400; seed++) {
            Chance chance = new Chance(seed);
            RoomTalk room = Rooms.plenary();
            RoomEvent event = chance.event(room);
            byte[] bytes = event.encoded().toArray();
            for (int damage = chance.below(4); damage > 0 && bytes.length > 0; damage--) {
                bytes[chance.below(bytes.length)] ^= (byte) (1 << chance.below(8));
            }
            Bytes sent = Bytes.wrap(bytes);
            switch (RoomEvent.read(sent)) {
                case RoomEvent.Reading.Known(RoomEvent read, int version) -> {
                    assertThat(read.encoded()).as("seed %d", seed).isEqualTo(sent);
                    assertThat(version).isEqualTo(read.version());
                }
                case RoomEvent.Reading.Later(int version, String _) ->
                    assertThat(version).as("seed %d", seed).isGreaterThan(RoomEvent.VERSION);
                case RoomEvent.Reading.Nothing(String why) ->
                    assertThat(why).as("seed %d", seed).isNotBlank();
            }
        }
    }

    @Test
    void noiseIsReadWithoutHarm() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] noise = new byte[random.nextInt(80)];
            random.nextBytes(noise);
            if (noise.length > 0 && random.nextBoolean()) {
                noise[0] = (byte) 0xa3;
            }
            assertThat(RoomEvent.read(Bytes.wrap(noise)))
                    .as("seed 7, round %d", round)
                    .isInstanceOf(RoomEvent.Reading.Nothing.class);
        }
    }

    @Test
    void everyNumberHasOneForm() throws Malformed {
        String open = SMALLEST.substring(0, SMALLEST.length() - 2);
        assertThat(number(open + "17")).isEqualTo(23);
        refused("23 in a byte", open + "1817");
        assertThat(number(open + "1818")).isEqualTo(24);
        assertThat(number(open + "18ff")).isEqualTo(255);
        refused("255 in two bytes", open + "1900ff");
        assertThat(number(open + "190100")).isEqualTo(256);
        assertThat(number(open + "19ffff")).isEqualTo(65_535);
        refused("65,535 in four bytes", open + "1a0000ffff");
        assertThat(number(open + "1a00010000")).isEqualTo(65_536);
        assertThat(number(open + "1affffffff")).isEqualTo(0xffffffffL);
        refused("2^32 - 1 in eight bytes", open + "1b00000000ffffffff");
        assertThat(number(open + "1b0000000100000000")).isEqualTo(1L << 32);
        assertThat(number(open + "1b7fffffffffffffff")).isEqualTo(Long.MAX_VALUE);
        refused("a reserved length", open + "1c00");
    }

    @Test
    void aLaterEventMayHaveYesNoAndNothingButNoOtherSimpleValue() throws Malformed {
        String open = SMALLEST.substring(0, SMALLEST.length() - 2);
        for (String value : List.of("f4", "f5", "f6")) {
            assertThat(type(open + value)).isEqualTo("t");
        }
        for (String value :
                List.of("f3", "f7", "e0", "f814", "f8ff", "f93c00", "fa3f800000", "fb3ff0000000000000", "ff")) {
            malformed(open + value);
        }
    }

    @Test
    void theGreatestVersionIsRead() throws Malformed {
        Bytes event = EventWriter.envelope(
                Integer.MAX_VALUE, "t", out -> out.fields(1).number("n", 0));
        int version = EventReader.read(event, (envelope, _) -> envelope.version());
        assertThat(version).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void anOptionalFieldIsThereOrNullAndNothingElse() throws Malformed {
        for (Optional<Bytes> value : List.of(Optional.<Bytes>empty(), Optional.of(Bytes.hex("0a0b")))) {
            Bytes event = EventWriter.envelope(1, "t", out -> out.fields(1).optional("f", value));
            assertThat(EventReader.<Optional<Bytes>>read(event, (_, in) -> {
                        Optional<Bytes> read = in.fields(1).optionalBytes("f", 2);
                        in.end();
                        return read;
                    }))
                    .isEqualTo(value);
        }
        field(out -> out.number("f", 1), in -> in.optionalBytes("f", 2));
        field(out -> out.text("f", "ab"), in -> in.optionalBytes("f", 2));
    }

    @Test
    void depthAndNumberOfItemsAreBounded() throws Malformed {
        String open = "a3" + "6176" + "01" + "6474797065" + "6174" + "626973";
        assertThat(type(open + "81".repeat(CborShape.MOST_DEPTH - 1) + "05")).isEqualTo("t");
        malformed(open + "81".repeat(CborShape.MOST_DEPTH) + "05");
        malformed(open + "81".repeat(100_000) + "05");
        assertThat(type(open + "a16161".repeat(CborShape.MOST_DEPTH - 1) + "05"))
                .isEqualTo("t");
        malformed(open + "a16161".repeat(CborShape.MOST_DEPTH) + "05");
        malformed(open + "81".repeat(CborShape.MOST_DEPTH - 1) + "80" + "05");
        // Six items stand before the list, which is the seventh.
        int most = CborShape.MOST_ITEMS - 7;
        assertThat(type(open + "99" + "%04x".formatted(most) + "05".repeat(most)))
                .isEqualTo("t");
        malformed(open + "99" + "%04x".formatted(most + 1) + "05".repeat(most + 1));
        malformed(open + "9b7fffffffffffffff");
        malformed(open + "bb7fffffffffffffff");
        malformed(open + "5b7fffffffffffffff");
        malformed(open + "7b7fffffffffffffff");
        malformed(open + "5bffffffffffffffff");
    }

    @Test
    void anEventLargerThanTheLimitIsNotLookedAt() throws Malformed {
        int around = EventWriter.envelope(1, "t", out -> out.fields(1).bytes("b", zeros(70_000)))
                        .size()
                - 70_000;
        Bytes largest =
                EventWriter.envelope(1, "t", out -> out.fields(1).bytes("b", zeros(EventReader.MOST_BYTES - around)));
        assertThat(largest.size()).isEqualTo(EventReader.MOST_BYTES);
        assertThat(type(largest.toHex())).isEqualTo("t");
        malformed(EventWriter.envelope(
                        1, "t", out -> out.fields(1).bytes("b", zeros(EventReader.MOST_BYTES - around + 1)))
                .toHex());
    }

    @Test
    void everyKindOfFieldComesBack() throws Malformed {
        String text = "\u05e9\u05dc\u05d5\u05dd ".repeat(2_000);
        Hash hash = Hash.of("test");
        Bytes event = EventWriter.envelope(
                1,
                "all",
                out -> out.fields(9)
                        .number("least", 0)
                        .number("most", Long.MAX_VALUE)
                        .text("text", text)
                        .word("word", Standing.VOUCHED)
                        .bytes("bytes", Bytes.hex("00ff"))
                        .hash("hash", hash)
                        .optional("none", Optional.empty())
                        .principal("who", People.CEDAR)
                        .list(
                                "list",
                                List.of(1, 2, 3),
                                (to, n) -> to.fields(2).number("n", n).text("t", "x" + n)));
        EventReader.<Optional<Void>>read(event, (envelope, in) -> {
            assertThat(envelope).isEqualTo(new EventReader.Envelope(1, "all"));
            in.fields(9);
            assertThat(in.number("least")).isZero();
            assertThat(in.number("most")).isEqualTo(Long.MAX_VALUE);
            assertThat(in.text("text", 20_000)).isEqualTo(text);
            assertThat(in.word("word", Standing.values())).isEqualTo(Standing.VOUCHED);
            assertThat(in.bytes("bytes", 2)).isEqualTo(Bytes.hex("00ff"));
            assertThat(in.hash("hash")).isEqualTo(hash);
            assertThat(in.optionalBytes("none", 10)).isEmpty();
            assertThat(in.principal("who")).isEqualTo(People.CEDAR);
            assertThat(in.list("list", 3, item -> {
                        item.fields(2);
                        return item.number("n") + item.text("t", 2);
                    }))
                    .containsExactly("1x1", "2x2", "3x3");
            in.end();
            return Optional.empty();
        });
    }

    @Test
    void limitsOfFieldsHold() {
        field(out -> out.text("f", "12345"), in -> in.text("f", 4));
        field(out -> out.text("f", "\u05d0\u05d0\u05d0"), in -> in.text("f", 5));
        field(out -> out.bytes("f", Bytes.hex("0102")), in -> in.bytes("f", 1));
        field(out -> out.bytes("f", Bytes.hex("0102")), in -> in.optionalBytes("f", 1));
        field(out -> out.bytes("f", Bytes.hex("0102")), in -> in.hash("f"));
        field(out -> out.bytes("f", Bytes.hex("0102")), in -> in.optionalHash("f"));
        field(out -> out.text("f", "compare"), in -> in.word("f", Standing.values()));
        field(out -> out.text("f", "COMPARED"), in -> in.word("f", Standing.values()));
        field(
                out -> out.list("f", List.of(1, 2), (to, n) -> to.fields(1).number("n", n)),
                in -> in.list("f", 1, item -> item.fields(1).number("n")));
        field(out -> out.principal("f", People.of(" ", Role.PARTY)), in -> in.principal("f"));
    }

    @Test
    void aWriterThatBreaksItsOwnWordIsAProgrammersError() {
        assertThatThrownBy(
                        () -> EventWriter.envelope(1, "t", out -> out.fields(2).number("n", 1)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(
                        () -> EventWriter.envelope(1, "t", out -> out.fields(1).number("n", -1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @FunctionalInterface
    private interface Read {
        Object from(EventReader in) throws Malformed;
    }

    private static void field(java.util.function.Consumer<EventWriter> write, Read read) {
        Bytes event = EventWriter.envelope(1, "t", out -> write.accept(out.fields(1)));
        assertThatThrownBy(() -> EventReader.read(event, (_, in) -> read.from(in.fields(1))))
                .isInstanceOf(Malformed.class);
    }

    private static void refused(String what, String hex) {
        assertThatThrownBy(() -> number(hex)).as(what).isInstanceOf(Malformed.class);
    }

    private static void malformed(String hex) {
        assertThatThrownBy(() -> type(hex)).isInstanceOf(Malformed.class);
    }

    private static long number(String hex) throws Malformed {
        return EventReader.read(Bytes.hex(hex), (_, in) -> {
            long n = in.fields(1).number("n");
            in.end();
            return n;
        });
    }

    private static Optional<Bytes> rewritten(Bytes event) {
        try {
            return EventReader.read(event, (envelope, in) -> {
                long n = in.fields(1).number("n");
                in.end();
                return Optional.of(EventWriter.envelope(
                        envelope.version(),
                        envelope.type(),
                        out -> out.fields(1).number("n", n)));
            });
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static String type(String hex) throws Malformed {
        return EventReader.read(Bytes.hex(hex), (envelope, _) -> envelope.type());
    }

    private static Bytes zeros(int size) {
        return Bytes.wrap(new byte[size]);
    }
}
