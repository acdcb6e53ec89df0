package parley.node.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.base.Secret;

/**
 * How a command finds a running node: address and token in a file of the data folder that only its owner can read.
 *
 * <p>Guarantees that the file never exists with wider permissions, and that what is read back is an address on loopback.
 * After a crash the file remains, and its address answers no more or not with this token's node: {@link parley.node.RunningNode} asks who
 * holds the folder.
 *
 * @param address {@code http://127.0.0.1:port}
 * @param token in hexadecimal digits
 */
public record ApiAccess(String address, Secret token) {
    /** Its name in the data folder. */
    public static final String FILE = "api";

    private static final int MOST_BYTES = 256;
    private static final Pattern FORM = Pattern.compile("(http://127\\.0\\.0\\.1:[0-9]{1,5})\n([0-9a-f]{64})\n");

    public static ApiAccess of(String address, ApiToken token) {
        return new ApiAccess(address, token.reveal());
    }

    /** Writes the file, in place of an earlier one. */
    public void write(Path dataFolder) throws IOException {
        Path target = dataFolder.resolve(FILE);
        Path fresh = dataFolder.resolve(FILE + ".new");
        Files.deleteIfExists(fresh);
        createForOwner(fresh);
        Files.writeString(
                fresh,
                address + "\n" + new String(token.reveal(), StandardCharsets.US_ASCII) + "\n",
                StandardOpenOption.WRITE);
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What the file says; empty when there is none or it isn't what {@link #write} writes. */
    public static Optional<ApiAccess> read(Path dataFolder) throws IOException {
        Path file = dataFolder.resolve(FILE);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_BYTES) {
            return Optional.empty();
        }
        try {
            Matcher match = FORM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            return match.matches()
                    ? Optional.of(new ApiAccess(
                            match.group(1), Secret.wrap(match.group(2).getBytes(StandardCharsets.US_ASCII))))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Takes the file away when the node stops. */
    public static void remove(Path dataFolder) throws IOException {
        Files.deleteIfExists(dataFolder.resolve(FILE));
    }

    private static void createForOwner(Path file) throws IOException {
        Set<String> views = file.getFileSystem().supportedFileAttributeViews();
        if (views.contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            // Where there are no such permissions, the data folder's own access list is what protects it.
            Files.createFile(file);
        }
    }
}
