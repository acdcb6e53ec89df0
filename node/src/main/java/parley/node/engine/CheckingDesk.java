package parley.node.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.Principal;
import parley.base.Result;
import parley.node.desk.Checking;
import parley.node.desk.People.Standing;
import parley.node.desk.RelayFaultCheck;
import parley.node.desk.StatementCheck;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.crypto.OnRecordKeys;
import parley.protocol.crypto.RelayFault;
import parley.protocol.seat.Seat;

/** The desk's look at files that prove something to anyone. Thread-safe. */
final class CheckingDesk implements Checking {
    private final Engine engine;

    CheckingDesk(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Result<Found> check(Bytes file) {
        if (RelayFault.begins(file)) {
            return RelayFault.ofFile(file)
                    .map(fault -> Result.done(found(RelayFaultCheck.of(fault))))
                    .orElseGet(CheckingDesk::neither);
        }
        return switch (StatementFile.check(file)) {
            case Result.Done<StatementCheck>(StatementCheck says) -> Result.done(found(says));
            case Result.Refused<StatementCheck> _ -> neither();
        };
    }

    private static Result<Found> neither() {
        return Result.refused("verify.unknown-file");
    }

    private Found found(StatementCheck says) {
        List<Signer> signers = new ArrayList<>();
        if (says.signed()) {
            engine.snapshot()
                    .tables()
                    .values()
                    .forEach(table -> Stream.concat(
                                    Stream.of(table.self()),
                                    table.peers().stream().map(Seat.Peer::principal))
                            .flatMap(who -> signer(table, who, says.keyGroups()).stream())
                            .forEach(signers::add));
        }
        return new Found.Statement(says, signers);
    }

    private static Optional<Signer> signer(TableShot table, Principal who, List<String> groups) {
        List<OnRecordKeys> keys = table.keys(who.id());
        return keys.stream()
                .filter(one -> StatementFile.keyGroups(one).equals(groups))
                .findFirst()
                .map(one -> new Signer(
                        table.sheet().table,
                        table.sheet().coverName,
                        who.id(),
                        table.names().shown(who),
                        who.role(),
                        table.peer(who.id())
                                .<Standing>map(peer -> PeopleDesk.standing(table, peer.comparison()))
                                .orElseGet(Standing.Self::new),
                        one.equals(keys.getFirst())));
    }

    private Found found(RelayFaultCheck says) {
        List<Use> tables = says.proven()
                ? engine.snapshot().tables().values().stream()
                        .flatMap(table -> use(table, says).stream())
                        .toList()
                : List.of();
        return new Found.RelayFault(says, tables);
    }

    private static Optional<Use> use(TableShot table, RelayFaultCheck says) {
        boolean used = Stream.concat(Stream.of(table.sheet().relay), table.relays().stream())
                .anyMatch(relay -> relay.key().toHex().equals(says.relayKey()));
        List<String> rooms = table.rooms().values().stream()
                .filter(room -> isOf(room, says))
                .map(room -> room.sheet().name)
                .toList();
        return used || !rooms.isEmpty()
                ? Optional.of(new Use(table.sheet().table, table.sheet().coverName, rooms))
                : Optional.empty();
    }

    private static boolean isOf(RoomShot room, RelayFaultCheck says) {
        return room.view()
                .filter(view -> view.log().id().hash().toHex().equals(says.log())
                        && view.log().relay().key().toHex().equals(says.relayKey()))
                .isPresent();
    }
}
