package parley.protocol.port;

import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;

/**
 * Where a relay is, and the key it must prove to hold.
 *
 * @param host name or literal address; resolved by the proxy when there is one, so that no DNS query leaks
 * @param port 1 to 65535
 * @param key the relay's Ed25519 public key (32 bytes): signs its heads, and its TLS certificate carries it
 */
public record RelayAddress(String host, int port, Bytes key) {
    public static final int MOST_HOST_BYTES = 255;

    public RelayAddress {
        if (port < 1 || port > 65_535 || key.size() != 32 || host.isBlank()) {
            throw new IllegalArgumentException("not a relay address");
        }
    }

    public void write(CanonicalWriter out) {
        out.text(host).u32(port).raw(key);
    }

    public static RelayAddress read(CanonicalReader in) throws Malformed {
        String host = in.text(MOST_HOST_BYTES);
        int port = in.u32();
        Bytes key = in.raw(32);
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new Malformed("not a relay address");
        }
        return new RelayAddress(host, port, key);
    }
}
