package parley.cli.release;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import parley.base.fuzz.Fuzzing;

/** What comes with a release, and nobody vouches for before it is read. */
class CliFuzzTest {
    @TestFactory
    Stream<DynamicTest> every_input_keeps_the_promise_of_its_parser() throws ReflectiveOperationException {
        return Fuzzing.of(CliTargets.class);
    }
}
