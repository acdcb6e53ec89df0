package parley.protocol.seat;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Secret;
import parley.protocol.port.RelayAddress;

/** Something to send, kept in the store until {@link Seat#sent}. Of one log, in order; the first must succeed first. */
public sealed interface Sending {
    long number();

    RelayAddress relay();

    record Create(long number, RelayAddress relay, Hash readHash, Hash appendHash) implements Sending {}

    record Append(
            long number,
            RelayAddress relay,
            LogId log,
            Secret capability,
            Optional<Head> base,
            Bytes entry,
            Optional<Head> at)
            implements Sending {}

    /** One member needs the log no more; nothing else is sent to it behind this. */
    record Release(long number, RelayAddress relay, LogId log, Secret capability, Hash token, int members)
            implements Sending {}

    record Park(long number, RelayAddress relay, Hash locator, Bytes sealed) implements Sending {}
}
