package parley.node.engine;

import java.util.Optional;
import parley.node.desk.Keeping.Proxy;
import parley.protocol.port.Relay;
import parley.protocol.port.RelayAddress;

/** Makes a client for one relay; given to the node by whoever starts it, so that tests and simulations bring their own. */
@FunctionalInterface
public interface RelayFactory {
    /** @param proxy a SOCKS5 proxy that also resolves the relay's name */
    Relay at(RelayAddress address, Optional<Proxy> proxy);
}
