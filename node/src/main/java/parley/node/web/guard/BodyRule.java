package parley.node.web.guard;

import java.util.List;
import java.util.Optional;

/** Refuses bodies that announce more than any page takes, and bodies where none belongs; what isn't announced is counted while read. */
public final class BodyRule implements Rule {
    private final long most;

    /** @param most bytes of the largest body that any page takes */
    public BodyRule(long most) {
        this.most = most;
    }

    @Override
    public Optional<Denial> check(Inbound request) {
        List<String> lengths = request.headers().values("Content-Length");
        boolean chunked = request.has("Transfer-Encoding");
        if (!request.changes()) {
            return chunked || lengths.stream().anyMatch(length -> !length.equals("0"))
                    ? Optional.of(new Denial(400, "body"))
                    : Optional.empty();
        }
        for (String length : lengths) {
            if (!length.matches("[0-9]{1,15}") || Long.parseLong(length) > most) {
                return Optional.of(new Denial(413, "body"));
            }
        }
        return Optional.empty();
    }
}
