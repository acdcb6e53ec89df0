package parley.node.web.page;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.RoomId;
import parley.node.desk.Desk;
import parley.node.desk.Moving;
import parley.node.desk.Tables;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.protocol.port.RelayAddress;

/** Moving all rooms of a table to another relay: the relay is chosen once, and every room shows what it takes and what came of it. */
final class MovePages {
    private final Desks desks;

    MovePages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        String path = "/t/{table}/move";
        router.get(path, desks.table((ask, desk, table) -> choose(ask, desk, table, Optional.empty())));
        router.post(path + "/look", desks.table(this::look));
        router.post(path + "/propose", desks.table(this::propose));
    }

    private static Reply choose(Ask ask, Desk desk, Tables.TableView table, Optional<Refusal> refused) {
        return show(ask, desk, table, refused, Optional.empty(), List.of());
    }

    private Reply look(Ask ask, Desk desk, Tables.TableView table) {
        return looked(ask, desk, table, Optional.empty());
    }

    private static Reply looked(Ask ask, Desk desk, Tables.TableView table, Optional<Refusal> refused) {
        return switch (relay(ask).then(to -> desk.moving().plan(table.table(), to))) {
            case Result.Done<Moving.Plan>(Moving.Plan plan) ->
                show(ask, desk, table, refused, Optional.of(plan), List.of());
            case Result.Refused<Moving.Plan>(Refusal why) -> choose(ask, desk, table, Optional.of(why));
        };
    }

    private Reply propose(Ask ask, Desk desk, Tables.TableView table) {
        List<RoomId> rooms = ask.form().all("room").stream()
                .flatMap(id -> Ask.named(id).stream())
                .map(RoomId::new)
                .toList();
        return switch (relay(ask)
                .then(to -> desk.moving()
                        .propose(table.table(), to, rooms, ask.form().line("note")))) {
            case Result.Done<List<Moving.Outcome>>(List<Moving.Outcome> outcomes)
            when outcomes.stream().allMatch(one -> one.refused().isPresent()) ->
                looked(ask, desk, table, outcomes.getFirst().refused()); // With what was typed.
            case Result.Done<List<Moving.Outcome>>(List<Moving.Outcome> outcomes) ->
                show(ask, desk, table, Optional.empty(), Optional.empty(), outcomes);
            case Result.Refused<List<Moving.Outcome>>(Refusal why) -> looked(ask, desk, table, Optional.of(why));
        };
    }

    private static Result<RelayAddress> relay(Ask ask) {
        return RelayAddress.parse(ask.form().line("relay"));
    }

    private static Reply show(
            Ask ask,
            Desk desk,
            Tables.TableView table,
            Optional<Refusal> refused,
            Optional<Moving.Plan> plan,
            List<Moving.Outcome> outcomes) {
        String path = Paths.table(table.table());
        Map<String, Object> parts = new HashMap<>();
        parts.put("p", Frames.at(ask, desk, table, path, List.of()));
        parts.put("path", path);
        parts.put("relay", ask.form().line("relay"));
        parts.put("note", ask.form().text("note"));
        parts.put("plan", plan);
        parts.put("outcomes", outcomes);
        return Render.html(refused, "move.jte", parts);
    }
}
