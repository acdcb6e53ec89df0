/**
 * Which packages of a negotiation are efficient, which are fair, and why: a library of its own, which knows nothing of
 * the rest of Parley.
 */
module parley.settlement {
    requires static transitive org.jspecify;
    requires java.xml;
    requires org.snakeyaml.engine;
    requires tools.jackson.core;

    exports parley.settlement;
    exports parley.settlement.advice;
    exports parley.settlement.divide;
    exports parley.settlement.elicit;
    exports parley.settlement.file;
    exports parley.settlement.solver;
}
