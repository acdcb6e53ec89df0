package parley.protocol.port;

import java.util.List;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Malformed;

/**
 * A relay's signed word that a log's chain has this hash at this position. Two of them for one (log, position) with
 * different hashes prove the relay's fault to anyone. No instant is signed.
 *
 * <p>The relay signs many heads at once: the signature is over the root of a Merkle tree whose leaf is
 * {@code H("relay-head", log, position, hash)}; {@code path} leads from the leaf to the root by
 * {@code H("relay-node", left, right)}, bit i of {@code index} telling whether the i-th sibling stands left (1) or right.
 * Signed bytes: {@code H("relay-root", root)}.
 *
 * @param index place of the leaf, below 2^path.size()
 * @param path siblings from leaf to root, at most {@link #MOST_PATH}
 * @param signature Ed25519 by the relay's key, 64 bytes
 */
public record SignedHead(LogId log, Head head, int index, List<Hash> path, Bytes signature) {
    /** 2^16 heads in one group commit are far beyond what one fsync carries. */
    public static final int MOST_PATH = 16;

    public SignedHead {
        path = List.copyOf(path);
    }

    public static Hash leaf(LogId log, Head head) {
        return Hash.of(
                "relay-head",
                log.hash().value(),
                Hash.number(head.position()),
                head.hash().value());
    }

    public static Hash node(Hash left, Hash right) {
        return Hash.of("relay-node", left.value(), right.value());
    }

    public static Bytes signedBytes(Hash root) {
        return Hash.of("relay-root", root.value()).value();
    }

    /** The root that the path leads to. */
    public Hash root() {
        Hash at = leaf(log, head);
        for (int i = 0; i < path.size(); i++) {
            Hash sibling = path.get(i);
            at = ((index >>> i) & 1) == 1 ? node(sibling, at) : node(at, sibling);
        }
        return at;
    }

    public void write(CanonicalWriter out) {
        out.hash(log.hash())
                .head(head)
                .u32(index)
                .list(path, CanonicalWriter::hash)
                .raw(signature);
    }

    public static SignedHead read(CanonicalReader in) throws Malformed {
        LogId log = new LogId(in.hash());
        Head head = in.head();
        int index = in.u32();
        List<Hash> path = in.list(MOST_PATH, CanonicalReader::hash);
        if ((long) index >= 1L << path.size()) {
            throw new Malformed("a leaf beyond its tree");
        }
        return new SignedHead(log, head, index, path, in.raw(64));
    }
}
