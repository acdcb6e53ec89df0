package parley.node.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.protocol.port.RoomFold;
import parley.talks.room.RoomTalk;
import parley.talks.roster.Pending;
import parley.talks.rules.RoomTerms;

/** Gives the sealed room the domain's fold: {@link RoomTalk} in the shape of {@link RoomFold}. Stateless and thread-safe. */
public final class TalkFold implements RoomFold {
    @Override
    public int version() {
        return RoomTalk.VERSION;
    }

    @Override
    public State begin(Birth birth) {
        return new TalkState(
                RoomTalk.begin(new RoomTalk.Birth(birth.room(), birth.name(), birth.rules(), birth.principals())));
    }

    @Override
    public Result<State> restore(Bytes encoded) {
        return RoomTalk.restore(encoded).map(TalkState::new);
    }

    @Override
    public State fold(State before, Said said) {
        return new TalkState(
                talk(before).fold(new RoomTalk.Said(said.position(), said.epoch(), said.author(), said.event())));
    }

    @Override
    public State turn(State before, Turn turn) {
        return new TalkState(talk(before)
                .turn(new RoomTalk.Turn(turn.epoch(), ofTalk(turn.kind()), turn.subject(), turn.principals())));
    }

    /** The talk behind a state of this fold. */
    public static RoomTalk talk(State state) {
        return ((TalkState) state).talk();
    }

    static parley.talks.roster.ChangeKind ofTalk(ChangeKind kind) {
        return switch (kind) {
            case ADMIT -> parley.talks.roster.ChangeKind.ADMIT;
            case REMOVE -> parley.talks.roster.ChangeKind.REMOVE;
            case RENEW -> parley.talks.roster.ChangeKind.RENEW;
            case REFRESH -> parley.talks.roster.ChangeKind.REFRESH;
            case MOVE -> parley.talks.roster.ChangeKind.MOVE;
        };
    }

    /** The same kind of change as the sealed room calls it; a grant ends no epoch and has none. */
    private static ChangeKind ofRoom(parley.talks.roster.ChangeKind kind) {
        return switch (kind) {
            case ADMIT -> ChangeKind.ADMIT;
            case REMOVE -> ChangeKind.REMOVE;
            case RENEW -> ChangeKind.RENEW;
            case REFRESH -> ChangeKind.REFRESH;
            case MOVE -> ChangeKind.MOVE;
            case GRANT -> throw new IllegalArgumentException("a grant ends no epoch");
        };
    }

    private record TalkState(RoomTalk talk) implements State {
        @Override
        public Hash digest() {
            return talk.digest();
        }

        @Override
        public Bytes encoded() {
            return talk.encoded();
        }

        @Override
        public Bytes terms() {
            return new RoomTerms(talk.sitting().kind(), talk.rules()).encoded();
        }

        @Override
        public Optional<Duration> quietSlot() {
            int minutes = talk.rules().quiet().minutes();
            return minutes == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(minutes));
        }

        @Override
        public Optional<Ratified> ratified(Hash proposal) {
            return talk.roster().ratified(talk.sitting(), proposal).map(TalkState::ratified);
        }

        @Override
        public List<Hash> ratified() {
            return talk.roster().proposals().stream()
                    .filter(one -> one.kind().endsEpoch() && one.ratified(talk.sitting()))
                    .map(Pending::changeName)
                    .distinct()
                    .toList();
        }

        private static Ratified ratified(Pending pending) {
            PrincipalId subject = pending.subject().id();
            return new Ratified(ofRoom(pending.kind()), subject, pending.change(), pending.proposer());
        }
    }
}
