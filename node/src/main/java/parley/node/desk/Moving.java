package parley.node.desk;

import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.RoomId;
import parley.base.TableId;
import parley.protocol.port.RelayAddress;
import parley.talks.rules.RoomKind;

/**
 * Moving the rooms of a table to another relay at once: by one proposal in each, since each has readers and Rules of its own.
 *
 * <p>Both try the relay first, and are refused as a whole where nobody answers there under the key of its address.
 */
public interface Moving {
    /** What it takes in each room in which one sits, or is asked to sit; changes nothing. */
    Result<Plan> plan(TableId table, RelayAddress to);

    /**
     * Proposes the move in each of these rooms, one after the other, and says what came of each. Where the node ends in between,
     * {@link #plan} tells which were proposed, and none is proposed twice.
     *
     * @param note as {@link Changes#propose} takes it, the same in every room
     */
    Result<List<Outcome>> propose(TableId table, RelayAddress to, List<RoomId> rooms, String note);

    record Plan(RelayAddress to, List<Room> rooms) {
        public Plan {
            rooms = List.copyOf(rooms);
        }

        /** Those in which it can be proposed. */
        public List<RoomRef> ready() {
            return rooms.stream()
                    .filter(room -> room.state() instanceof State.Ready)
                    .map(Room::ref)
                    .toList();
        }
    }

    /** @param relay where it lies now */
    record Room(RoomRef ref, String name, RoomKind kind, RelayAddress relay, State state) {}

    /** What a move of a room takes. */
    sealed interface State {
        /**
         * It can be proposed.
         *
         * @param consents how many the Rules ask, one's own included
         * @param voices who has a say, oneself included
         */
        record Ready(int consents, List<String> voices) implements State {
            public Ready {
                voices = List.copyOf(voices);
            }
        }

        /** It lies there already. */
        record There() implements State {}

        /**
         * This very move is proposed.
         *
         * @param asked whether it waits for one's own consent
         */
        record Open(Hash proposal, String proposerName, int consents, int needed, boolean asked) implements State {}

        /** One proposed it oneself, and it has no place yet: others can't read it. */
        record OnItsWay() implements State {}

        record Cannot(Refusal why) implements State {}
    }

    /** What came of one room: the proposal, or why there is none. */
    record Outcome(RoomId room, String name, Optional<Hash> proposal, Optional<Refusal> refused) {}
}
