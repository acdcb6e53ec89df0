package parley.protocol.port;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.RoomId;

/**
 * What the protocol needs of the domain: a pure, total, deterministic fold. Implemented by {@code talks} (through an
 * adapter of the node); the protocol never looks inside events or states.
 */
public interface RoomFold {
    /** Version of the fold's rules; digests of unequal versions are not compared. */
    int version();

    /** The state before the first entry of epoch 0. */
    State begin(Birth birth);

    /** A state from its {@link State#encoded() encoding}: a snapshot of one's own, or an opening state checked by digest. */
    Result<State> restore(Bytes encoded);

    /** The state after one opened entry. Never throws: bytes that are no valid event, or a refused act, fold as nothing. */
    State fold(State before, Said said);

    /** The state after an epoch ended by a change that counted: other proposals and consents lapse. */
    State turn(State before, Turn turn);

    /** An immutable state of one room at one position. */
    interface State {
        Hash digest();

        Bytes encoded();

        /** The domain's bytes that say under which terms one sits here now; in the form in which a founding carries them. */
        Bytes terms();

        /**
         * How long a slot is where nodes write in fixed slots with cover ({@code docs/protocol.md}, "Quiet mode"): whole minutes, at
         * least one. Empty where they write when there is something to say.
         */
        Optional<Duration> quietSlot();

        /** The change that this proposal asks for, if the state says that all needed consents stand. */
        Optional<Ratified> ratified(Hash proposal);

        /** Every proposal for which {@link #ratified(Hash)} gives a change, oldest first: few, for a turn lets all lapse. */
        List<Hash> ratified();
    }

    /**
     * How a room begins.
     *
     * @param rules the domain's bytes as the founding carries them
     */
    record Birth(RoomId room, String name, Bytes rules, List<Principal> principals) {
        public Birth {
            principals = List.copyOf(principals);
        }
    }

    /** An opened entry at its place. {@code position} counts through all epochs of the room, from 1. */
    record Said(long position, int epoch, PrincipalId author, Bytes event) {}

    /** What ended an epoch. {@code principals} is the roster of the new one. */
    record Turn(int epoch, ChangeKind kind, PrincipalId subject, List<Principal> principals) {
        public Turn {
            principals = List.copyOf(principals);
        }
    }

    /**
     * A ratified change: {@code change} is the protocol's encoding, which must say the same kind and subject.
     *
     * @param proposer whose node carries the change out at once; others step in after a pause
     */
    record Ratified(ChangeKind kind, PrincipalId subject, Bytes change, PrincipalId proposer) {}

    /** What a new epoch can change. */
    enum ChangeKind {
        ADMIT,
        REMOVE,
        RENEW,
        REFRESH,
        MOVE
    }
}
