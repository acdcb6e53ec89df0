package parley.simulation.explore;

import java.util.EnumSet;
import java.util.Set;
import parley.base.Bytes;
import parley.base.Hash;
import parley.protocol.port.Store;
import parley.protocol.port.Tx;
import parley.protocol.session.Sessions;
import parley.simulation.run.OtherRoomKey;
import parley.simulation.run.PassingSessions;
import parley.simulation.world.Fault;

/**
 * What a member's changed program does otherwise, once in a schedule. What concerns how an entry is sealed waits among the marks of its
 * node until that seals one.
 */
final class Malice {
    /** The node that may be hostile: not the founder, and of nobody the first reader. */
    static final int MEMBER = 2;

    /** A mark's beginning: so the node will seal its next entry. */
    private static final String NEXT = "will do ";

    /** A mark's beginning: so the node sealed one. */
    private static final String DID = "did ";

    /** As long as a slot's text: so a message that fills a slot is told from one for an inbox. */
    private static final int MOST_SLOT_TEXT = 90;

    private static final Set<Fault> OF_SEALING = EnumSet.of(Fault.KEY_EXCHANGED, Fault.SLOT_SPOILED);

    private Malice() {}

    /** Whether this is an act of the hostile member, and not of the relay or a disk. */
    static boolean isOfMember(Fault fault) {
        return OF_SEALING.contains(fault) || fault == Fault.EVENT_ODD;
    }

    static Told next(Told told, Fault fault) {
        return told.marked(NEXT + fault);
    }

    static boolean did(Told told, Fault fault) {
        return told.marks().contains(DID + fault);
    }

    /** It sealed an entry. */
    static Told sealed(Told told) {
        Told after = told;
        for (Fault fault : OF_SEALING) {
            if (does(told, fault)) {
                after = after.unmarked(NEXT + fault).marked(DID + fault);
            }
        }
        return after;
    }

    /** Sealed with this ticket: what another key signs is said to nobody. */
    static Told sealed(Told told, long ticket) {
        String text = told.tickets().get(ticket);
        Told after = told.sealed(ticket);
        return text != null && does(told, Fault.KEY_EXCHANGED) ? after.marked(Local.FORGED + text) : after;
    }

    private static boolean does(Told told, Fault fault) {
        return told.marks().contains(NEXT + fault);
    }

    /** The disk from which this node reads its room key. */
    static Store store(Told told, Store honest) {
        return does(told, Fault.KEY_EXCHANGED) ? new OtherRoomKey(honest, () -> true, () -> {}) : honest;
    }

    /** Sessions in which the first slot of an entry doesn't open. */
    static Sessions sessions(Told told, Sessions honest) {
        return does(told, Fault.SLOT_SPOILED) ? new Spoiling(honest) : honest;
    }

    private static final class Spoiling extends PassingSessions {
        private boolean spoiled;

        Spoiling(Sessions honest) {
            super(honest);
        }

        @Override
        public Bytes encrypt(Tx tx, Hash owner, Hash address, Bytes plain) {
            Bytes message = super.encrypt(tx, owner, address, plain);
            if (spoiled || plain.size() > MOST_SLOT_TEXT) {
                return message;
            }
            spoiled = true;
            byte[] changed = message.toArray();
            changed[changed.length - 1] ^= 1;
            return Bytes.wrap(changed);
        }
    }
}
