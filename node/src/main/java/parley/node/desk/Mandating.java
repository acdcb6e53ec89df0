package parley.node.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.RoomId;
import parley.base.TableId;
import parley.talks.mandate.Power;

/**
 * Mandates at a table: who acts for a principal, how far, and until when.
 *
 * <p>A mandate is shown in the rooms that its principal chooses, and binds there. Nobody else learns of it.
 */
public interface Mandating {
    TableMandates mandates(TableId table);

    /** Issues a mandate for somebody of one's own side. From then on this side does nothing in those rooms that it doesn't cover. */
    Result<Hash> issue(TableId table, Issuing issuing);

    /** From here on this delegate acts for this side, in every room in which its mandate stands. */
    Result<Ok> take(TableId table, Hash mandate);

    /** Takes a mandate back, in every room in which it stands. */
    Result<Ok> revoke(TableId table, Hash mandate);

    /**
     * @param delegate name or office, 1 to 200 bytes of UTF-8
     * @param days 1 to 365
     * @param rooms in which it is shown and binds; at least one
     */
    record Issuing(String delegate, Power power, int days, List<RoomId> rooms) {
        public Issuing {
            rooms = List.copyOf(rooms);
        }
    }

    /**
     * @param mandates those that stand, by principal, the newest last
     * @param rooms open rooms in which a mandate can be shown
     */
    record TableMandates(List<MandateView> mandates, List<RoomUnder> rooms) {
        public TableMandates {
            mandates = List.copyOf(mandates);
            rooms = List.copyOf(rooms);
        }

        /** Rooms in which this side is silent: it has shown mandates, and nobody acts under one. */
        public List<RoomUnder> silent() {
            return rooms.stream()
                    .filter(room -> room.bound() && room.acting().isEmpty())
                    .toList();
        }
    }

    /** @param overdue its time is over by this node's clock, and no room has said so yet */
    record MandateView(
            Hash id,
            PrincipalId principal,
            String principalName,
            boolean own,
            String delegate,
            Power power,
            Instant until,
            boolean overdue,
            List<Shown> shown) {
        public MandateView {
            shown = List.copyOf(shown);
        }

        /** Whether its delegate acts in every room in which it is shown. */
        public boolean actsEverywhere() {
            return shown.stream().allMatch(Shown::acting);
        }
    }

    /** @param acting whether this delegate acts there now */
    record Shown(RoomRef room, String name, boolean acting) {}

    /**
     * @param bound whether this side acts under mandates there
     * @param acting who acts for this side there now; empty when nobody does, or it shows no mandates
     */
    record RoomUnder(RoomRef room, String name, boolean bound, Optional<Acting> acting) {}

    record Acting(String delegate, Power power) {}
}
