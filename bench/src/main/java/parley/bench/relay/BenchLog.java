package parley.bench.relay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.Secret;
import parley.protocol.port.LogRef;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;
import parley.protocol.port.SignedHead;

/** A log that a benchmark made at a relay, of one member; one capability reads and appends. */
record BenchLog(LogId id, Secret capability) {
    private static final Hash TOKEN = Hash.of("bench-token");

    /** @param set names them: the same logs are not made twice, and what is gone stays gone */
    static List<BenchLog> create(Relay relay, int logs, int set) throws IOException {
        List<BenchLog> created = new ArrayList<>();
        for (int i = 0; i < logs; i++) {
            Bytes capability = Hash.of("bench-capability", Hash.number(set), Hash.number(i))
                    .value();
            Hash hash = LogRef.capabilityHash(capability);
            if (!(relay.create(hash, hash) instanceof Answer.Given<SignedHead>)) {
                throw new IOException("the relay created no log");
            }
            created.add(new BenchLog(LogRef.idOf(hash, hash), Secret.of(capability)));
        }
        return created;
    }

    /** Its only member needs it no more: it is gone. */
    void release(Relay relay) throws IOException {
        if (!(relay.release(id, capability, TOKEN, 1) instanceof Answer.Declined<SignedHead>(Why why)
                && why == Why.GONE)) {
            throw new IOException("the relay let no log go");
        }
    }
}
