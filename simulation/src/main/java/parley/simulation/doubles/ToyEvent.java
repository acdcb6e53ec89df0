package parley.simulation.doubles;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.protocol.port.RoomFold.ChangeKind;

/** What can be said in a room whose fold is {@link ToyFold}: a text, a proposal, a consent. */
@SuppressWarnings("EnumOrdinal") // these bytes live no longer than one run
public sealed interface ToyEvent {
    /** Texts in simulations are short; a longer one is refused like any other malformed event. */
    int MOST_TEXT_BYTES = 1 << 16;

    int MOST_CHANGE_BYTES = 1 << 16;

    record Text(String text) implements ToyEvent {}

    record Proposal(ChangeKind kind, PrincipalId subject, Bytes change) implements ToyEvent {}

    record Consent(Hash proposal) implements ToyEvent {}

    default Bytes encoded() {
        return switch (this) {
            case Text(String text) -> new CanonicalWriter().u8(1).text(text).bytes();
            case Proposal(ChangeKind kind, PrincipalId subject, Bytes change) ->
                new CanonicalWriter()
                        .u8(2)
                        .u8(kind.ordinal())
                        .hash(subject.hash())
                        .field(change)
                        .bytes();
            case Consent(Hash proposal) ->
                new CanonicalWriter().u8(3).hash(proposal).bytes();
        };
    }

    /** The event that these bytes are; empty when they are none. */
    static Optional<ToyEvent> read(Bytes encoded) {
        try {
            CanonicalReader in = new CanonicalReader(encoded);
            ToyEvent event = switch (in.u8()) {
                case 1 -> new Text(in.text(MOST_TEXT_BYTES));
                case 2 -> new Proposal(kind(in.u8()), new PrincipalId(in.hash()), in.field(MOST_CHANGE_BYTES));
                case 3 -> new Consent(in.hash());
                default -> throw new Malformed("no such event");
            };
            in.end();
            return Optional.of(event);
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    static ChangeKind kind(int code) throws Malformed {
        if (code >= ChangeKind.values().length) {
            throw new Malformed("no such kind of change");
        }
        return ChangeKind.values()[code];
    }
}
