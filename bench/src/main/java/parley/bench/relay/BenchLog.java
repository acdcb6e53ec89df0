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
import parley.protocol.port.SignedHead;

/** A log that a benchmark made at a relay; one capability reads and appends. */
record BenchLog(LogId id, Secret capability) {
    static List<BenchLog> create(Relay relay, int logs) throws IOException {
        List<BenchLog> created = new ArrayList<>();
        for (int i = 0; i < logs; i++) {
            Bytes capability = Hash.of("bench-capability", Hash.number(i)).value();
            Hash hash = LogRef.capabilityHash(capability);
            if (!(relay.create(hash, hash) instanceof Answer.Given<SignedHead>)) {
                throw new IOException("the relay created no log");
            }
            created.add(new BenchLog(LogRef.idOf(hash, hash), Secret.of(capability)));
        }
        return created;
    }
}
