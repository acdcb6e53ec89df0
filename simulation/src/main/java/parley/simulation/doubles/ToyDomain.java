package parley.simulation.doubles;

import java.util.List;
import java.util.Map;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.protocol.port.RoomFold;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.simulation.run.Domain;

/** People who speak {@link ToyEvent}s. */
public final class ToyDomain implements Domain {
    @Override
    public RoomFold fold() {
        return new ToyFold();
    }

    @Override
    public Bytes rules() {
        return Bytes.utf8("two consents");
    }

    @Override
    public Bytes text(String text) {
        return new ToyEvent.Text(text).encoded();
    }

    @Override
    public Bytes proposal(ChangeKind kind, PrincipalId subject, Bytes change) {
        return new ToyEvent.Proposal(kind, subject, change).encoded();
    }

    @Override
    public Bytes consent(Hash proposal) {
        return new ToyEvent.Consent(proposal).encoded();
    }

    @Override
    public List<Hash> open(RoomFold.State state, PrincipalId who) {
        // From the encoding, for a hostile member's state is wrapped in its lie.
        return ((ToyState) new ToyFold().restore(state.encoded()).orThrow())
                .pending().entrySet().stream()
                        .filter(one -> !one.getValue().consents().contains(who))
                        .map(Map.Entry::getKey)
                        .toList();
    }
}
