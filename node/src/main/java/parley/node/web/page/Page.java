package parley.node.web.page;

import gg.jte.Content;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.base.Refusal;
import parley.base.Role;
import parley.node.desk.Line;
import parley.node.desk.Mandating;
import parley.node.desk.Notice;
import parley.node.desk.People;
import parley.node.desk.RoomRef;
import parley.node.words.Phrase;
import parley.node.words.Words;
import parley.talks.mandate.Power;

/**
 * What every template is given: the reader's language, the frame around the page, and the ways to write names, times, marks
 * and addresses that are right everywhere. Immutable; made anew for each request.
 */
public final class Page {
    private final Words words;
    private final Frame frame;

    public Page(Words words, Frame frame) {
        this.words = words;
        this.frame = frame;
    }

    /**
     * What stands around a page.
     *
     * @param base path of the browser's session, without a slash at its end
     * @param token what forms repeat
     * @param titleKey names the page; titles hold nothing but this and the cover name
     * @param theme {@code light}, {@code dark} or empty for the machine's choice
     */
    public record Frame(
            String base,
            String token,
            String titleKey,
            Optional<Bar> bar,
            List<Notice> notices,
            Optional<String> theme,
            Optional<Silence> silence) {
        public Frame {
            notices = List.copyOf(notices);
        }
    }

    /**
     * The bar and the rooms beside the page.
     *
     * @param table absent on pages above all tables
     * @param underWay how many files wait while the node is locked
     */
    public record Bar(Optional<TableBar> table, int underWay) {}

    /**
     * Which table, who one is at it, its rooms.
     *
     * @param byCourier paths of the rooms in which the phase has opened no more than the courier's tools
     * @param under the rooms in which this side acts under mandates
     */
    public record TableBar(
            String tableHex,
            String coverName,
            String ownName,
            Shape ownShape,
            List<NavRoom> rooms,
            List<NavTool> tools,
            List<String> byCourier,
            List<Mandating.RoomUnder> under) {
        public TableBar {
            rooms = List.copyOf(rooms);
            tools = List.copyOf(tools);
            byCourier = List.copyOf(byCourier);
            under = List.copyOf(under);
        }
    }

    public record NavRoom(String path, String name, SeatPlan plan, long unread, boolean current) {}

    /** @param closed whether the phase hasn't opened it in any room: it can be looked at, and every device refuses what is done there */
    public record NavTool(String path, String key, String fact, boolean current, boolean closed) {}

    /** What stands in the bar, if the page has one. */
    public Optional<Bar> bar() {
        return frame.bar();
    }

    public Frame frame() {
        return frame;
    }

    public Words words() {
        return words;
    }

    // ---- Words -------------------------------------------------------------------------------------------------

    /** A whole sentence for the text of the page. */
    public Content say(String key, Object... namesAndParts) {
        String html = html(key, namesAndParts);
        return out -> out.writeContent(html);
    }

    /** The same as markup: parts are escaped and isolated in it. */
    String html(String key, Object... namesAndParts) {
        return words.say(key, shown(namesAndParts)).html();
    }

    /** A whole sentence for an attribute or title. */
    public String plain(String key, Object... namesAndParts) {
        return words.say(key, shown(namesAndParts)).plain();
    }

    /** A sentence of a refusal, notice or event, whose parts have places. */
    public Content sayInOrder(String key, List<String> parts) {
        String html =
                words.sayInOrder(key, parts.stream().map(Shown::plain).toList()).html();
        return out -> out.writeContent(html);
    }

    public boolean knows(String key) {
        return words.knows(key);
    }

    /** Names as one part of a sentence, joined as the language joins them. */
    public Phrase namesPlain(List<String> names) {
        return words.list(names.stream().map(Shown::plain).toList());
    }

    /** What a room did, in one sentence; events of a kind that the catalogue doesn't know are named by their key. */
    public Content event(Line.Event event) {
        return knows(event.key())
                ? sayInOrder(event.key(), event.parts())
                : say("line.no-sentence", "key", event.key());
    }

    /** What happened to passages, in one sentence. */
    public Content event(Line.Passages passages) {
        return sayInOrder(passages.key(), passages.parts());
    }

    /** Under which mandate the author of a line acted. */
    public Content acted(Line.Acted acted) {
        return switch (acted) {
            case Line.Acted.Under(String delegate, Power power, Instant until) ->
                say("acted.under." + power.word(), "0", delegate, "1", until);
            case Line.Acted.Nobody _ -> say("acted.nobody");
            case Line.Acted.FullPowers _ -> say("acted.full-powers");
        };
    }

    /** Where a notice that asks something is answered: such a one is not taken off by having been seen. */
    public Optional<String> answer(Notice notice) {
        return notice.key().equals("node.clock-leapt") ? Optional.of("/clock") : Optional.empty();
    }

    // ---- Refusals ----------------------------------------------------------------------------------------------

    public Content happened(Refusal why) {
        return knows(why.key()) ? sayInOrder(why.key(), why.parts()) : say("refused.unknown", "key", why.key());
    }

    /** @param kept whether what was typed stands on the same page */
    public Content safe(Refusal why, boolean kept) {
        return orElse(why.key() + ".safe", why.parts(), kept ? "refused.safe" : "refused.safe-alone");
    }

    public Content todo(Refusal why) {
        return orElse(why.key() + ".todo", why.parts(), "refused.todo");
    }

    private Content orElse(String key, List<String> parts, String otherwise) {
        return knows(key) ? sayInOrder(key, parts) : say(otherwise);
    }

    /** The last part of a key that names an enum's constant. */
    public String key(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    public String number(long number) {
        return words.number(number);
    }

    /** How much more, or less, with its sign. */
    public String change(long number) {
        return words.change(number);
    }

    /** A number as people type it: without grouping. */
    public String plainNumber(long number) {
        return words.plainNumber(number);
    }

    /** A size of a file as a part of a sentence. */
    public Phrase size(long bytes) {
        return words.size(bytes);
    }

    public Content sizeText(long bytes) {
        String html = words.size(bytes).html();
        return out -> out.writeContent(html);
    }

    public Content name(String name) {
        return Shown.name(name);
    }

    public Content said(String text) {
        return Shown.said(text);
    }

    private static Object[] shown(Object[] namesAndParts) {
        Object[] shown = namesAndParts.clone();
        for (int i = 1; i < shown.length; i += 2) {
            if (shown[i] instanceof String text) {
                shown[i] = Shown.plain(text);
            }
        }
        return shown;
    }

    public String role(Role role) {
        return plain("role." + key(role));
    }

    /** How well a principal is known, as a short phrase. */
    public Content standing(People.Standing standing) {
        String html = standingPhrase(standing).html();
        return out -> out.writeContent(html);
    }

    /** The same as a part of a sentence. */
    public Phrase standingPhrase(People.Standing standing) {
        return switch (standing) {
            case People.Standing.Self() -> words.say("standing.self");
            case People.Standing.Unverified() -> words.say("standing.unverified");
            case People.Standing.VouchedFor(var _, String byName) ->
                words.say("standing.vouched", "name", Shown.plain(byName));
            case People.Standing.Compared(Instant when, var _) -> words.say("standing.compared", "when", date(when));
            case People.Standing.Differed(Instant when) -> words.say("standing.differed", "when", date(when));
        };
    }

    /** The tag class that goes with a standing: never colour alone, the phrase stands in it. */
    public String standingTag(People.Standing standing) {
        return switch (standing) {
            case People.Standing.Self _ -> "tag";
            case People.Standing.Unverified _, People.Standing.VouchedFor _ -> "tag tag--care";
            case People.Standing.Compared _ -> "tag tag--sure";
            case People.Standing.Differed _ -> "tag tag--grave";
        };
    }

    // ---- Time --------------------------------------------------------------------------------------------------

    /** Hours and minutes, with the instant in UTC for machines. */
    public Content time(Instant instant) {
        return timeElement(instant, words.calendars().time(instant));
    }

    /** Date in the reader's calendar and the Gregorian, time, zone. */
    public Content moment(Instant instant) {
        return timeElement(instant, words.calendars().moment(instant));
    }

    public String date(Instant instant) {
        return words.calendars().date(instant, words.calendars().own());
    }

    /** Hours, minutes and seconds. */
    public String clock(Instant instant) {
        return words.calendars().clock(instant);
    }

    /** The day in the reader's own calendar, with its weekday. */
    public Content dayName(Instant instant) {
        return out -> {
            out.writeContent("<time datetime=\"" + words.calendars().localDate(instant) + "\">");
            out.writeContent(words.calendars().day(instant));
            out.writeContent("</time>");
        };
    }

    /** The same day in the calendars that stand beside the reader's own. */
    public List<String> otherDays(Instant instant, Role reader) {
        return words.calendars().otherDays(instant, reader == Role.MEDIATOR);
    }

    /** In which zone the times of this day are. */
    public Content zone(Instant instant) {
        String zone = words.calendars().zoneName();
        String offset = words.calendars().offset(instant);
        return zone.equals(offset) ? say("log.zone-utc") : say("log.zone", "zone", zone, "offset", offset);
    }

    private static Content timeElement(Instant instant, String text) {
        return out -> {
            out.writeContent("<time datetime=\"" + instant + "\">");
            out.writeContent(text.replace("&", "&amp;").replace("<", "&lt;"));
            out.writeContent("</time>");
        };
    }

    // ---- Frame -------------------------------------------------------------------------------------------------

    /** Under whose mandate this side acts in the room to which the page at this path belongs, if it does so under any. */
    public Optional<Mandating.RoomUnder> under(String path) {
        return under().filter(one -> (path + "/").startsWith(Paths.room(one.room()) + "/"))
                .findFirst();
    }

    /** The same of several rooms: those in which the same delegate acts are named together. */
    public List<Together> under(List<RoomRef> rooms) {
        return under()
                .filter(one -> rooms.contains(one.room()))
                .collect(Collectors.groupingBy(
                        Mandating.RoomUnder::acting,
                        LinkedHashMap::new,
                        Collectors.mapping(Mandating.RoomUnder::name, Collectors.toList())))
                .entrySet()
                .stream()
                .map(each -> new Together(each.getKey(), each.getValue()))
                .toList();
    }

    /** @param acting who acts for this side in these rooms; empty when nobody does */
    public record Together(Optional<Mandating.Acting> acting, List<String> rooms) {
        public Together {
            rooms = List.copyOf(rooms);
        }
    }

    private Stream<Mandating.RoomUnder> under() {
        return frame.bar().flatMap(Bar::table).stream().flatMap(table -> table.under().stream());
    }

    /** Whether in the room at this path nothing is open yet but what the courier carries. */
    public boolean byCourier(String room) {
        return frame.bar()
                .flatMap(Bar::table)
                .filter(table -> table.byCourier().contains(room))
                .isPresent();
    }

    /** The address of a page of this browser's session. */
    public String at(String path) {
        return frame.base() + path;
    }

    public String token() {
        return frame.token();
    }

    public String lang() {
        return words.language().tag();
    }

    public String dir() {
        return words.language().direction();
    }

    public String theme() {
        return frame.theme().orElse("");
    }

    /** Titles stand in the browser's history and task list: they hold the cover name and nothing else of a talk. */
    public String title() {
        return frame.bar()
                .flatMap(Bar::table)
                .map(table -> plain(frame.titleKey(), "table", table.coverName()))
                .orElseGet(() -> plain(frame.titleKey()));
    }

    public Content mark(Shape shape) {
        return out -> out.writeContent(shape.mark());
    }
}
