package parley.protocol.seat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.protocol.entry.Part;
import parley.protocol.inbox.InboxParts;
import parley.protocol.port.Tx;

/**
 * Puts the parts of a peer's messages together, whatever order they come in and whatever comes between them.
 *
 * <p>A peer writes to more than one of our inboxes (each room's card brings its own) and a relay may show each at its own
 * pace: parts of two messages mix. The hash of the whole tells them apart. Bounded: a peer has a few messages under way.
 */
final class Assembly {
    /** A founding for each of several rooms at once is the most that honest peers have under way; the oldest goes. */
    private static final int MOST_OPEN = 8;

    private final Desk desk;

    Assembly(Desk desk) {
        this.desk = desk;
    }

    /** A message of which not all parts are here. */
    private record Open(Hash whole, int parts, List<Integer> here) {
        Open with(int part) {
            List<Integer> more = new ArrayList<>(here);
            more.add(part);
            return new Open(whole, parts, List.copyOf(more));
        }

        void write(CanonicalWriter out) {
            out.hash(whole).u32(parts).list(here, CanonicalWriter::u32);
        }

        static Open read(CanonicalReader in) throws Malformed {
            return new Open(in.hash(), in.u32(), in.list(Part.MOST_PARTS, CanonicalReader::u32));
        }
    }

    /** Takes one part; the message, when it was the last that was missing. */
    Optional<Bytes> add(Tx tx, PrincipalId from, Part part) {
        if (part.parts() == 1) {
            return Part.join(List.of(part));
        }
        List<Open> all = open(tx, from);
        Open before = all.stream()
                .filter(o -> o.whole().equals(part.whole()) && o.parts() == part.parts())
                .findFirst()
                .orElse(new Open(part.whole(), part.parts(), List.of()));
        if (before.here().contains(part.part())) {
            return Optional.empty();
        }
        CanonicalWriter out = new CanonicalWriter();
        part.write(out);
        tx.put(desk.cells.inboxPart(from, part.whole(), part.part()), out.bytes());
        Open now = before.with(part.part());
        all.remove(before);
        Optional<Bytes> text = Optional.empty();
        if (now.here().size() == now.parts()) {
            text = Part.join(parts(tx, from, now));
            forget(tx, from, now);
        } else {
            all.add(now);
            if (all.size() > MOST_OPEN) {
                forget(tx, from, all.removeFirst());
            }
        }
        save(tx, from, all);
        return text;
    }

    /** What a node began to tell us before it was renewed will never be complete. */
    void drop(Tx tx, PrincipalId from) {
        open(tx, from).forEach(one -> forget(tx, from, one));
        tx.delete(desk.cells.assembly(from));
    }

    private List<Part> parts(Tx tx, PrincipalId from, Open all) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < all.parts(); i++) {
            parts.add(Kept.decode(
                    tx.get(desk.cells.inboxPart(from, all.whole(), i)).orElseThrow(),
                    in -> Part.read(in, InboxParts.PIECE)));
        }
        return parts;
    }

    private void forget(Tx tx, PrincipalId from, Open one) {
        one.here().forEach(part -> tx.delete(desk.cells.inboxPart(from, one.whole(), part)));
    }

    private List<Open> open(Tx tx, PrincipalId from) {
        return tx.get(desk.cells.assembly(from))
                .map(cell -> new ArrayList<>(Kept.decode(cell, in -> in.list(MOST_OPEN, Open::read))))
                .orElseGet(ArrayList::new);
    }

    private void save(Tx tx, PrincipalId from, List<Open> all) {
        if (all.isEmpty()) {
            tx.delete(desk.cells.assembly(from));
        } else {
            tx.put(
                    desk.cells.assembly(from),
                    new CanonicalWriter()
                            .list(all, (out, one) -> one.write(out))
                            .bytes());
        }
    }
}
