package parley.base.attack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Loads Parley's classes and their tests anew, weakened; libraries come from the loader above.
 *
 * <p>Used for one run of one test.
 */
final class WeakenedLoader extends ClassLoader {
    private static final String OURS = "parley.";

    /** What our pages were compiled to. */
    private static final String PAGES = "gg.jte.generated.";

    /** The harness itself, which must be one and the same. */
    private static final String HARNESS = WeakenedLoader.class.getPackageName() + ".";

    private final List<Taken> taken;
    private final Set<Weakening> done = new HashSet<>();

    private record Taken(Weakening weakening, Passage passage) {}

    WeakenedLoader(ClassLoader parent, List<Weakening> weakenings) throws IOException {
        super(parent);
        List<Taken> all = new ArrayList<>();
        for (Weakening weakening : weakenings) {
            all.add(new Taken(weakening, Passage.of(weakening)));
        }
        taken = List.copyOf(all);
    }

    /** Which of the weakenings were in classes that the run needed. */
    Set<Weakening> done() {
        synchronized (done) {
            return Set.copyOf(done);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(HARNESS) || !(name.startsWith(OURS) || name.startsWith(PAGES))) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = bytes(name);
        for (Taken one : taken) {
            String inPackage = one.passage().binaryPackage().replace('/', '.') + ".";
            if (name.startsWith(inPackage) && name.indexOf('.', inPackage.length()) < 0) {
                Optional<byte[]> weakened = new Weakener(one.weakening(), one.passage(), getParent()).weaken(bytes);
                if (weakened.isPresent()) {
                    bytes = weakened.get();
                    synchronized (done) {
                        done.add(one.weakening());
                    }
                }
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] bytes(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
