package parley.relay.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Malformed;
import parley.base.Secret;
import parley.base.fuzz.Canonical;
import parley.base.fuzz.Target;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.SignedHead;

/** Bodies of calls and of answers. The input's first byte says which; the rest is the body. */
public final class WireTargets {
    private static final Hash HASH = Hash.of("fuzz");
    private static final Secret CAPABILITY = Secret.of(HASH.value());
    /** By its place here the input's first byte names a route; appended to, never changed, for kept inputs have the numbers. */
    static final List<Route> ROUTES = List.of(
            Route.CREATE,
            Route.APPEND,
            Route.READ,
            Route.PUT_BLOB,
            Route.GET_BLOB,
            Route.PARK,
            Route.COLLECT,
            Route.RELEASE);

    private static final LogId LOG = new LogId(HASH);
    private static final SignedHead SIGNED =
            new SignedHead(LOG, new Head(3, HASH), 1, List.of(HASH, HASH), Bytes.concat(HASH.value(), HASH.value()));

    private WireTargets() {}

    @FunctionalInterface
    private interface Reading {
        /** Encoded again. */
        Bytes again(Bytes body) throws Malformed;
    }

    /** What a stranger posts to a relay. */
    public static Target calls() {
        Call.Append.Item item =
                new Call.Append.Item(LOG, CAPABILITY, Optional.empty(), Bytes.utf8("entry"), Optional.empty());
        Call.Append.Item placed = new Call.Append.Item(
                LOG, CAPABILITY, Optional.of(new Head(1, HASH)), Bytes.EMPTY, Optional.of(new Head(2, HASH)));
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        for (Call call : List.of(
                new Call.Append(List.of(item, placed)),
                new Call.Create(HASH, HASH),
                new Call.Read(LOG, CAPABILITY, 7, 100, 60_000),
                new Call.Release(LOG, CAPABILITY, HASH, 30),
                new Call.PutBlob(LOG, CAPABILITY, Bytes.utf8("blob")),
                new Call.GetBlob(LOG, CAPABILITY, HASH),
                new Call.Park(HASH, Bytes.utf8("sealed")),
                new Call.Collect(HASH))) {
            seeds.put(call.route().path(), tagged(ROUTES.indexOf(call.route()), call.encoded()));
        }
        return Canonical.of("relay-call", seeds, chosen(ROUTES.size(), (which, body) -> {
            Route route = ROUTES.get(which);
            return Call.read(route, body).encoded();
        }));
    }

    /** What a relay answers a node. */
    public static Target answers() {
        List<Reading> readings = List.of(
                body -> Answers.head(Answers.head(body)),
                body -> Answers.heads(Answers.heads(body)),
                body -> Answers.page(Answers.page(body)),
                body -> Answers.hash(Answers.hash(body)),
                body -> Answers.bytes(Answers.bytes(body, Relay.MOST_BLOB_BYTES)));
        Relay.Page page = new Relay.Page(1, List.of(Bytes.utf8("one"), Bytes.utf8("two")), SIGNED, SIGNED);
        List<Bytes> bodies = List.of(
                Answers.head(new Answer.Given<>(SIGNED)),
                Answers.heads(List.of(new Answer.Given<>(SIGNED), new Answer.Declined<>(Relay.Why.LATER))),
                Answers.page(new Answer.Given<>(page)),
                Answers.hash(new Answer.Given<>(HASH)),
                Answers.bytes(new Answer.Given<>(Bytes.utf8("blob"))));
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        for (int which = 0; which < bodies.size(); which++) {
            seeds.put("answer " + which, tagged(which, bodies.get(which)));
        }
        seeds.put("declined", tagged(2, Answers.page(new Answer.Declined<>(Relay.Why.NO_SUCH_LOG))));
        return Canonical.of(
                "relay-answer",
                seeds,
                chosen(readings.size(), (which, body) -> readings.get(which).again(body)));
    }

    @FunctionalInterface
    private interface Chosen {
        Bytes again(int which, Bytes body) throws Malformed;
    }

    private static Function<Bytes, Optional<Bytes>> chosen(int kinds, Chosen reading) {
        return input -> {
            if (input.isEmpty() || input.at(0) < 0 || input.at(0) >= kinds) {
                return Optional.empty();
            }
            try {
                return Optional.of(tagged(input.at(0), reading.again(input.at(0), input.slice(1, input.size()))));
            } catch (Malformed e) {
                return Optional.empty();
            }
        };
    }

    private static Bytes tagged(int which, Bytes body) {
        return Bytes.concat(Bytes.wrap(new byte[] {(byte) which}), body);
    }
}
