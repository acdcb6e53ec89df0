package parley.bench.record;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Secret;
import parley.base.TableId;
import parley.node.Node;
import parley.node.desk.Change;
import parley.node.desk.Desk;
import parley.node.desk.Line;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.engine.NodeConfig;
import parley.protocol.session.LibsignalSessions;
import parley.talks.Why;

/** Whose record grows: a whole node with its vault, that reads at the near relay. Not thread-safe. */
final class Reader implements AutoCloseable {
    private static final int MOST_QUIET_SECONDS = 600;

    /** More than a room says by itself between two messages: an epoch's proposal, consent and beginning. */
    private static final int LAST_LINES = 20;

    private final Node node;
    private final Desk desk;

    Reader(Path data, NearRelay relay, Randomness randomness, Secret passphrase) {
        InstantSource clock = InstantSource.system();
        node = Node.start(new NodeConfig(
                        data,
                        (address, proxy) -> relay,
                        new LibsignalSessions(clock),
                        clock,
                        randomness,
                        Optional.empty(),
                        "bench"))
                .orThrow();
        desk = node.gate().create(passphrase).orThrow();
    }

    void accept(Bytes invitation, String coverName) {
        desk.tables().accept(invitation, coverName).orThrow();
    }

    PrincipalId meets(TableId table, PrincipalId author) throws InterruptedException {
        until(
                "pairing",
                desk -> desk.people()
                        .person(table, author)
                        .filter(person -> person.paired())
                        .isPresent());
        desk.people().compared(table, author, true, "bench").orThrow();
        return desk.tables().table(table).orElseThrow().self();
    }

    void joins(RoomRef room) throws InterruptedException {
        until("being asked", desk -> stands(desk, room, Rooms.Condition.Asked.class));
        if (desk.rooms().room(room).orElseThrow().condition() instanceof Rooms.Condition.Asked asked) {
            desk.rooms().join(room, asked.asking()).orThrow();
        }
    }

    void opened(RoomRef room) throws InterruptedException {
        until("the room to open", desk -> stands(desk, room, Rooms.Condition.Open.class));
    }

    /** Consents as soon as the proposal stands here, if its node didn't by itself: the Rules ask for these keys. */
    void consents(RoomRef room, Hash proposal) throws InterruptedException {
        until(
                "a proposal",
                desk -> desk.changes().open(room).stream()
                        .anyMatch(one -> one.id().equals(proposal)));
        Result<?> consented = desk.changes().consent(room, proposal);
        if (!(consented instanceof Result.Refused<?>(Refusal why))
                || !why.key().equals(Why.ROSTER_ALREADY_CONSENTED.key())) {
            consented.orThrow();
        }
    }

    /** Waits for the message of this number: lines are no measure, since a room says things by itself too. */
    void has(RoomRef room, int number) throws InterruptedException {
        until("message " + number, desk -> said(desk, room, " " + number));
    }

    private static boolean said(Desk desk, RoomRef room, String end) {
        return desk.messages().page(room, OptionalLong.empty(), LAST_LINES).orThrow().lines().stream()
                .anyMatch(line -> line instanceof Line.Message message
                        && message.content().text().endsWith(end));
    }

    private static boolean stands(Desk desk, RoomRef room, Class<? extends Rooms.Condition> wanted) {
        return desk.rooms().list(room.table()).stream()
                .anyMatch(each -> each.ref().equals(room) && wanted.isInstance(each.condition()));
    }

    private void until(String what, Predicate<Desk> holds) throws InterruptedException {
        LinkedBlockingQueue<Change> changes = new LinkedBlockingQueue<>();
        int quiet = 0;
        try (Desk.Subscription _ = desk.subscribe(changes::add)) {
            // Somebody sits there: else the node would lock itself in the middle of a long record.
            node.gate().touch();
            while (!holds.test(desk)) {
                Change heard = changes.poll(1, TimeUnit.SECONDS);
                // Counted, not timed: a virtual machine that stood still for a while has not waited.
                quiet = heard == null ? quiet + 1 : 0;
                if (quiet > MOST_QUIET_SECONDS) {
                    throw new IllegalStateException("the reader waited in vain for " + what);
                }
                while (heard != null) {
                    heard = changes.poll();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        node.close();
    }
}
