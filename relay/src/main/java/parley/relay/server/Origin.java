package parley.relay.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;

/**
 * Where a caller comes from, as far as limits go.
 *
 * @param key equal for all who count as one
 * @param many whether many people are behind it, so that it has no share of its own: only what the whole relay bears bounds them
 */
record Origin(Object key, boolean many) {
    /** What a subnet of IPv6 is given; whoever has one address of it has all, so they count as one. */
    private static final int SUBNET_BYTES = 8;

    /** A transport without addresses. */
    private static final Origin ELSEWHERE = new Origin("elsewhere", false);

    /**
     * @param manyBehind addresses named by the operator. This machine itself is one: an onion service and a forwarder on it call
     *     from there, and whoever runs a program on it has other ways
     */
    static Origin of(SocketAddress from, Set<InetAddress> manyBehind) {
        if (!(from instanceof InetSocketAddress internet) || internet.getAddress() == null) {
            return ELSEWHERE;
        }
        InetAddress address = internet.getAddress();
        return new Origin(neighbourhood(address), address.isLoopbackAddress() || manyBehind.contains(address));
    }

    /** The address itself, or of IPv6 the subnet. */
    static InetAddress neighbourhood(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] subnet = address.getAddress();
        Arrays.fill(subnet, SUBNET_BYTES, subnet.length, (byte) 0);
        try {
            return InetAddress.getByAddress(subnet);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an address", e);
        }
    }
}
