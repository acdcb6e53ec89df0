package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.node.words.Language;

/** Every screen in every state: clean for axe, nothing wider than the window. Pictures of all lie in {@code target/screenshots}. */
@Tag("wide")
@Tag("browser")
@DisplayName("Every screen, in a browser")
class EveryPageTest {
    private static Browsing browsing;

    @BeforeAll
    static void open() {
        Assumptions.assumeTrue(Browsing.chromium().isPresent(), "no Chromium on this machine");
        browsing = Browsing.start();
    }

    @AfterAll
    static void close() {
        if (browsing != null) {
            browsing.close();
        }
    }

    /** Each screen once; languages, widths and light take turns, so that each meets each of the others. */
    @Test
    @DisplayName("is clean in one language, at all widths, once for axe")
    void share() throws IOException {
        List<Scenes.Scene> scenes = Scenes.all();
        List<String> faults = new ArrayList<>();
        List<Language> languages = List.of(Language.values());
        for (int first = 0; first < languages.size(); first++) {
            Language language = languages.get(first);
            try (Browsing.Person person = browsing.person(Browsing.Window.wide(language.tag()))) {
                PageFaults seen = new PageFaults(person, language);
                for (int i = first; i < scenes.size(); i += languages.size()) {
                    int turn = i / languages.size();
                    seen.see(scenes.get(i), turns(turn));
                }
                faults.addAll(seen.found());
            }
        }
        assertThat(faults).isEmpty();
    }

    private static List<PageFaults.Look> turns(int turn) {
        List<PageFaults.Look> looks = new ArrayList<>();
        for (int i = 0; i < PageFaults.WIDTHS.size(); i++) {
            boolean chosen = i == turn % PageFaults.WIDTHS.size();
            boolean dark = turn / PageFaults.WIDTHS.size() % 2 == 1;
            looks.add(new PageFaults.Look(PageFaults.WIDTHS.get(i), dark, chosen, false));
        }
        return looks;
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Language.class)
    @Tag("soak")
    @DisplayName("is clean in every language, width and light")
    void whole(Language language) throws IOException {
        List<PageFaults.Look> looks = new ArrayList<>();
        for (int width : PageFaults.WIDTHS) {
            for (boolean dark : new boolean[] {false, true}) {
                looks.add(new PageFaults.Look(width, dark, true, true));
            }
        }
        try (Browsing.Person person = browsing.person(Browsing.Window.wide(language.tag()))) {
            PageFaults seen = new PageFaults(person, language);
            for (Scenes.Scene scene : Scenes.all()) {
                seen.see(scene, looks);
            }
            assertThat(seen.found()).isEmpty();
        }
    }
}
