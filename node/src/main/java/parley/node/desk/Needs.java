package parley.node.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.TableId;
import parley.protocol.seat.Fact;
import parley.talks.rules.RoomKind;

/**
 * What waits for a person at a table: an answer, a consent, a code to compare, something that stopped.
 *
 * <p>Reckoned from what the desk shows at this moment, alike for pages, JSON API and terminal; nothing of it is kept.
 */
public final class Needs {
    private final Desk desk;
    private final TableId table;
    private final List<Need> found = new ArrayList<>();

    private Needs(Desk desk, TableId table) {
        this.desk = desk;
        this.table = table;
    }

    /**
     * Something that waits.
     *
     * @param key a sentence of the catalogues, which inserts the {@code parts} in order
     */
    public record Need(TableId table, At at, String key, List<String> parts) {
        public Need {
            parts = List.copyOf(parts);
        }
    }

    /** Where something is seen to. */
    public sealed interface At {
        /** What a table tells. */
        record Table() implements At {}

        /** The relay of a table. */
        record Relay() implements At {}

        /** What a room tells, or why it stopped. */
        record Room(RoomId room) implements At {}

        /** A room into which somebody asks. */
        record Asking(RoomId room) implements At {}

        /** What is proposed in a room. */
        record Changes(RoomId room) implements At {}

        record Sounding(Hash sounding) implements At {}

        record Phase() implements At {}

        /** The items of a table that are carried by courier. */
        record Courier() implements At {}

        record Person(PrincipalId person) implements At {}

        /** @param asked whether one has asked for it, so that now the others have to act */
        record Renewal(boolean asked) implements At {}
    }

    /** At every table. */
    public static List<Need> all(Desk desk) {
        return desk.tables().list().stream()
                .flatMap(table -> of(desk, table).stream())
                .toList();
    }

    public static List<Need> of(Desk desk, Tables.TableView table) {
        Needs needs = new Needs(desk, table.table());
        table.rooms().forEach(needs::room);
        needs.soundings();
        needs.phase();
        needs.items(table.ownRole());
        needs.people();
        table.notices().forEach(notice -> needs.add(new At.Table(), notice.key() + ".title", notice.parts()));
        if (table.renewalNeeded()) {
            boolean asked = table.renewalAsked().isPresent();
            needs.add(new At.Renewal(asked), asked ? "need.renewal-asked" : "need.renewal", List.of());
        }
        needs.relay(table);
        return List.copyOf(needs.found);
    }

    /** What was proposed in a room and waits for one's own consent. */
    public static List<Need> consents(Desk desk, RoomRef room, String name) {
        return desk.changes().open(room).stream()
                .filter(Changes.ProposalView::waits)
                .map(proposal -> new Need(
                        room.table(),
                        new At.Changes(room.room()),
                        "need.consent",
                        List.of(proposal.proposerName(), name)))
                .toList();
    }

    /** Whether only another room goes on from here, which people open: where histories differ nothing brings this one back. */
    public static boolean isToBeSucceeded(RoomKind kind, Rooms.Condition.Frozen frozen) {
        return kind != RoomKind.PROTOCOL && frozen.why().equals(Optional.of(Fact.Freeze.HISTORIES));
    }

    private void add(At at, String key, List<String> parts) {
        found.add(new Need(table, at, key, parts));
    }

    private void room(Rooms.RoomBrief room) {
        RoomId id = room.ref().room();
        List<Notice> notices = desk.rooms().room(room.ref()).stream()
                .flatMap(view -> view.notices().stream())
                .toList();
        if (room.condition() instanceof Rooms.Condition.Asked asked) {
            add(new At.Asking(id), "need.asked", List.of(asked.founderName(), room.name()));
        } else if (room.grave() && !isLeftBehind(room, notices)) {
            add(new At.Room(id), "need.grave", List.of(room.name()));
        }
        notices.stream()
                .filter(notice -> notice.grade() == Notice.Grade.CARE)
                .forEach(notice -> add(new At.Room(id), notice.key() + ".title", notice.parts()));
        found.addAll(consents(desk, room.ref(), room.name()));
    }

    /** Where only another room goes on, nothing of this one waits for a person who has read so and dismissed the notice. */
    private static boolean isLeftBehind(Rooms.RoomBrief room, List<Notice> notices) {
        return room.condition() instanceof Rooms.Condition.Frozen frozen
                && isToBeSucceeded(room.kind(), frozen)
                && notices.stream().noneMatch(notice -> notice.grade() == Notice.Grade.GRAVE);
    }

    private void soundings() {
        desk.soundings().list(table).stream()
                .filter(sounding -> sounding.answerIn().isPresent())
                .forEach(sounding ->
                        add(new At.Sounding(sounding.id()), "need.sounding", List.of(sounding.askerName())));
    }

    private void phase() {
        desk.phasing()
                .phase(table)
                .move()
                .filter(Phasing.MoveView::mayAccept)
                .ifPresent(move -> add(new At.Phase(), "need.phase", List.of(move.proposerName())));
    }

    private void items(Role own) {
        List<CourierItems.ItemView> all = desk.courier().bag(table).items();
        long toCarry = all.stream().filter(CourierItems.ItemView::toBeCarried).count();
        if (own == Role.MEDIATOR && toCarry > 0) {
            add(new At.Courier(), "need.courier-waits", List.of(String.valueOf(toCarry)));
        }
        if (own == Role.PARTY) {
            all.stream()
                    .filter(CourierItems.ItemView::toBeAcknowledged)
                    .forEach(item -> add(new At.Courier(), "need.courier-brought", List.of(item.fromName())));
        }
    }

    private void people() {
        desk.people().list(table).stream()
                .filter(person -> person.paired() && person.standing() instanceof People.Standing.Unverified)
                .forEach(person -> add(new At.Person(person.id()), "need.compare", List.of(person.name())));
    }

    private void relay(Tables.TableView view) {
        Tables.Connection connection = view.connection();
        if (connection.otherKey()) {
            add(new At.Relay(), "need.other-key", List.of(view.relay().authority()));
        } else if (connection.takesNothingSince().isPresent()) {
            add(new At.Relay(), "need.declines", List.of());
        } else if (!connection.reached() && connection.waiting() > 0) {
            add(new At.Relay(), "need.unreached-waiting", List.of(String.valueOf(connection.waiting())));
        } else if (!connection.reached()) {
            add(new At.Relay(), "need.unreached", List.of());
        }
    }
}
