package parley.cli;

import java.util.List;
import parley.node.desk.RelayFaultCheck;
import parley.node.desk.StatementCheck;

/** What commands print of files that prove something to anyone. */
final class Checked {
    private Checked() {}

    /** All but the text, which comes last. */
    static List<String> lines(StatementCheck check) {
        return List.of(
                check.signed() ? "Both signatures hold." : "THE SIGNATURES DO NOT HOLD.",
                "Signer's role: " + Texts.role(check.role()),
                "Signer's keys: " + String.join(" ", check.keyGroups()));
    }

    static List<String> lines(RelayFaultCheck check) {
        return List.of(
                check.proven() ? "The relay signed two histories of one log." : "THIS PROVES NO FAULT OF A RELAY.",
                "Relay's key: " + check.relayKey(),
                "Log: " + check.log(),
                "Place: " + check.position(),
                "One history there: " + check.one(),
                "The other: " + check.other());
    }
}
