package parley.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import parley.base.Randomness;
import parley.node.vault.ForcedFolder;

/** Files that commands write and read: new ones only, for their owner only; read up to a limit. */
public final class OwnerFiles {
    /** Of chance in the name of a file that is being written. */
    private static final int NAME_BYTES = 4;

    private OwnerFiles() {}

    /**
     * Writes a file that didn't exist, whole and surviving power loss, or not at all. What is written lies beside it under
     * another name until it is whole; a crash may leave that behind, and the next attempt isn't hindered by it.
     */
    public static void writeNew(Path file, byte[] content) throws IOException {
        var unused = writeNew(file, new ByteArrayInputStream(content));
    }

    /**
     * The same, of all that a stream gives.
     *
     * @return how many bytes
     */
    public static long writeNew(Path file, InputStream content) throws IOException {
        return writeNew(file, content, ForcedFolder::force);
    }

    static long writeNew(Path file, InputStream content, ForcedFolder.Force force) throws IOException {
        mustBeNew(file);
        long bytes;
        Path making = file.resolveSibling(
                file.getFileName() + "." + Randomness.system().bytes(NAME_BYTES).toHex() + ".part");
        try {
            try (OutputStream out = create(making)) {
                bytes = content.transferTo(out);
            }
            try (FileChannel written = FileChannel.open(making, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(making, file);
            named(file, force);
            return bytes;
        } catch (FileAlreadyExistsException e) {
            throw taken(file);
        } finally {
            Files.deleteIfExists(making);
        }
    }

    /** What is said not to be there must not hinder the next attempt. */
    private static void named(Path file, ForcedFolder.Force force) throws IOException {
        try {
            force.folderOf(file);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Asked before something is made that would be lost if its file could not be written. */
    public static void mustBeNew(Path file) {
        if (Files.exists(file)) {
            throw taken(file);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw noFolder(file);
        }
        if (!Files.isWritable(folder)) {
            throw Stop.bad("nothing can be written into " + folder);
        }
    }

    /** A folder, or nothing at all, can't be read as a file. */
    public static void mustBeFile(Path file) {
        if (Files.isDirectory(file)) {
            throw Stop.bad(file + " is a folder, not a file");
        }
        if (!Files.isRegularFile(file)) {
            throw Stop.bad("there is no file " + file);
        }
    }

    private static Stop taken(Path file) {
        return Files.isDirectory(file)
                ? Stop.bad(file + " is a folder; name a file in it")
                : Stop.bad("there is a file " + file + " already; nothing was written");
    }

    private static Stop noFolder(Path file) {
        return Stop.bad("there is no folder for " + file);
    }

    public static OutputStream create(Path file) throws IOException {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
        } catch (FileAlreadyExistsException e) {
            throw taken(file);
        } catch (NoSuchFileException e) {
            throw noFolder(file);
        }
        return Files.newOutputStream(file, StandardOpenOption.WRITE);
    }

    /** @param most bytes; a larger file is refused unread */
    public static byte[] read(Path file, long most) throws IOException {
        mustBeFile(file);
        if (Files.size(file) > most) {
            throw Stop.bad(file + " is larger than " + most + " bytes");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readAllBytes();
        }
    }

    /** Words that people typed into a file. */
    static String text(Path file, long most) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(read(file, most)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Stop.bad(file + " is not text in UTF-8");
        }
    }
}
