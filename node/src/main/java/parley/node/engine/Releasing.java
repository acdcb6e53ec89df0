package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.Ok;
import parley.base.Result;
import parley.base.Secret;
import parley.protocol.port.Key;
import parley.protocol.port.Relay;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.Tx;
import parley.protocol.seat.Sending;

/**
 * Tells relays that this node needs the logs of tables no more that were taken off it (protocol.md, "Erasure").
 *
 * <p>What is to be told is kept from the transaction that removes a table until the relay has answered, over crashes and locks;
 * it names no table, and opens nothing that a relay keeps. Each relay is asked again until then, for a year. Stateless.
 */
final class Releasing {
    private static final Key RELEASING = Key.of("desk/releasing");

    /** Far above the logs of all tables that somebody removes while relays are silent. */
    private static final int MOST = 10_000;

    /** A relay that was silent for so long has no folder any more, or nobody who keeps it. By the clock: a wrong one costs a release. */
    private static final Duration ASKED_FOR = Duration.ofDays(365);

    private Releasing() {}

    private record Due(RelayAddress relay, LogId log, Secret capability, Hash token, int members, Instant since) {
        void write(CanonicalWriter out) {
            relay.write(out);
            out.hash(log.hash()).secret(capability).hash(token).u32(members).u64(since.toEpochMilli());
        }
    }

    /** What a seat's logs need, in the transaction that removes it. */
    static void keep(Tx tx, List<Sending.Release> releases, Instant now) {
        List<Due> all = new ArrayList<>(due(tx));
        for (Sending.Release one : releases) {
            all.add(new Due(one.relay(), one.log(), one.capability(), one.token(), one.members(), now));
        }
        put(tx, all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    /** Begins, or goes on, on a thread of its own, which ends when nothing is left to tell or the node is locked. */
    static void resume(Engine engine) {
        if (!due(engine).isEmpty()) {
            Thread.ofVirtual().name("parley-release").start(() -> tellAll(engine));
        }
    }

    private static void tellAll(Engine engine) {
        Backoff backoff = new Backoff();
        for (List<Due> left = due(engine); !left.isEmpty(); left = due(engine)) {
            for (Due one : left) {
                if (engine.closed()) {
                    return;
                }
                tell(engine, one);
            }
            if (engine.closed() || (!due(engine).isEmpty() && !backoff.pause())) {
                return;
            }
        }
    }

    private static void tell(Engine engine, Due due) {
        Relay.Answer<?> answer =
                engine.relays().at(due.relay()).release(due.log(), due.capability(), due.token(), due.members());
        boolean told = switch (answer) {
            case Relay.Answer.Given<?> given -> true;
            case Relay.Answer.Declined<?>(Relay.Why why) -> why != Relay.Why.LATER;
            case Relay.Answer.Silent<?> silent ->
                due.since().plus(ASKED_FOR).isBefore(engine.clock().instant());
        };
        if (told) {
            Result<Ok> unused = engine.act(work -> {
                put(
                        work.tx,
                        due(work.tx).stream()
                                .filter(one -> !one.log().equals(due.log()))
                                .toList());
                return Ok.done();
            });
        }
    }

    private static List<Due> due(Engine engine) {
        return engine.read(tx -> Result.done(due(tx))) instanceof Result.Done<List<Due>>(List<Due> due)
                ? due
                : List.of();
    }

    private static List<Due> due(Tx tx) {
        return KeptList.of(
                tx,
                RELEASING,
                MOST,
                from -> new Due(
                        RelayAddress.read(from),
                        new LogId(from.hash()),
                        from.secret(Relay.CAPABILITY_BYTES),
                        from.hash(),
                        from.u32(),
                        Instant.ofEpochMilli(from.u64())));
    }

    private static void put(Tx tx, List<Due> all) {
        KeptList.put(tx, RELEASING, all, (to, due) -> due.write(to));
    }
}
