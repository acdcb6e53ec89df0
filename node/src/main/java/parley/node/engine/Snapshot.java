package parley.node.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.RoomRef;
import parley.protocol.crypto.OnRecordKeys;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.room.RoomTalk;

/**
 * Everything that pages show besides lines, as of the last commit. Immutable by agreement: sheets in it are copies that
 * nobody changes. Thread-safe.
 */
record Snapshot(NodeSheet node, Map<TableId, TableShot> tables) {
    Snapshot {
        tables = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(tables));
    }

    /** A table. */
    record TableShot(
            TableSheet sheet,
            Principal self,
            List<Seat.Peer> peers,
            Map<PrincipalId, List<OnRecordKeys>> keys,
            Map<RoomId, RoomShot> rooms) {
        TableShot {
            peers = List.copyOf(peers);
            keys = Map.copyOf(keys);
            rooms = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(rooms));
        }

        Optional<Principal> principal(PrincipalId who) {
            if (self.id().equals(who)) {
                return Optional.of(self);
            }
            return peers.stream()
                    .map(Seat.Peer::principal)
                    .filter(one -> one.id().equals(who))
                    .findFirst();
        }

        /** The on-record keys that this node knows of a principal, those of before a renewal too. */
        List<OnRecordKeys> keys(PrincipalId who) {
            return keys.getOrDefault(who, List.of());
        }

        Optional<Seat.Peer> peer(PrincipalId who) {
            return peers.stream()
                    .filter(one -> one.principal().id().equals(who))
                    .findFirst();
        }

        String name(PrincipalId who) {
            return principal(who)
                    .map(Principal::name)
                    .orElseGet(() -> who.hash().brief());
        }
    }

    /** A room; {@code view} is absent before its founding stands here. */
    record RoomShot(RoomSheet sheet, Optional<SeatRoom> view) {
        Optional<RoomTalk> talk() {
            return view.map(seen -> TalkFold.talk(seen.state()));
        }
    }

    Optional<TableShot> table(TableId table) {
        return Optional.ofNullable(tables.get(table));
    }

    Optional<RoomShot> room(RoomRef ref) {
        return table(ref.table())
                .flatMap(table -> Optional.ofNullable(table.rooms().get(ref.room())));
    }
}
