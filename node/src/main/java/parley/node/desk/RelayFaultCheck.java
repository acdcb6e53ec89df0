package parley.node.desk;

import parley.protocol.crypto.RelayFault;

/**
 * What the proof of a relay's fault says.
 *
 * @param proven whether the relay's own signatures contradict each other
 * @param position the first place of the log at which the two histories are known to differ
 * @param one hash of the one history there
 */
public record RelayFaultCheck(boolean proven, String relayKey, String log, long position, String one, String other) {
    public static RelayFaultCheck of(RelayFault fault) {
        return new RelayFaultCheck(
                fault.holds(),
                fault.relayKey().toHex(),
                fault.one().log().hash().toHex(),
                fault.one().head().position(),
                fault.one().head().hash().toHex(),
                fault.instead().toHex());
    }
}
