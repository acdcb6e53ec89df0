package parley.node.engine;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.RoomRef;
import parley.node.desk.Tables.RenewalAsked;
import parley.protocol.crypto.OnRecordKeys;
import parley.protocol.port.RelayAddress;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.room.RoomTalk;

/**
 * Everything that pages show besides lines, as of the last commit. Immutable by agreement: sheets in it are copies that
 * nobody changes. Thread-safe.
 */
record Snapshot(NodeSheet node, Map<TableId, TableShot> tables) {
    Snapshot {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /**
     * What pages show from now on. On the engine's thread only.
     *
     * @param before what they showed; sheets that no act saved since are taken from there
     */
    static Snapshot of(Ledger ledger, Map<TableId, Seat> seats, Map<TableId, TableShot> before) {
        Map<TableId, TableShot> tables = new LinkedHashMap<>();
        for (TableSheet sheet : ledger.tables()) {
            Seat seat = seats.get(sheet.table);
            if (seat != null) {
                tables.put(sheet.table, table(ledger, sheet, seat, Optional.ofNullable(before.get(sheet.table))));
            }
        }
        return new Snapshot(ledger.node(), tables);
    }

    private static TableShot table(Ledger ledger, TableSheet sheet, Seat seat, Optional<TableShot> before) {
        boolean saved = ledger.takeSaved(sheet.table);
        TableSheet shown = before.filter(_ -> !saved).map(TableShot::sheet).orElseGet(sheet::copy);
        Map<RoomId, RoomShot> rooms = new LinkedHashMap<>();
        for (RoomId room : sheet.rooms) {
            ledger.room(new RoomRef(sheet.table, room))
                    .ifPresent(found -> rooms.put(room, new RoomShot(shown(ledger, found, before), seat.room(room))));
        }
        List<Seat.Peer> peers = seat.peers();
        Map<PrincipalId, List<OnRecordKeys>> keys = new HashMap<>();
        keys.put(seat.self().id(), seat.onRecordKeys(seat.self().id()));
        for (Seat.Peer peer : peers) {
            keys.put(peer.principal().id(), seat.onRecordKeys(peer.principal().id()));
        }
        List<Principal> people = Stream.concat(
                        Stream.of(seat.self()), peers.stream().map(Seat.Peer::principal))
                .toList();
        Namesakes names = before.map(table -> table.names().now(people)).orElseGet(() -> Namesakes.among(people));
        return new TableShot(
                shown,
                seat.self(),
                peers,
                names,
                keys,
                seat.reach().relays(),
                rooms,
                RenewalProcess.asked(shown, seat));
    }

    private static RoomSheet shown(Ledger ledger, RoomSheet sheet, Optional<TableShot> before) {
        boolean saved = ledger.takeSaved(sheet.ref);
        return before.filter(_ -> !saved)
                .flatMap(table -> Optional.ofNullable(table.rooms().get(sheet.ref.room())))
                .map(RoomShot::sheet)
                .orElseGet(sheet::copy);
    }

    /** A table. */
    record TableShot(
            TableSheet sheet,
            Principal self,
            List<Seat.Peer> peers,
            Namesakes names,
            Map<PrincipalId, List<OnRecordKeys>> keys,
            List<RelayAddress> relays,
            Map<RoomId, RoomShot> rooms,
            Optional<RenewalAsked> renewalAsked) {
        TableShot {
            relays = List.copyOf(relays);
            peers = List.copyOf(peers);
            keys = Map.copyOf(keys);
            rooms = Collections.unmodifiableMap(new LinkedHashMap<>(rooms));
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

        /** The name as people see it: told apart from others of that name. */
        String name(PrincipalId who) {
            return principal(who).map(names::shown).orElseGet(() -> who.hash().brief());
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
