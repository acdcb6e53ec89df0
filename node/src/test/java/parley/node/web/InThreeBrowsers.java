package parley.node.web;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test that three people press: Oman in English, Iran in Persian, Israel in Hebrew. */
abstract class InThreeBrowsers {
    @TempDir
    Path folder;

    ThreeSides sides;
    Delegation oman;
    Delegation iran;
    Delegation israel;

    @BeforeEach
    void sit() throws IOException {
        sides = devices(folder);
        oman = sides.oman();
        iran = sides.iran();
        israel = sides.israel();
    }

    /** Of people who have not met, unless a test begins later. */
    ThreeSides devices(Path folder) throws IOException {
        return new ThreeSides(folder);
    }

    @AfterEach
    void leave() throws IOException {
        if (sides != null) {
            sides.close();
        }
    }
}
