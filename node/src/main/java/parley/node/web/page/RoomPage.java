package parley.node.web.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Role;
import parley.node.desk.Attachments;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.node.desk.Needs;
import parley.node.desk.People;
import parley.node.desk.Rooms;
import parley.node.desk.Suspending;
import parley.node.desk.Tables;
import parley.talks.message.MessageKind;
import parley.talks.phase.Phase;
import parley.talks.rules.Confidentiality;
import parley.talks.rules.Conveying;
import parley.talks.rules.MediaLine;
import parley.talks.rules.RecordLevel;
import parley.talks.rules.RoomKind;

/** A room as its page shows it, with all that template and composer need. */
public record RoomPage(
        Tables.TableView table,
        Rooms.RoomView room,
        Band band,
        Map<PrincipalId, Shape> shapes,
        List<Entry> entries,
        OptionalLong older,
        boolean newer,
        List<Ageing> questions,
        List<TablesView.Need> consents,
        List<Messages.Unplaced> unplaced,
        List<Messages.LateAct> late,
        List<Attachments.Upload> uploads,
        Writing writing,
        Guarded guard,
        long graceSeconds,
        Optional<Refusal> refused,
        boolean relayFault,
        Phase phase,
        Suspending.SuspensionView suspension,
        Instant now) {
    public RoomPage {
        entries = List.copyOf(entries);
        questions = List.copyOf(questions);
        consents = List.copyOf(consents);
        unplaced = List.copyOf(unplaced);
        late = List.copyOf(late);
        uploads = List.copyOf(uploads);
        shapes = Map.copyOf(shapes);
    }

    /** A list to choose from, not a record: further back, one quotes. */
    private static final int MOST_ANSWERABLE = 20;

    /** Characters of a message by which its author recognises it. */
    private static final int BEGINNING = 40;

    /** A line with what stands before it. */
    public record Entry(Line line, boolean newDay, boolean firstUnread) {}

    /**
     * What stands in the composer.
     *
     * @param replyTo the reference of a message in hexadecimal digits, or empty
     * @param files the uploads that are to go with it; one that was unticked is none of them
     */
    public record Writing(
            MessageKind kind, String text, String language, String replyTo, boolean onRecord, List<String> files) {
        public Writing {
            files = List.copyOf(files);
        }

        Writing without(String upload) {
            return new Writing(
                    kind,
                    text,
                    language,
                    replyTo,
                    onRecord,
                    files.stream().filter(file -> !file.equals(upload)).toList());
        }
    }

    /** A message that one could answer. */
    public record Earlier(String reference, String authorName, Instant when, String beginning) {}

    /** {@code by} vouched for {@code name} and could be reading in its place. */
    public record Between(String by, String name) {}

    /** What stands beside a message of somebody whose code was never compared. */
    public record StandingNote(String key, String name, String by) {}

    public String path() {
        return Paths.room(room.ref());
    }

    public String css() {
        return SeatPlan.css(room.kind());
    }

    public Shape shape(PrincipalId who) {
        return shapes.getOrDefault(who, Shape.BAR);
    }

    public Shape ownShape() {
        return shape(table.self());
    }

    public boolean canWrite() {
        return room.condition() instanceof Rooms.Condition.Open && room.kind() != RoomKind.GALLERY;
    }

    public List<Rooms.Member> others() {
        return room.members().stream().filter(member -> !member.self()).toList();
    }

    public List<String> otherNames() {
        return others().stream().map(Rooms.Member::name).toList();
    }

    public List<String> names(List<PrincipalId> ids) {
        return ids.stream().map(this::nameOf).toList();
    }

    private String nameOf(PrincipalId id) {
        return room.nameOf(id).orElse(id.hash().brief());
    }

    public List<String> readBy(Line.Message message) {
        return names(message.readBy());
    }

    /** On the record counts only among people whose codes were compared. */
    public boolean allCompared() {
        return notCompared().isEmpty();
    }

    public List<String> notCompared() {
        return others().stream()
                .filter(member -> !(member.standing() instanceof People.Standing.Compared))
                .map(Rooms.Member::name)
                .toList();
    }

    /** Whether a file that the draft names is no more among those that are sealed here: it was removed on another page, or given up. */
    public boolean namesGoneFiles() {
        return !uploads.stream().map(Attachments.Upload::id).toList().containsAll(writing.files());
    }

    /** What the Rules say of the record in this kind of room. */
    public RecordLevel level() {
        return room.rules().recordIn(room.kind());
    }

    /** The languages to write in, those of the Rules first. */
    public List<String> languages() {
        return RulesText.offered(room.rules()).toList();
    }

    /** The latest messages of this page, newest first, to be answered. */
    public List<Earlier> answerable() {
        List<Earlier> earlier = new ArrayList<>();
        for (Entry entry : entries.reversed()) {
            if (entry.line() instanceof Line.Message message && earlier.size() < MOST_ANSWERABLE) {
                earlier.add(earlier(message));
            }
        }
        return earlier;
    }

    /** The message that another one answers, if it stands on this page. */
    public Optional<Line.Message> answered(Line.Message message) {
        return message.content()
                .inReplyTo()
                .flatMap(wanted -> entries.stream()
                        .map(Entry::line)
                        .filter(Line.Message.class::isInstance)
                        .map(Line.Message.class::cast)
                        .filter(other -> other.reference().equals(wanted))
                        .findFirst());
    }

    private static Earlier earlier(Line.Message message) {
        String text = Shown.plain(message.content().text());
        int end = text.offsetByCodePoints(0, Math.min(BEGINNING, text.codePointCount(0, text.length())));
        return new Earlier(
                message.reference().toHex(),
                message.authorName(),
                message.arrived(),
                end < text.length() ? text.substring(0, end) + "…" : text);
    }

    public List<Between> between() {
        List<Between> between = new ArrayList<>();
        for (Rooms.Member member : others()) {
            if (member.standing() instanceof People.Standing.VouchedFor vouched) {
                between.add(new Between(vouched.byName(), member.name()));
            }
        }
        return between;
    }

    public Optional<StandingNote> standingNote(Line.Message message) {
        return room.members().stream()
                .filter(member -> member.id().equals(message.author()))
                .findFirst()
                .flatMap(member -> switch (member.standing()) {
                    case People.Standing.Self _, People.Standing.Compared _ -> Optional.<StandingNote>empty();
                    case People.Standing.Unverified _ ->
                        Optional.of(new StandingNote("side.unverified", member.name(), ""));
                    case People.Standing.VouchedFor(var _, String byName) ->
                        Optional.of(new StandingNote("side.vouched", member.name(), byName));
                    case People.Standing.Differed _ ->
                        Optional.of(new StandingNote("side.differed", member.name(), ""));
                });
    }

    /**
     * Whether who did this sits here under a key that its node hasn't proven to hold yet, and hadn't when it did this: what
     * somebody did who was renewed since was done under another key.
     *
     * @param confirmed whether it had then
     */
    public boolean unconfirmed(Optional<PrincipalId> author, boolean confirmed) {
        return !confirmed
                && author.stream()
                        .flatMap(id ->
                                others().stream().filter(member -> member.id().equals(id)))
                        .anyMatch(member -> !member.confirmed());
    }

    /** Whether its author can say what of it may cross. */
    public boolean mayMark(Line.Message message) {
        return canWrite()
                && message.own()
                && room.kind() == RoomKind.CAUCUS
                && table.ownRole() == Role.PARTY
                && phase != Phase.COURIER
                && !suspended();
    }

    /** Whether the Rules let this mediator put this message in substance, as far as it carries no caveat. */
    public boolean mayOpen(Line.Message message) {
        return canWrite()
                && table.ownRole() == Role.MEDIATOR
                && room.kind() == RoomKind.CAUCUS
                && room.rules().confidentiality().conveyance() == Conveying.IN_SUBSTANCE
                && phase != Phase.COURIER
                && room.members().stream()
                        .anyMatch(member -> member.id().equals(message.author()) && member.role() == Role.PARTY);
    }

    /** Whether this mediator can lay before others what its delegation gave for that. */
    public boolean mayCarry(Line.NonPaper paper) {
        return paper.forOthers()
                && canWrite()
                && table.ownRole() == Role.MEDIATOR
                && phase != Phase.COURIER
                && !suspended();
    }

    /** What the Rules say of the world outside, as far as people need it at hand; empty when they say nothing. */
    public Optional<Agreed> agreed() {
        Confidentiality agreed = room.rules().confidentiality();
        return agreed.mediaLines().isEmpty() && agreed.until() == 0
                ? Optional.empty()
                : Optional.of(new Agreed(
                        agreed.mediaLines(),
                        agreed.until(),
                        agreed.until()
                                - now.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay()));
    }

    /**
     * @param until last day of confidentiality, in days since 1970; 0 for an open end
     * @param left how many days are left after today; negative once it is over
     */
    public record Agreed(List<MediaLine> lines, int until, long left) {
        public Agreed {
            lines = List.copyOf(lines);
        }

        public String direction(MediaLine line) {
            return RulesText.direction(line.language());
        }

        public String day(Page page) {
            return RulesText.day(page, until);
        }
    }

    /** Whether the mediator is a postman here: nothing but items and procedural messages. */
    public boolean postmanOnly() {
        return phase == Phase.COURIER && room.kind() == RoomKind.CAUCUS;
    }

    /** Whether nothing but procedural messages is said here until the talks go on. */
    public boolean suspended() {
        return suspension.stop().isPresent();
    }

    /** Whether a notice says why it is frozen and what leads out of it: one that somebody dismissed says nothing any more. */
    public boolean saysWhy(Rooms.Condition.Frozen frozen) {
        return room.notices().stream().anyMatch(notice -> frozen.words().equals(Optional.of(notice.key())));
    }

    /**
     * Whether renewal is to be asked for because of this room: not where renewal doesn't bring it back, nor where it was asked for,
     * since asking again voids what was asked.
     */
    public boolean isToBeRenewed(Rooms.Condition.Frozen frozen) {
        return table.renewalNeeded()
                && frozen.why()
                        .map(why -> switch (why) {
                            case CLONE, RESTORED, PUT_BACK -> true;
                            case HISTORIES, RENEWAL -> false;
                        })
                        .orElse(true);
    }

    /** Whether only another room goes on from here, which people open: where histories differ nothing brings this one back. */
    public boolean isToBeSucceeded(Rooms.Condition.Frozen frozen) {
        return Needs.isToBeSucceeded(room.kind(), frozen);
    }

    /** Changes when another composer is needed than the one that is shown. */
    public String stamp() {
        return canWrite()
                + (suspended() ? "-suspended" : "")
                + (postmanOnly() ? "-postman" : "")
                + (recordOpen() ? "-record-" + level().word() : "");
    }

    /** What one can write a message as. */
    public List<MessageKind> kinds() {
        if (postmanOnly() || suspended()) {
            return List.of(MessageKind.PROCEDURAL);
        }
        return Arrays.stream(MessageKind.values())
                .filter(kind ->
                        table.ownRole() != Role.WITNESS || (kind != MessageKind.OFFER && kind != MessageKind.CONDITION))
                .toList();
    }

    /** Whether the phase has opened statements on the record. */
    public boolean recordOpen() {
        return !phase.before(Phase.TALKS);
    }

    /** The drawing of a margin note: the word in its key that names a caveat or form. */
    public static String drawing(String key) {
        String[] parts = key.split("\\.", -1);
        String word = parts[0].equals("caveat") ? parts[1] : parts[2];
        return word.equals("paraphrase") ? "in-substance" : word;
    }

    /** Whether a margin note says that something is wrong with the words beside it. */
    public static boolean warns(String key) {
        return key.endsWith(".fails") || key.endsWith(".other-keys") || key.endsWith(".same-words");
    }

    /** Changes when the room's readers change: what the composer was opened for. */
    public String rosterMark() {
        return mark(room);
    }

    /** Changes when the readers of {@code room} do. */
    public static String mark(Rooms.RoomView room) {
        return Hash.of(
                        "page-readers",
                        room.members().stream()
                                .map(member -> member.id().hash().value())
                                .toArray(parley.base.Bytes[]::new))
                .brief();
    }
}
