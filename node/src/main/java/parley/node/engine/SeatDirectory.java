package parley.node.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.TableId;
import parley.node.desk.RoomRef;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.room.RoomTalk;

/** Who and what the recorder asks for while seats are told of: as the seats stand at that moment. On the engine's thread only. */
final class SeatDirectory implements Directory {
    private final Map<TableId, Seat> seats;

    SeatDirectory(Map<TableId, Seat> seats) {
        this.seats = seats;
    }

    @Override
    public List<Principal> people(TableId table) {
        return Optional.ofNullable(seats.get(table)).stream()
                .flatMap(seat -> Stream.concat(
                        Stream.of(seat.self()), seat.peers().stream().map(Seat.Peer::principal)))
                .toList();
    }

    @Override
    public Optional<Bytes> terms(RoomRef room) {
        return Optional.ofNullable(seats.get(room.table()))
                .flatMap(seat -> seat.room(room.room()))
                .map(view -> view.state().terms());
    }

    @Override
    public Optional<List<Principal>> roster(RoomRef room) {
        return Optional.ofNullable(seats.get(room.table()))
                .flatMap(seat -> seat.room(room.room()))
                .map(view ->
                        view.roster().stream().map(SeatRoom.Member::principal).toList());
    }

    @Override
    public Optional<RoomTalk> talk(RoomRef room) {
        return Optional.ofNullable(seats.get(room.table()))
                .flatMap(seat -> seat.room(room.room()))
                .map(view -> TalkFold.talk(view.state()));
    }

    @Override
    public Optional<PrincipalId> self(TableId table) {
        return Optional.ofNullable(seats.get(table)).map(seat -> seat.self().id());
    }
}
