package parley.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a file is found wherever it stands; what doesn't is not. */
final class RelaySearchTest {
    private static final String TEXT = "از میزبانی عمان سپاسگزاریم. Annex 3";
    private static final int PAGE = 4096;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aTextIsFoundInEachEncodingAtBeginningAndEndAndAlone(String name) throws IOException {
        byte[] text = TEXT.getBytes(Charset.forName(name));

        for (byte[] content : new byte[][] {text, joined(text, noise(PAGE)), joined(noise(PAGE), text)}) {
            assertThat(found(content)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aTextIsFoundAtEveryPlaceAcrossTheEndOfAPage(String name) throws IOException {
        byte[] text = TEXT.getBytes(Charset.forName(name));
        for (int pages = 1; pages <= 2; pages++) {
            int edge = pages * PAGE;
            for (int at = edge - text.length - 1; at <= edge + 1; at++) {
                byte[] content = noise(3 * PAGE);
                System.arraycopy(text, 0, content, at, text.length);
                assertThat(found(content)).as("at %d", at).isEqualTo(1);
            }
        }
    }

    @Test
    void whatIsNotThereIsNotFound() throws IOException {
        byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);

        assertThat(found(new byte[0])).isZero();
        assertThat(found(noise(1 << 20))).isZero();
        assertThat(found(Arrays.copyOf(text, text.length - 1))).isZero();
        assertThat(found(Arrays.copyOfRange(text, 1, text.length))).isZero();
        byte[] oneOff = text.clone();
        for (int i = 0; i < text.length; i++) {
            oneOff[i] ^= 1;
            assertThat(found(oneOff)).as("differs at %d", i).isZero();
            oneOff[i] ^= 1;
        }
    }

    @Test
    void whatBeginsAnewInsideItselfIsFound() throws IOException {
        assertThat(found("aabaabaaab", "aabaaa")).isEqualTo(1);
        assertThat(found("aaaaaaabaaaaaa", "aaaaab", "abaaaa", "baaaaaa", "aaaaaaaa"))
                .isEqualTo(3);
        assertThat(found("abababababac", "ababac", "bababa", "bababb")).isEqualTo(2);
    }

    @Test
    void oneThatStandsInsideAnotherOrBehindItIsFoundToo() throws IOException {
        assertThat(found("Project Gazelle", "Project Gazelle", "Project", "Gazelle", "ject Gaz"))
                .isEqualTo(4);
        assertThat(found("MuscatMuscat track", "Muscat track", "MuscatMuscat")).isEqualTo(2);
    }

    /** A slow search that nobody doubts, over bytes of so few kinds that almost everything nearly fits. */
    @Test
    void itFindsWhatAPlainSearchFinds() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            byte[] content = few(random, random.nextInt(60));
            byte[] pattern = few(random, RelaySearch.LEAST_PATTERN_BYTES + random.nextInt(4));
            RelaySearch search = new RelaySearch();
            search.bytes(pattern);
            assertThat(in(search, content).found())
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(plainly(content, pattern) ? 1 : 0);
        }
    }

    @Test
    void bytesOfEveryValueAreFound() throws IOException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        RelaySearch search = new RelaySearch();
        search.bytes(all);
        search.bytes(Arrays.copyOfRange(all, 250, 256));

        assertThat(in(search, joined(noise(100), all)).found()).isEqualTo(2);
    }

    @Test
    void whatIsTooShortToMeanAnythingIsLeftOut() throws IOException {
        RelaySearch search = new RelaySearch();
        search.text("Oman"); // four bytes in UTF-8, eight in the others
        assertThat(search.patterns()).isEqualTo(2);
        search.bytes("12345".getBytes(StandardCharsets.US_ASCII));
        assertThat(search.patterns()).isEqualTo(2);
        search.bytes("123456".getBytes(StandardCharsets.US_ASCII));
        assertThat(search.patterns()).isEqualTo(3);

        assertThat(in(search, "Oman 12345".getBytes(StandardCharsets.UTF_8)).found())
                .isZero();
    }

    @Test
    void everyFileOfEveryFolderIsSearchedAndNothingAcrossTwo() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("logs/.epoch/3"));
        byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
        RelaySearch search = new RelaySearch();
        search.text(TEXT);
        Files.write(folder.resolve("a"), Arrays.copyOf(text, 10));
        Files.write(folder.resolve("b"), Arrays.copyOfRange(text, 10, text.length));
        Files.createFile(deep.resolve("empty"));

        assertThat(search.in(folder)).isEqualTo(new RelaySearch.Found(text.length, 3, 0));

        Files.write(deep.resolve("entries"), joined(noise(10), text));
        Files.write(folder.resolve("again"), text);

        assertThat(search.in(folder)).isEqualTo(new RelaySearch.Found(3L * text.length + 10, 5, 1));
    }

    private int found(byte[] content) throws IOException {
        RelaySearch search = new RelaySearch();
        search.text(TEXT);
        return in(search, content).found();
    }

    private int found(String content, String... patterns) throws IOException {
        RelaySearch search = new RelaySearch();
        for (String pattern : patterns) {
            search.bytes(pattern.getBytes(StandardCharsets.US_ASCII));
        }
        return in(search, content.getBytes(StandardCharsets.US_ASCII)).found();
    }

    private RelaySearch.Found in(RelaySearch search, byte[] content) throws IOException {
        Files.write(folder.resolve("entries"), content);
        return search.in(folder);
    }

    private static boolean plainly(byte[] content, byte[] pattern) {
        for (int at = 0; at + pattern.length <= content.length; at++) {
            if (Arrays.equals(content, at, at + pattern.length, pattern, 0, pattern.length)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] few(Random random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (random.nextBoolean() ? 0x80 : 0x7f);
        }
        return bytes;
    }

    /** The same in every run. */
    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(one);
        both.writeBytes(other);
        return both.toByteArray();
    }
}
