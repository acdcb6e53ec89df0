package parley.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.protocol.port.SignedHead;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;

class RelaySignatureTest {
    private final Samples draw = new Samples(Seeds.next());
    private final Ed25519.Pair relay = Ed25519.generate(draw.randomness());

    /** Eight heads under one signature, as a relay signs a group commit. */
    private List<SignedHead> signed(List<LogId> logs, List<Head> heads) {
        List<Hash> level = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            level.add(SignedHead.leaf(logs.get(i), heads.get(i)));
        }
        List<List<Hash>> levels = new ArrayList<>();
        while (level.size() > 1) {
            levels.add(level);
            List<Hash> above = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                above.add(SignedHead.node(level.get(i), level.get(i + 1)));
            }
            level = above;
        }
        Bytes signature = Ed25519.sign(relay.seed(), SignedHead.signedBytes(level.getFirst()));
        List<SignedHead> signed = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<Hash> path = new ArrayList<>();
            for (int depth = 0; depth < levels.size(); depth++) {
                path.add(levels.get(depth).get((i >>> depth) ^ 1));
            }
            signed.add(new SignedHead(logs.get(i), heads.get(i), i, path, signature));
        }
        return signed;
    }

    private List<LogId> logs() {
        List<LogId> logs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            logs.add(new LogId(draw.hash()));
        }
        return logs;
    }

    private List<Head> heads() {
        List<Head> heads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            heads.add(new Head(i + 1, draw.hash()));
        }
        return heads;
    }

    @Test
    void everyHeadOfACommitHoldsAndNoChangedOneDoes() {
        for (SignedHead head : signed(logs(), heads())) {
            assertThat(RelaySignature.holds(head, relay.publicKey())).isTrue();
            assertThat(RelaySignature.holds(head, draw.bytes(32))).isFalse();
            Head further = new Head(head.head().position() + 1, head.head().hash());
            assertThat(holds(new LogId(draw.hash()), head.head(), head)).isFalse();
            assertThat(holds(head.log(), further, head)).isFalse();
            assertThat(holds(head.log(), new Head(head.head().position(), draw.hash()), head))
                    .isFalse();
        }
    }

    private boolean holds(LogId log, Head head, SignedHead like) {
        return RelaySignature.holds(
                new SignedHead(log, head, like.index(), like.path(), like.signature()), relay.publicKey());
    }
}
