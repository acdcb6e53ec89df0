package parley.cli.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.Hash;

/**
 * Every file of a release with its SHA-256, in the format of {@code sha256sum}, so that a stranger can check a folder
 * without trusting Parley to check itself.
 *
 * @param sums relative path with {@code /} between folders, to 64 hexadecimal digits
 */
public record Listing(SortedMap<String, String> sums) {
    public static final String FILE = "SHA256SUMS";
    public static final String SIGNATURES = "SHA256SUMS.signatures";

    /** A release has some hundred files; the bound keeps a hostile list from filling memory. */
    public static final int MOST_FILES = 10_000;

    static final int MOST_BYTES = 4 << 20;

    /** Plain names only: nothing that a terminal, a shell or {@code sha256sum} reads in a way of its own. */
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) {2}((?:[A-Za-z0-9_.@+-]+/)*[A-Za-z0-9_.@+-]+)");

    private static final int BUFFER = 64 << 10;

    public Listing {
        sums = Collections.unmodifiableSortedMap(new TreeMap<>(sums));
    }

    /** The list of what a folder holds, its own list and signatures left out. Links and odd names have no place in it. */
    public static Listing of(Path folder) throws IOException {
        SortedMap<String, String> sums = new TreeMap<>();
        for (String name : files(folder)) {
            Path file = folder.resolve(name);
            if (!LINE.matcher("0".repeat(64) + "  " + name).matches()
                    || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("a release can't hold " + name.replaceAll("[^ -~]", "?"));
            }
            sums.put(name, sum(file));
        }
        return new Listing(sums);
    }

    /** Empty when this is no list of a release: each line in its form, each path once, in order, inside the folder. */
    public static Optional<Listing> parse(Bytes content) {
        SortedMap<String, String> sums = new TreeMap<>();
        String text = content.asUtf8();
        if (content.size() > MOST_BYTES || !text.endsWith("\n")) {
            return Optional.empty();
        }
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches() || sums.size() == MOST_FILES || climbs(parts.group(2))) {
                return Optional.empty();
            }
            String path = parts.group(2);
            if (!sums.isEmpty() && sums.lastKey().compareTo(path) >= 0) {
                return Optional.empty();
            }
            sums.put(path, parts.group(1));
        }
        return Optional.of(new Listing(sums));
    }

    private static boolean climbs(String path) {
        return Stream.of(path.split("/")).anyMatch(part -> part.equals(".") || part.equals(".."));
    }

    public Bytes text() {
        StringBuilder out = new StringBuilder();
        for (Map.Entry<String, String> file : sums.entrySet()) {
            out.append(file.getValue()).append("  ").append(file.getKey()).append('\n');
        }
        return Bytes.utf8(out.toString());
    }

    /** Names the release: what signers sign, and what two people who built it compare. */
    public Hash name() {
        return Hash.of("release", text());
    }

    /** What differs between a folder and this list: {@code changed}, {@code missing} and {@code added} paths. */
    public SortedMap<String, Difference> differences(Path folder) throws IOException {
        SortedMap<String, Difference> found = new TreeMap<>();
        for (Map.Entry<String, String> listed : sums.entrySet()) {
            Path file = folder.resolve(listed.getKey());
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                found.put(listed.getKey(), Difference.MISSING);
            } else if (!sum(file).equals(listed.getValue())) {
                found.put(listed.getKey(), Difference.CHANGED);
            }
        }
        for (String name : files(folder)) {
            if (!sums.containsKey(name) && !MadeHere.is(name)) {
                found.put(name, Difference.ADDED);
            }
        }
        return found;
    }

    /** How a file of a folder stands to the list. */
    public enum Difference {
        CHANGED,
        MISSING,
        ADDED
    }

    private static Iterable<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.equals(FILE) && !name.equals(SIGNATURES))
                    .sorted()
                    .limit(2L * MOST_FILES)
                    .toList();
        }
    }

    private static String sum(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
