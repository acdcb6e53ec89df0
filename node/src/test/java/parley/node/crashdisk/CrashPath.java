package parley.node.crashdisk;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A path of {@link CrashFiles}: names between slashes, always from the root. */
record CrashPath(CrashFiles files, List<String> names) implements Path {
    CrashPath {
        names = List.copyOf(names);
    }

    /** As the disk below calls it. */
    String name() {
        return String.join("/", names);
    }

    private CrashPath of(List<String> some) {
        return new CrashPath(files, some);
    }

    @Override
    public FileSystem getFileSystem() {
        return files;
    }

    @Override
    public boolean isAbsolute() {
        return true;
    }

    @Override
    public Path getRoot() {
        return of(List.of());
    }

    @Override
    public Path getFileName() {
        return of(names.subList(names.size() - 1, names.size()));
    }

    @Override
    public @Nullable Path getParent() {
        return names.isEmpty() ? null : of(names.subList(0, names.size() - 1));
    }

    @Override
    public int getNameCount() {
        return names.size();
    }

    @Override
    public Path getName(int index) {
        return of(names.subList(index, index + 1));
    }

    @Override
    public Path subpath(int from, int to) {
        return of(names.subList(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        List<String> those = ((CrashPath) other).names;
        return those.size() <= names.size() && names.subList(0, those.size()).equals(those);
    }

    @Override
    public boolean endsWith(Path other) {
        List<String> those = ((CrashPath) other).names;
        return those.size() <= names.size()
                && names.subList(names.size() - those.size(), names.size()).equals(those);
    }

    @Override
    public Path normalize() {
        return this;
    }

    @Override
    public Path resolve(Path other) {
        List<String> all = new java.util.ArrayList<>(names);
        all.addAll(((CrashPath) other).names);
        return of(all);
    }

    @Override
    public Path resolve(String other) {
        return resolve(files.getPath(other));
    }

    @Override
    public Path relativize(Path other) {
        return of(((CrashPath) other).names.subList(names.size(), other.getNameCount()));
    }

    @Override
    public URI toUri() {
        return URI.create("crash:/" + name());
    }

    @Override
    public Path toAbsolutePath() {
        return this;
    }

    @Override
    public Path toRealPath(LinkOption... options) {
        return this;
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return name().compareTo(((CrashPath) other).name());
    }

    @Override
    public String toString() {
        return "/" + name();
    }
}
