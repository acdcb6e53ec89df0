package parley.node.api;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.NodeGate;

/**
 * One method on one path of the API.
 *
 * @param template path with parameters in braces, as {@code openapi.json} writes it
 */
record Route(String method, String template, Act act) {
    /** What a route does. */
    sealed interface Act {}

    /** Works whether the vault is locked or not. */
    @FunctionalInterface
    non-sealed interface AtGate extends Act {
        Result<Answer> answer(NodeGate gate, Asked asked) throws BadCall, IOException;
    }

    /** Works whether the vault is locked or not, where there are pages. */
    @FunctionalInterface
    non-sealed interface AtPages extends Act {
        /** @param signInLink each call makes a new one and voids the one before */
        Result<Answer> answer(Supplier<String> signInLink);
    }

    /** Needs an unlocked vault. */
    @FunctionalInterface
    non-sealed interface AtDesk extends Act {
        Result<Answer> answer(Desk desk, Asked asked) throws BadCall, IOException;
    }

    static Route gate(String method, String template, AtGate act) {
        return new Route(method, template, act);
    }

    static Route pages(String method, String template, AtPages act) {
        return new Route(method, template, act);
    }

    static Route desk(String method, String template, AtDesk act) {
        return new Route(method, template, act);
    }

    /** The path's parameters when it is this route's. */
    Optional<Map<String, String>> match(List<String> path) {
        List<String> wanted = parts(template);
        if (wanted.size() != path.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String part = wanted.get(i);
            if (part.startsWith("{")) {
                parameters.put(part.substring(1, part.length() - 1), path.get(i));
            } else if (!part.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    static List<String> parts(String path) {
        return List.of(path.substring(1).split("/", -1));
    }
}
