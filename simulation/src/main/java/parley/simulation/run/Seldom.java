package parley.simulation.run;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import parley.simulation.world.Fault;

/**
 * What comes about by chance in so few runs that it might as well not be looked for, and is brought about in some seeds: beside it
 * these have the weather of machines and networks that they would have anyway, and nothing else.
 */
enum Seldom {
    NOTHING(EnumSet.noneOf(Fault.class)),
    /** A relay carries what came last from one of its histories into the other, so that what its author wrote before is missing there. */
    CROSSED_BACKWARDS(EnumSet.of(Fault.TWO_HISTORIES, Fault.ENTRY_CROSSED)),
    /** Somebody is removed while it is away; when all others are done with that, the relay forgets it, and who was away goes on. */
    REMOVED_WHILE_AWAY(EnumSet.of(Fault.ROLLED_BACK, Fault.PARTITION)),
    /** Whom a renewed node's request was carried to founds a room with it and with others, who haven't heard of the renewal. */
    ROOM_AFTER_RENEWAL(EnumSet.of(Fault.NODE_RESTORED)),
    /** The relays keep their logs by the shipped store, each on a disk of its own, whose power goes. */
    RELAY_LOSES_POWER(EnumSet.of(Fault.RELAY_POWER_LOST)),
    /** The relays have such disks, and letters rot there before they are read. */
    LETTERS_ROT(EnumSet.of(Fault.LETTER_ROTTED));

    /** One seed in so many is one of these. Its number decides, so that all else of the other seeds is as it was. */
    private static final int EVERY = 19;

    /** The rest by which these seeds are known: none that a test kept when it was chosen has this one. */
    private static final int REST = 15;

    /** Likewise, of those whose relays have disks. */
    private static final int REST_WITH_DISKS = 18;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Fault> faults;

    Seldom(EnumSet<Fault> faults) {
        this.faults = Set.copyOf(faults);
    }

    static Seldom of(long seed) {
        int third = Math.floorMod(Math.floorDiv(seed, EVERY), 3);
        return switch (Math.floorMod(seed, EVERY)) {
            case REST ->
                List.of(CROSSED_BACKWARDS, REMOVED_WHILE_AWAY, ROOM_AFTER_RENEWAL)
                        .get(third);
            case REST_WITH_DISKS ->
                List.of(RELAY_LOSES_POWER, LETTERS_ROT, NOTHING).get(third);
            default -> NOTHING;
        };
    }

    /** Whether the relays keep their logs by the shipped store, on disks. */
    boolean onDisks() {
        return this == RELAY_LOSES_POWER || this == LETTERS_ROT;
    }

    /** What this can't come about without. */
    Set<Fault> faults() {
        return faults;
    }
}
