package parley.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.protocol.port.SignedHead;
import parley.protocol.testing.GoldenFile;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;
import parley.protocol.testing.Strictness;

/** A relay's fault as a file: what proves it, what doesn't, and what isn't one (protocol.md, "Relay fault"). */
class RelayFaultTest {
    private final long seed = Seeds.next();
    private final Samples draw = new Samples(seed);
    private final Ed25519.Pair relay = Ed25519.generate(draw.randomness());
    private final LogId log = new LogId(draw.hash());

    private SignedHead signed(LogId of, Head head) {
        Bytes bytes = SignedHead.signedBytes(SignedHead.leaf(of, head));
        return new SignedHead(of, head, 0, List.of(), Ed25519.sign(relay.seed(), bytes));
    }

    private SignedHead signed(Head head) {
        return signed(log, head);
    }

    private Head head(long position) {
        return new Head(position, draw.hash());
    }

    private boolean proves(SignedHead one, SignedHead other, Hash instead, List<Hash> between) {
        return new RelayFault(relay.publicKey(), one, other, instead, between).holds();
    }

    /** One history has {@code other} at place 7 and goes on by these entries. */
    private record Branch(Head at, List<Hash> entries, Head end) {}

    private Branch branch() {
        Head at = head(7);
        List<Hash> entries = List.of(draw.hash(), draw.hash(), draw.hash());
        Head end = at;
        for (Hash entry : entries) {
            end = end.next(entry);
        }
        return new Branch(at, entries, end);
    }

    @Test
    void twoHeadsForOnePlaceProveIt() {
        assertThat(RelayFault.of(relay.publicKey(), signed(head(7)), signed(head(7)))
                        .holds())
                .isTrue();
    }

    @Test
    void aLaterHeadProvesItByTheEntriesThatLeadToIt() {
        Branch branch = branch();
        assertThat(proves(signed(head(7)), signed(branch.end()), branch.at().hash(), branch.entries()))
                .isTrue();
    }

    @Test
    void nothingElseProvesAnything() {
        Branch branch = branch();
        SignedHead one = signed(head(7));
        SignedHead other = signed(branch.end());
        Hash instead = branch.at().hash();
        assertThat(proves(one, one, one.head().hash(), List.of()))
                .as("one head twice")
                .isFalse();
        assertThat(proves(signed(branch.at()), other, instead, branch.entries()))
                .as("one history")
                .isFalse();
        assertThat(proves(signed(new LogId(draw.hash()), one.head()), other, instead, branch.entries()))
                .as("two logs")
                .isFalse();
        assertThat(proves(signed(head(6)), other, instead, branch.entries()))
                .as("another place")
                .isFalse();
        assertThat(proves(one, other, draw.hash(), branch.entries()))
                .as("a hash that leads elsewhere")
                .isFalse();
        assertThat(proves(one, other, instead, branch.entries().reversed()))
                .as("entries in another order")
                .isFalse();
        assertThat(proves(one, other, instead, branch.entries().subList(0, 2)))
                .as("an entry too few")
                .isFalse();
        assertThat(new RelayFault(draw.bytes(32), one, other, instead, branch.entries()).holds())
                .as("another relay")
                .isFalse();
        SignedHead unsigned = new SignedHead(log, head(7), 0, List.of(), one.signature());
        assertThat(proves(unsigned, other, instead, branch.entries()))
                .as("a head that nobody signed")
                .isFalse();
    }

    @Test
    void placesAsFarApartAsNumbersGoAreNoProofAndNoFault() {
        for (long place : new long[] {0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
            for (long further : new long[] {0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
                RelayFault fault = new RelayFault(
                        relay.publicKey(),
                        signed(head(place)),
                        signed(head(further)),
                        draw.hash(),
                        List.of(draw.hash()));
                assertThat(RelayFault.ofFile(fault.file())).contains(fault);
                assertThat(fault.holds()).isFalse();
            }
        }
    }

    @Test
    void aFileIsReadWholeOrNotAtAll() {
        Branch branch = branch();
        RelayFault fault = new RelayFault(
                relay.publicKey(),
                draw.signedHead(),
                signed(branch.end()),
                branch.at().hash(),
                branch.entries());
        assertThat(RelayFault.ofFile(fault.file())).contains(fault);
        Strictness.ofSealed("relay fault", fault.file(), RelayFault::ofFile, seed);
    }

    /** Whoever makes a file can make its check, too: what is behind it must be as strict. */
    @Test
    void behindAGoodCheckThereIsOneEncodingOnly() {
        RelayFault fault = RelayFault.of(relay.publicKey(), draw.signedHead(), signed(head(7)));
        Bytes heading = Bytes.utf8("parley relay fault\n");
        Bytes content = fault.file().slice(heading.size(), fault.file().size() - Hash.SIZE);
        Strictness.ofPlain(
                "content of a relay fault",
                content,
                changed -> RelayFault.ofFile(Bytes.concat(
                                heading,
                                changed,
                                Hash.of("relay-fault", changed).value()))
                        .map(read ->
                                read.file().slice(heading.size(), read.file().size() - Hash.SIZE)),
                seed);
    }

    @Test
    void theLongestFileIsReadAndALongerOneIsNot() {
        List<Hash> path = new ArrayList<>();
        for (int i = 0; i < SignedHead.MOST_PATH; i++) {
            path.add(draw.hash());
        }
        SignedHead deep = new SignedHead(log, head(7), 5, path, draw.bytes(64));
        List<Hash> between = new ArrayList<>();
        for (int i = 0; i < RelayFault.MOST_BETWEEN; i++) {
            between.add(draw.hash());
        }
        RelayFault longest = new RelayFault(relay.publicKey(), deep, deep, draw.hash(), between);
        assertThat(longest.file().size()).isLessThanOrEqualTo(RelayFault.MOST_FILE_BYTES);
        assertThat(RelayFault.ofFile(longest.file())).contains(longest);

        CanonicalWriter content = new CanonicalWriter().u8(1).raw(relay.publicKey());
        deep.write(content);
        deep.write(content);
        between.add(draw.hash());
        content.hash(draw.hash()).list(between, CanonicalWriter::hash);
        Bytes longer = Bytes.concat(
                Bytes.utf8("parley relay fault\n"),
                content.bytes(),
                Hash.of("relay-fault", content.bytes()).value());
        assertThat(RelayFault.ofFile(longer)).isEmpty();
    }

    @Test
    void theFormatStaysAsItIs() {
        Samples fixed = new Samples(7);
        RelayFault fault = new RelayFault(
                fixed.bytes(32), fixed.signedHead(), fixed.signedHead(), fixed.hash(), List.of(fixed.hash()));
        GoldenFile.check("relay-fault.txt", Map.of("file", fault.file()));
    }
}
