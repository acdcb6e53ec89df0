package parley.relay.fuzz;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import parley.base.fuzz.Fuzzing;

/** What callers, relays, proxies, administrators and disks give this module to read. */
class RelayFuzzTest {
    @TestFactory
    Stream<DynamicTest> everyInputKeepsThePromiseOfItsParser() throws ReflectiveOperationException {
        return Fuzzing.of(RelayTargets.class);
    }
}
