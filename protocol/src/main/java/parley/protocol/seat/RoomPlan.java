package parley.protocol.seat;

import java.util.List;
import parley.base.Bytes;
import parley.base.PrincipalId;
import parley.protocol.port.RelayAddress;

/**
 * What a founder asks others to join.
 *
 * @param name shown to members, never to the relay
 * @param rules the domain's bytes; the fold's {@code begin} reads them
 * @param members in roster order, the founder included; elders first
 * @param seats greatest roster size ever: fixes the size class of every entry
 */
public record RoomPlan(String name, Bytes rules, List<PrincipalId> members, int seats, RelayAddress relay) {
    public RoomPlan {
        members = List.copyOf(members);
    }
}
