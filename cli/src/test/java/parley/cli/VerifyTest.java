package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Randomness;
import parley.protocol.crypto.Ed25519;
import parley.protocol.crypto.RelayFault;
import parley.protocol.port.SignedHead;
import picocli.CommandLine;

/** {@code parley verify} over the proof of a relay's fault: 0 proven, 1 not, 2 no such file. */
class VerifyTest {
    @TempDir
    private Path dir;

    private final Ed25519.Pair relay = Ed25519.generate(Randomness.system());
    private final LogId log = new LogId(Hash.of("a log"));
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private SignedHead head(String history) {
        Head head = new Head(7, Hash.of(history));
        Bytes signed = SignedHead.signedBytes(SignedHead.leaf(log, head));
        return new SignedHead(log, head, 0, List.of(), Ed25519.sign(relay.seed(), signed));
    }

    private int verify(Bytes file, String... options) throws IOException {
        Path path = dir.resolve("relay-fault.parley");
        Files.write(path, file.toArray());
        CommandLine command = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] words = new String[options.length + 2];
        words[0] = "verify";
        words[1] = path.toString();
        System.arraycopy(options, 0, words, 2, options.length);
        return Main.execute(command, words);
    }

    @Test
    void twoHistoriesOfOneRelayAreProven() throws IOException {
        RelayFault fault = RelayFault.of(relay.publicKey(), head("one"), head("other"));
        assertThat(verify(fault.file())).isZero();
        assertThat(out.toString())
                .contains("signed two histories")
                .contains(relay.publicKey().toHex())
                .contains(log.hash().toHex());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void oneHistoryIsACleanNo() throws IOException {
        RelayFault fault = RelayFault.of(relay.publicKey(), head("one"), head("one"));
        assertThat(verify(fault.file())).isEqualTo(1);
        assertThat(out.toString()).contains("PROVES NO FAULT");
    }

    @Test
    void asJson() throws IOException {
        RelayFault fault = RelayFault.of(relay.publicKey(), head("one"), head("other"));
        assertThat(verify(fault.file(), "--json")).isZero();
        assertThat(out.toString().strip())
                .isEqualTo(("{\"proven\":true,\"relayKey\":\"%s\",\"log\":\"%s\",\"position\":7,"
                                + "\"one\":\"%s\",\"other\":\"%s\"}")
                        .formatted(
                                relay.publicKey().toHex(),
                                log.hash().toHex(),
                                Hash.of("one").toHex(),
                                Hash.of("other").toHex()));
    }

    @Test
    void aDamagedFileAndAnythingElseIsNoSuchFile() throws IOException {
        byte[] file = RelayFault.of(relay.publicKey(), head("one"), head("other"))
                .file()
                .toArray();
        file[60] ^= 1;
        assertThat(verify(Bytes.wrap(file))).isEqualTo(2);
        assertThat(verify(Bytes.utf8("parley relay fault\n"))).isEqualTo(2);
        assertThat(verify(Bytes.utf8("Dear Sir"))).isEqualTo(2);
        assertThat(verify(Bytes.EMPTY)).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(4).allMatch(line -> line.contains("neither a signed statement"));
        assertThat(out.toString()).isEmpty();
    }
}
