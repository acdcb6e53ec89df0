package parley.settlement.file;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A parsed JSON or YAML document: the same tree of both, so that both are judged by the same code. */
sealed interface Node {
    /** In the order of the file, no name twice. */
    record Fields(Map<String, Node> all) implements Node {}

    record Items(List<Node> all) implements Node {}

    record Text(String text) implements Node {}

    record Decimal(BigDecimal value) implements Node {}

    record Bool(boolean value) implements Node {}

    record Nothing() implements Node {}
}
