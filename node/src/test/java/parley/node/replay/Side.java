package parley.node.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.Predicate;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Conveying.Bringing;
import parley.node.desk.Conveying.Label;
import parley.node.desk.Conveying.Mark;
import parley.node.desk.Conveying.PassageView;
import parley.node.desk.CourierItems.Delivering;
import parley.node.desk.CourierItems.Handing;
import parley.node.desk.CourierItems.ItemView;
import parley.node.desk.Desk;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.node.desk.Phasing;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.node.engine.TestNode;
import parley.talks.convey.Caveat;
import parley.talks.convey.CrossedAs;
import parley.talks.courier.Means;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import parley.talks.phase.Aim;
import parley.talks.phase.Phase;

/** One side of a replayed talk: what its people do at their node, and all that this node shows them. */
final class Side implements AutoCloseable {
    /** Where a table is opened, names of sides stand as examples, the same on every node. */
    private static final String EXAMPLES = "/tables/new";

    private final String name;
    private final TestNode node;
    private final InstantSource clock;
    private Optional<Pages> pages = Optional.empty();

    Side(String name, TestNode node, InstantSource clock) {
        this.name = name;
        this.node = node;
        this.clock = clock;
    }

    String name() {
        return name;
    }

    TestNode node() {
        return node;
    }

    Desk desk() {
        return node.desk();
    }

    PrincipalId self(TableId table) {
        return desk().tables().table(table).orElseThrow().self();
    }

    // ---- Saying

    /** Says it and waits until it is said. */
    Line.Message say(RoomRef room, String text) {
        return say(room, MessageKind.STATEMENT, text, Optional.empty());
    }

    Line.Message say(RoomRef room, MessageKind kind, String text, Optional<Hash> replyTo) {
        sayOrNot(room, kind, text, replyTo).orThrow();
        return node.awaitText(room, text);
    }

    Result<Long> sayOrNot(RoomRef room, MessageKind kind, String text, Optional<Hash> replyTo) {
        return desk().messages()
                .send(room, new Messages.Outgoing(kind, text, "en", Direction.LTR, replyTo, false, List.of()));
    }

    /** Every line of a room's record that is of this kind. */
    <T extends Line> List<T> lines(RoomRef room, Class<T> kind) {
        return node.lines(room, kind);
    }

    // ---- Conveying

    static Label label(Caveat caveat, String condition) {
        return new Label(caveat, condition, Optional.empty());
    }

    /** Labels a passage of a message that this side said; waits until it stands. */
    Hash mark(RoomRef room, Line.Message said, String passage, Caveat caveat, String condition) {
        List<Hash> before =
                desk().conveying().passages(room).stream().map(PassageView::id).toList();
        desk().conveying()
                .mark(room, said.index(), List.of(new Mark(passage, label(caveat, condition))))
                .orThrow();
        return node.await(
                "the passage",
                desk -> desk.conveying().passages(room).stream()
                        .map(PassageView::id)
                        .filter(id -> !before.contains(id))
                        .findFirst());
    }

    /** As a mediator: the passage of a caucus, once it has come. */
    PassageView passage(RoomRef room, Hash passage) {
        return node.await(
                "the passage",
                desk -> desk.conveying().passages(room).stream()
                        .filter(one -> one.id().equals(passage))
                        .findFirst());
    }

    Result<?> convey(RoomRef from, Hash passage, RoomRef to, CrossedAs as, String text, String because) {
        return desk().conveying()
                .convey(from, passage, new Bringing(to, as, text, "en", Direction.LTR, because, false));
    }

    Line.Passages awaitPassages(RoomRef room, String key, Predicate<Line.Passages> which) {
        return node.await(
                key,
                _ -> lines(room, Line.Passages.class).stream()
                        .filter(one -> one.key().equals(key))
                        .filter(which)
                        .findFirst());
    }

    /** What a mediator brought, with these words. */
    Line.Passages awaitBrought(RoomRef room, String as, String text) {
        return awaitPassages(room, "line.convey-brought." + as, one -> told(one).equals(text));
    }

    /** What the source reads of a crossing, with these words; empty for what was raised as the mediator's own. */
    Line.Passages awaitCrossed(RoomRef room, String as, String text) {
        return awaitPassages(room, "line.convey-crossed." + as, one -> told(one).equals(text));
    }

    private static String told(Line.Passages line) {
        return line.texts().isEmpty() ? "" : line.texts().getFirst().text();
    }

    // ---- By courier

    Hash handIn(RoomRef room, String text, Optional<Hash> answers) {
        List<Hash> before = items(room).map(ItemView::id).toList();
        desk().courier()
                .handIn(room, new Handing("the minister", text, "en", Direction.LTR, List.of(), answers))
                .orThrow();
        return node.await(
                "the item",
                _ -> items(room)
                        .map(ItemView::id)
                        .filter(id -> !before.contains(id))
                        .findFirst());
    }

    ItemView awaitItem(RoomRef room, Hash item, Predicate<ItemView> which) {
        return node.await(
                "the item",
                _ -> items(room)
                        .filter(one -> one.id().equals(item))
                        .filter(which)
                        .findFirst());
    }

    private java.util.stream.Stream<ItemView> items(RoomRef room) {
        return desk().courier().bag(room.table()).items().stream()
                .filter(one -> one.room().equals(room));
    }

    void deliver(RoomRef from, Hash item, RoomRef to, String hand, Instant at) {
        awaitItem(from, item, _ -> true);
        desk().courier()
                .deliver(from, item, new Delivering(to.room(), hand, Means.PAPER, "", at))
                .orThrow();
    }

    // ---- Phases

    void awaitPhase(TableId table, Phase phase) {
        node.awaitTrue(
                "the phase " + phase,
                desk -> desk.phasing().phase(table).rooms().stream().allMatch(room -> room.now() == phase));
    }

    void accept(TableId table, Aim aim) {
        Hash move = node.await(
                "the move",
                desk -> desk.phasing()
                        .phase(table)
                        .move()
                        .filter(one -> one.aim() == aim && one.mayAccept())
                        .map(Phasing.MoveView::id));
        desk().phasing().accept(table, move).orThrow();
    }

    /** This delegate acts from here on. */
    void takes(TableId table, Hash mandate) {
        desk().mandating().take(table, mandate).orThrow();
        node.awaitTrue(
                "its delegate to act",
                desk -> desk.mandating().mandates(table).mandates().stream()
                        .anyMatch(one -> one.id().equals(mandate) && one.actsEverywhere()));
    }

    // ---- Looking

    Pages pages() throws IOException, InterruptedException {
        if (pages.isEmpty()) {
            pages = Optional.of(new Pages(node.node().gate(), clock));
        }
        return pages.get();
    }

    /** Sends what a person typed into the composer of a room's page; with the name of a reader where the page asked for one. */
    Pages.Answer write(RoomRef room, String text, String reader) throws IOException, InterruptedException {
        String path = "/t/" + room.table().toHex() + "/r/" + room.room().toHex();
        return pages().post(
                        path, path + "/write", "text", text, "kind", "statement", "language", "en", "guard", reader);
    }

    /** The process ends and begins again from its folder. */
    void restart() throws IOException {
        closePages();
        node.restart();
    }

    /** All pages by their addresses, once everything in them has been read. */
    SequencedMap<String, String> looksAtAll() throws IOException, InterruptedException {
        for (Tables.TableView table : desk().tables().list()) {
            for (Rooms.RoomBrief room : table.rooms()) {
                lines(room.ref(), Line.class).stream()
                        .reduce((_, last) -> last)
                        .ifPresent(last ->
                                desk().rooms().read(room.ref(), last.index()).orThrow());
            }
        }
        return pages().all();
    }

    /** Its pages under addresses with this in them. */
    String pagesAt(String part) throws IOException, InterruptedException {
        StringBuilder all = new StringBuilder();
        looksAtAll().forEach((path, body) -> all.append(path.contains(part) ? body : ""));
        return all.toString();
    }

    /**
     * All that this node gives out: its pages with their addresses, its desk's answers with every id and instant in full (JSON API and
     * command line are made of them), its diagnostics, and what it would carry in a pouch.
     */
    String everything() throws IOException, InterruptedException {
        StringBuilder all = new StringBuilder();
        looksAtAll().forEach((path, body) -> {
            if (!path.equals(EXAMPLES)) {
                all.append(path).append('\n').append(body).append('\n');
            }
        });
        for (Tables.TableView table : desk().tables().list()) {
            TableId id = table.table();
            List<Object> views = new ArrayList<>(List.of(
                    table,
                    desk().tables().invitations(id),
                    desk().people().list(id),
                    desk().rooms().list(id),
                    desk().questions().open(id),
                    desk().conveying().corridor(id),
                    desk().soundings().list(id),
                    desk().courier().bag(id),
                    desk().phasing().phase(id),
                    desk().mandating().mandates(id)));
            desk().rooms().list(id).forEach(room -> {
                views.add(desk().rooms().room(room.ref()));
                views.add(desk().messages().page(room.ref(), OptionalLong.empty(), Messages.MOST_LINES));
                views.add(desk().conveying().passages(room.ref()));
                views.add(desk().galleries().gallery(room.ref()));
                views.add(desk().changes().open(room.ref()));
                views.add(desk().suspending().suspension(room.ref()));
            });
            views.forEach(view -> all.append(view).append('\n'));
            all.append(text(desk().carrying().exportPouch(id).orThrow()));
        }
        return all.append(desk().keeping().notices())
                .append(text(desk().keeping().diagnostics().orThrow()))
                .toString();
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.UTF_8);
    }

    private void closePages() {
        pages.ifPresent(Pages::close);
        pages = Optional.empty();
    }

    @Override
    public void close() {
        closePages();
    }
}
