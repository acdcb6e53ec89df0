package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import parley.node.desk.Line;
import parley.node.desk.RoomRef;
import parley.node.engine.PutBackRelay;
import parley.node.engine.TestNode;
import parley.node.engine.TestTable;
import parley.talks.room.RoomEvent;
import picocli.CommandLine;

/** What commands say of a talk that real nodes held over a real relay: each opens the vault that a node left, as a person would have it. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class FromVaultTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void theProofThatANodeHoldsOfItsRelaysFaultIsConfirmedAndAChangedOneIsNot() throws Exception {
        String key;
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            RoomRef room = talks.caucus(oman, iran);
            iran.say(room, "Before");
            oman.awaitText(room, "Before");
            PutBackRelay.under(folder, talks, room, oman, iran);
            key = talks.relay().key().toHex();
        }
        Path proof = folder.resolve("proof");

        assertThat(atOman("relay-fault", "Caucus", "--out", proof.toString())).isZero();
        assertThat(run("verify", proof.toString())).isZero();
        assertThat(out.toString()).contains("signed two histories").contains(key);

        byte[] file = Files.readAllBytes(proof);
        for (int at : List.of(0, file.length / 2, file.length - 1)) {
            byte[] changed = file.clone();
            changed[at] ^= 1;
            Path other = folder.resolve("changed at " + at);
            Files.write(other, changed);
            out.getBuffer().setLength(0);
            assertThat(run("verify", other.toString())).as(other.toString()).isNotZero();
            assertThat(out.toString()).doesNotContain("signed two histories");
        }
    }

    @Test
    void whatALaterVersionSaidIsReadAsSuchAmongWhatThisOneKnows() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            RoomRef room = talks.caucus(oman, iran);
            iran.sealOfLaterVersion(room);
            oman.awaitTrue("it", _ -> !oman.lines(room, Line.Unknown.class).isEmpty());
            iran.say(room, "Something new.");
            oman.awaitText(room, "Something new.");
        }

        assertThat(atOman("read", "Caucus")).isZero();
        assertThat(out.toString())
                .contains("Iran: (an entry of version " + (RoomEvent.VERSION + 1) + ", which this node doesn't know)")
                .contains("Something new.");
    }

    private int atOman(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", folder.resolve("oman").toString(), "--passphrase-fd", "0"));
        return run(all.toArray(String[]::new));
    }

    private int run(String... words) {
        StringWriter err = new StringWriter();
        CommandLine command =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((TestNode.PASSPHRASE + "\n").getBytes(StandardCharsets.UTF_8)));
        try {
            return Main.execute(command, words);
        } finally {
            System.setIn(before);
            out.append(err.toString());
        }
    }
}
