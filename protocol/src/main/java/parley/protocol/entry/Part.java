package parley.protocol.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;

/**
 * One part of a text that is longer than its carrier: an event over several entries, a message over several inbox entries.
 * The text acts when its last part is there and the whole hashes to {@code whole}.
 *
 * @param whole {@code H("whole", text)}
 * @param part from 0
 * @param parts 1 to {@link #MOST_PARTS}
 */
public record Part(Hash whole, int part, int parts, Bytes piece) {
    /** A newcomer's package of 2 MiB in pieces of an inbox entry; an event has its own, lower limit. */
    public static final int MOST_PARTS = 512;

    /** The longest event: a manifest of 3,840 blobs and what is said with it. In the smallest class it takes 65 entries. */
    public static final int MOST_EVENT_BYTES = 160 * 1_024;

    public Part {
        if (parts < 1 || parts > MOST_PARTS || part < 0 || part >= parts) {
            throw new IllegalArgumentException("no part " + part + " of " + parts);
        }
    }

    public static Hash wholeOf(Bytes text) {
        return Hash.of("whole", text);
    }

    /** How many parts of at most {@code most} bytes a text takes. */
    public static int count(Bytes text, int most) {
        return Math.max(1, Math.ceilDiv(text.size(), most));
    }

    /** Cuts a text into pieces of at most {@code most} bytes; the empty text is one empty part. */
    public static List<Part> split(Bytes text, int most) {
        int parts = count(text, most);
        Hash whole = wholeOf(text);
        List<Part> cut = new ArrayList<>(parts);
        for (int i = 0; i < parts; i++) {
            cut.add(new Part(whole, i, parts, text.slice(i * most, Math.min(text.size(), (i + 1) * most))));
        }
        return List.copyOf(cut);
    }

    /** The text, when these are all its parts in order; a wrong whole is nothing. */
    public static Optional<Bytes> join(List<Part> parts) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.part() != i
                    || part.parts() != parts.size()
                    || !part.whole().equals(parts.getFirst().whole())) {
                return Optional.empty();
            }
        }
        Bytes text = Bytes.concat(parts.stream().map(Part::piece).toArray(Bytes[]::new));
        return !parts.isEmpty() && wholeOf(text).equals(parts.getFirst().whole())
                ? Optional.of(text)
                : Optional.empty();
    }

    public void write(CanonicalWriter out) {
        out.hash(whole).u32(part).u32(parts).field(piece);
    }

    public static Part read(CanonicalReader in, int mostPiece) throws Malformed {
        Hash whole = in.hash();
        int part = in.u32();
        int parts = in.u32();
        if (parts < 1 || parts > MOST_PARTS || part >= parts) {
            throw new Malformed("no such part");
        }
        return new Part(whole, part, parts, in.field(mostPiece));
    }

    /** This part, then zeros up to {@code size} bytes. */
    public Bytes padded(int size) {
        CanonicalWriter out = new CanonicalWriter();
        write(out);
        return Padding.add(out.bytes(), size);
    }

    /** What {@link #padded} made; one bit of padding that isn't zero is malformed. */
    public static Optional<Part> fromPadded(Bytes padded) {
        return CanonicalReader.whole(padded, in -> {
            Part part = read(in, padded.size());
            Padding.end(in);
            return part;
        });
    }
}
