package parley.base.fuzz;

import parley.base.Bytes;

/** What Jazzer calls, by name, in a process of its own: one target, named by system properties. */
public final class Jazzed {
    static final String TARGETS = "parley.fuzz.targets";
    static final String NAME = "parley.fuzz.name";

    private static final Target TARGET = named(System.getProperty(TARGETS, ""), System.getProperty(NAME, ""));

    private Jazzed() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Trial.of(TARGET, Bytes.copyOf(input), TARGET.budget().watched());
    }

    private static Target named(String targets, String name) {
        try {
            Targets all = Class.forName(targets)
                    .asSubclass(Targets.class)
                    .getDeclaredConstructor()
                    .newInstance();
            return all.all().stream()
                    .filter(target -> target.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no targets: " + targets, e);
        }
    }
}
