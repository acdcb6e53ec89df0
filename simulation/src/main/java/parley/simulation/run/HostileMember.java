package parley.simulation.run;

import java.util.function.BooleanSupplier;
import parley.base.Bytes;
import parley.base.Hash;
import parley.protocol.inbox.InboxCodec;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.inbox.InboxParts;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Store;
import parley.protocol.port.Tx;
import parley.protocol.session.Sessions;
import parley.simulation.world.Fault;
import parley.simulation.world.Tally;

/**
 * One member whose program was changed: its slots don't open for some, its fold claims another state, it signs with another key
 * than its card's, and greets others under another card.
 *
 * <p>It keeps to the rest of the protocol, for the worst members are those that are hard to tell. Not thread-safe.
 */
final class HostileMember {
    /** Every so many messages to the victim one is spoiled: some slots good and some bad is the interesting case. */
    private static final int EVERY = 3;

    private final FaultPlan plan;
    private final Tally tally;
    private final int who;
    private final BooleanSupplier talking;
    private boolean behaves;
    private int messages;
    private int hellos;

    /** @param talking before the table stands a spoiled message would only keep it from standing */
    HostileMember(FaultPlan plan, Tally tally, int who, BooleanSupplier talking) {
        this.talking = talking;
        this.plan = plan;
        this.tally = tally;
        this.who = who;
    }

    void behave() {
        behaves = true;
    }

    Sessions sessions(int node, Sessions honest) {
        boolean spoils = plan.has(Fault.SLOT_SPOILED) || plan.has(Fault.INBOX_SPOILED) || plan.has(Fault.HELLO_CHANGED);
        return node == who && spoils ? new Spoiling(honest) : honest;
    }

    Store store(int node, Store honest) {
        return !signsOtherwise(node)
                ? honest
                : new OtherRoomKey(
                        honest, () -> !behaves && talking.getAsBoolean(), () -> tally.count(Fault.KEY_EXCHANGED));
    }

    boolean signsOtherwise(int node) {
        return node == who && plan.has(Fault.KEY_EXCHANGED);
    }

    RoomFold fold(int node, RoomFold honest) {
        return lies(node) ? new Lying(honest) : honest;
    }

    boolean greetsOtherwise(int node) {
        return node == who && plan.has(Fault.HELLO_CHANGED);
    }

    boolean is(int node) {
        return node == who;
    }

    /** The state that a lie is told of; any other is itself. */
    static RoomFold.State real(RoomFold.State state) {
        return state instanceof Lying.Lie(RoomFold.State real, boolean told) ? real : state;
    }

    boolean lies(int node) {
        return node == who && plan.has(Fault.DIGEST_LIED);
    }

    private final class Spoiling extends PassingSessions {
        /** As long as a slot's text: so a message that fills a slot is told from one for an inbox. */
        private static final int MOST_SLOT_TEXT = 90;

        Spoiling(Sessions honest) {
            super(honest);
        }

        @Override
        public Bytes encrypt(Tx tx, Hash owner, Hash address, Bytes honestly) {
            Bytes plain = greeting(honestly);
            Bytes message = super.encrypt(tx, owner, address, plain);
            Fault fault = plain.size() <= MOST_SLOT_TEXT ? Fault.SLOT_SPOILED : Fault.INBOX_SPOILED;
            if (behaves || !talking.getAsBoolean() || !plan.has(fault) || ++messages % EVERY != 0) {
                return message;
            }
            tally.count(fault);
            byte[] spoiled = message.toArray();
            spoiled[spoiled.length - 1] ^= 1;
            return Bytes.wrap(spoiled);
        }
    }

    /** What goes in place of this text: of every second hello another, and then the right one, for it is to be heard at all. */
    private Bytes greeting(Bytes honestly) {
        if (behaves || !talking.getAsBoolean() || !plan.has(Fault.HELLO_CHANGED)) {
            return honestly;
        }
        return InboxParts.decode(honestly)
                .filter(part -> part.parts() == 1)
                .flatMap(part -> InboxCodec.decode(part.piece()))
                .filter(InboxMessage.Hello.class::isInstance)
                .map(InboxMessage.Hello.class::cast)
                .filter(hello -> hellos++ % 2 == 0)
                .map(hello -> {
                    tally.count(Fault.HELLO_CHANGED);
                    Hash other = Hash.of("another-card", hello.card().value());
                    return InboxParts.split(new InboxMessage.Hello(hello.room(), other))
                            .getFirst();
                })
                .orElse(honestly);
    }

    /** The same fold, whose states name another digest: what the author claims in its headers. */
    private final class Lying extends PassingFold {
        Lying(RoomFold honest) {
            super(honest);
        }

        private record Lie(State real, boolean told) implements PassingState {
            @Override
            public Hash digest() {
                return told ? Hash.of("lie", real.digest().value()) : real.digest();
            }
        }

        @Override
        protected State wrapped(State theirs) {
            if (!behaves) {
                tally.count(Fault.DIGEST_LIED);
            }
            return new Lie(theirs, !behaves);
        }

        @Override
        protected State unwrapped(State ours) {
            return real(ours);
        }
    }
}
