package parley.relay.server;

import java.net.InetAddress;
import java.util.Set;
import parley.protocol.port.Relay;

/**
 * What one relay bears.
 *
 * @param appendsPerSecond and log, in the long run: a room of ten people in quiet mode needs a few
 * @param appendBurst and log, at once: a healer bringing back what a relay lost
 * @param leastEntryBytes what an entry has at least
 * @param createsPerSecond of the whole relay, in the long run
 * @param createBurst of the whole relay, at once
 * @param connections open at one time
 * @param connectionsPerAddress open at one time from one address; many people may stand behind one Tor exit
 * @param bodySeconds a request's body must have come within
 * @param answerSeconds an answer must have been taken within
 * @param idleSeconds a connection on which no request comes is closed after
 * @param perAddress what callers from one address may take of all this
 */
public record RelayLimits(
        int appendsPerSecond,
        int appendBurst,
        int leastEntryBytes,
        int createsPerSecond,
        int createBurst,
        int connections,
        int connectionsPerAddress,
        int bodySeconds,
        int answerSeconds,
        int idleSeconds,
        AddressShare perAddress) {
    public static final RelayLimits USUAL = new RelayLimits(
            100, 2_000, Relay.LEAST_ENTRY_BYTES, 100, 10_000, 10_000, 2_000, 20, 30, 60, AddressShare.USUAL);

    /** The same, but these addresses have no share of their own. */
    public RelayLimits manyBehind(Set<InetAddress> addresses) {
        return new RelayLimits(
                appendsPerSecond,
                appendBurst,
                leastEntryBytes,
                createsPerSecond,
                createBurst,
                connections,
                connectionsPerAddress,
                bodySeconds,
                answerSeconds,
                idleSeconds,
                perAddress.exceptFor(addresses));
    }

    public RelayLimits {
        if (appendsPerSecond < 1
                || appendBurst < 1
                || leastEntryBytes < 1
                || createsPerSecond < 1
                || createBurst < 1
                || connections < 1
                || connectionsPerAddress < 1
                || bodySeconds < 1
                || answerSeconds < 1
                || idleSeconds < 1) {
            throw new IllegalArgumentException("a relay's limits are at least 1");
        }
    }
}
