package parley.protocol.fuzz;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import parley.base.fuzz.Fuzzing;

/** What a relay, a member, a card or a file by hand gives this module to read. */
class ProtocolFuzzTest {
    @TestFactory
    Stream<DynamicTest> everyInputIsReadByItsOneEncodingOrRefused() throws ReflectiveOperationException {
        return Fuzzing.of(ProtocolTargets.class);
    }
}
