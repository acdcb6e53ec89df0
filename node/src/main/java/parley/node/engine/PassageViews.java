package parley.node.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.node.desk.Conveying.Label;
import parley.node.desk.Conveying.PassageView;
import parley.node.desk.Conveying.Reader;
import parley.node.desk.Conveying.Text;
import parley.node.desk.RoomRef;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.port.Tx;
import parley.protocol.seat.Seat;
import parley.talks.convey.Caveat;
import parley.talks.convey.ConveyEvent;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.convey.Passage;
import parley.talks.practice.ReaderProof;
import parley.talks.room.RoomTalk;

/** Shows the passages of a room: from what the fold and the record hold to what pages say. Pure but for reading cells. */
final class PassageViews {
    private PassageViews() {}

    static List<PassageView> of(Tx tx, TableShot table, RoomShot room, Instant now) {
        return room.talk()
                .map(talk -> talk.conveyance().passages().stream()
                        .map(one -> view(tx, table, room.sheet(), talk, one, now))
                        .toList())
                .orElseGet(List::of);
    }

    private static PassageView view(
            Tx tx, TableShot table, RoomSheet sheet, RoomTalk talk, Passage passage, Instant now) {
        Optional<PassageCells.Found> marked = PassageCells.at(tx, sheet.ref, passage.position());
        List<PrincipalId> provenTo =
                proofs(tx, sheet.ref, passage).stream().map(ReaderProof::reader).toList();
        boolean own = passage.author().equals(table.self().id());
        return new PassageView(
                passage.name(),
                sheet.ref,
                sheet.name,
                passage.author(),
                table.name(passage.author()),
                own,
                new Label(
                        passage.caveat(),
                        condition(tx, sheet.ref, passage),
                        passage.lapses() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(passage.lapses()))),
                passage.crossed(),
                passage.lapsedAt(now.toEpochMilli()),
                marked.map(PassageCells.Found::arrived).orElse(Instant.EPOCH),
                wording(tx, sheet.ref, passage).map(PassageViews::text),
                provenTo.stream().map(one -> new Reader(one, table.name(one))).toList(),
                own && passage.caveat() == Caveat.VERBATIM ? mayProveTo(table, talk, provenTo) : List.of());
    }

    private static List<Reader> mayProveTo(TableShot table, RoomTalk talk, List<PrincipalId> provenTo) {
        return talk.rules().eventVersion() < ConveyEvent.VERSION_OF_PROOFS
                ? List.of()
                : table.peers().stream()
                        .filter(peer -> ProvingProcess.known(peer.comparison()))
                        .map(Seat.Peer::principal)
                        .filter(one -> one.role() == Role.PARTY
                                && talk.sitting().seat(one.id()).isEmpty()
                                && !provenTo.contains(one.id()))
                        .map(one -> new Reader(one.id(), table.names().shown(one)))
                        .toList();
    }

    static Text text(Wording wording) {
        return new Text(wording.text(), wording.lang(), wording.dir());
    }

    static Optional<Wording> wording(Tx tx, RoomRef room, Passage passage) {
        return PassageCells.at(tx, room, passage.position())
                .map(PassageCells.Found::event)
                .flatMap(event -> switch (event) {
                    case ConveyEvent.Marked marked ->
                        Optional.of(marked.passages().get(passage.index()).wording());
                    case ConveyEvent.Opened opened ->
                        Optional.of(opened.wordings().get(passage.index()));
                    case ConveyEvent.Relabelled _,
                            ConveyEvent.Withdrawn _,
                            ConveyEvent.Crossed _,
                            ConveyEvent.Proved _,
                            ConveyEvent.Raised _,
                            ConveyEvent.Conveyed _ -> Optional.empty();
                });
    }

    /** Its author's proofs, as they stand in the record; none once they are erased with it. */
    static List<ReaderProof> proofs(Tx tx, RoomRef room, Passage passage) {
        return passage.proved() == 0
                ? List.of()
                : PassageCells.at(tx, room, passage.proved())
                        .map(PassageCells.Found::event)
                        .filter(ConveyEvent.Proved.class::isInstance)
                        .map(ConveyEvent.Proved.class::cast)
                        .map(ConveyEvent.Proved::proofs)
                        .orElseGet(List::of);
    }

    private static String condition(Tx tx, RoomRef room, Passage passage) {
        return PassageCells.at(tx, room, passage.labelled())
                .map(found -> switch (found.event()) {
                    case ConveyEvent.Marked marked ->
                        marked.passages().get(passage.index()).label().condition();
                    case ConveyEvent.Relabelled relabelled -> relabelled.label().condition();
                    case ConveyEvent.Opened _,
                            ConveyEvent.Withdrawn _,
                            ConveyEvent.Crossed _,
                            ConveyEvent.Proved _,
                            ConveyEvent.Raised _,
                            ConveyEvent.Conveyed _ -> "";
                })
                .orElse("");
    }
}
