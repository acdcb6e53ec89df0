package parley.node.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.node.desk.Changes.Preview;
import parley.node.desk.Changes.Residue;
import parley.node.desk.Changes.Subject;
import parley.node.desk.Changes.Wish;
import parley.node.desk.RoomRef;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.port.RelayAddress;
import parley.protocol.seat.SeatRoom;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.Pending;

/**
 * What a change of a room would mean, said before anybody agrees to it: who reads afterwards, what becomes readable, and what
 * nobody can undo (protocol.md, "Epochs" and "Grants"). Thread-safe.
 */
final class Consequences {
    private final Engine engine;

    Consequences(Engine engine) {
        this.engine = engine;
    }

    /** @param subject who would come by it, where a card says so: somebody whom this node may never have met */
    Optional<Preview> of(TableShot table, RoomShot room, Wish wish, Optional<Subject> subject) {
        return room.view().flatMap(view -> room.talk().map(talk -> of(table, room, view, talk, wish, subject)));
    }

    /** Of a proposal: who decides on an admission may never have met the newcomer, and has its name from the card. */
    Optional<Preview> of(TableShot table, RoomShot room, Wish wish, Optional<Subject> subject, String proposer) {
        boolean unmet = wish instanceof Wish.Admit
                && subject.filter(one -> one.standing().isEmpty()).isPresent();
        return of(table, room, wish, subject)
                .map(known -> unmet
                        ? new Preview(
                                known.readers(),
                                Stream.concat(
                                                Stream.of(say(
                                                        "learns.unmet",
                                                        subject.orElseThrow().name(),
                                                        proposer)),
                                                known.learns().stream())
                                        .toList(),
                                known.keeps(),
                                known.consents())
                        : known);
    }

    private Preview of(
            TableShot table, RoomShot room, SeatRoom view, RoomTalk talk, Wish wish, Optional<Subject> subject) {
        List<PrincipalId> readers =
                view.roster().stream().map(one -> one.principal().id()).toList();
        PrincipalId self = table.self().id();
        return switch (wish) {
            case Wish.Admit(PrincipalId who) -> {
                String name = subject.map(Subject::name).orElseGet(() -> table.name(who));
                yield new Preview(
                        Stream.concat(readers.stream(), Stream.of(who)).toList(),
                        List.of(
                                say("learns.state", name),
                                say("learns.roster", name),
                                say("learns.from-now-on", name, view.position())),
                        List.of(say("keeps.cannot-be-unread", name)),
                        consents(talk, ChangeKind.ADMIT, who, self));
            }
            case Wish.Remove(PrincipalId who) ->
                new Preview(
                        readers.stream().filter(one -> !one.equals(who)).toList(),
                        List.of(say("learns.removed", Subjects.nameIn(talk, table, who))),
                        residue(table, room, view, talk, who),
                        consents(talk, ChangeKind.REMOVE, who, self));
            case Wish.Renew(PrincipalId who) ->
                new Preview(
                        readers,
                        List.of(say("learns.renewed", Subjects.nameIn(talk, table, who))),
                        List.of(say("keeps.clone-reads-until-then", Subjects.nameIn(talk, table, who))),
                        consents(talk, ChangeKind.RENEW, who, self));
            case Wish.Refresh() ->
                new Preview(readers, List.of(), List.of(), consents(talk, ChangeKind.REFRESH, self, self));
            case Wish.Move(RelayAddress to) ->
                new Preview(
                        readers,
                        List.of(say("learns.new-relay", to.authority())),
                        List.of(
                                say("keeps.old-relay", view.log().relay().authority()),
                                say("keeps.rest-at-first-relay"),
                                say("keeps.must-reach", to.authority())),
                        consents(talk, ChangeKind.MOVE, self, self));
            case Wish.Grant(PrincipalId to, long from, long through) ->
                new Preview(
                        readers,
                        List.of(say("learns.history", Subjects.nameIn(talk, table, to), from, through)),
                        List.of(say("keeps.granted", Subjects.nameIn(talk, table, to))),
                        consents(talk, ChangeKind.GRANT, to, self));
            case Wish.NewRules _ ->
                new Preview(
                        readers,
                        List.of(),
                        List.of(),
                        talk.sitting().principals().size());
        };
    }

    private static int consents(RoomTalk talk, ChangeKind kind, PrincipalId subject, PrincipalId self) {
        return Math.toIntExact(Pending.needed(talk.sitting(), kind, subject, self));
    }

    /** The honest list of what a leaver keeps. */
    private List<Residue> residue(TableShot table, RoomShot room, SeatRoom view, RoomTalk talk, PrincipalId who) {
        String name = Subjects.nameIn(talk, table, who);
        RoomSheet sheet = room.sheet();
        List<Residue> keeps = new ArrayList<>();
        keeps.add(say("keeps.all-read", name, view.position()));
        keeps.add(say("keeps.until-seen", name));
        keeps.add(say("keeps.late", name));
        keeps.add(say("keeps.epoch-metadata", name, view.epoch()));
        keeps.add(say("keeps.names", name, view.roster().size()));
        long files = files(sheet);
        if (files > 0) {
            keeps.add(say("keeps.files", name, files));
        }
        long signed = signed(sheet, who);
        if (signed > 0) {
            keeps.add(say("keeps.on-record", name, signed));
        }
        List<String> elsewhere = elsewhere(table, sheet.ref, who);
        if (!elsewhere.isEmpty()) {
            keeps.add(say("keeps.other-rooms", name, String.join(", ", elsewhere)));
        }
        keeps.add(say("keeps.copies", name));
        return keeps;
    }

    /** The newest lines are counted, no more: the sentence says "at least". */
    private long files(RoomSheet sheet) {
        return count(sheet, said -> !Told.attachments(said.event()).isEmpty());
    }

    private long signed(RoomSheet sheet, PrincipalId who) {
        return count(
                sheet,
                said -> !said.author().equals(who)
                        && Told.of(said.event())
                                .message()
                                .flatMap(one -> one.onRecord())
                                .isPresent());
    }

    private long count(RoomSheet sheet, java.util.function.Predicate<LineRecord.Said> which) {
        Result<Long> counted = engine.read(tx -> {
            long found = 0;
            for (long i = sheet.lines - 1; i >= 0 && i >= sheet.lines - MOST_COUNTED; i--) {
                Optional<Ledger.Numbered> line = Ledger.line(tx, sheet.ref, i);
                if (line.isPresent() && line.get().line() instanceof LineRecord.Said said && which.test(said)) {
                    found++;
                }
            }
            return Result.done(found);
        });
        return counted instanceof Result.Done<Long>(Long found) ? found : 0;
    }

    private static final int MOST_COUNTED = 1_000;

    private static List<String> elsewhere(TableShot table, RoomRef here, PrincipalId who) {
        return table.rooms().values().stream()
                .map(RoomShot::sheet)
                .filter(one -> !one.ref.equals(here) && one.phase == RoomSheet.Phase.OPEN && one.seats(who))
                .map(one -> one.name)
                .toList();
    }

    private static Residue say(String key, Object... parts) {
        return new Residue(key, Stream.of(parts).map(String::valueOf).toList());
    }
}
