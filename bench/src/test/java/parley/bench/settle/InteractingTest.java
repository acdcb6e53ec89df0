package parley.bench.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.settlement.Bargain;
import parley.settlement.Request;
import parley.settlement.Settler;
import parley.settlement.Watch;

/** What the bench asks of interacting issues: contests made by chance, and the nonlinear sets of GENIUS that a folder holds. */
class InteractingTest {
    private static final String SPACE =
            "<utility_space><objective index=\"0\" name=\"o\">%s</objective></utility_space>";
    private static final String ISSUE =
            "<issue index=\"%d\" name=\"issue %1$d\" type=\"integer\" etype=\"integer\" lowerbound=\"0\""
                    + " upperbound=\"9\"/>";
    private static final String RECTANGLES = SPACE.formatted("<utility maxutility=\"100\"><ufun weight=\"1\">"
            + "<hyperRectangle utility=\"50\"><INCLUDES index=\"1\" min=\"0\" max=\"4\"/></hyperRectangle>"
            + "</ufun></utility>");
    private static final String WEIGHTS = SPACE.formatted("<issue index=\"1\" name=\"issue 1\" type=\"discrete\">"
            + "<item index=\"1\" value=\"a\" evaluation=\"1\"/></issue><weight index=\"1\" value=\"1\"/>");

    @TempDir
    private Path folder;

    @Test
    void aContestHasTenOptionsAnIssueAndBonusesOfBothAndIsTheSameForASeed() {
        Bargain contest = Contest.of(10, 1);

        assertThat(contest.packages()).isEqualTo(BigInteger.TEN.pow(10));
        assertThat(contest.isAdditive()).isFalse();
        assertThat(contest.bonuses().stream().filter(bonus -> bonus.party() == 0))
                .hasSize(20);
        assertThat(contest.bonuses().stream().filter(bonus -> bonus.party() == 1))
                .hasSize(20);
        assertThat(contest.bonuses())
                .isEqualTo(Contest.of(10, 1).bonuses())
                .isNotEqualTo(Contest.of(10, 2).bonuses());
    }

    @Test
    void aSmallContestIsAnsweredWhole() {
        assertThat(Settler.answer(Contest.of(7, 1), Request.USUAL, Watch.NONE).frontier())
                .hasValueSatisfying(frontier -> assertThat(frontier.complete()).isTrue());
    }

    @Test
    void setsOfInteractingIssuesAreFoundBelowAFolderTheSmallestFirst() throws IOException {
        set("y2014/a large one", 3, RECTANGLES, RECTANGLES);
        set("a small one", 2, RECTANGLES, RECTANGLES);
        set("one profile", 2, RECTANGLES);
        set("additive", 2, WEIGHTS, WEIGHTS);
        set("broken", 2, RECTANGLES, RECTANGLES.replace("INCLUDES index=\"1\"", "INCLUDES index=\"7\""));

        List<Outside.Set> sets = Outside.sets(folder);

        assertThat(sets.stream().map(Outside.Set::name)).containsExactly("a small one", "a large one");
        assertThat(sets.stream().map(set -> set.bargain().packages().intValueExact()))
                .containsExactly(100, 1_000);
    }

    private void set(String name, int issues, String... profiles) throws IOException {
        Path into = Files.createDirectories(folder.resolve(name));
        String all = IntStream.rangeClosed(1, issues).mapToObj(ISSUE::formatted).reduce("", String::concat);
        Files.writeString(into.resolve("domain.xml"), SPACE.formatted(all));
        for (int at = 0; at < profiles.length; at++) {
            Files.writeString(into.resolve("profile-" + at + ".xml"), profiles[at]);
        }
    }
}
