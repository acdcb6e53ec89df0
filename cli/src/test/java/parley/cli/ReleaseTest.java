package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.Hash;
import parley.cli.release.Listing;
import parley.cli.release.Signatures;

/** {@code parley release} and {@code parley verify --release}: what a folder of a release can and can't hide. */
class ReleaseTest {
    private static final String NOTHING = "0000000000000000000000000000000000000000000000000000000000000000";
    private static final String TWO_IN_WRONG_ORDER = NOTHING + "  b\n" + NOTHING + "  a\n";
    private static final String ONE_TWICE = NOTHING + "  a\n" + NOTHING + "  a\n";

    @TempDir
    private Path dir;

    private Path folder;
    private String said = "";
    private String complained = "";

    @BeforeEach
    void aRelease() throws IOException {
        folder = Files.createDirectories(dir.resolve("parley-1"));
        Files.createDirectories(folder.resolve("cli/target/parley/lib"));
        Files.writeString(folder.resolve("parley"), "#!/bin/sh\n");
        Files.writeString(folder.resolve("cli/target/parley/lib/parley-cli.jar"), "a jar");
        Files.writeString(folder.resolve("cli/target/parley/lib/other-1.0.jar"), "another jar");
        assertThat(run("release", "list", folder.toString())).isZero();
    }

    private int run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.execute(Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)), words);
        said = out.toString();
        complained = err.toString();
        return code;
    }

    private int verify(String... options) {
        List<String> words = new ArrayList<>(List.of("verify", "--release", folder.toString()));
        words.addAll(List.of(options));
        return run(words.toArray(String[]::new));
    }

    private String signer(String name) {
        assertThat(run("release", "key", dir.resolve(name).toString())).isZero();
        String key = said.strip();
        assertThat(run(
                        "release",
                        "sign",
                        folder.toString(),
                        "--key",
                        dir.resolve(name).toString()))
                .isZero();
        return key;
    }

    @Test
    void aFolderThatIsWhatItsListSaysIsConfirmedAndNamed() {
        assertThat(verify()).isZero();
        assertThat(said).contains("All 3 files").contains("Nobody signed it");
    }

    @Test
    void theListIsWhatSha256sumReads() throws IOException {
        assertThat(Files.readString(folder.resolve("SHA256SUMS")).lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).matches("[0-9a-f]{64} {2}\\S+"))
                .isSortedAccordingTo((one, other) -> one.substring(66).compareTo(other.substring(66)));
    }

    @Test
    void oneChangedByteIsFound() throws IOException {
        Files.writeString(folder.resolve("cli/target/parley/lib/parley-cli.jar"), "b jar");

        assertThat(verify()).isEqualTo(1);
        assertThat(said).contains("changed: cli/target/parley/lib/parley-cli.jar");
    }

    @Test
    void aJarThatWasAddedIsFoundForTheJvmWouldLoadIt() throws IOException {
        Files.writeString(folder.resolve("cli/target/parley/lib/aaa.jar"), "evil");

        assertThat(verify()).isEqualTo(1);
        assertThat(said).contains("not on the list: cli/target/parley/lib/aaa.jar");
    }

    @Test
    void aFileThatIsGoneIsFound() throws IOException {
        Files.delete(folder.resolve("parley"));

        assertThat(verify("--json")).isEqualTo(1);
        assertThat(said).contains("\"holds\":false").contains("\"missing\":[\"parley\"]");
    }

    @Test
    void aLinkInPlaceOfAFileIsNotThatFile() throws IOException {
        Path jar = folder.resolve("cli/target/parley/lib/parley-cli.jar");
        Path elsewhere = Files.writeString(dir.resolve("elsewhere"), "a jar");
        Files.delete(jar);
        Files.createSymbolicLink(jar, elsewhere);

        assertThat(verify()).isEqualTo(1);
    }

    @Test
    void whatTheLauncherItselfMakesIsNoDifference() throws IOException {
        Files.writeString(folder.resolve("cli/target/parley/parley.aot"), "made at the first start");

        assertThat(verify()).isZero();
    }

    @Test
    void signersAreNamedAndThoseAskedForMustHaveSigned() {
        String one = signer("one.key");
        String two = signer("two.key");

        assertThat(verify("--signer", one, "--signer", two)).isZero();
        assertThat(said).contains("Signed by " + one).contains("Signed by " + two);
        assertThat(verify("--signer", "ab".repeat(32))).isEqualTo(1);
        assertThat(said).contains("NOT SIGNED BY abab");
    }

    @Test
    void aListMadeAnewAfterAChangeIsNotWhatTheSignerSigned() throws IOException {
        String key = signer("one.key");
        Files.writeString(folder.resolve("parley"), "#!/bin/sh\nevil\n");
        assertThat(run("release", "list", folder.toString())).isZero();

        assertThat(verify("--signer", key)).isEqualTo(1);
        assertThat(said).contains("NOT SIGNED BY " + key).contains("DOES NOT HOLD");
    }

    @Test
    void nobodySignsAFolderThatIsNotWhatItsListSays() throws IOException {
        Files.writeString(folder.resolve("parley"), "changed");
        assertThat(run("release", "key", dir.resolve("key").toString())).isZero();

        assertThat(run(
                        "release",
                        "sign",
                        folder.toString(),
                        "--key",
                        dir.resolve("key").toString()))
                .isEqualTo(1);
        assertThat(folder.resolve("SHA256SUMS.signatures")).doesNotExist();
    }

    @Test
    void aSignersKeyIsForItsOwnerOnlyAndNeverWrittenOver() throws IOException {
        Path key = dir.resolve("key");
        assertThat(run("release", "key", key.toString())).isZero();

        assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
        assertThat(said).doesNotContain(Files.readString(key).strip());
        assertThat(run("release", "key", key.toString())).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no list\n",
                "0000000000000000000000000000000000000000000000000000000000000000  ../outside\n",
                "0000000000000000000000000000000000000000000000000000000000000000  /etc/passwd\n",
                "0000000000000000000000000000000000000000000000000000000000000000  a/./b\n",
                "0000000000000000000000000000000000000000000000000000000000000000  a\u202eb\n",
                "0000000000000000000000000000000000000000000000000000000000000000  a",
                TWO_IN_WRONG_ORDER,
                ONE_TWICE,
            })
    void aListInAnyOtherFormIsNoRelease(String list) throws IOException {
        Files.writeString(folder.resolve("SHA256SUMS"), list);

        assertThat(verify()).isEqualTo(2);
        assertThat(complained.lines()).hasSize(1);
    }

    @Test
    void aHugeListIsRefusedUnread() throws IOException {
        Files.write(folder.resolve("SHA256SUMS"), new byte[5 << 20]);

        assertThat(verify()).isEqualTo(2);
    }

    @Test
    void aSignatureOfAnotherPurposeIsNoneOfARelease() throws IOException {
        Listing listing = Listing.parse(Bytes.wrap(Files.readAllBytes(folder.resolve("SHA256SUMS"))))
                .orElseThrow();

        assertThat(listing.name()).isEqualTo(Hash.of("release", listing.text()));
        assertThat(Signatures.parse(Bytes.utf8("x y\n"))).isEmpty();
    }
}
