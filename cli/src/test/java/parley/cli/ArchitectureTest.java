package parley.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows and promises of {@code docs/architecture.md}, held over the compiled classes of every module. */
class ArchitectureTest {
    /** Each module, and those of ours that it may use. */
    private static final Map<String, List<String>> ARROWS = Map.of(
            "settlement", List.of(),
            "base", List.of(),
            "talks", List.of("base"),
            "protocol", List.of("base"),
            "relay", List.of("base", "protocol"),
            "node", List.of("settlement", "base", "talks", "protocol", "relay"),
            "simulation", List.of("base", "talks", "protocol", "relay", "node"),
            "bench", List.of("settlement", "base", "talks", "protocol", "relay", "node"),
            "cli", List.of("settlement", "base", "talks", "protocol", "relay", "node", "simulation", "bench"));

    /** A module that only {@code -Pcp-sat} builds: nothing stands on it, and it on nothing but the library. */
    private static final String BESIDE = "cpsat";

    /** Whose every answer must be a function of what it was given. */
    private static final String[] PURE = {"parley.talks.."};
    /** Whose clock and randomness come through ports, and whose I/O others do. */
    private static final String[] WITHOUT_SURROUNDINGS = {
        "parley.settlement..", "parley.base..", "parley.talks..", "parley.protocol.."
    };

    private static JavaClasses ours;

    @BeforeAll
    static void read() {
        ours = new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/") && !location.contains("-tests.jar"))
                .importPackages("parley");
        Set<String> found = new HashSet<>(modules());
        found.remove(BESIDE);
        assertThat(found).as("modules that were found").isEqualTo(ARROWS.keySet());
    }

    @Test
    void anotherSolverKnowsTheLibraryAlone() {
        classes()
                .that()
                .resideInAPackage("parley." + BESIDE + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("parley." + BESIDE + "..", "parley.settlement..")
                        .or(resideOutsideOfPackage("parley..")))
                .allowEmptyShould(true)
                .check(ours);
    }

    @Test
    void modulesUseOnlyWhatStandsBelowThem() {
        ARROWS.forEach((module, below) -> {
            String[] allowed = java.util.stream.Stream.concat(java.util.stream.Stream.of(module), below.stream())
                    .map(name -> "parley." + name + "..")
                    .toArray(String[]::new);
            classes()
                    .that()
                    .resideInAPackage("parley." + module + "..")
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(resideOutsideOfPackage("parley..")))
                    .check(ours);
        });
    }

    @Test
    void theRelayKnowsNothingOfWhatItCarries() {
        noClasses()
                .that()
                .resideInAPackage("parley.relay..")
                .should()
                .dependOnClassesThat(resideInAPackage("parley.protocol..")
                        .and(DescribedPredicate.not(
                                resideInAnyPackage("parley.protocol.port..", "parley.protocol.crypto.."))))
                .because("a relay that has no code to open entries can't open entries")
                .check(ours);
    }

    @Test
    void onlyOnePlaceOfTheNodeAsksTheSettlementEngine() {
        noClasses()
                .that()
                .resideInAPackage("parley.node..")
                .and()
                .resideOutsideOfPackage("parley.node.bargain..")
                .should()
                .dependOnClassesThat(resideInAPackage("parley.settlement.."))
                .because("what pages show of it are the desk's own words")
                .check(ours);
    }

    @Test
    void nobodyButASimulationHearsWhatIsSealed() {
        noClasses()
                .that()
                .resideOutsideOfPackages("parley.simulation..", "parley.protocol.crypto..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("parley\\.protocol\\.crypto\\.(Sealings|HeldSignatures)(\\$.*)?")
                .because("a node gives nobody a way to watch its keys at work, and verifies every signature itself")
                .check(ours);
    }

    @Test
    void onlyTheSessionsSeamKnowsLibsignal() {
        noClasses()
                .that()
                .resideOutsideOfPackage("parley.protocol.session..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.signal.."))
                .because("the library may have to be replaced")
                .check(ours);
    }

    @Test
    void pagesAndApiSpeakToTheDeskOnly() {
        noClasses()
                .that()
                .resideInAnyPackage("parley.node.web..", "parley.node.api..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("parley.node.engine..", "parley.node.vault.."))
                .because("what a page can do, the API and the command line can do too")
                .allowEmptyShould(true)
                .check(ours);
    }

    @Test
    void clockRandomnessAndInputComeFromOutside() {
        noClasses()
                .that()
                .resideInAnyPackage(WITHOUT_SURROUNDINGS)
                .should()
                .callMethodWhere(readsTheClock())
                .orShould()
                .dependOnClassesThat(
                        resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..", "java.sql.."))
                .orShould()
                .dependOnClassesThat(namedAny(
                        "java.io.File",
                        "java.io.FileInputStream",
                        "java.io.FileOutputStream",
                        "java.io.RandomAccessFile",
                        "java.util.Random",
                        "java.util.SplittableRandom",
                        "java.util.concurrent.ThreadLocalRandom",
                        "java.lang.Thread",
                        "java.lang.ProcessBuilder"))
                .check(ours);
    }

    @Test
    void theDomainIsPure() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.time..", "java.security..", "java.util.concurrent.."))
                .orShould()
                .dependOnClassesThat(resideInAPackage("java.io..")
                        .and(DescribedPredicate.not(namedAny(
                                "java.io.ByteArrayOutputStream", "java.io.OutputStream", "java.io.Serializable"))))
                .orShould()
                .dependOnClassesThat(
                        namedAny("java.lang.Double", "java.lang.Float", "java.lang.StrictMath", "java.math.BigDecimal"))
                .check(ours);
    }

    @Test
    void nothingInTheDomainHasFloatingPointOrHashOrder() {
        for (JavaClass one : ours.that(resideInAPackage("parley.talks.."))) {
            assertThat(one.getFields())
                    .as("fields of %s", one.getName())
                    .noneMatch(field -> isFloating(field.getRawType()));
            assertThat(one.getMethods())
                    .as("methods of %s", one.getName())
                    .noneMatch(method -> isFloating(method.getRawReturnType())
                            || method.getRawParameterTypes().stream().anyMatch(ArchitectureTest::isFloating));
            assertThat(one.getFields())
                    .as("state of %s: the order of a hash map differs between nodes", one.getName())
                    .noneMatch(field -> !field.getModifiers()
                                    .contains(com.tngtech.archunit.core.domain.JavaModifier.STATIC)
                            && Set.of("java.util.HashMap", "java.util.HashSet", "java.util.Map", "java.util.Set")
                                    .contains(field.getRawType().getName())
                            && !one.isEnum());
        }
    }

    @Test
    void practicesHaveTheOneShape() {
        List<Class<?>> events = ours.stream()
                .filter(one -> one.getPackageName().startsWith("parley.talks."))
                .filter(one -> one.getSimpleName().endsWith("Event") && one.isInterface())
                .filter(one -> !one.getPackageName().equals("parley.talks.room"))
                .<Class<?>>map(JavaClass::reflect)
                .toList();
        assertThat(events).hasSizeGreaterThanOrEqualTo(3);
        for (Class<?> event : events) {
            String practice = event.getName().substring(0, event.getName().length() - "Event".length());
            assertThat(event.isSealed()).as("%s is sealed", event).isTrue();
            assertThat(event.getPermittedSubclasses())
                    .as("what can happen in %s", event)
                    .allMatch(Class::isRecord);
            Class<?> acts = named(practice + "Acts");
            assertThat(Arrays.stream(acts.getDeclaredMethods()).filter(ArchitectureTest::isPublicStatic))
                    .as("%s decides", acts)
                    .anyMatch(method -> method.getName().equals("decide"));
            Class<?> command = named(acts.getName() + "$Command");
            assertThat(command.isSealed()).as("%s is sealed", command).isTrue();
            assertThat(command.getPermittedSubclasses()).allMatch(Class::isRecord);
            assertThat(ours.stream()
                            .filter(one -> one.getPackageName().equals(event.getPackageName()))
                            .<Class<?>>map(JavaClass::reflect)
                            .filter(Class::isRecord)
                            .flatMap(state -> Arrays.stream(state.getInterfaces()))
                            .map(Class::getName))
                    .as("the state of %s", practice)
                    .containsOnlyOnce("parley.talks.practice.Practice");
        }
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> packages = ours.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        for (String one : packages) {
            assertThat(named(one + ".package-info").isAnnotationPresent(NullMarked.class))
                    .as("%s is @NullMarked", one)
                    .isTrue();
        }
    }

    private static Set<String> modules() {
        return ours.stream().map(one -> one.getPackageName().split("\\.", 3)[1]).collect(Collectors.toSet());
    }

    private static DescribedPredicate<JavaCall<?>> readsTheClock() {
        return describe("read the clock", call -> {
            String method = call.getTargetOwner().getName() + "." + call.getName();
            boolean given = !call.getTarget().getRawParameterTypes().isEmpty();
            return Set.of("java.lang.System.currentTimeMillis", "java.lang.System.nanoTime")
                            .contains(method)
                    || (method.startsWith("java.time.") && call.getName().equals("now") && !given)
                    || method.startsWith("java.time.Clock.system")
                    || method.equals("java.time.InstantSource.system");
        });
    }

    private static DescribedPredicate<JavaClass> namedAny(String... names) {
        Set<String> all = Set.of(names);
        return describe("any of " + all, one -> all.contains(one.getName()));
    }

    private static boolean isFloating(JavaClass type) {
        return type.getName().equals("double") || type.getName().equals("float");
    }

    private static boolean isPublicStatic(Method method) {
        return Modifier.isPublic(method.getModifiers()) && Modifier.isStatic(method.getModifiers());
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("there is no " + name, e);
        }
    }
}
