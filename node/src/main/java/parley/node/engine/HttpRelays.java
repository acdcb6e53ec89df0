package parley.node.engine;

import java.util.Optional;
import parley.node.desk.Keeping.Proxy;
import parley.protocol.port.Relay;
import parley.protocol.port.RelayAddress;
import parley.relay.client.HttpRelay;

/** Relays over TLS, with the pin that their address names. */
public final class HttpRelays implements RelayFactory {
    @Override
    public Relay at(RelayAddress address, Optional<Proxy> proxy) {
        return HttpRelay.to(address, proxy.map(one -> new parley.relay.client.Proxy(one.host(), one.port())));
    }
}
