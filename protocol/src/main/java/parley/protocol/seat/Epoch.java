package parley.protocol.seat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.base.Secret;
import parley.protocol.entry.Header;
import parley.protocol.entry.Part;
import parley.protocol.entry.SizeClass;
import parley.protocol.port.LogRef;
import parley.protocol.port.SignedHead;
import parley.protocol.port.Tx;
import parley.protocol.room.EpochSecrets;
import parley.protocol.room.Opening;

/** One epoch's log as this node has read, opened and folded it: of constant size, however long the log is. */
final class Epoch {
    final Opening opening;
    final EpochSecrets secrets;
    /** H(opening), which every header of this log names. */
    final Hash openingHash;

    /** Read and judged through here. */
    Head read;
    /** Folded through this position of the log, and the chain there. */
    long folded;

    Head foldedHead;
    /** The state at this position lies in the snapshot cell. */
    long snapshotAt;
    /** Where the epoch ended, once folded. */
    Optional<Head> end = Optional.empty();
    /** Accepted epoch entries that are read and not yet folded: while there are any, we seal nothing. */
    long turnsAhead;
    /** No accepted epoch entry stands behind the fold up to here: looked for once since this program started, whoever asks. */
    long noTurnThrough;
    /**
     * An entry of our own that the vault lacks, or 0: if the fold gets there, we are a clone or behind (protocol.md,
     * "Restore, clone, rollback").
     */
    long stranger;
    /** The wait at {@link #folded} + 1 has been told. */
    boolean waiting;
    /** The relay's word for {@link #read}. */
    Optional<SignedHead> signed = Optional.empty();
    /** A member told that the epoch ended here, without us (protocol.md, "Epochs"). */
    Optional<Head> endTold = Optional.empty();
    /** Entries after the end that have been told as late. */
    long lateTold;
    /** The relay signed another history of this log. */
    boolean differs;
    /** Signed heads beyond what we read, as others showed them. */
    final List<ShownHead> shown = new ArrayList<>();
    /** By roster place. */
    final List<Author> authors = new ArrayList<>();
    /** The relay said that the log is gone, for good: it is neither read nor healed any more. */
    boolean gone;
    /** The relay lacks of this log what we have erased; people have been told. */
    boolean lacksErased;
    /** Members (of the next roster) that reported having folded the end: until all have, we keep this log alive. */
    final List<PrincipalId> followed = new ArrayList<>();

    /**
     * A signed head beyond what we read.
     *
     * @param by the roster's place of who showed it; behind all seats where it came with a receipt, for that takes no place from what is shown
     */
    record ShownHead(int by, SignedHead head) {
        /** It was carried here, or kept by a program that didn't remember by whom. */
        static final int BY_NOBODY = -1;

        static int byReceipt(int place) {
            return SizeClass.MOST_SEATS + place;
        }

        static boolean isByReceipt(int by) {
            return by >= SizeClass.MOST_SEATS;
        }

        long position() {
            return head.head().position();
        }
    }

    /** What the chain says of one author so far. */
    static final class Author {
        long nextSeq;
        Hash previous = Header.NO_PREVIOUS;
        /** Position of its latest entry: it must have read that before it wrote again. */
        long place;
        /** Places of the parts of an event that isn't complete yet. */
        final List<Long> parts = new ArrayList<>();
        /** How many parts it has. */
        int partsOf;
    }

    Epoch(Opening opening, EpochSecrets secrets) {
        this.opening = opening;
        this.secrets = secrets;
        this.openingHash = opening.hash();
        this.read = Head.start(opening.log().id());
        this.foldedHead = read;
        opening.roster().members().forEach(member -> authors.add(new Author()));
    }

    int number() {
        return opening.epoch();
    }

    LogRef log() {
        return opening.log();
    }

    /** What brings an entry into this log. */
    Sending.Append append(long number, Optional<Head> base, Bytes entry, Optional<Head> at) {
        return new Sending.Append(number, log().relay(), log().id(), secrets.capability(), base, entry, at);
    }

    /** Counted through all epochs of the room. */
    long roomPosition(long position) {
        return opening.behind() + position;
    }

    /** Whether a position lies behind the end. */
    boolean late(long position) {
        return end.isPresent() && position > end.get().position();
    }

    static void create(Cells cells, Tx tx, Epoch epoch) {
        CanonicalWriter out = new CanonicalWriter();
        epoch.opening.write(out);
        epoch.secrets.write(out);
        tx.put(cells.epochFacts(epoch.opening.room(), epoch.number()), out.bytes());
        epoch.save(cells, tx);
    }

    /** Its capability, its header key and the state that it began from: nothing of it is here any more for them to open. */
    void forget(Cells cells, Tx tx) {
        Secret nothing = Secret.wrap(new byte[EpochSecrets.SECRET]);
        CanonicalWriter out = new CanonicalWriter();
        opening.write(out);
        new EpochSecrets(nothing, nothing, log().relay()).write(out);
        tx.put(cells.epochFacts(opening.room(), number()), out.bytes());
        tx.delete(cells.openingState(opening.room(), number()));
        tx.delete(cells.snapshot(opening.room(), number()));
    }

    static Optional<Epoch> load(Cells cells, Tx tx, RoomId room, int number) {
        Optional<Bytes> facts = tx.get(cells.epochFacts(room, number));
        if (facts.isEmpty()) {
            return Optional.empty();
        }
        Epoch epoch = Kept.decode(facts.get(), in -> new Epoch(Opening.read(in), EpochSecrets.read(in)));
        Kept.decode(tx.get(cells.epochState(room, number)).orElseThrow(), in -> {
            epoch.readState(in);
            return epoch;
        });
        tx.get(cells.shownBy(room, number)).ifPresent(kept -> epoch.readShownBy(kept));
        epoch.gone = tx.count(cells.goneLog(room, number)) > 0;
        epoch.lacksErased = tx.count(cells.lostBeginning(room, number)) > 0;
        return Optional.of(epoch);
    }

    void save(Cells cells, Tx tx) {
        CanonicalWriter out = new CanonicalWriter();
        out.head(read).u64(folded).head(foldedHead).u64(snapshotAt);
        Kept.optional(out, end, CanonicalWriter::head);
        out.u64(turnsAhead).u64(stranger).bool(waiting);
        Kept.optional(out, signed, (w, s) -> s.write(w));
        Kept.optional(out, endTold, CanonicalWriter::head);
        out.u64(lateTold).bool(differs).list(shown, (w, one) -> one.head().write(w));
        out.list(
                authors,
                (w, a) -> w.u64(a.nextSeq)
                        .hash(a.previous)
                        .u64(a.place)
                        .u32(a.partsOf)
                        .list(a.parts, CanonicalWriter::u64));
        out.list(followed, (w, id) -> w.hash(id.hash()));
        tx.put(cells.epochState(opening.room(), number()), out.bytes());
    }

    /** Beside the rest of its state, which must stay as programs of before wrote it. */
    void saveShown(Cells cells, Tx tx) {
        save(cells, tx);
        tx.put(
                cells.shownBy(opening.room(), number()),
                new CanonicalWriter()
                        .list(shown, (w, one) -> w.u32(one.by() + 1))
                        .bytes());
    }

    private void readShownBy(Bytes kept) {
        List<Integer> by = Kept.decode(kept, in -> in.list(Healer.MOST_KEPT, CanonicalReader::u32));
        for (int i = 0; i < Math.min(by.size(), shown.size()); i++) {
            shown.set(i, new ShownHead(by.get(i) - 1, shown.get(i).head()));
        }
    }

    private void readState(CanonicalReader in) throws Malformed {
        read = in.head();
        folded = in.u64();
        foldedHead = in.head();
        snapshotAt = in.u64();
        end = Kept.optional(in, CanonicalReader::head);
        turnsAhead = in.u64();
        stranger = in.u64();
        waiting = in.bool();
        signed = Kept.optional(in, SignedHead::read);
        endTold = Kept.optional(in, CanonicalReader::head);
        lateTold = in.u64();
        differs = in.bool();
        shown.addAll(in.list(Healer.MOST_KEPT, r -> new ShownHead(ShownHead.BY_NOBODY, SignedHead.read(r))));
        authors.clear();
        authors.addAll(in.list(opening.roster().size(), r -> {
            Author author = new Author();
            author.nextSeq = r.u64();
            author.previous = r.hash();
            author.place = r.u64();
            author.partsOf = r.u32();
            author.parts.addAll(r.list(Part.MOST_PARTS, CanonicalReader::u64));
            return author;
        }));
        followed.addAll(in.list(opening.roster().size(), r -> new PrincipalId(r.hash())));
    }
}
