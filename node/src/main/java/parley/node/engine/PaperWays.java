package parley.node.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.RoomRef;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;
import parley.talks.rules.Rules;

/**
 * Which non-papers this mediator's node is to lay before others: one cell for each table. It names the paper's line and holds none of
 * its words; in no backup, for a paper that came back would be laid twice.
 */
final class PaperWays {
    private static final Key SPACE = Key.of("desk/paper-way");

    private PaperWays() {}

    /**
     * @param ticket names its record in the caucus until that has its place
     * @param line of the paper in its caucus
     * @param readers who reads the other room as the record says
     * @param recorded whether that record counts
     */
    record Way(
            RoomId from,
            long ticket,
            long line,
            long position,
            RoomId to,
            Instant lapses,
            boolean standing,
            List<PrincipalId> readers,
            boolean recorded) {
        Way {
            readers = List.copyOf(readers);
        }

        private Way counts() {
            return new Way(from, ticket, line, position, to, lapses, standing, readers, true);
        }

        /** Names it on this node. */
        Hash id() {
            return Hash.of(
                    "paper-way",
                    from.hash().value(),
                    Hash.number(ticket),
                    to.hash().value());
        }
    }

    static List<Way> of(Tx tx, TableId table) {
        return KeptList.of(tx, SPACE.with(table.hash()), Crossings.MOST, PaperWays::read);
    }

    static Optional<Way> find(Tx tx, TableId table, Hash id) {
        return of(tx, table).stream().filter(one -> one.id().equals(id)).findFirst();
    }

    static void add(Tx tx, TableId table, Way way) {
        List<Way> all = new ArrayList<>(of(tx, table));
        all.add(way);
        keep(tx, table, all);
    }

    static void remove(Tx tx, TableId table, Way way) {
        keep(tx, table, of(tx, table).stream().filter(one -> !one.equals(way)).toList());
    }

    /** After a rollback: each may have been laid since. */
    static void forget(Tx tx, TableId table) {
        keep(tx, table, List.of());
    }

    /** The record has its place in the caucus: the paper may be laid now, or goes nowhere if the record counts for nothing. */
    static void recorded(Tx tx, RoomRef caucus, long ticket, boolean counts) {
        List<Way> all = of(tx, caucus.table());
        Predicate<Way> ours = one -> one.from().equals(caucus.room()) && one.ticket() == ticket;
        if (all.stream().anyMatch(ours)) {
            UnaryOperator<Way> after = one -> ours.test(one) ? one.counts() : one;
            keep(
                    tx,
                    caucus.table(),
                    all.stream()
                            .filter(one -> counts || !ours.test(one))
                            .map(after)
                            .toList());
        }
    }

    private static void keep(Tx tx, TableId table, List<Way> all) {
        KeptList.put(tx, SPACE.with(table.hash()), all, PaperWays::write);
    }

    private static void write(CanonicalWriter out, Way one) {
        out.hash(one.from.hash())
                .u64(one.ticket)
                .u64(one.line)
                .u64(one.position)
                .hash(one.to.hash())
                .u64(one.lapses.toEpochMilli())
                .bool(one.standing)
                .list(one.readers, (to, who) -> to.hash(who.hash()))
                .bool(one.recorded);
    }

    private static Way read(CanonicalReader in) throws Malformed {
        return new Way(
                new RoomId(in.hash()),
                in.u64(),
                in.u64(),
                in.u64(),
                new RoomId(in.hash()),
                Instant.ofEpochMilli(in.u64()),
                in.bool(),
                in.list(Rules.MOST_SEATS, who -> new PrincipalId(who.hash())),
                in.bool());
    }
}
