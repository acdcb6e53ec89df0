package parley.node.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.talks.event.EventReader;

/** One line of a room's record as the vault keeps it: what was folded, in the words of the log, or that it was erased. */
sealed interface LineRecord {
    int MOST_KEY_BYTES = 100;
    int MOST_PARTS = 16;
    int MOST_PART_BYTES = 4 * 1024;

    long position();

    Instant arrived();

    /** A message: the event's own bytes, read again when it is shown. */
    record Said(
            long position,
            int epoch,
            Instant arrived,
            PrincipalId author,
            String authorName,
            Bytes event,
            boolean confirmed,
            boolean granted)
            implements LineRecord {}

    record Erased(long position, Instant arrived, PrincipalId author, String authorName) implements LineRecord {}

    record Unknown(long position, Instant arrived, PrincipalId author, String authorName, int version)
            implements LineRecord {}

    /** @param confirmed whether the author's node had proven its room key; true where there is no author */
    record Happened(
            long position,
            Instant arrived,
            Optional<PrincipalId> author,
            String key,
            List<String> parts,
            boolean confirmed)
            implements LineRecord {
        public Happened {
            parts = List.copyOf(parts);
        }

        /** The same, of an author whose node had proven its key or not. */
        Happened by(boolean confirmed) {
            return new Happened(position, arrived, author, key, parts, confirmed);
        }
    }

    /** The same, whose author is called otherwise where it is shown. */
    default LineRecord named(BiFunction<PrincipalId, String, String> shown) {
        return switch (this) {
            case Said said ->
                new Said(
                        said.position,
                        said.epoch,
                        said.arrived,
                        said.author,
                        shown.apply(said.author, said.authorName),
                        said.event,
                        said.confirmed,
                        said.granted);
            case Erased erased ->
                new Erased(
                        erased.position, erased.arrived, erased.author, shown.apply(erased.author, erased.authorName));
            case Unknown unknown ->
                new Unknown(
                        unknown.position,
                        unknown.arrived,
                        unknown.author,
                        shown.apply(unknown.author, unknown.authorName),
                        unknown.version);
            // Its author's name is the first of its parts.
            case Happened happened ->
                happened.author.isEmpty() || happened.parts.isEmpty()
                        ? happened
                        : new Happened(
                                happened.position,
                                happened.arrived,
                                happened.author,
                                happened.key,
                                Stream.concat(
                                                Stream.of(
                                                        shown.apply(happened.author.get(), happened.parts.getFirst())),
                                                happened.parts.stream().skip(1))
                                        .toList(),
                                happened.confirmed);
        };
    }

    default Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter();
        switch (this) {
            case Said said ->
                begin(out, 1)
                        .u32(said.epoch)
                        .hash(said.author.hash())
                        .text(said.authorName)
                        .field(said.event)
                        .bool(said.confirmed)
                        .bool(said.granted);
            case Erased erased -> begin(out, 2).hash(erased.author.hash()).text(erased.authorName);
            case Unknown unknown ->
                begin(out, 3)
                        .hash(unknown.author.hash())
                        .text(unknown.authorName)
                        .u32(unknown.version);
            case Happened happened ->
                begin(out, happened.confirmed ? 4 : 5)
                        .list(happened.author.stream().toList(), (to, id) -> to.hash(id.hash()))
                        .text(happened.key)
                        .list(happened.parts, CanonicalWriter::text);
        }
        return out.bytes();
    }

    private CanonicalWriter begin(CanonicalWriter out, int kind) {
        return out.u8(kind).u64(position()).u64(arrived().toEpochMilli());
    }

    static LineRecord decode(Bytes encoded) throws Malformed {
        CanonicalReader in = new CanonicalReader(encoded);
        int kind = in.u8();
        long position = in.u64();
        Instant arrived = Instant.ofEpochMilli(in.u64());
        LineRecord line = switch (kind) {
            case 1 -> {
                int epoch = in.u32();
                yield new Said(
                        position,
                        epoch,
                        arrived,
                        new PrincipalId(in.hash()),
                        in.text(Principal.MOST_NAME_BYTES),
                        in.field(EventReader.MOST_BYTES),
                        in.bool(),
                        in.bool());
            }
            case 2 -> new Erased(position, arrived, new PrincipalId(in.hash()), in.text(Principal.MOST_NAME_BYTES));
            case 3 ->
                new Unknown(
                        position, arrived, new PrincipalId(in.hash()), in.text(Principal.MOST_NAME_BYTES), in.u32());
            case 4, 5 -> {
                Optional<PrincipalId> author = in.list(1, from -> new PrincipalId(from.hash())).stream()
                        .findFirst();
                yield new Happened(
                        position,
                        arrived,
                        author,
                        in.text(MOST_KEY_BYTES),
                        in.list(MOST_PARTS, from -> from.text(MOST_PART_BYTES)),
                        kind == 4);
            }
            default -> throw new Malformed("a line of an unknown kind");
        };
        in.end();
        return line;
    }
}
