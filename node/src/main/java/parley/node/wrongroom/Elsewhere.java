package parley.node.wrongroom;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.node.desk.CourierItems;
import parley.node.desk.Desk;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.talks.convey.Echo;

/**
 * Finds in a text that is about to be sent what was said in another room, labelled or not, to people who aren't all of those who would
 * read it here: pasted from one window into the other, or from one table into the other.
 */
final class Elsewhere {
    /** A whole sentence is somebody's from so many words on; shorter ones ("We agree.") everybody says. */
    private static final int LEAST_WORDS = Echo.LEAST_WORDS;

    /** A sentence ends with a mark of any script that we speak, or with its line. */
    private static final Pattern END = Pattern.compile("(?<=[.!?؟۔…:;؛])\\s+|\\R");

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    /** What a mediator brought from another caucus; other lines about passages show words that stand in a message already. */
    private static final String BROUGHT = "line.convey-brought.";

    private final Desk desk;

    Elsewhere(Desk desk) {
        this.desk = desk;
    }

    /**
     * The name of another room of which this text repeats a whole sentence, and in which somebody who reads here doesn't sit.
     *
     * @param crossing words that may be brought here: a sentence within them is no reason
     */
    Optional<String> roomOf(String text, Optional<String> crossing, Rooms.RoomView here) {
        Set<PrincipalId> readers = ids(here);
        Typed typed = Typed.of(text);
        Typed free = Typed.of(crossing.orElse(""));
        return desk.tables().list().stream()
                .flatMap(table -> table.rooms().stream())
                .map(Rooms.RoomBrief::ref)
                .filter(ref -> !ref.equals(here.ref()))
                .flatMap(ref -> desk.rooms().room(ref).stream())
                .filter(room -> !room.ref().table().equals(here.ref().table())
                        || !ids(room).containsAll(readers))
                .filter(room -> said(room, here).anyMatch(one -> typed.repeats(one) && !free.repeats(one)))
                .map(Rooms.RoomView::name)
                .findFirst();
    }

    /**
     * A text as it is looked through: who fills a room with long messages must not make the next act wait.
     *
     * @param whole its words, with one space before and behind each
     * @param beginnings every run of {@link #LEAST_WORDS} words of it
     */
    private record Typed(String whole, Set<String> beginnings) {
        static Typed of(String text) {
            List<String> words = words(text);
            Set<String> runs = new HashSet<>();
            for (int i = 0; i + LEAST_WORDS <= words.size(); i++) {
                runs.add(joined(words.subList(i, i + LEAST_WORDS)));
            }
            return new Typed(joined(words), runs);
        }

        boolean repeats(String sentence) {
            List<String> words = words(sentence);
            return words.size() >= LEAST_WORDS
                    && beginnings.contains(joined(words.subList(0, LEAST_WORDS)))
                    && whole.contains(joined(words));
        }
    }

    /** Sentences of that room: what one said oneself at this table one may say again in another of its rooms. */
    private Stream<String> said(Rooms.RoomView room, Rooms.RoomView here) {
        boolean otherTable = !room.ref().table().equals(here.ref().table());
        return Stream.concat(
                        lines(room.ref()).flatMap(line -> texts(line, otherTable)), letters(room.ref(), here.ref()))
                .flatMap(END::splitAsStream);
    }

    private Stream<Line> lines(RoomRef room) {
        return desk.messages().page(room, OptionalLong.empty(), Messages.MOST_LINES)
                        instanceof Result.Done<Messages.Page>(Messages.Page page)
                ? page.lines().stream()
                : Stream.empty();
    }

    private static Stream<String> texts(Line line, boolean otherTable) {
        return switch (line) {
            case Line.Message message
            when otherTable || !message.own() -> Stream.of(message.content().text());
            case Line.NonPaper paper -> Stream.of(paper.text());
            case Line.Passages brought
            when !brought.own() && brought.key().startsWith(BROUGHT) ->
                brought.texts().stream().map(Line.Beside::text);
            case Line.Message _, Line.Erased _, Line.Unknown _, Line.Event _, Line.Passages _ -> Stream.empty();
        };
    }

    /** What was handed in there and hasn't been brought here. */
    private Stream<String> letters(RoomRef room, RoomRef here) {
        List<CourierItems.ItemView> items = desk.courier().bag(room.table()).items();
        return items.stream()
                .filter(one -> one.room().equals(room) && !one.own())
                .filter(one -> items.stream()
                        .noneMatch(other ->
                                other.id().equals(one.id()) && other.room().equals(here)))
                .flatMap(one -> one.letter().stream())
                .map(CourierItems.Letter::text);
    }

    private static Set<PrincipalId> ids(Rooms.RoomView room) {
        return room.members().stream().map(Rooms.Member::id).collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> words(String text) {
        return BETWEEN_WORDS
                .splitAsStream(INVISIBLE.matcher(text).replaceAll("").toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String joined(List<String> words) {
        return " " + String.join(" ", words) + " ";
    }
}
