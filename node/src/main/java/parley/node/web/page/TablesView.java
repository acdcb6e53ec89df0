package parley.node.web.page;

import java.util.ArrayList;
import java.util.List;
import parley.base.Role;
import parley.node.desk.Changes;
import parley.node.desk.CourierItems;
import parley.node.desk.Desk;
import parley.node.desk.Notice;
import parley.node.desk.People;
import parley.node.desk.Phasing;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;

/** The list of tables: what each is, its rooms, and what waits for a person there. */
public final class TablesView {
    private TablesView() {}

    /** One table. */
    public record Row(
            Tables.TableView table, String path, List<Page.NavRoom> rooms, List<Need> needs, List<Ageing> questions) {
        public Row {
            rooms = List.copyOf(rooms);
            needs = List.copyOf(needs);
            questions = List.copyOf(questions);
        }
    }

    /** Something that waits: a sentence of the catalogue and where to go. */
    public record Need(String key, List<String> parts, String path) {
        public Need {
            parts = List.copyOf(parts);
        }
    }

    static List<Need> needs(Desk desk, Tables.TableView table) {
        List<Need> needs = new ArrayList<>();
        String base = Paths.table(table.table());
        for (Rooms.RoomBrief room : table.rooms()) {
            List<Notice> notices = desk.rooms().room(room.ref()).stream()
                    .flatMap(view -> view.notices().stream())
                    .toList();
            if (room.condition() instanceof Rooms.Condition.Asked asked) {
                needs.add(new Need(
                        "need.asked", List.of(Shown.plain(asked.founderName()), room.name()), Paths.room(room.ref())));
            } else if (room.grave() && !isLeftBehind(room, notices)) {
                needs.add(new Need("need.grave", List.of(room.name()), Paths.room(room.ref())));
            }
            notices.stream()
                    .filter(notice -> notice.grade() == Notice.Grade.CARE)
                    .forEach(notice ->
                            needs.add(new Need(notice.key() + ".title", notice.parts(), Paths.room(room.ref()))));
            needs.addAll(consents(desk, room.ref(), room.name()));
        }
        desk.soundings().list(table.table()).stream()
                .filter(sounding -> sounding.answerIn().isPresent())
                .forEach(sounding -> needs.add(new Need(
                        "need.sounding",
                        List.of(sounding.askerName()),
                        base + "/soundings/" + sounding.id().toHex())));
        desk.phasing()
                .phase(table.table())
                .move()
                .filter(Phasing.MoveView::mayAccept)
                .ifPresent(move ->
                        needs.add(new Need("need.phase", List.of(Shown.plain(move.proposerName())), base + "/phase")));
        items(desk, table, base + "/courier", needs);
        for (People.Person person : desk.people().list(table.table())) {
            if (person.paired() && person.standing() instanceof People.Standing.Unverified) {
                needs.add(new Need("need.compare", List.of(person.name()), Paths.person(table.table(), person.id())));
            }
        }
        table.notices().forEach(notice -> needs.add(new Need(notice.key() + ".title", notice.parts(), base)));
        if (table.renewalNeeded()) {
            String asked = table.renewalAsked().isPresent() ? "-asked" : "";
            needs.add(new Need("need.renewal" + asked, List.of(), base + "/renewal"));
        }
        if (table.connection().otherKey()) {
            needs.add(new Need("need.other-key", List.of(table.relay().authority()), base));
        } else if (table.connection().takesNothingSince().isPresent()) {
            needs.add(new Need("need.declines", List.of(), base));
        } else if (!table.connection().reached()) {
            needs.add(
                    table.connection().waiting() > 0
                            ? new Need(
                                    "need.unreached-waiting",
                                    List.of(String.valueOf(table.connection().waiting())),
                                    base)
                            : new Need("need.unreached", List.of(), base));
        }
        return needs;
    }

    /** Where only another room goes on, nothing of this one waits for a person who has read so and dismissed the notice. */
    private static boolean isLeftBehind(Rooms.RoomBrief room, List<Notice> notices) {
        return room.condition() instanceof Rooms.Condition.Frozen frozen
                && RoomPage.isToBeSucceeded(room.kind(), frozen)
                && notices.stream().noneMatch(notice -> notice.grade() == Notice.Grade.GRAVE);
    }

    /** What was proposed in a room and waits for one's own consent. */
    static List<Need> consents(Desk desk, RoomRef room, String name) {
        return desk.changes().open(room).stream()
                .filter(Changes.ProposalView::waits)
                .map(proposal -> new Need(
                        "need.consent",
                        List.of(Shown.plain(proposal.proposerName()), name),
                        Paths.room(room) + "/changes"))
                .toList();
    }

    private static void items(Desk desk, Tables.TableView table, String path, List<Need> needs) {
        List<CourierItems.ItemView> all = desk.courier().bag(table.table()).items();
        long toCarry = all.stream().filter(CourierItems.ItemView::toBeCarried).count();
        if (table.ownRole() == Role.MEDIATOR && toCarry > 0) {
            needs.add(new Need("need.courier-waits", List.of(String.valueOf(toCarry)), path));
        }
        if (table.ownRole() == Role.PARTY) {
            all.stream()
                    .filter(CourierItems.ItemView::toBeAcknowledged)
                    .forEach(item ->
                            needs.add(new Need("need.courier-brought", List.of(Shown.plain(item.fromName())), path)));
        }
    }
}
