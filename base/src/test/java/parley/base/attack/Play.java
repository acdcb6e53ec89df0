package parley.base.attack;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** One run of an attack's test, in a build with nothing or something taken out. */
final class Play {
    /** A weakened build may wait for what never comes; the slowest test takes seconds, on a machine with much else to do a minute. */
    private static final String PATIENCE = "180 s";

    /** Enough to see what a test found instead. */
    private static final int MOST_LINES = 6;

    private static final int MOST_TOLD = 3;

    private int passed;
    private int putAside;
    private final List<Throwable> failures = new ArrayList<>();
    private final Attack attack;

    private Play(Attack attack) {
        this.attack = attack;
    }

    /** Against the build as it is. */
    static Play real(Attack attack) throws IOException, ReflectiveOperationException {
        return run(attack, List.of());
    }

    /** @throws AssertionError when a weakening was in no class that the test needs */
    static Play weakened(Attack attack) throws IOException, ReflectiveOperationException {
        return run(attack, attack.weakenings());
    }

    private static Play run(Attack attack, List<Weakening> weakenings)
            throws IOException, ReflectiveOperationException {
        WeakenedLoader loader = new WeakenedLoader(Play.class.getClassLoader(), weakenings);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Play play = new Play(attack);
            Launcher launcher = LauncherFactory.create();
            launcher.execute(request(loader, attack), play.listener());
            for (Weakening weakening : weakenings) {
                if (!loader.done().contains(weakening)) {
                    throw new AssertionError("is in no class that " + attack.test() + " needs: " + weakening);
                }
            }
            return play;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static LauncherDiscoveryRequest request(ClassLoader loader, Attack attack)
            throws ReflectiveOperationException {
        Class<?> of = loader.loadClass(attack.testClass());
        Method method = method(of, attack);
        String parameters =
                Stream.of(method.getParameterTypes()).map(Class::getName).collect(Collectors.joining(", "));
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectMethod(of, method.getName(), parameters))
                .configurationParameter("junit.jupiter.execution.timeout.testable.method.default", PATIENCE)
                .configurationParameter("junit.jupiter.execution.timeout.thread.mode.default", "SEPARATE_THREAD")
                .build();
    }

    private static Method method(Class<?> of, Attack attack) {
        for (Class<?> at = of; at != null; at = at.getSuperclass()) {
            List<Method> named = Arrays.stream(at.getDeclaredMethods())
                    .filter(method -> method.getName().equals(attack.testMethod()) && !method.isSynthetic())
                    .toList();
            if (named.size() == 1) {
                return named.getFirst();
            }
        }
        throw new AssertionError("there is no one test " + attack.test());
    }

    private TestExecutionListener listener() {
        return new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result.getThrowable()
                        .filter(thrown -> result.getStatus() == Status.FAILED)
                        .ifPresent(failures::add);
                if (test.isTest() && result.getStatus() == Status.SUCCESSFUL) {
                    passed++;
                }
                if (result.getStatus() == Status.ABORTED) {
                    putAside++;
                }
            }
        };
    }

    boolean allPassed() {
        return passed > 0 && failures.isEmpty();
    }

    /** Whether its test can't be played on this machine: it needs a database, or a right, that is not here. */
    boolean cannotBePlayed() {
        return passed == 0 && failures.isEmpty() && putAside > 0;
    }

    /**
     * Whether the attack got through: its test saw what must not be, or waited in vain for what must. A program that only broke
     * without its check, what was prepared for the test and could not be, a test that never ended and a class that the harness
     * spoiled show nothing.
     */
    boolean gotThrough() {
        return failures.stream().anyMatch(failure -> has(failure, AssertionError.class) && isOfTheTest(failure))
                && failures.stream().noneMatch(failure -> has(failure, LinkageError.class));
    }

    /** Whether it came out of the test itself, and not of what is done before each or all, or of the making of its class. */
    private boolean isOfTheTest(Throwable failure) {
        String method = attack.testMethod();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (Arrays.stream(at.getStackTrace())
                    .map(StackTraceElement::getMethodName)
                    .anyMatch(name -> name.equals(method) || name.startsWith("lambda$" + method + "$"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) {
                return true;
            }
        }
        return false;
    }

    /** What happened, for whoever mends the table. */
    String told() {
        return passed + " passed"
                + failures.stream()
                        .limit(MOST_TOLD)
                        .map(failure -> "; "
                                + String.valueOf(failure)
                                        .lines()
                                        .map(String::strip)
                                        .filter(line -> !line.isEmpty())
                                        .limit(MOST_LINES)
                                        .collect(Collectors.joining(" ")))
                        .collect(Collectors.joining());
    }
}
