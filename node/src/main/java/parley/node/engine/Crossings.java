package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.RoomRef;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.convey.Conveyance;
import parley.talks.convey.CrossedAs;
import parley.talks.convey.Evidence;
import parley.talks.event.Word;
import parley.talks.message.Direction;
import parley.talks.practice.ReaderProof;
import parley.talks.rules.Language;
import parley.talks.rules.Rules;

/**
 * What this mediator's node has decided to bring across and hasn't said in the other room yet: one cell for each table. Its
 * text is erased here once it is said.
 */
final class Crossings {
    private static final Key SPACE = Key.of("desk/crossing");
    /** As vaults before proofs of words have them. */
    private static final Key BEFORE_PROOFS = Key.of("desk/crossings");
    /** More than a person can have decided while a room doesn't answer. */
    static final int MOST = 200;

    /** Stands for the name of a passage where earlier vaults didn't keep it: no passage has it. */
    private static final Hash NOT_KEPT = Hash.of("crossing-before-proofs");

    private Crossings() {}

    /**
     * One crossing.
     *
     * @param ticket names its record in the source's room until that has its place
     * @param passage what crosses, as it is named in the source's room
     * @param source whose words or substance; nobody for what is raised as the mediator's own
     * @param evidence its author's proofs for those who read the other room
     * @param due when it is to be said; empty while its record doesn't count in the source's room
     * @param held whether it came back with a backup: it may have been said since, so that only a person lets it go on
     */
    record Crossing(
            RoomId from,
            long ticket,
            RoomId to,
            Hash passage,
            CrossedAs as,
            Optional<Principal> source,
            Wording wording,
            Optional<Evidence> evidence,
            Optional<Instant> due,
            boolean held) {
        private Crossing dueAt(Instant when) {
            return new Crossing(from, ticket, to, passage, as, source, wording, evidence, Optional.of(when), held);
        }

        Crossing held(boolean now) {
            return new Crossing(from, ticket, to, passage, as, source, wording, evidence, due, now);
        }

        /** Names it on this node. */
        Hash id() {
            return Hash.of(
                    "crossing",
                    from.hash().value(),
                    Hash.number(ticket),
                    to.hash().value(),
                    passage.value());
        }
    }

    static List<Crossing> of(Tx tx, TableId table) {
        return Ledger.cell(tx, SPACE.with(table.hash()), content -> decode(content, Crossings::read))
                .or(() -> Ledger.cell(
                        tx, BEFORE_PROOFS.with(table.hash()), content -> decode(content, Crossings::readBeforeProofs)))
                .orElseGet(List::of);
    }

    static void add(Tx tx, TableId table, Crossing crossing) {
        List<Crossing> all = new ArrayList<>(of(tx, table));
        all.add(crossing);
        keep(tx, table, all);
    }

    static void remove(Tx tx, TableId table, Crossing crossing) {
        keep(
                tx,
                table,
                of(tx, table).stream().filter(one -> !one.equals(crossing)).toList());
    }

    static Optional<Crossing> find(Tx tx, TableId table, Hash id) {
        return of(tx, table).stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** After a restore: what is here may have been said since the backup was made. */
    static void hold(Tx tx, TableId table) {
        keep(tx, table, of(tx, table).stream().map(one -> one.held(true)).toList());
    }

    /** A person looked: it wasn't said yet. What is raised as one's own waits anew, so that nothing ties it to this moment. */
    static void release(Tx tx, TableId table, Crossing crossing, Instant now, Randomness randomness) {
        keep(
                tx,
                table,
                of(tx, table).stream()
                        .map(one -> one.equals(crossing) ? one.held(false).dueAt(released(one, now, randomness)) : one)
                        .toList());
    }

    /** Of what its record named the hour of that record stays, by which its source is told that it was said later. */
    private static Instant released(Crossing one, Instant now, Randomness randomness) {
        return one.due().filter(_ -> one.as() != CrossedAs.OWN).orElseGet(() -> now.plus(delay(one.as(), randomness)));
    }

    /** It wasn't said at its moment: it has another. */
    static void putOff(Tx tx, TableId table, Crossing crossing, Instant until) {
        keep(
                tx,
                table,
                of(tx, table).stream()
                        .map(one -> one.equals(crossing) ? one.dueAt(until) : one)
                        .toList());
    }

    /** The record has its place in the source's room: what goes with it becomes due, or is dropped if it counts for nothing. */
    static void recorded(Tx tx, RoomRef source, long ticket, boolean counts, Instant now, Randomness randomness) {
        List<Crossing> all = of(tx, source.table());
        Predicate<Crossing> ours = named(source, ticket);
        if (all.stream().noneMatch(ours)) {
            return;
        }
        keep(
                tx,
                source.table(),
                all.stream()
                        .filter(one -> counts || !ours.test(one))
                        .map(one -> ours.test(one) ? one.dueAt(now.plus(delay(one.as(), randomness))) : one)
                        .toList());
    }

    private static Predicate<Crossing> named(RoomRef source, long ticket) {
        return one -> !one.held() && one.from().equals(source.room()) && one.ticket() == ticket;
    }

    private static Duration delay(CrossedAs as, Randomness randomness) {
        return switch (as) {
            case VERBATIM, PARAPHRASE -> Duration.ZERO;
            case OWN -> DrawnPause.first(randomness);
        };
    }

    private static void keep(Tx tx, TableId table, List<Crossing> all) {
        tx.delete(BEFORE_PROOFS.with(table.hash()));
        KeptList.put(tx, SPACE.with(table.hash()), all, Crossings::write);
    }

    private static void write(CanonicalWriter out, Crossing one) {
        out.hash(one.from.hash()).u64(one.ticket).hash(one.to.hash()).hash(one.passage);
        one.as.write(out);
        out.optional(one.source, (to, who) -> who.write(to))
                .text(one.wording.text())
                .text(one.wording.lang());
        one.wording.dir().write(out);
        out.list(
                        one.evidence.map(Evidence::proofs).orElseGet(List::of),
                        (to, proof) -> to.hash(proof.reader().hash())
                                .hash(proof.keys())
                                .hash(proof.tag()))
                .optional(one.due, (to, when) -> to.u64(when.toEpochMilli()))
                .bool(one.held);
    }

    private static List<Crossing> decode(Bytes content, CanonicalReader.Item<Crossing> item) throws Malformed {
        CanonicalReader in = new CanonicalReader(content);
        List<Crossing> all = in.list(MOST, item);
        in.end();
        return all;
    }

    private static Crossing read(CanonicalReader in) throws Malformed {
        RoomId from = new RoomId(in.hash());
        long ticket = in.u64();
        RoomId to = new RoomId(in.hash());
        Hash passage = in.hash();
        CrossedAs as = Word.read(in, CrossedAs.values());
        Optional<Principal> source = in.optional(Principal::read);
        Wording wording = wording(in);
        List<ReaderProof> proofs = in.list(
                Rules.MOST_SEATS, item -> new ReaderProof(new PrincipalId(item.hash()), item.hash(), item.hash()));
        return new Crossing(
                from,
                ticket,
                to,
                passage,
                as,
                source,
                wording,
                proofs.isEmpty() ? Optional.empty() : Optional.of(new Evidence(passage, proofs)),
                in.optional(item -> Instant.ofEpochMilli(item.u64())),
                in.bool());
    }

    private static Crossing readBeforeProofs(CanonicalReader in) throws Malformed {
        return new Crossing(
                new RoomId(in.hash()),
                in.u64(),
                new RoomId(in.hash()),
                NOT_KEPT,
                Word.read(in, CrossedAs.values()),
                in.optional(Principal::read),
                wording(in),
                Optional.empty(),
                in.optional(from -> Instant.ofEpochMilli(from.u64())),
                false);
    }

    private static Wording wording(CanonicalReader in) throws Malformed {
        return new Wording(
                in.text(Conveyance.MOST_TEXT_BYTES), in.text(Language.MOST_LENGTH), Word.read(in, Direction.values()));
    }
}
