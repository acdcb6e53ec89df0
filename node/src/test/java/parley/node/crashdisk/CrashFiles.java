package parley.node.crashdisk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import parley.relay.store.CrashDisk;

/**
 * The relay's simulated disk as a file system, so that code which knows only {@link Path} can lose power on it.
 *
 * <p>A folder that was made is a name in its parent: with power it goes, and all that lies in it, unless the parent was forced.
 */
public final class CrashFiles extends FileSystem {
    /** Everything lies below it; it stands whatever happens. */
    private static final String DATA = "data";

    private final CrashDisk disk;
    private final Set<String> folders;
    private final Set<String> durableFolders;
    private final FileSystemProvider provider = new CrashProvider(this);

    public CrashFiles() {
        this(new CrashDisk(), Set.of(DATA), Set.of(DATA));
    }

    private CrashFiles(CrashDisk disk, Set<String> folders, Set<String> durableFolders) {
        this.disk = disk;
        this.folders = new HashSet<>(folders);
        this.durableFolders = new HashSet<>(durableFolders);
    }

    /** Where a test begins. */
    public Path data() {
        return getPath(DATA);
    }

    /** The next force of a file fails. */
    public void nextForceFails() {
        disk.nextForceFails();
    }

    /** After a kill: the system still has everything. */
    public CrashFiles kill() {
        return new CrashFiles(disk.kill(), folders, durableFolders);
    }

    /** After a loss of power. */
    public CrashFiles crash(Random random) {
        Set<String> left = new HashSet<>(durableFolders);
        folders.stream().sorted().filter(one -> random.nextBoolean()).forEach(left::add);
        left.removeIf(folder -> !hasParents(folder, left));
        CrashDisk survived = disk.crash(random);
        for (String name : survived.all()) {
            if (!left.contains(parent(name))) {
                survived.remove(name);
            }
        }
        return new CrashFiles(survived, left, left);
    }

    private static boolean hasParents(String folder, Set<String> among) {
        return folder.equals(DATA) || (among.contains(parent(folder)) && hasParents(parent(folder), among));
    }

    static String parent(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    CrashDisk disk() {
        return disk;
    }

    boolean isFolder(String name) {
        return folders.contains(name);
    }

    void makeFolder(String name) {
        folders.add(name);
    }

    void forceFolder(String name) throws IOException {
        disk.forceFolder(name);
        folders.stream().filter(folder -> parent(folder).equals(name)).forEach(durableFolders::add);
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public Path getPath(String first, String... more) {
        String all = more.length == 0 ? first : first + "/" + String.join("/", more);
        return new CrashPath(
                this,
                Arrays.stream(all.split("/", -1))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    @Override
    public void close() {
        // There is nothing to free.
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(getPath(""));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
