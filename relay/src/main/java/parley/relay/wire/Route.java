package parley.relay.wire;

import java.util.Arrays;
import java.util.Optional;
import parley.protocol.port.Relay;

/** Where a call is posted, and how large its body may be. */
public enum Route {
    CREATE("/v1/create", Limits.SMALL),
    APPEND("/v1/append", Call.MOST_BODY_BYTES),
    READ("/v1/read", Limits.SMALL),
    RELEASE("/v1/release", Limits.SMALL),
    PUT_BLOB("/v1/blob/put", Relay.MOST_BLOB_BYTES + Limits.SMALL),
    GET_BLOB("/v1/blob/get", Limits.SMALL),
    PARK("/v1/park", Relay.MOST_PARKED_BYTES + Limits.SMALL),
    COLLECT("/v1/collect", Limits.SMALL);

    /** Told with GET: which versions, which key. */
    public static final String ABOUT = "/v1/about";

    private final String path;
    private final int mostBytes;

    /** Named apart, for an enum's constants can't use its own. */
    private static final class Limits {
        /** Bodies of some hashes, a capability and numbers. */
        static final int SMALL = 512;
    }

    Route(String path, int mostBytes) {
        this.path = path;
        this.mostBytes = mostBytes;
    }

    public String path() {
        return path;
    }

    /** A larger body is refused without being read. */
    public int mostBytes() {
        return mostBytes;
    }

    public static Optional<Route> at(String path) {
        return Arrays.stream(values()).filter(route -> route.path.equals(path)).findFirst();
    }
}
