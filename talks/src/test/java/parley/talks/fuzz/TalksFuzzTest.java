package parley.talks.fuzz;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import parley.base.fuzz.Fuzzing;

/** What a hostile member gives this module to read. */
class TalksFuzzTest {
    @TestFactory
    Stream<DynamicTest> everyInputKeepsThePromiseOfItsParser() throws ReflectiveOperationException {
        return Fuzzing.of(TalksTargets.class);
    }
}
