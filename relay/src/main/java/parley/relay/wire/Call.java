package parley.relay.wire;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Malformed;
import parley.base.Secret;
import parley.protocol.port.Relay;

/**
 * What a node asks of a relay: one body of a POST each, beginning with a version byte.
 *
 * <p>Capabilities travel here, never in a URL or a header, so that no proxy or log keeps them. Every other encoding of a
 * value, and every trailing byte, is malformed.
 */
public sealed interface Call {
    int VERSION = 1;

    /** A request carries at most so many appends. */
    int MOST_APPENDS = 256;

    /** The largest entry and more; bodies are read whole into memory, so this is what one connection can take of it. */
    int MOST_BODY_BYTES = 2 << 20;

    /** Version, log, capability, two heads, lengths: what an append takes beside its entry, and more. */
    int APPEND_OVERHEAD = 512;

    /** Where the call is posted. */
    Route route();

    /** Writes everything but the version. */
    void write(CanonicalWriter out);

    /** How many bytes the encoding will have, roughly, where that is many. */
    default int expectedBytes() {
        return APPEND_OVERHEAD;
    }

    default Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter(expectedBytes()).u8(VERSION);
        write(out);
        return out.bytes();
    }

    static Call read(Route route, Bytes body) throws Malformed {
        CanonicalReader in = new CanonicalReader(body);
        if (in.u8() != VERSION) {
            throw new Malformed("an unknown version");
        }
        Call call = switch (route) {
            case CREATE -> new Create(in.hash(), in.hash());
            case APPEND -> Append.read(in);
            case READ -> new Read(logId(in), in.secret(Relay.CAPABILITY_BYTES), in.u64(), in.u32(), in.u32());
            case RELEASE -> new Release(logId(in), in.secret(Relay.CAPABILITY_BYTES), in.hash(), members(in));
            case PUT_BLOB -> new PutBlob(logId(in), in.secret(Relay.CAPABILITY_BYTES), in.field(Relay.MOST_BLOB_BYTES));
            case GET_BLOB -> new GetBlob(logId(in), in.secret(Relay.CAPABILITY_BYTES), in.hash());
            case PARK -> new Park(in.hash(), in.field(Relay.MOST_PARKED_BYTES));
            case COLLECT -> new Collect(in.hash());
        };
        in.end();
        return call;
    }

    private static int members(CanonicalReader in) throws Malformed {
        int members = in.u8();
        if (members < 1 || members > Relay.MOST_MEMBERS) {
            throw new Malformed("no number of members");
        }
        return members;
    }

    private static LogId logId(CanonicalReader in) throws Malformed {
        return new LogId(in.hash());
    }

    /** A log is to be there. */
    record Create(Hash readHash, Hash appendHash) implements Call {
        @Override
        public Route route() {
            return Route.CREATE;
        }

        @Override
        public void write(CanonicalWriter out) {
            out.hash(readHash).hash(appendHash);
        }
    }

    /** Entries for any logs, 1 to {@value #MOST_APPENDS}. */
    record Append(List<Item> items) implements Call {
        public Append {
            items = List.copyOf(items);
        }

        /** One entry. */
        public record Item(LogId log, Secret capability, Optional<Head> base, Bytes entry, Optional<Head> at) {
            void write(CanonicalWriter out) {
                out.hash(log.hash()).secret(capability);
                maybe(out, base);
                maybe(out, at);
                out.field(entry);
            }

            static Item read(CanonicalReader in) throws Malformed {
                LogId log = logId(in);
                Secret capability = in.secret(Relay.CAPABILITY_BYTES);
                Optional<Head> base = maybe(in);
                Optional<Head> at = maybe(in);
                return new Item(log, capability, base, in.field(Relay.MOST_ENTRY_BYTES), at);
            }

            private static void maybe(CanonicalWriter out, Optional<Head> head) {
                out.bool(head.isPresent());
                head.ifPresent(out::head);
            }

            private static Optional<Head> maybe(CanonicalReader in) throws Malformed {
                return in.bool() ? Optional.of(in.head()) : Optional.empty();
            }
        }

        @Override
        public Route route() {
            return Route.APPEND;
        }

        @Override
        public int expectedBytes() {
            return items.stream()
                    .mapToInt(item -> item.entry().size() + APPEND_OVERHEAD)
                    .sum();
        }

        @Override
        public void write(CanonicalWriter out) {
            out.list(items, (to, item) -> item.write(to));
        }

        static Append read(CanonicalReader in) throws Malformed {
            List<Item> items = in.list(MOST_APPENDS, Item::read);
            if (items.isEmpty()) {
                throw new Malformed("nothing to append");
            }
            return new Append(items);
        }
    }

    /** Entries behind a position; waits while there are none. */
    record Read(LogId log, Secret capability, long after, int most, int waitMillis) implements Call {
        @Override
        public Route route() {
            return Route.READ;
        }

        @Override
        public void write(CanonicalWriter out) {
            out.hash(log.hash()).secret(capability).u64(after).u32(most).u32(waitMillis);
        }
    }

    /** One member needs the log no more; 1 to {@link Relay#MOST_MEMBERS} are to say so. */
    record Release(LogId log, Secret capability, Hash token, int members) implements Call {
        @Override
        public Route route() {
            return Route.RELEASE;
        }

        @Override
        public void write(CanonicalWriter out) {
            out.hash(log.hash()).secret(capability).hash(token).u8(members);
        }
    }

    /** Keeps a blob. */
    record PutBlob(LogId log, Secret capability, Bytes blob) implements Call {
        @Override
        public Route route() {
            return Route.PUT_BLOB;
        }

        @Override
        public void write(CanonicalWriter out) {
            out.hash(log.hash()).secret(capability).field(blob);
        }
    }

    /** Asks for a blob. */
    record GetBlob(LogId log, Secret capability, Hash blob) implements Call {
        @Override
        public Route route() {
            return Route.GET_BLOB;
        }

        @Override
        public void write(CanonicalWriter out) {
            out.hash(log.hash()).secret(capability).hash(blob);
        }
    }

    /** Parks a sealed invitation. */
    record Park(Hash locator, Bytes sealed) implements Call {
        @Override
        public Route route() {
            return Route.PARK;
        }

        @Override
        public void write(CanonicalWriter out) {
            out.hash(locator).field(sealed);
        }
    }

    /** Collects a parked invitation. */
    record Collect(Hash locator) implements Call {
        @Override
        public Route route() {
            return Route.COLLECT;
        }

        @Override
        public void write(CanonicalWriter out) {
            out.hash(locator);
        }
    }
}
