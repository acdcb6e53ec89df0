package parley.relay.client;

/** A SOCKS5 proxy, for instance Tor's: it is told the relay's name and resolves it, so that no DNS query leaves this machine. */
public record Proxy(String host, int port) {}
