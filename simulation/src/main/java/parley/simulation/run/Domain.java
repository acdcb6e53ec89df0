package parley.simulation.run;

import java.util.List;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.protocol.port.RoomFold;
import parley.protocol.port.RoomFold.ChangeKind;

/** What people at simulated nodes say, in the words of one fold: a run knows nothing else of the domain. */
public interface Domain {
    RoomFold fold();

    /** The rules that a founder writes into a new room. */
    Bytes rules();

    /** An event that says this text, which is written so that it is found again in any bytes. */
    Bytes text(String text);

    Bytes proposal(ChangeKind kind, PrincipalId subject, Bytes change);

    Bytes consent(Hash proposal);

    /** Proposals that this principal could still consent to. */
    List<Hash> open(RoomFold.State state, PrincipalId who);
}
