package parley.simulation.doubles;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Randomness;

/**
 * One session of {@link ToySessions}: counts like a double ratchet, keeps no secret.
 *
 * <p>Models what the sealed room leans on: each message opens once, in any order within libsignal's limits; a new sending
 * chain after every change of direction; keys of old chains are dropped; two copies of one record make chains that the
 * peer takes for one only until the first of them arrives. Immutable.
 *
 * @param answered whether the peer has been heard in this session
 * @param bundle what the first message names, for the side that began
 * @param sendTag empty until the first message of the present sending chain
 */
record ToyRatchet(
        Bytes session,
        Bytes secret,
        Bytes peer,
        Optional<Hash> bundle,
        boolean answered,
        int sendTurn,
        Bytes sendTag,
        int sendCounter,
        List<Chain> chains) {
    /** libsignal keeps five receiving chains per session; what is older is lost. */
    private static final int MOST_CHAINS = 5;

    /** libsignal derives at most 25,000 keys ahead in one chain. */
    private static final int MOST_AHEAD = 25_000;

    /** libsignal keeps at most 2,000 keys of skipped messages; the oldest go first. */
    private static final int MOST_SKIPPED = 2_000;

    ToyRatchet {
        chains = List.copyOf(chains);
    }

    /** A receiving chain: the next counter expected, and those below it that haven't come yet. */
    record Chain(int turn, Bytes tag, int next, List<Integer> skipped) {
        Chain {
            skipped = List.copyOf(skipped);
        }

        /** The chain after this counter's key was used; empty when it was used before or is out of reach. */
        Optional<Chain> use(int counter) {
            if (counter >= next) {
                if (counter - next > MOST_AHEAD) {
                    return Optional.empty();
                }
                List<Integer> more = new ArrayList<>(skipped);
                for (int i = next; i < counter; i++) {
                    more.add(i);
                }
                return Optional.of(new Chain(
                        turn, tag, counter + 1, more.subList(Math.max(0, more.size() - MOST_SKIPPED), more.size())));
            }
            int index = skipped.indexOf(counter);
            if (index < 0) {
                return Optional.empty();
            }
            List<Integer> less = new ArrayList<>(skipped);
            less.remove(index);
            return Optional.of(new Chain(turn, tag, next, less));
        }
    }

    /** The session's state after a message, and the message or its text. */
    record Step(ToyRatchet after, Bytes output) {}

    static ToyRatchet begin(Bytes session, Bytes secret, Bytes peer, Hash bundle) {
        return new ToyRatchet(session, secret, peer, Optional.of(bundle), false, 0, Bytes.EMPTY, 0, List.of());
    }

    static ToyRatchet begunBy(ToyMessage.First first, Bytes session) {
        return new ToyRatchet(
                session, first.secret(), first.identity(), Optional.empty(), true, 1, Bytes.EMPTY, 0, List.of());
    }

    Step seal(Bytes identity, Bytes plain, Randomness randomness) {
        Bytes tag = sendTag.isEmpty() ? randomness.bytes(ToyMessage.TAG_BYTES) : sendTag;
        Optional<ToyMessage.First> first =
                answered ? Optional.empty() : bundle.map(b -> new ToyMessage.First(identity, b, secret));
        ToyMessage message = new ToyMessage(
                session,
                first,
                sendTurn,
                tag,
                sendCounter,
                mask(plain, sendTurn, tag, sendCounter),
                check(plain, sendTurn, tag, sendCounter));
        ToyRatchet after =
                new ToyRatchet(session, secret, peer, bundle, answered, sendTurn, tag, sendCounter + 1, chains);
        return new Step(after, message.encoded());
    }

    Optional<Step> open(ToyMessage message) {
        Bytes plain = mask(message.sealed(), message.turn(), message.tag(), message.counter());
        // A side receives only the turns of the other: odd ones where it began, even ones where the peer did.
        boolean theirs = message.turn() % 2 == (bundle.isPresent() ? 1 : 0);
        if (!theirs
                || !check(plain, message.turn(), message.tag(), message.counter())
                        .equals(message.check())) {
            return Optional.empty();
        }
        int newest = chains.isEmpty() ? -1 : chains.getLast().turn();
        List<Chain> next = new ArrayList<>(chains);
        if (message.turn() > newest) {
            if (message.turn() > sendTurn + 1) {
                return Optional.empty(); // answers a chain that this side never made: the record was put back
            }
            Optional<Chain> used = new Chain(message.turn(), message.tag(), 0, List.of()).use(message.counter());
            if (used.isEmpty()) {
                return Optional.empty();
            }
            next.add(used.get());
            List<Chain> kept = next.subList(Math.max(0, next.size() - MOST_CHAINS), next.size());
            return Optional.of(new Step(
                    new ToyRatchet(session, secret, peer, bundle, true, message.turn() + 1, Bytes.EMPTY, 0, kept),
                    plain));
        }
        for (int i = 0; i < next.size(); i++) {
            Chain chain = next.get(i);
            if (chain.turn() == message.turn() && chain.tag().equals(message.tag())) {
                Optional<Chain> used = chain.use(message.counter());
                if (used.isEmpty()) {
                    return Optional.empty();
                }
                next.set(i, used.get());
                return Optional.of(new Step(
                        new ToyRatchet(session, secret, peer, bundle, true, sendTurn, sendTag, sendCounter, next),
                        plain));
            }
        }
        return Optional.empty();
    }

    private Bytes mask(Bytes text, int turn, Bytes tag, int counter) {
        byte[] out = text.toArray();
        Bytes place = new CanonicalWriter().u32(turn).raw(tag).u32(counter).bytes();
        for (int block = 0; block * Hash.SIZE < out.length; block++) {
            Bytes stream =
                    Hash.of("toy-stream", secret, place, Hash.number(block)).value();
            for (int i = 0; i < Hash.SIZE && block * Hash.SIZE + i < out.length; i++) {
                out[block * Hash.SIZE + i] ^= stream.at(i);
            }
        }
        return Bytes.wrap(out);
    }

    private Bytes check(Bytes plain, int turn, Bytes tag, int counter) {
        Bytes place = new CanonicalWriter().u32(turn).raw(tag).u32(counter).bytes();
        return Hash.of("toy-check", session, secret, place, plain).value().slice(0, ToyMessage.CHECK_BYTES);
    }

    void write(CanonicalWriter out) {
        out.raw(session).raw(secret).raw(peer).bool(bundle.isPresent());
        bundle.ifPresent(out::hash);
        out.bool(answered)
                .u32(sendTurn)
                .field(sendTag)
                .u32(sendCounter)
                .list(
                        chains,
                        (o, chain) -> o.u32(chain.turn())
                                .raw(chain.tag())
                                .u32(chain.next())
                                .list(chain.skipped(), CanonicalWriter::u32));
    }

    static ToyRatchet read(CanonicalReader in) throws Malformed {
        return new ToyRatchet(
                in.raw(ToyMessage.SESSION_BYTES),
                in.raw(ToyMessage.SECRET_BYTES),
                in.raw(ToyMessage.IDENTITY_BYTES),
                in.bool() ? Optional.of(in.hash()) : Optional.empty(),
                in.bool(),
                in.u32(),
                in.field(ToyMessage.TAG_BYTES),
                in.u32(),
                in.list(
                        MOST_CHAINS,
                        i -> new Chain(
                                i.u32(),
                                i.raw(ToyMessage.TAG_BYTES),
                                i.u32(),
                                i.list(MOST_SKIPPED, CanonicalReader::u32))));
    }
}
