package parley.node.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.wrongroom.WrongRoom;

/**
 * Lets a text of a call go out only where nothing speaks for another room, or the call names somebody who will read it: what a page asks
 * of a person.
 */
final class NamedReader {
    /** The query's parameter with the name. */
    static final String PARAMETER = "reader";

    private NamedReader() {}

    /** What a call does with its body in a room. */
    @FunctionalInterface
    interface Saying<B> {
        Result<Ok> done(Desk desk, RoomRef room, B body);
    }

    /** The route of an act that says nothing but some words of its body, into the room of its path. */
    static <B> Route.AtDesk saying(Class<B> kind, Function<B, String> words, Saying<B> act) {
        return (desk, asked) -> {
            RoomRef room = asked.room();
            B body = asked.json(kind);
            return ofRoom(desk, asked, words.apply(body), () -> Answer.nothing(act.done(desk, room, body)));
        };
    }

    /** What an act says into one room. */
    static Result<Answer> ofRoom(Desk desk, Asked asked, String text, Supplier<Result<Answer>> act) throws BadCall {
        return desk.rooms()
                .room(asked.room())
                .map(room -> of(desk, asked, List.of(WrongRoom.Text.into(room, text)), act))
                .orElseGet(act);
    }

    /** What an act says into several rooms; one name answers for all, of a reader of any room that asks. */
    static Result<Answer> of(Desk desk, Asked asked, List<WrongRoom.Text> texts, Supplier<Result<Answer>> act) {
        List<Refusal> findings = new ArrayList<>();
        List<Rooms.RoomView> asking = new ArrayList<>();
        for (WrongRoom.Text text : texts) {
            for (Rooms.RoomView room : text.into()) {
                List<WrongRoom.Finding> here = WrongRoom.find(desk, text, room);
                here.forEach(
                        one -> findings.add(Refusal.of(one.key(), one.parts().toArray())));
                if (!here.isEmpty()) {
                    asking.add(room);
                }
            }
        }
        return unlessNamed(asked, findings, asking, act);
    }

    /** What brings an item, under the name of its addressee, into a room. */
    static Result<Answer> item(
            Asked asked, String addressee, String from, Rooms.RoomView into, Supplier<Result<Answer>> act) {
        List<Refusal> findings = WrongRoom.addressed(addressee, from, into).stream()
                .map(one -> Refusal.of(one.key(), one.parts().toArray()))
                .toList();
        return unlessNamed(asked, findings, List.of(into), act);
    }

    private static Result<Answer> unlessNamed(
            Asked asked, List<Refusal> findings, List<Rooms.RoomView> asking, Supplier<Result<Answer>> act) {
        String named = asked.query(PARAMETER).orElse("");
        return findings.isEmpty() || asking.stream().anyMatch(room -> WrongRoom.namesReader(named, room))
                ? act.get()
                : Result.done(stopped(asked, findings.stream().distinct().toList(), asking));
    }

    private static Answer stopped(Asked asked, List<Refusal> findings, List<Rooms.RoomView> asking) {
        List<String> readers = asking.stream()
                .flatMap(room -> room.members().stream())
                .filter(member -> !member.self())
                .map(Rooms.Member::name)
                .distinct()
                .toList();
        String sentence = Stream.concat(
                        findings.stream(), Stream.of(Refusal.of("guard.reads", String.join(", ", readers))))
                .map(asked::sentence)
                .collect(Collectors.joining(" "));
        Refusal first = findings.getFirst();
        return new Answer.Value(
                Problem.Kind.REFUSED.status(),
                new Problem(Problem.Kind.REFUSED, first.key(), first.parts(), sentence, readers));
    }
}
