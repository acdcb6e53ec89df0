package parley.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Secret;
import parley.cli.Stop;

final class DemoFolderTest {
    @TempDir
    private Path root;

    private final List<String> told = new ArrayList<>();

    @Test
    void whatAPreparedDemoLeftIsFoundAgain() throws IOException {
        Secret before = left(true);

        try (DemoFolder again = open()) {
            assertThat(again.passphrase()).isEqualTo(before);
            assertThat(root.resolve("oman/vault.db")).exists();
            assertThat(told).isEmpty();
        }
    }

    @Test
    void whatADemoLeftThatWasNeverReadyIsMadeAnewAndNothingElseIsTouched() throws IOException {
        Secret before = left(false);
        Files.writeString(root.resolve("minutes.txt"), "the user's own");

        try (DemoFolder again = open()) {
            assertThat(again.passphrase()).isNotEqualTo(before);
            assertThat(root.resolve("oman")).doesNotExist();
            assertThat(root.resolve("oman.log")).doesNotExist();
            assertThat(root.resolve("minutes.txt")).hasContent("the user's own");
            assertThat(told).singleElement().asString().contains("beginning anew");
        }
    }

    @Test
    void aDemoKilledWhileItWroteItsPassphraseIsMadeAnewToo() throws IOException {
        Files.writeString(root.resolve("passphrase"), "");

        try (DemoFolder again = open()) {
            assertThat(again.passphrase().size()).isPositive();
        }
    }

    @Test
    void aFolderOfThatNameThatNoDemoMadeIsLeftAloneAndNeverDeletedLater() throws IOException {
        Files.createDirectories(root.resolve("iran"));
        Files.writeString(root.resolve("iran/history.txt"), "the user's own");

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(this::open).isInstanceOf(Stop.class).hasMessageContaining("iran is not of a demo");
        }
        assertThat(root.resolve("iran/history.txt")).hasContent("the user's own");
    }

    @Test
    void oneDemoAtATime() throws IOException {
        try (DemoFolder first = open()) {
            assertThatThrownBy(this::open).isInstanceOf(Stop.class).hasMessageContaining("another demo runs");
            assertThat(first.passphrase().size()).isPositive();
        }
        open().close();
    }

    @Test
    void aPreparedDemoThatWasKilledJustNowIsAwaited() throws IOException {
        left(true).close();
        int base = Integer.parseInt(Files.readString(root.resolve("ports")).strip());
        try (ServerSocket left = new ServerSocket(base, 1, InetAddress.getLoopbackAddress());
                DemoFolder again = DemoFolder.at(root, what -> {
                    told.add(what);
                    close(left);
                })) {
            assertThat(again.portBase(0)).isEqualTo(base);
            assertThat(told).singleElement().asString().contains("waiting until");
        }
    }

    @Test
    void aDemoThatFindsItsPortsTakenLeavesNoTemporaryFolderBehind() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path fresh = root.resolve("fresh");
            DemoFolder folder = DemoFolder.at(fresh, told::add);
            assertThatThrownBy(() -> Demo.freePorts(folder, true, other.getLocalPort()))
                    .isInstanceOf(Stop.class)
                    .hasMessageContaining("are in use");
            assertThat(fresh).doesNotExist();

            DemoFolder kept = open();
            assertThatThrownBy(() -> Demo.freePorts(kept, false, other.getLocalPort()))
                    .isInstanceOf(Stop.class);
            assertThat(root).exists();
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DemoFolder open() throws IOException {
        return DemoFolder.at(root, told::add);
    }

    /** What a demo leaves; returns its passphrase. */
    private Secret left(boolean prepared) throws IOException {
        try (DemoFolder folder = open()) {
            folder.portBase(0);
            Files.writeString(folder.of("oman").resolve("vault.db"), "sealed");
            Files.writeString(folder.log("oman"), "");
            if (prepared) {
                folder.markPrepared();
            }
            return folder.passphrase();
        }
    }
}
