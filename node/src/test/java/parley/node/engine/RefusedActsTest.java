package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Changes;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.desk.Tables;
import parley.protocol.pairing.Invitation;
import parley.protocol.port.Key;
import parley.protocol.seat.Seat;
import parley.talks.message.MessageKind;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/** What an act that was refused has written: nothing, on disk and in memory. */
final class RefusedActsTest {
    @TempDir
    private Path folder;

    @Test
    void an_act_that_is_refused_after_it_wrote_leaves_every_cell_as_it_was() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TableId table = talks.open(oman, "Oman", Role.MEDIATOR);
            oman.awaitTrue("its own inbox to be made", now -> nothingToSend(oman, table));
            Map<Key, Bytes> before = quietCells(oman);

            Result<Ok> refused = oman.modified(work -> {
                Seat seat = work.seat(table).orElseThrow();
                seat.askForRenewal(work.tx, true).orThrow();
                work.ledger.table(table).coverName = "Never";
                work.ledger.save(work.tx, work.ledger.table(table));
                return Result.refused("room.unknown");
            });

            assertThat(TestTable.keyOf(refused)).isEqualTo("room.unknown");
            assertThat(cells(oman)).isEqualTo(before);
            assertThat(oman.desk().tables().table(table).orElseThrow().coverName())
                    .isEqualTo("Harbour");
        }
    }

    @Test
    void what_was_queued_by_an_act_that_was_refused_is_said_by_nobody() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            RoomRef room = talks.caucus(oman, iran);

            Result<Ok> refused = oman.modified(work -> {
                Seat seat = work.seat(room.table()).orElseThrow();
                seat.say(
                                work.tx,
                                room.room(),
                                TestNode.said(MessageKind.STATEMENT, "Never said.")
                                        .encoded(),
                                work.now)
                        .orThrow();
                seat.tick(work.tx);
                return Result.refused("room.unknown");
            });

            assertThat(TestTable.keyOf(refused)).isEqualTo("room.unknown");
            oman.say(room, "Said.");
            iran.awaitText(room, "Said.");
            assertThat(iran.texts(room)).containsExactly("Said.");
        }
    }

    @Test
    void whoever_could_not_accept_a_spoilt_invitation_accepts_the_good_one() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            TableId table = talks.open(oman, "Oman", Role.MEDIATOR);
            Bytes good = oman.desk()
                    .tables()
                    .invite(table, "Iran", Role.PARTY, Tables.INVITATION_VALID)
                    .orThrow()
                    .file();
            Map<Key, Bytes> before = quietCells(iran);

            assertThat(TestTable.keyOf(iran.desk().tables().accept(spoilt(good), "Quay")))
                    .isEqualTo("pairing.damaged");

            assertThat(cells(iran)).isEqualTo(before);
            assertThat(TestTable.keyOf(iran.desk().tables().accept(good, "Quay")))
                    .isEqualTo("done");
        }
    }

    @Test
    void acts_that_are_refused_before_they_write_cost_no_load() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            RoomRef room = talks.caucus(oman, iran);
            oman.say(room, "The line that acts name.");
            oman.awaitText(room, "The line that acts name.");
            int loads = oman.loads();

            for (Function<Desk, Result<?>> act : refused(room)) {
                assertThat(TestTable.keyOf(act.apply(oman.desk()))).isNotEqualTo("done");
            }

            assertThat(oman.loads()).isEqualTo(loads);
        }
    }

    private static List<Function<Desk, Result<?>>> refused(RoomRef room) {
        TableId table = room.table();
        Hash nothing = Hash.of("test", Bytes.utf8("nothing"));
        PrincipalId nobody = new PrincipalId(nothing);
        return List.of(
                desk -> desk.messages().send(room, TestNode.message(" ")),
                desk -> desk.messages().takeBack(room, Long.MAX_VALUE),
                desk -> desk.messages().decideLate(room, Long.MAX_VALUE, true),
                desk -> desk.rooms().join(room, nothing),
                desk -> desk.rooms().decline(room),
                desk -> desk.rooms().compared(room, Integer.MAX_VALUE, true, "by voice"),
                desk -> desk.rooms().plan(table, "Another", RoomKind.CAUCUS, List.of(nobody), 3, Rules.standard()),
                desk -> desk.changes().propose(room, new Changes.Wish.Remove(nobody), ""),
                desk -> desk.changes().propose(room, new Changes.Wish.Admit(nobody), ""),
                desk -> desk.changes().consent(room, nothing),
                desk -> desk.changes().setAside(room, nothing, nothing),
                desk -> desk.changes().withdraw(room, nothing),
                desk -> desk.conveying().withdraw(room, nothing),
                desk -> desk.conveying().release(table, nothing),
                desk -> desk.conveying().drop(table, nothing),
                desk -> desk.phasing().accept(table, nothing),
                desk -> desk.phasing().withdraw(table, nothing),
                desk -> desk.mandating().revoke(table, nothing),
                desk -> desk.people().code(table, nobody),
                desk -> desk.tables().invite(table, "", Role.PARTY, Tables.INVITATION_VALID),
                desk -> desk.tables().accept(Bytes.utf8("no invitation"), "Quay"),
                desk -> desk.keeping().takeRenewal(table, Bytes.utf8("no invitation")),
                desk -> desk.carrying().importPouch(table, Bytes.utf8("no pouch")));
    }

    private static boolean nothingToSend(TestNode node, TableId table) {
        return node.modified(work ->
                        Result.done(work.seat(table).orElseThrow().sendings().isEmpty()))
                .orThrow();
    }

    /** Once the node's own housekeeping has written what it writes soon after a first change. */
    private static Map<Key, Bytes> quietCells(TestNode node) {
        node.awaitTrue("housekeeping", _ -> cells(node).containsKey(Key.of("desk/believed-time")));
        return cells(node);
    }

    private static Map<Key, Bytes> cells(TestNode node) {
        Map<Key, Bytes> cells = new HashMap<>();
        assertThat(node.vault()
                        .cells(cell -> cells.put(cell.key(), cell.value()))
                        .any())
                .isFalse();
        return cells;
    }

    private static Bytes spoilt(Bytes file) {
        Invitation good = Invitation.ofFile(file).orElseThrow();
        return new Invitation(
                        good.table(),
                        good.from(),
                        good.inbox(),
                        Bytes.utf8("no bundle"),
                        good.secret(),
                        good.theirName(),
                        good.theirRole(),
                        good.expires())
                .file();
    }
}
