package parley.node.attack;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import parley.base.attack.Attacks;

/** Every attack of docs/attacks/node.md is stopped, and succeeds against the build from which its check was taken. */
@Tag("wide")
class NodeAttacksTest {
    private static final String MODULE = "node";

    /** All take nearly half an hour, for real nodes wait for one another: the long tier plays them. */
    private static final int SOME = 40;

    @TestFactory
    Stream<DynamicTest> some_by_a_printed_seed() throws IOException {
        return Attacks.some(MODULE, SOME);
    }

    @Tag("soak")
    @TestFactory
    Stream<DynamicTest> every_one() throws IOException {
        return Attacks.all(MODULE);
    }
}
