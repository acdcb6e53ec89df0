package parley.talks.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Refusal;
import parley.base.Role;
import parley.talks.Why;

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
 * @param quiet whether nodes write in fixed slots with cover, so that who watches can't tell talk from silence
 * @param retentionDays after how many days texts are erased, 1 to {@value #MOST_DAYS}; 0 for never
 * @param recordLevels levels of the first {@link RoomKind}s, in their order, at least of the {@value #LEAST_LEVELS} that all
 *     Rules have; off unless marked in kinds that came later and aren't named
 * @param readers how well an author's node must know every reader before it sends anything
 * @param deadlineVoices whose event makes a deadline pass: the first of these roles that sits in the room
 * @param discretion what people agreed to keep among themselves, by words that no software can hold them to
 * @param confidentiality how far what is said here may go
 * @param decision who must agree for a joint act
 * @param pauses how talks are suspended and left
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
        QuietSlots quiet,
        int retentionDays,
        List<RecordLevel> recordLevels,
        Standing readers,
        List<Role> deadlineVoices,
        Discretion discretion,
        Confidentiality confidentiality,
        Decision decision,
        Pauses pauses) {

    /** Groups here have 2 to 30 nodes; a room never seats more. */
    public static final int MOST_SEATS = 30;

    public static final int MOST_DAYS = 36_500;
    /** Refreshing at every few entries would lapse all proposals and fill the relay with logs. */
    public static final int LEAST_REFRESH_ENTRIES = 100;

    public static final int MOST_REFRESH_ENTRIES = 100_000;
    public static final int MOST_LANGUAGES = 16;
    /** Versions count changes that people agreed on; a million is out of any talk's reach, and of any overflow's. */
    public static final int MOST_VERSION = 1_000_000;
    /** Four answers, a line to the media in each language and some hundred bytes; bounds what a founding makes a node read. */
    public static final int MOST_BYTES = 24 * 1024;
    /** Kinds of rooms that all Rules name a level for, those of before there were others too. */
    public static final int LEAST_LEVELS = 6;
    /** Tables of earlier events have nodes that can't read Rules with answers, or with rules that came later, or refuse slots. */
    public static final int EVENT_VERSION_OF_LATER_FORMS = 4;

    public Rules {
        languages = List.copyOf(languages);
        founders = List.copyOf(founders);
        recordLevels = named(recordLevels);
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
                QuietSlots.OFF,
                90,
                Collections.nCopies(LEAST_LEVELS, RecordLevel.OFF_UNLESS_MARKED),
                Standing.COMPARED,
                List.of(Role.MEDIATOR, Role.VERIFIER, Role.PARTY),
                Discretion.UNANSWERED,
                Confidentiality.STANDARD,
                Decision.EVERYBODY,
                Pauses.STANDARD);
    }

    /** Without the standard level at the end that kinds of rooms have unnamed: one value, one list. */
    private static List<RecordLevel> named(List<RecordLevel> levels) {
        int size = levels.size();
        while (size > LEAST_LEVELS && levels.get(size - 1) == RecordLevel.OFF_UNLESS_MARKED) {
            size--;
        }
        return List.copyOf(levels.subList(0, size));
    }

    /** What the record may hold in rooms of this kind: nothing where nobody is named, for a statement on record names its author. */
    public RecordLevel recordIn(RoomKind kind) {
        if (confidentiality.attribution() == Attribution.NONE) {
            return RecordLevel.NEVER;
        }
        int index = List.of(RoomKind.values()).indexOf(kind);
        return index < recordLevels.size() ? recordLevels.get(index) : RecordLevel.OFF_UNLESS_MARKED;
    }

    /** Whether these Rules say anything that only the third form of their bytes can say. */
    boolean hasTerms() {
        return !confidentiality.equals(Confidentiality.STANDARD)
                || decision != Decision.EVERYBODY
                || !pauses.equals(Pauses.STANDARD);
    }

    /** Which rule is out of its range, if one is. */
    public Optional<Refusal> objection() {
        return Optional.ofNullable(outOfRange()).flatMap(Why.RULES_OUT_OF_RANGE::refuses);
    }

    /** Names these Rules, whatever room they are in force in. */
    public Hash hash() {
        return Hash.of("rules", encoded());
    }

    /** The canonical encoding: what a founding carries and a proposal names. */
    public Bytes encoded() {
        return RulesCode.encoded(this);
    }

    public static Rules read(Bytes encoded) throws Malformed {
        return RulesCode.read(encoded);
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
        if (recordLevels.size() < LEAST_LEVELS || recordLevels.size() > RoomKind.values().length) {
            return "record";
        }
        if (deadlineVoices.isEmpty() || !distinct(deadlineVoices)) {
            return "deadline-voices";
        }
        return termsOutOfRange();
    }

    private @Nullable String termsOutOfRange() {
        boolean early = eventVersion < EVENT_VERSION_OF_LATER_FORMS;
        if (!discretion.inRange() || (early && !discretion.equals(Discretion.UNANSWERED))) {
            return "discretion";
        }
        if (early && (hasTerms() || quiet != QuietSlots.OFF)) {
            return "event-version";
        }
        if (!confidentiality.inRange()) {
            return "confidentiality";
        }
        if (!confidentiality.linesInRange(languages)) {
            return "media-lines";
        }
        return pauses.inRange() ? null : "pauses";
    }

    private static boolean days(int days) {
        return days >= 1 && days <= MOST_DAYS;
    }

    static boolean distinct(List<?> items) {
        return new HashSet<>(items).size() == items.size();
    }

    // ---- Changing one rule at a time, as a form does ---------------------------------------------------------------

    /** These Rules as the next version. */
    public Rules next() {
        return with(
                version + 1, eventVersion, languages, consents, recordLevels, readers, receipts, quiet, retentionDays);
    }

    /** These Rules as the first of another room. */
    public Rules anew() {
        return with(1, eventVersion, languages, consents, recordLevels, readers, receipts, quiet, retentionDays);
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

    /** As {@link #withDiscretion} for the slots in which nodes write. */
    public Rules withQuiet(QuietSlots slots) {
        int later = slots == QuietSlots.OFF ? eventVersion : Math.max(eventVersion, EVENT_VERSION_OF_LATER_FORMS);
        return with(version, later, languages, consents, recordLevels, readers, receipts, slots, retentionDays);
    }

    public Rules withRetentionDays(int days) {
        return with(version, eventVersion, languages, consents, recordLevels, readers, receipts, quiet, days);
    }

    /** With these answers; an older table has to take what nodes of this version can do, for others can't read them. */
    public Rules withDiscretion(Discretion agreed) {
        return with(agreed, confidentiality, decision, pauses);
    }

    /** As {@link #withDiscretion} for how far what is said may go. */
    public Rules withConfidentiality(Confidentiality agreed) {
        return with(discretion, agreed, decision, pauses);
    }

    /** As {@link #withDiscretion} for who must agree. */
    public Rules withDecision(Decision agreed) {
        return with(discretion, confidentiality, agreed, pauses);
    }

    /** As {@link #withDiscretion} for how talks are suspended and left. */
    public Rules withPauses(Pauses agreed) {
        return with(discretion, confidentiality, decision, agreed);
    }

    private Rules with(
            Discretion newDiscretion, Confidentiality newConfidentiality, Decision newDecision, Pauses newPauses) {
        Rules agreed = new Rules(
                version,
                eventVersion,
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
                newDiscretion,
                newConfidentiality,
                newDecision,
                newPauses);
        boolean later = agreed.hasTerms() || !newDiscretion.equals(Discretion.UNANSWERED);
        return later && eventVersion < EVENT_VERSION_OF_LATER_FORMS
                ? agreed.withEventVersion(EVENT_VERSION_OF_LATER_FORMS)
                : agreed;
    }

    public Rules withRecord(RoomKind kind, RecordLevel level) {
        List<RecordLevel> levels = new ArrayList<>(recordLevels);
        int index = List.of(RoomKind.values()).indexOf(kind);
        while (levels.size() <= index) {
            levels.add(RecordLevel.OFF_UNLESS_MARKED);
        }
        levels.set(index, level);
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
            QuietSlots newQuiet,
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
                discretion,
                confidentiality,
                decision,
                pauses);
    }
}
