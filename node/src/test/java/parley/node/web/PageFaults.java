package parley.node.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Randomness;
import parley.node.desk.Keeping;
import parley.node.words.Language;

/** What is wrong with a screen: rules of axe it breaks, and what stands wider than the window. */
final class PageFaults {
    /** The narrowest telephone, a common one, a notebook, a large screen. */
    static final List<Integer> WIDTHS = List.of(360, 390, 1280, 1600);

    private static final int HEIGHT = 900;

    private final Browsing.Person person;
    private final Language language;
    private final List<String> found = new ArrayList<>();

    PageFaults(Browsing.Person person, Language language) {
        this.person = person;
        this.language = language;
    }

    /** A look at the scene: its width and light, whether axe reads it, whether a picture is kept. */
    record Look(int width, boolean dark, boolean axe, boolean picture) {}

    /** Goes to a scene once and looks at it in several ways; no script of ours depends on width or light. */
    void see(Scenes.Scene scene, List<Look> looks) throws IOException {
        FakeGate gate = scene.door().get();
        Keeping.Settings usual = Keeping.Settings.DEFAULT;
        gate.desk.settings = new Keeping.Settings(
                language.tag(), true, usual.idleLock(), usual.grace(), usual.proxy(), usual.notifyReading());
        try (WebServer server = WebServer.start(new WebServer.Options(
                0, gate, Randomness.system(), InstantSource.fixed(FakeDesk.NOW), Optional.empty()))) {
            Page page = person.page();
            page.navigate(server.signInLink());
            page.waitForURL(url -> !url.contains("/enter"));
            page.navigate(session(page.url()) + scene.path());
            scene.steps().accept(page);
            looks.forEach(look -> look(scene, look));
            // A page that goes on listening to a node that is gone would hold a connection of this browser.
            page.navigate("about:blank");
        }
    }

    private void look(Scenes.Scene scene, Look look) {
        Page page = person.page();
        page.setViewportSize(look.width(), HEIGHT);
        page.emulateMedia(
                new Page.EmulateMediaOptions().setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT));
        String where = language.tag() + "-" + scene.name() + "-" + look.width() + (look.dark() ? "-dark" : "");
        if (!language.tag().equals(page.getAttribute("html", "lang"))) {
            found.add(where + ": speaks another language");
        }
        if (look.axe()) {
            person.axe().forEach(fault -> found.add(where + ": " + fault));
        }
        person.widerThanWindow().forEach(wide -> found.add(where + " too wide: " + wide));
        if (look.picture()) {
            person.screenshot(where);
        }
    }

    /** From {@code http://host:port/session/…} without what follows. */
    private static String session(String url) {
        return url.substring(0, url.indexOf('/', url.indexOf('/', "http://".length()) + 1));
    }

    List<String> found() {
        return List.copyOf(found);
    }
}
