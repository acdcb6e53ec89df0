package parley.talks.attack;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import parley.base.attack.Attacks;

/** Every attack of docs/attacks/talks.md is stopped, and succeeds against the build from which its check was taken. */
class TalksAttacksTest {
    private static final String MODULE = "talks";

    @TestFactory
    Stream<DynamicTest> every_one() throws IOException {
        return Attacks.all(MODULE);
    }
}
