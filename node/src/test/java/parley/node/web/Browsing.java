package parley.node.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The system's Chromium, driven for tests: several people, each with a browser context of their own.
 *
 * <p>Used by the browser tests of this module and of those above it. Nothing is downloaded: without a Chromium on this machine
 * {@link #chromium()} is empty, and tests say so.
 */
public final class Browsing implements AutoCloseable {
    /** What a page must be free of: WCAG 2.2 A and AA, and what axe calls best practice. */
    private static final String AXE_RUN =
            "async () => { const r = await axe.run(document, {resultTypes: ['violations']});"
                    + " return r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')"
                    + " + ' ' + (n.any[0] ? n.any[0].message : '')).join(' | ')); }";

    /** What stands wider than the window, scrollable regions with a name excepted. */
    private static final String WIDER = "() => { const w = document.documentElement.clientWidth;"
            + " if (document.documentElement.scrollWidth <= w) return [];"
            + " return [...document.querySelectorAll('body *')].filter(e => { const r = e.getBoundingClientRect();"
            + " return (r.right > w + 1 || r.left < -1) && !e.closest('.scroll,.unseen,.skip,.nav'); })"
            + ".slice(0, 5).map(e => e.tagName + '.' + e.className + ' ' + Math.round(e.getBoundingClientRect().right)); }";

    private static final int MOST_ASKED = 5;

    /** How long a page is waited for: Playwright's 5 s are a page of a busy machine. */
    static final double PATIENCE = 30_000;

    private final Playwright playwright;
    private final Browser browser;

    private Browsing(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** The machine's Chromium, by {@code PARLEY_CHROMIUM}, usual places or the path. */
    public static Optional<Path> chromium() {
        List<String> names = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
        String chosen = System.getenv("PARLEY_CHROMIUM");
        if (chosen != null) {
            return Optional.of(Path.of(chosen));
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":/usr/bin:/usr/local/bin";
        for (String folder : path.split(":", -1)) {
            for (String name : names) {
                Path candidate = Path.of(folder, name);
                if (!folder.isEmpty() && Files.isExecutable(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    public static Browsing start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        Playwright playwright = Playwright.create();
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium().orElseThrow())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-dev-shm-usage",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--no-first-run")));
        return new Browsing(playwright, browser);
    }

    /** How somebody's browser is set up. */
    public record Window(int width, int height, boolean dark, String language, boolean script) {
        public static Window wide(String language) {
            return new Window(1280, 900, false, language, true);
        }

        public static Window phone(String language) {
            return new Window(360, 780, false, language, true);
        }

        public Window withoutScript() {
            return new Window(width, height, dark, language, false);
        }
    }

    /** A person with a browser of their own: cookies are shared with nobody. */
    public Person person(Window window) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(window.width(), window.height())
                .setColorScheme(window.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setLocale(window.language())
                .setJavaScriptEnabled(window.script())
                .setAcceptDownloads(true));
        return new Person(context, context.newPage());
    }

    /** One browser context with one page. */
    public record Person(BrowserContext context, Page page) implements AutoCloseable {
        /**
         * Goes there. A page whose readers changed loads itself anew, and the browser takes the later of the two: a person asks again.
         */
        void go(String target) {
            for (int asked = 1; ; asked++) {
                try {
                    page.navigate(target);
                    return;
                } catch (PlaywrightException loadedItself) {
                    if (asked == MOST_ASKED) {
                        throw loadedItself;
                    }
                    page.waitForLoadState();
                }
            }
        }

        /** What axe finds wrong with the present page, one line each. */
        @SuppressWarnings("unchecked")
        public List<String> axe() {
            // Both at once: a page that loads itself anew in between would have lost the first.
            return (List<String>) page.evaluate(axeSource() + ";(" + AXE_RUN + ")()");
        }

        @SuppressWarnings("unchecked")
        public List<String> widerThanWindow() {
            return (List<String>) page.evaluate(WIDER);
        }

        /** The whole page as {@code target/screenshots/<name>.png}. */
        public void screenshot(String name) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "screenshots", name + ".png"))
                    .setFullPage(true));
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static String axeSource() {
        try (InputStream in = Browsing.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("axe.min.js is not among the test libraries");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
