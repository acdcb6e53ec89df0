package parley.simulation.run;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.protocol.port.RoomFold;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.simulation.world.Dice;

/**
 * What people at simulated nodes say, in the words of one fold: a run knows nothing else of the domain.
 *
 * <p>Every state that comes in is one of {@link #fold}'s own. Empty where the state refuses what somebody wants to say.
 */
public interface Domain {
    RoomFold fold();

    /**
     * The rules that a founder writes into a new room.
     *
     * @param aside whether one side sits there with the mediator, apart from the others
     */
    Bytes rules(boolean aside);

    /** An event that says this text, which is written so that it is found again in any bytes. */
    Optional<Bytes> text(RoomFold.State state, PrincipalId who, String text);

    Optional<Bytes> proposal(RoomFold.State state, PrincipalId who, ChangeKind kind, Principal subject, Bytes change);

    Optional<Bytes> consent(RoomFold.State state, PrincipalId who, Hash proposal);

    /** Proposals that this principal could still consent to. */
    List<Hash> open(RoomFold.State state, PrincipalId who);

    /** How often people do something else, where they say something ten times. */
    int others();

    /** Whatever else people do in a room. */
    Optional<Bytes> other(RoomFold.State state, PrincipalId who, Dice dice);

    /** What a changed program seals without asking: no event, one of a later version, or an act that is refused. */
    Bytes odd(RoomFold.State state, PrincipalId who, Dice dice);

    /** What came of the last entry that this state folded, for a report; empty where there is nothing to tell. */
    Optional<String> outcome(RoomFold.State state);
}
