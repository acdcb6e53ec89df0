package parley.node.crashdisk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.relay.store.DiskFile;
import parley.relay.store.DiskFull;

/** What {@link java.nio.file.Files} asks of {@link CrashFiles}; what the node never asks is refused. */
final class CrashProvider extends FileSystemProvider {
    private final CrashFiles files;

    CrashProvider(CrashFiles files) {
        this.files = files;
    }

    private static String name(Path path) {
        return ((CrashPath) path).name();
    }

    private boolean isFile(String name) {
        return files.disk().exists(name);
    }

    @Override
    public String getScheme() {
        return "crash";
    }

    /** A folder is opened only to be forced. */
    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        String name = name(path);
        if (files.isFolder(name)) {
            return new CrashChannel(new Folder(name));
        }
        boolean makes = options.contains(StandardOpenOption.CREATE);
        if (!isFile(name) && (!makes || !files.isFolder(CrashFiles.parent(name)))) {
            throw new NoSuchFileException(name);
        }
        return new CrashChannel(files.disk().open(name));
    }

    private final class Folder implements DiskFile {
        private final String name;

        Folder(String name) {
            this.name = name;
        }

        @Override
        public void force() throws IOException {
            files.forceFolder(name);
        }

        @Override
        public long size() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(long at, java.nio.ByteBuffer into) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(long at, java.nio.ByteBuffer from) throws DiskFull {
            throw new UnsupportedOperationException();
        }

        @Override
        public void truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // Nothing to free.
        }
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        List<Path> all =
                files.disk().list(name(folder)).stream().map(folder::resolve).toList();
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return all.iterator();
            }

            @Override
            public void close() {
                // Nothing to free.
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        if (files.isFolder(name(folder)) || isFile(name(folder))) {
            throw new FileAlreadyExistsException(name(folder));
        }
        files.makeFolder(name(folder));
    }

    @Override
    public void delete(Path path) throws IOException {
        if (!isFile(name(path))) {
            throw new NoSuchFileException(name(path));
        }
        files.disk().delete(name(path));
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        files.disk().rename(name(from), name(to));
    }

    @Override
    public boolean isSameFile(Path one, Path other) {
        return one.equals(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        if (!isFile(name(path)) && !files.isFolder(name(path))) {
            throw new NoSuchFileException(name(path));
        }
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        checkAccess(path);
        String name = name(path);
        return type.cast(
                new Attributes(files.isFolder(name), isFile(name) ? files.disk().size(name) : 0));
    }

    private record Attributes(boolean isDirectory, long size) implements BasicFileAttributes {
        private static final FileTime NEVER = FileTime.fromMillis(0);

        @Override
        public FileTime lastModifiedTime() {
            return NEVER;
        }

        @Override
        public FileTime lastAccessTime() {
            return NEVER;
        }

        @Override
        public FileTime creationTime() {
            return NEVER;
        }

        @Override
        public boolean isRegularFile() {
            return !isDirectory;
        }

        @Override
        public boolean isSymbolicLink() {
            return false;
        }

        @Override
        public boolean isOther() {
            return false;
        }

        @Override
        public @Nullable Object fileKey() {
            return null;
        }
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return files;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }
}
