package parley.talks.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Refusal;
import parley.base.Role;
import parley.talks.Why;
import parley.talks.event.Word;

/**
 * The Rules of the Table: a versioned document that people accept and the software obeys.
 *
 * <p>Immutable. A value may be out of range, as a form or a hostile founder filled it in: {@link #objection()} says so,
 * and no room opens and no proposal stands under Rules that have one.
 *
 * @param version from 1, one more with each change
 * @param eventVersion the greatest version of events that this table acts on; it never goes down. A node that knows less
 *     keeps later events as unknown
 * @param languages BCP 47 tags of the table's languages, offered first; nobody is kept from writing in another
 * @param founders roles that may found rooms
 * @param refreshDays greatest age of an epoch, 1 to {@value #MOST_DAYS}
 * @param refreshEntries most entries of an epoch, {@value #LEAST_REFRESH_ENTRIES} to {@value #MOST_REFRESH_ENTRIES}
 * @param receipts whether nodes tell one another how far they have read
 * @param quiet whether nodes write in fixed slots with cover; nodes of this version can't, so Rules that ask for it have
 *     an objection: a rule that nobody obeys would be a promise about safety
 * @param retentionDays after how many days texts are erased, 1 to {@value #MOST_DAYS}; 0 for never
 * @param recordLevels one level for each {@link RoomKind}, in their order
 * @param readers how well an author's node must know every reader before it sends anything
 * @param deadlineVoices whose event makes a deadline pass: the first of these roles that sits in the room
 * @param discretion what people agreed to keep among themselves, by words that no software can hold them to
 */
public record Rules(
        int version,
        int eventVersion,
        List<String> languages,
        List<Role> founders,
        Consents consents,
        int refreshDays,
        int refreshEntries,
        boolean receipts,
        boolean quiet,
        int retentionDays,
        List<RecordLevel> recordLevels,
        Standing readers,
        List<Role> deadlineVoices,
        Discretion discretion) {

    /** Groups here have 2 to 30 nodes; a room never seats more. */
    public static final int MOST_SEATS = 30;

    public static final int MOST_DAYS = 36_500;
    /** Refreshing at every few entries would lapse all proposals and fill the relay with logs. */
    public static final int LEAST_REFRESH_ENTRIES = 100;

    public static final int MOST_REFRESH_ENTRIES = 100_000;
    public static final int MOST_LANGUAGES = 16;
    /** Versions count changes that people agreed on; a million is out of any talk's reach, and of any overflow's. */
    public static final int MOST_VERSION = 1_000_000;
    /** Rules are some hundred bytes; this bounds what a hostile founding makes a node read. */
    public static final int MOST_BYTES = 16 * 1024;

    private static final int FORM = 1;
    /** Only Rules with answers have it, so that all earlier Rules keep their bytes and their name. */
    private static final int FORM_WITH_DISCRETION = 2;

    public Rules {
        languages = List.copyOf(languages);
        founders = List.copyOf(founders);
        recordLevels = List.copyOf(recordLevels);
        deadlineVoices = List.copyOf(deadlineVoices);
    }

    /** What a table begins with unless its founder says otherwise. */
    public static Rules standard() {
        return new Rules(
                1,
                4,
                List.of("en"),
                List.of(Role.PARTY, Role.MEDIATOR),
                Consents.STANDARD,
                30,
                5_000,
                false,
                false,
                90,
                java.util.Collections.nCopies(RoomKind.values().length, RecordLevel.OFF_UNLESS_MARKED),
                Standing.COMPARED,
                List.of(Role.MEDIATOR, Role.VERIFIER, Role.PARTY),
                Discretion.UNANSWERED);
    }

    public RecordLevel recordIn(RoomKind kind) {
        return recordLevels.get(List.of(RoomKind.values()).indexOf(kind));
    }

    /** Which rule is out of its range, if one is. */
    public Optional<Refusal> objection() {
        return quiet
                ? Why.RULES_NO_QUIET_MODE.refuses()
                : Optional.ofNullable(outOfRange()).flatMap(Why.RULES_OUT_OF_RANGE::refuses);
    }

    /** Names these Rules, whatever room they are in force in. */
    public Hash hash() {
        return Hash.of("rules", encoded());
    }

    /** The canonical encoding: what a founding carries and a proposal names. */
    public Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter();
        boolean answered = !discretion.equals(Discretion.UNANSWERED);
        out.u8(answered ? FORM_WITH_DISCRETION : FORM)
                .u32(version)
                .u32(eventVersion)
                .list(languages, CanonicalWriter::text);
        writeRoles(out, founders);
        consents.write(out);
        out.u32(refreshDays).u32(refreshEntries).bool(receipts).bool(quiet).u32(retentionDays);
        out.list(recordLevels, (to, level) -> level.write(to));
        readers.write(out);
        writeRoles(out, deadlineVoices);
        if (answered) {
            discretion.write(out);
        }
        return out.bytes();
    }

    public static Rules read(Bytes encoded) throws Malformed {
        CanonicalReader in = new CanonicalReader(encoded);
        int form = in.u8();
        if (form != FORM && form != FORM_WITH_DISCRETION) {
            throw new Malformed("Rules of an unknown form");
        }
        Rules rules = new Rules(
                in.u32(),
                in.u32(),
                in.list(MOST_LANGUAGES, from -> from.text(Language.MOST_LENGTH)),
                readRoles(in),
                Consents.read(in),
                in.u32(),
                in.u32(),
                in.bool(),
                in.bool(),
                in.u32(),
                in.list(RoomKind.values().length, from -> Word.read(from, RecordLevel.values())),
                Word.read(in, Standing.values()),
                readRoles(in),
                form == FORM ? Discretion.UNANSWERED : Discretion.read(in));
        in.end();
        return rules;
    }

    private @Nullable String outOfRange() {
        if (version < 1 || version > MOST_VERSION) {
            return "version";
        }
        if (eventVersion < 1 || eventVersion > MOST_VERSION) {
            return "event-version";
        }
        if (languages.isEmpty()
                || languages.size() > MOST_LANGUAGES
                || !distinct(languages)
                || !languages.stream().allMatch(Language::isTag)) {
            return "languages";
        }
        if (founders.isEmpty() || !distinct(founders)) {
            return "founders";
        }
        if (!consents.inRange()) {
            return "consents";
        }
        if (!days(refreshDays) || refreshEntries < LEAST_REFRESH_ENTRIES || refreshEntries > MOST_REFRESH_ENTRIES) {
            return "refresh";
        }
        if (retentionDays != 0 && !days(retentionDays)) {
            return "retention";
        }
        if (recordLevels.size() != RoomKind.values().length) {
            return "record";
        }
        if (deadlineVoices.isEmpty() || !distinct(deadlineVoices)) {
            return "deadline-voices";
        }
        boolean tooEarly = eventVersion < Discretion.EVENT_VERSION && !discretion.equals(Discretion.UNANSWERED);
        return tooEarly || !discretion.inRange() ? "discretion" : null;
    }

    private static boolean days(int days) {
        return days >= 1 && days <= MOST_DAYS;
    }

    static boolean distinct(List<?> items) {
        return new HashSet<>(items).size() == items.size();
    }

    static List<Role> readRoles(CanonicalReader in) throws Malformed {
        return in.list(Role.values().length, from -> Role.ofCode(from.u8()));
    }

    private static void writeRoles(CanonicalWriter out, List<Role> roles) {
        out.list(roles, (to, role) -> to.u8(role.code()));
    }

    // ---- Changing one rule at a time, as a form does ---------------------------------------------------------------

    /** These Rules as the next version. */
    public Rules next() {
        return with(
                version + 1, eventVersion, languages, consents, recordLevels, readers, receipts, quiet, retentionDays);
    }

    public Rules withEventVersion(int newEventVersion) {
        return with(
                version, newEventVersion, languages, consents, recordLevels, readers, receipts, quiet, retentionDays);
    }

    public Rules withLanguages(List<String> newLanguages) {
        return with(
                version, eventVersion, newLanguages, consents, recordLevels, readers, receipts, quiet, retentionDays);
    }

    public Rules withConsents(Consents newConsents) {
        return with(
                version, eventVersion, languages, newConsents, recordLevels, readers, receipts, quiet, retentionDays);
    }

    public Rules withReaders(Standing least) {
        return with(version, eventVersion, languages, consents, recordLevels, least, receipts, quiet, retentionDays);
    }

    public Rules withReceipts(boolean shown) {
        return with(version, eventVersion, languages, consents, recordLevels, readers, shown, quiet, retentionDays);
    }

    public Rules withQuiet(boolean slots) {
        return with(version, eventVersion, languages, consents, recordLevels, readers, receipts, slots, retentionDays);
    }

    public Rules withRetentionDays(int days) {
        return with(version, eventVersion, languages, consents, recordLevels, readers, receipts, quiet, days);
    }

    /** With these answers; an older table has to take what nodes of this version can do, for others can't read them. */
    public Rules withDiscretion(Discretion agreed) {
        return new Rules(
                version,
                agreed.equals(Discretion.UNANSWERED) ? eventVersion : Math.max(eventVersion, Discretion.EVENT_VERSION),
                languages,
                founders,
                consents,
                refreshDays,
                refreshEntries,
                receipts,
                quiet,
                retentionDays,
                recordLevels,
                readers,
                deadlineVoices,
                agreed);
    }

    public Rules withRecord(RoomKind kind, RecordLevel level) {
        List<RecordLevel> levels = new ArrayList<>(recordLevels);
        levels.set(List.of(RoomKind.values()).indexOf(kind), level);
        return with(version, eventVersion, languages, consents, levels, readers, receipts, quiet, retentionDays);
    }

    private Rules with(
            int newVersion,
            int newEventVersion,
            List<String> newLanguages,
            Consents newConsents,
            List<RecordLevel> newRecord,
            Standing newReaders,
            boolean newReceipts,
            boolean newQuiet,
            int newRetentionDays) {
        return new Rules(
                newVersion,
                newEventVersion,
                newLanguages,
                founders,
                newConsents,
                refreshDays,
                refreshEntries,
                newReceipts,
                newQuiet,
                newRetentionDays,
                newRecord,
                newReaders,
                deadlineVoices,
                discretion);
    }
}
