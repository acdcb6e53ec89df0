package parley.node.fuzz;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import parley.base.fuzz.Fuzzing;

/** What browsers, scripts, people's files and backups give a node to read. */
class NodeFuzzTest {
    @TestFactory
    Stream<DynamicTest> everyInputKeepsThePromiseOfItsParser() throws ReflectiveOperationException {
        return Fuzzing.of(NodeTargets.class);
    }
}
