package parley.cli.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import parley.cli.Stop;

/**
 * How this program starts itself again as another process: the same JVM and classes, with the words for its job that
 * {@code ./parley} would give it.
 */
public final class JvmWords {
    /** Names the folder of {@code ./parley}. */
    private static final String HOME = "parley.home";

    private static final Path WORDS = Path.of("cli", "src", "main", "jvm");
    private static final Path CACHE = Path.of("cli", "target", "parley", "parley.aot");

    private JvmWords() {}

    /** What a process is started for; each has a file of words, but for the plain command. */
    public enum Job {
        NODE,
        RELAY,
        COMMAND
    }

    /** @param words what follows {@code parley} */
    public static List<String> command(Job job, List<String> words) {
        Path home = home();
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add("@" + home.resolve(WORDS).resolve("all"));
        if (job != Job.COMMAND) {
            command.add("@" + home.resolve(WORDS).resolve(job.name().toLowerCase(Locale.ROOT)));
        }
        if (Files.isReadable(home.resolve(CACHE))) {
            command.add("-XX:AOTCache=" + home.resolve(CACHE));
        }
        command.addAll(more());
        command.addAll(
                List.of("-D" + HOME + "=" + home, "-cp", System.getProperty("java.class.path"), "parley.cli.Main"));
        command.addAll(words);
        return command;
    }

    /** The folder of {@code ./parley}. */
    public static Path home() {
        String home = System.getProperty(HOME);
        if (home == null) {
            throw Stop.fault("starting processes of its own takes ./parley, which says where it is");
        }
        return Path.of(home);
    }

    /** What whoever started us wanted of the JVM holds for our children too. */
    private static List<String> more() {
        String words = System.getenv("PARLEY_JAVA_OPTS");
        return words == null || words.isBlank()
                ? List.of()
                : List.of(words.strip().split("\\s+"));
    }

    private static String java() {
        Path home = Path.of(System.getProperty("java.home"), "bin");
        Path windows = home.resolve("java.exe");
        return (Files.exists(windows) ? windows : home.resolve("java")).toString();
    }
}
