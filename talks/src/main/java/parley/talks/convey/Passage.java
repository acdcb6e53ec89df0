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
 * @param message of which it is a part, by the word of who marked it
 * @param position where it was marked
 * @param index which of the passages that were marked there
 * @param labelled where it got its present caveat
 * @param wording names text, language and direction
 * @param lapses from when it can't cross any more, milliseconds since 1970 UTC; 0 for never
 * @param crossed how often it crossed
 * @param proved where its author's proofs stand; 0 for nowhere
 * @param opened whether its label is that of the Rules, under which a mediator took it up, and not its author's
 */
public record Passage(
        Hash name,
        Hash message,
        PrincipalId author,
        long position,
        int index,
        long labelled,
        Hash wording,
        Caveat caveat,
        long lapses,
        int crossed,
        long proved,
        boolean opened) {

    /** Of passages in states that didn't keep it: no message has it. */
    private static final Hash NOT_KEPT = Hash.of("passage-before-messages");

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

    /** Whether it is for the mediator only: withdrawn, or labelled so. */
    boolean kept() {
        return crossed == 0 && caveat == Caveat.FOR_YOU_ONLY;
    }

    public boolean lapsedAt(long millis) {
        return lapses != 0 && millis >= lapses;
    }

    /** Whether more may cross under this label, or for longer, and nothing that may cross now may not. */
    boolean loosenedBy(ConveyEvent.Label label) {
        boolean longer = label.lapses() == 0 ? lapses != 0 : lapses != 0 && label.lapses() > lapses;
        boolean noShorter = longer || label.lapses() == lapses;
        return noShorter && (label.caveat().looserThan(caveat) || (longer && label.caveat() == caveat));
    }

    Passage under(ConveyEvent.Label label, long at) {
        return new Passage(
                name,
                message,
                author,
                position,
                index,
                at,
                wording,
                label.caveat(),
                label.lapses(),
                crossed,
                proved,
                false);
    }

    Passage crossedOnceMore() {
        return new Passage(
                name,
                message,
                author,
                position,
                index,
                labelled,
                wording,
                caveat,
                lapses,
                Math.min(crossed, Integer.MAX_VALUE - 1) + 1,
                proved,
                opened);
    }

    private Passage of(Hash marked) {
        return new Passage(
                name, marked, author, position, index, labelled, wording, caveat, lapses, crossed, proved, opened);
    }

    Passage provedAt(long at) {
        return new Passage(
                name, message, author, position, index, labelled, wording, caveat, lapses, crossed, at, opened);
    }

    private Passage opened(boolean byAMediator) {
        return new Passage(
                name,
                message,
                author,
                position,
                index,
                labelled,
                wording,
                caveat,
                lapses,
                crossed,
                proved,
                byAMediator);
    }

    void write(CanonicalWriter out) {
        writeBeforeOpenings(out);
        out.bool(opened);
    }

    void writeBeforeOpenings(CanonicalWriter out) {
        writeBeforeProofs(out);
        out.u64(proved).hash(message);
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
        return readBeforeOpenings(in).opened(in.bool());
    }

    static Passage readBeforeOpenings(CanonicalReader in) throws Malformed {
        return readBeforeProofs(in).provedAt(in.u64()).of(in.hash());
    }

    static Passage readBeforeProofs(CanonicalReader in) throws Malformed {
        return new Passage(
                in.hash(),
                NOT_KEPT,
                new PrincipalId(in.hash()),
                in.u64(),
                in.u32(),
                in.u64(),
                in.hash(),
                Word.read(in, Caveat.values()),
                in.u64(),
                in.u32(),
                0,
                false);
    }
}
