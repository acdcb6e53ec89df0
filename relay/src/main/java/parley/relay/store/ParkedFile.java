package parley.relay.store;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.protocol.port.Relay;

/**
 * What stands in the file of one parked invitation. Version 2: {@code u8} 2, {@code u64} expiry in seconds, the hash of what the
 * file is called, when it expires and what it holds, {@code field} sealed bytes. So no bit of it changes unseen, and no file
 * passes for another.
 *
 * <p>Version 1 had no number; it began with the expiry, of which nothing stood under its hash: {@code u64} expiry, {@code parkedHash}
 * of the sealed bytes, {@code field} sealed bytes. Its first byte is zero for as long as an expiry has seven bytes.
 *
 * @param vouched whether a hash covers the expiry too
 */
record ParkedFile(Instant expires, Bytes sealed, boolean vouched) {
    private static final int VERSION = 2;

    /** Beside the sealed bytes: version, expiry, hash, length; version 1 took a byte less. */
    private static final int FRAME = 1 + Long.BYTES + Hash.SIZE + Integer.BYTES;

    static final int MOST_BYTES = Relay.MOST_PARKED_BYTES + FRAME;

    /** As far as it takes to see when such a file expires, if it is whole. */
    static final int FRONT = 1 + Long.BYTES;

    /** @param name of the file: the invitation's locator in hexadecimal digits */
    static Bytes bytes(String name, Instant expires, Bytes sealed) {
        long seconds = expires.getEpochSecond();
        return new CanonicalWriter()
                .u8(VERSION)
                .u64(seconds)
                .hash(hash(name, seconds, sealed))
                .field(sealed)
                .bytes();
    }

    private static Hash hash(String name, long expires, Bytes sealed) {
        return Hash.of("parked-file", Bytes.utf8(name), Hash.number(expires), sealed);
    }

    /** When a file that begins so says that it expires; empty where what is there has to be read whole to tell. */
    static OptionalLong expirySeconds(Bytes front) {
        CanonicalReader in = new CanonicalReader(front);
        try {
            return in.u8() == VERSION ? OptionalLong.of(in.u64()) : OptionalLong.empty();
        } catch (Malformed e) {
            return OptionalLong.empty();
        }
    }

    /** Empty when these are not the bytes that were written under that name. */
    static Optional<ParkedFile> read(String name, Bytes content) {
        try {
            CanonicalReader in = new CanonicalReader(content);
            boolean vouched = !content.isEmpty() && content.at(0) == VERSION;
            if (vouched) {
                in.u8();
            }
            long expires = in.u64();
            Hash hash = in.hash();
            Bytes sealed = in.field(Relay.MOST_PARKED_BYTES);
            in.end();
            if (expires > Instant.MAX.getEpochSecond()) {
                return Optional.empty();
            }
            Hash found = vouched ? hash(name, expires, sealed) : Relay.parkedHash(sealed);
            return found.equals(hash)
                    ? Optional.of(new ParkedFile(Instant.ofEpochSecond(expires), sealed, vouched))
                    : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }
}
