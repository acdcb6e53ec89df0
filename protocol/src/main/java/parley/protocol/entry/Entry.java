package parley.protocol.entry;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.base.Secret;
import parley.base.TableId;
import parley.protocol.crypto.Aead;
import parley.protocol.crypto.Ed25519;

/**
 * A sealed entry with its seal opened: header, slots and signature are readable, the body isn't yet.
 *
 * <p>Guarantees that what opened has exactly one encoding, was sealed for this log by somebody who holds its header key,
 * and names its body by hash. Doesn't say by whom: that is {@link #signedBy}; nor what it says: that is {@link #openBody}.
 * All entries of one class have one size, and to one without the header key all bytes after the version look random.
 * {@code docs/protocol.md}, "Entry". Immutable.
 */
public final class Entry {
    private final LogId log;
    private final Bytes nonce;
    private final Header header;
    private final Slots slots;
    private final Bytes signature;
    private final Bytes body;

    private Entry(LogId log, Bytes nonce, Header header, Slots slots, Bytes signature, Bytes body) {
        this.log = log;
        this.nonce = nonce;
        this.header = header;
        this.slots = slots;
        this.signature = signature;
        this.body = body;
    }

    /** Opens the seal with the epoch's header key; empty means foreign: no entry of this log, and nobody's. */
    public static Optional<Entry> openSeal(SizeClass size, LogId log, Secret headerKey, Bytes bytes) {
        return nonceOf(size, bytes).flatMap(nonce -> open(size, log, sealKey(headerKey, nonce), nonce, bytes));
    }

    /** The same with the key of this one seal, as a grant gives it: {@link Aead#MATERIAL} bytes. */
    public static Optional<Entry> openGranted(SizeClass size, LogId log, Secret sealKey, Bytes bytes) {
        return nonceOf(size, bytes).flatMap(nonce -> open(size, log, Aead.of(sealKey), nonce, bytes));
    }

    /** The key of this one seal, for a grant; it says nothing of the header key. */
    public Secret grantedSealKey(Secret headerKey) {
        return sealKey(headerKey, nonce).material();
    }

    /** H of an entry's bytes: what the chain, {@code prevOwn} and duplicates are told by. */
    public static Hash hashOf(Bytes bytes) {
        return Hash.of("entry", bytes);
    }

    public Header header() {
        return header;
    }

    public Slots slots() {
        return slots;
    }

    /** E. */
    public Hash binding() {
        return binding(log, nonce, header);
    }

    /** Whether the holder of this room key wrote header and slots; else the entry is forged. */
    public boolean signedBy(Bytes roomKey) {
        return Ed25519.verify(roomKey, signedBytes(binding(), slots.hash()), signature);
    }

    /** Whether this is the K that the author committed to. Nothing is shown before it is. */
    public boolean commitsTo(Secret key) {
        return key.size() == Layout.KEY && commitsTo(BodyKeys.of(key, nonce));
    }

    private boolean commitsTo(BodyKeys keys) {
        return keys.commit().equals(header.commit());
    }

    /**
     * Opens the body with K.
     *
     * <p>Three outcomes. {@link OpenedBody.WrongKey}: not the committed K; ask others. {@link OpenedBody.Broken}: the committed K, but
     * the author sealed no part with it; the same for every reader for ever, so it folds as nothing. {@link OpenedBody.Said}.
     */
    public OpenedBody openBody(Secret key) {
        if (key.size() != Layout.KEY) {
            return new OpenedBody.WrongKey();
        }
        BodyKeys keys = BodyKeys.of(key, nonce);
        if (!commitsTo(keys)) {
            return new OpenedBody.WrongKey();
        }
        Bytes additional = bodyAdditional(
                header.table(), header.room(), header.epoch(), header.author(), header.incarnation(), header.seq());
        return keys.body()
                .open(additional, body)
                .flatMap(Part::fromPadded)
                .<OpenedBody>map(OpenedBody.Said::new)
                .orElseGet(OpenedBody.Broken::new);
    }

    private static Optional<Bytes> nonceOf(SizeClass size, Bytes bytes) {
        return bytes.size() == size.bytes() && bytes.at(0) == Layout.VERSION
                ? Optional.of(bytes.slice(1, Layout.PREFIX))
                : Optional.empty();
    }

    private static Optional<Entry> open(SizeClass size, LogId log, Aead sealKey, Bytes nonce, Bytes bytes) {
        int bodyAt = Layout.PREFIX + size.sealBytes();
        Bytes body = bytes.slice(bodyAt, bytes.size());
        Hash bodyHash = bodyHash(body);
        return sealKey.open(sealAdditional(log, nonce, bodyHash), bytes.slice(Layout.PREFIX, bodyAt))
                .flatMap(seal -> CanonicalReader.whole(
                        seal,
                        in -> new Entry(
                                log, nonce, Header.read(in), Slots.read(in, size), in.raw(Ed25519.SIGNATURE), body)))
                .filter(entry -> entry.header.bodyHash().equals(bodyHash));
    }

    static Aead sealKey(Secret headerKey, Bytes nonce) {
        return Aead.once(headerKey, Layout.SEAL_LABEL, nonce);
    }

    static Hash bodyHash(Bytes body) {
        return Hash.of("body", body);
    }

    static Hash binding(LogId log, Bytes nonce, Header header) {
        return Hash.of("binding", log.hash().value(), nonce, header.encoded());
    }

    static Bytes signedBytes(Hash binding, Hash slots) {
        return new CanonicalWriter()
                .text("parley/1/entry")
                .hash(binding)
                .hash(slots)
                .bytes();
    }

    static Bytes sealAdditional(LogId log, Bytes nonce, Hash bodyHash) {
        return new CanonicalWriter()
                .u8(Layout.VERSION)
                .hash(log.hash())
                .raw(nonce)
                .hash(bodyHash)
                .bytes();
    }

    static Bytes bodyAdditional(TableId table, RoomId room, int epoch, PrincipalId author, int incarnation, long seq) {
        return new CanonicalWriter()
                .hash(table.hash())
                .hash(room.hash())
                .u32(epoch)
                .hash(author.hash())
                .u32(incarnation)
                .u64(seq)
                .bytes();
    }
}
