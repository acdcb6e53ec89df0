package parley.node.engine;

import java.time.Duration;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;
import parley.protocol.port.Relay;
import parley.protocol.port.RelayAddress;

/** Tries a relay before anybody is asked to go there. */
final class RelayTrial {
    /** As long as connecting to a relay through Tor may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private RelayTrial() {}

    /**
     * Whether it answers this node under the key of its address; blocks.
     *
     * @param silent the key of the refusal where nobody answers
     * @param otherKey where who answers shows another key
     */
    static Result<Ok> of(Engine engine, RelayAddress relay, String silent, String otherKey) {
        return switch (engine.relays().probe(relay, new Hash(engine.randomness().bytes(Hash.SIZE)), PATIENCE)) {
            case Relay.Answer.Given<Bytes> _, Relay.Answer.Declined<Bytes> _ -> Ok.done();
            case Relay.Answer.Silent<Bytes> silence ->
                Result.refused(silence.otherKey() ? otherKey : silent, relay.authority());
        };
    }
}
