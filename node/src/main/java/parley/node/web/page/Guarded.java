package parley.node.web.page;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the wrong-room guard says of a text on its way into a room: why its writer must name one who will read it, and whether it did.
 *
 * @param typed the name, as it was typed
 * @param named whether that is somebody who reads there
 */
public record Guarded(List<Reason> reasons, String typed, boolean named) {
    /** Nothing to ask. */
    public static final Guarded NOTHING = new Guarded(List.of(), "", false);

    public Guarded {
        reasons = List.copyOf(reasons);
    }

    /** A sentence of the catalogues, and what it inserts in order. */
    public record Reason(String key, List<String> parts) {
        public Reason {
            parts = List.copyOf(parts);
        }
    }

    /** With what another text of the same act gives to ask; one name answers for both, the first one's reader where it asks. */
    Guarded and(Guarded other) {
        return new Guarded(
                Stream.concat(reasons.stream(), other.reasons.stream())
                        .distinct()
                        .toList(),
                typed,
                asks() ? named : other.named);
    }

    public boolean stops() {
        return !reasons.isEmpty() && !named;
    }

    public boolean asks() {
        return !reasons.isEmpty();
    }

    /** Whether a name was typed of nobody who reads there. */
    public boolean failed() {
        return stops() && !typed.isEmpty();
    }

    /** What stands in the field again: a name that was right needn't be typed twice when the act was refused for something else. */
    public String again() {
        return named ? typed : "";
    }
}
