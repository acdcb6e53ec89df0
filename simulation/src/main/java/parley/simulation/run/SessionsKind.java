package parley.simulation.run;

import java.time.InstantSource;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Randomness;
import parley.protocol.session.LibsignalSessions;
import parley.protocol.session.MessageKey;
import parley.protocol.session.Sessions;
import parley.simulation.doubles.ToySessions;

/** Which sessions the nodes of a run have: the fast double, or the real ones. */
public interface SessionsKind {
    /** The deterministic double. */
    SessionsKind TOY = new SessionsKind() {
        @Override
        public Sessions make(Randomness randomness, InstantSource clock) {
            return new ToySessions(randomness);
        }

        @Override
        public Optional<Hash> messageKey(Bytes message) {
            return ToySessions.messageKey(message);
        }
    };

    SessionsKind LIBSIGNAL = new SessionsKind() {
        @Override
        public Sessions make(Randomness randomness, InstantSource clock) {
            return new LibsignalSessions(clock);
        }

        @Override
        public Optional<Hash> messageKey(Bytes message) {
            return MessageKey.of(message);
        }
    };

    Sessions make(Randomness randomness, InstantSource clock);

    /** A name of the ratchet's key that encrypted this message; empty when it is none of these sessions. */
    Optional<Hash> messageKey(Bytes message);
}
