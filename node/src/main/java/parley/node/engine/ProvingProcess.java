package parley.node.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.node.desk.RoomRef;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;
import parley.protocol.seat.Fact.Comparison;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.convey.Caveat;
import parley.talks.convey.ConveyActs;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.convey.Conveyance;
import parley.talks.convey.Evidence;
import parley.talks.convey.Passage;
import parley.talks.practice.ReaderProof;
import parley.talks.practice.Sitting;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomTalk;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/**
 * The author's side of a proof of words: proves its passages that may cross verbatim to the parties that it knows, so that a
 * mediator can carry the proof whenever it conveys, with this node offline.
 *
 * <p>A proof tells the mediator that the two know one another. So by itself it makes them only for parties with which it sits in
 * a room where a mediator of the caucus sits too; for others when a person asks ({@code docs/protocol.md}, "Proof of words").
 */
final class ProvingProcess implements NodeProcess {
    private static final Key SPACE = Key.of("desk/proving");

    /**
     * What was proven of a passage.
     *
     * @param shape names readers and keys for which proofs were made last; empty before any were
     * @param asked readers for whom a person asked
     */
    private record Proven(Hash passage, Optional<Hash> shape, List<PrincipalId> asked) {
        void write(CanonicalWriter out) {
            out.hash(passage).optional(shape, CanonicalWriter::hash).list(asked, (to, one) -> to.hash(one.hash()));
        }

        static Proven read(CanonicalReader in) throws Malformed {
            return new Proven(
                    in.hash(),
                    in.optional(CanonicalReader::hash),
                    in.list(Rules.MOST_SEATS, from -> new PrincipalId(from.hash())));
        }
    }

    @Override
    public void run(Work work) {
        for (RoomSheet sheet : work.ledger.rooms()) {
            work.seat(sheet.ref.table())
                    .filter(seat -> seat.self().role() == Role.PARTY)
                    .ifPresent(seat -> prove(work, seat, sheet));
        }
    }

    private static void prove(Work work, Seat seat, RoomSheet sheet) {
        Optional<RoomTalk> talk = open(seat, sheet);
        if (talk.isEmpty()) {
            return;
        }
        List<Passage> mine = talk.get().conveyance().passages().stream()
                .filter(one -> one.author().equals(seat.self().id()) && one.caveat() == Caveat.VERBATIM)
                .toList();
        List<Proven> before = of(work.tx, sheet.ref);
        List<Proven> after = new ArrayList<>();
        for (Passage passage : mine) {
            Proven known = find(before, passage.name());
            after.add(proven(work, seat, sheet, talk.get().sitting(), passage, known));
        }
        if (!after.equals(before)) {
            put(work.tx, sheet.ref, after);
        }
    }

    private static Optional<RoomTalk> open(Seat seat, RoomSheet sheet) {
        return sheet.phase != RoomSheet.Phase.OPEN
                ? Optional.empty()
                : seat.room(sheet.ref.room())
                        .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                        .map(view -> TalkFold.talk(view.state()))
                        .filter(talk -> talk.sitting().kind() == RoomKind.CAUCUS
                                && talk.rules().eventVersion() >= parley.talks.convey.ConveyEvent.VERSION_OF_PROOFS);
    }

    /** Proves it if readers or keys are others than last time. */
    private static Proven proven(
            Work work, Seat seat, RoomSheet sheet, Sitting sitting, Passage passage, Proven known) {
        Set<PrincipalId> readers = new LinkedHashSet<>(metBeforeAMediator(seat, sitting));
        readers.addAll(known.asked());
        Optional<Wording> wording = PassageViews.wording(work.tx, sheet.ref, passage);
        if (readers.isEmpty() || wording.isEmpty()) {
            return known;
        }
        Hash statement = Evidence.statement(passage.name(), wording.get());
        List<ReaderProof> proofs = seat.peers().stream()
                .filter(peer -> readers.contains(peer.principal().id()) && known(peer.comparison()))
                .sorted(Comparator.comparing(peer -> peer.principal().id().hash()))
                .flatMap(peer -> seat.proofs().make(work.tx, peer.principal().id(), statement).stream()
                        .map(proof -> new ReaderProof(peer.principal().id(), proof.keys(), proof.tag())))
                .toList();
        Optional<Hash> shape = shape(proofs);
        if (proofs.isEmpty() || shape.equals(known.shape())) {
            return known;
        }
        Result<Long> said = Speech.say(
                work,
                seat,
                sheet,
                new RoomCommand.OfConveyance(new ConveyActs.Command.Prove(passage.name(), proofs)),
                work.now);
        return said.isDone() ? new Proven(passage.name(), shape, known.asked()) : known;
    }

    private static Optional<Hash> shape(List<ReaderProof> proofs) {
        return proofs.isEmpty()
                ? Optional.empty()
                : Optional.of(Hash.of(
                        "proving",
                        proofs.stream()
                                .flatMap(one -> java.util.stream.Stream.of(
                                        one.reader().hash().value(), one.keys().value()))
                                .toArray(Bytes[]::new)));
    }

    /** Parties outside the caucus with which we sit where one of its mediators sits too: it knows that we met. */
    private static Set<PrincipalId> metBeforeAMediator(Seat seat, Sitting caucus) {
        Set<PrincipalId> met = new LinkedHashSet<>();
        for (SeatRoom room : seat.rooms()) {
            boolean mediated = room.condition() == SeatRoom.Condition.OPEN
                    && room.roster().stream()
                            .map(SeatRoom.Member::principal)
                            .anyMatch(one -> one.role() == Role.MEDIATOR
                                    && caucus.seat(one.id()).isPresent());
            if (mediated) {
                room.roster().stream()
                        .map(SeatRoom.Member::principal)
                        .filter(one -> one.role() == Role.PARTY
                                && caucus.seat(one.id()).isEmpty())
                        .forEach(one -> met.add(one.id()));
            }
        }
        return met;
    }

    /** An unverified key is whoever's who carried the invitation: a proof under it would say less than nothing. */
    static boolean known(Comparison comparison) {
        return switch (comparison) {
            case Comparison.VouchedFor _, Comparison.Compared _ -> true;
            case Comparison.Unverified _, Comparison.Differed _ -> false;
        };
    }

    /** A person asks for a proof for one more reader; it is made when this Process runs next. */
    static Result<Ok> ask(Tx tx, Seat seat, RoomSheet sheet, Hash passage, PrincipalId reader) {
        Optional<RoomTalk> talk = open(seat, sheet);
        if (talk.isEmpty()) {
            return Result.refused("convey.no-proofs-here");
        }
        Optional<Passage> found = talk.get()
                .conveyance()
                .passage(passage)
                .filter(one -> one.author().equals(seat.self().id()));
        if (found.isEmpty()) {
            return Result.refused("convey.no-such-passage");
        }
        if (found.get().caveat() != Caveat.VERBATIM) {
            return Result.refused("convey.proof-of-verbatim");
        }
        boolean knownReader = seat.peers().stream()
                .anyMatch(peer -> peer.principal().id().equals(reader) && known(peer.comparison()));
        if (!knownReader) {
            return Result.refused("convey.unknown-reader");
        }
        List<Proven> all = new ArrayList<>(of(tx, sheet.ref));
        Proven before = find(all, passage);
        Set<PrincipalId> asked = new LinkedHashSet<>(before.asked());
        asked.add(reader);
        all.remove(before);
        all.add(new Proven(passage, before.shape(), List.copyOf(asked)));
        put(tx, sheet.ref, all);
        return Ok.done();
    }

    private static Proven find(List<Proven> all, Hash passage) {
        return all.stream()
                .filter(one -> one.passage().equals(passage))
                .findFirst()
                .orElseGet(() -> new Proven(passage, Optional.empty(), List.of()));
    }

    private static List<Proven> of(Tx tx, RoomRef room) {
        return KeptList.of(tx, key(room), Conveyance.MOST_OF_ONE, Proven::read);
    }

    private static void put(Tx tx, RoomRef room, List<Proven> all) {
        KeptList.put(tx, key(room), all, (to, one) -> one.write(to));
    }

    private static Key key(RoomRef room) {
        return SPACE.with(room.table().hash()).with(room.room().hash());
    }
}
