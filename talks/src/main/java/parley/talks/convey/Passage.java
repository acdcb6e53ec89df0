package parley.talks.convey;

import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.event.Word;

/**
 * A passage under its caveat, as the state holds it: hashes, never texts.
 *
 * @param name what later events refer to
 * @param position where it was marked
 * @param index which of the passages that were marked there
 * @param labelled where it got its present caveat
 * @param wording names text, language and direction
 * @param lapses from when it can't cross any more, milliseconds since 1970 UTC; 0 for never
 * @param crossed how often it crossed
 * @param proved where its author's proofs stand; 0 for nowhere
 */
public record Passage(
        Hash name,
        PrincipalId author,
        long position,
        int index,
        long labelled,
        Hash wording,
        Caveat caveat,
        long lapses,
        int crossed,
        long proved) {

    static Hash nameOf(RoomId room, long position, PrincipalId author, int index) {
        return Hash.of(
                "passage",
                room.hash().value(),
                Hash.number(position),
                author.hash().value(),
                Hash.number(index));
    }

    static Hash hashOf(Wording wording) {
        return Hash.of(
                "passage-wording",
                parley.base.Bytes.utf8(wording.text()),
                parley.base.Bytes.utf8(wording.lang()),
                parley.base.Bytes.utf8(wording.dir().word()));
    }

    public boolean lapsedAt(long millis) {
        return lapses != 0 && millis >= lapses;
    }

    Passage under(ConveyEvent.Label label, long at) {
        return new Passage(name, author, position, index, at, wording, label.caveat(), label.lapses(), crossed, proved);
    }

    Passage crossedOnceMore() {
        return new Passage(
                name,
                author,
                position,
                index,
                labelled,
                wording,
                caveat,
                lapses,
                Math.min(crossed, Integer.MAX_VALUE - 1) + 1,
                proved);
    }

    Passage provedAt(long at) {
        return new Passage(name, author, position, index, labelled, wording, caveat, lapses, crossed, at);
    }

    void write(CanonicalWriter out) {
        writeBeforeProofs(out);
        out.u64(proved);
    }

    void writeBeforeProofs(CanonicalWriter out) {
        out.hash(name)
                .hash(author.hash())
                .u64(position)
                .u32(index)
                .u64(labelled)
                .hash(wording);
        caveat.write(out);
        out.u64(lapses).u32(crossed);
    }

    static Passage read(CanonicalReader in) throws Malformed {
        return readBeforeProofs(in).provedAt(in.u64());
    }

    static Passage readBeforeProofs(CanonicalReader in) throws Malformed {
        return new Passage(
                in.hash(),
                new PrincipalId(in.hash()),
                in.u64(),
                in.u32(),
                in.u64(),
                in.hash(),
                Word.read(in, Caveat.values()),
                in.u64(),
                in.u32(),
                0);
    }
}
