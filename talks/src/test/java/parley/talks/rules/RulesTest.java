package parley.talks.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parley.talks.fixtures.Rooms.keyOf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.Refusal;
import parley.base.Role;
import parley.talks.Why;
import parley.talks.event.Word;
import parley.talks.fixtures.Chance;
import parley.talks.message.Direction;
import parley.talks.message.FileType;
import parley.talks.message.MessageKind;
import parley.talks.roster.ChangeKind;

/** The Rules as data: their ranges, their encoding, and what they say of who may sit and speak. */
class RulesTest {
    static final Rules STANDARD = Rules.standard();

    @Test
    void theStandardRulesAreCautious() {
        assertThat(STANDARD.objection()).isEmpty();
        assertThat(STANDARD.version()).isEqualTo(1);
        assertThat(STANDARD.readers()).isEqualTo(Standing.COMPARED);
        assertThat(STANDARD.receipts()).isFalse();
        assertThat(STANDARD.consents().admission()).isEqualTo(2);
        assertThat(STANDARD.consents().removal()).isEqualTo(2);
        assertThat(STANDARD.refreshDays()).isEqualTo(30);
        assertThat(STANDARD.refreshEntries()).isEqualTo(5_000);
        for (RoomKind kind : RoomKind.values()) {
            assertThat(STANDARD.recordIn(kind)).isEqualTo(RecordLevel.OFF_UNLESS_MARKED);
        }
    }

    @Test
    void everyRuleComesBackFromItsEncoding() throws Malformed {
        Rules rules = STANDARD;
        for (long seed = 0; seed < 300; seed++) {
            Rules changed = new Chance(seed).rules(rules);
            assertThat(Rules.read(changed.encoded())).as("seed %d", seed).isEqualTo(changed);
            assertThat(changed.hash().equals(rules.hash())).as("seed %d", seed).isEqualTo(changed.equals(rules));
            rules = changed.version() < 200 ? changed : STANDARD;
        }
    }

    @Test
    void onlyTheEncodingOfRulesIsRead() {
        Bytes encoded = STANDARD.encoded();
        assertThatThrownBy(() -> Rules.read(Bytes.concat(encoded, Bytes.hex("00"))))
                .isInstanceOf(Malformed.class);
        for (int cut = 0; cut < encoded.size(); cut++) {
            Bytes part = encoded.slice(0, cut);
            assertThatThrownBy(() -> Rules.read(part)).isInstanceOf(Malformed.class);
        }
        assertThatThrownBy(() -> Rules.read(Bytes.concat(Bytes.hex("02"), encoded.slice(1, encoded.size()))))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void eachRuleHasARange() {
        in(rules -> rules.withEventVersion(1), "");
        in(rules -> rules.withEventVersion(Rules.MOST_VERSION), "");
        in(rules -> rules.withEventVersion(0), "event-version");
        in(rules -> rules.withEventVersion(Rules.MOST_VERSION + 1), "event-version");
        in(rules -> rules.withLanguages(List.of()), "languages");
        in(rules -> rules.withLanguages(List.of("he", "fa", "ar", "en")), "");
        in(rules -> rules.withLanguages(List.of("he", "he")), "languages");
        in(rules -> rules.withLanguages(List.of("he", "HE")), "languages");
        in(rules -> rules.withLanguages(tags(Rules.MOST_LANGUAGES)), "");
        in(rules -> rules.withLanguages(tags(Rules.MOST_LANGUAGES + 1)), "languages");
        in(rules -> rules.withRetentionDays(0), "");
        in(rules -> rules.withRetentionDays(-1), "retention");
        in(rules -> rules.withRetentionDays(Rules.MOST_DAYS), "");
        in(rules -> rules.withRetentionDays(Rules.MOST_DAYS + 1), "retention");
    }

    @Test
    void eachRuleThatOnlyAFounderSetsHasARange() {
        in(rules -> whole(0, rules.founders(), 30, 5_000, rules.recordLevels(), rules.deadlineVoices()), "version");
        in(
                rules -> whole(
                        Rules.MOST_VERSION + 1,
                        rules.founders(),
                        30,
                        5_000,
                        rules.recordLevels(),
                        rules.deadlineVoices()),
                "version");
        in(
                rules -> whole(
                        Rules.MOST_VERSION, rules.founders(), 30, 5_000, rules.recordLevels(), rules.deadlineVoices()),
                "");
        in(rules -> whole(1, List.of(), 30, 5_000, rules.recordLevels(), rules.deadlineVoices()), "founders");
        in(
                rules -> whole(
                        1, List.of(Role.PARTY, Role.PARTY), 30, 5_000, rules.recordLevels(), rules.deadlineVoices()),
                "founders");
        in(rules -> refreshed(0, 5_000), "refresh");
        in(rules -> refreshed(1, 5_000), "");
        in(rules -> refreshed(Rules.MOST_DAYS, 5_000), "");
        in(rules -> refreshed(Rules.MOST_DAYS + 1, 5_000), "refresh");
        in(rules -> refreshed(30, Rules.LEAST_REFRESH_ENTRIES), "");
        in(rules -> refreshed(30, Rules.LEAST_REFRESH_ENTRIES - 1), "refresh");
        in(rules -> refreshed(30, Rules.MOST_REFRESH_ENTRIES), "");
        in(rules -> refreshed(30, Rules.MOST_REFRESH_ENTRIES + 1), "refresh");
        in(
                rules -> whole(1, rules.founders(), 30, 5_000, List.of(RecordLevel.NEVER), rules.deadlineVoices()),
                "record");
        in(rules -> whole(1, rules.founders(), 30, 5_000, rules.recordLevels(), List.of()), "deadline-voices");
        in(
                rules -> whole(1, rules.founders(), 30, 5_000, rules.recordLevels(), List.of(Role.PARTY, Role.PARTY)),
                "deadline-voices");
    }

    @Test
    void consentsAreOfSomebodyAndOfNoMoreThanCanSit() {
        List<Role> voters = List.of(Role.PARTY);
        in(rules -> rules.withConsents(new Consents(voters, 1, 1, 1, 1, true)), "");
        in(rules -> rules.withConsents(new Consents(voters, 30, 30, 30, 30, false)), "");
        in(rules -> rules.withConsents(new Consents(List.of(), 1, 1, 1, 1, false)), "consents");
        in(rules -> rules.withConsents(new Consents(List.of(Role.PARTY, Role.PARTY), 1, 1, 1, 1, false)), "consents");
        for (int wrong : List.of(-1, 0, 31)) {
            in(rules -> rules.withConsents(new Consents(voters, wrong, 1, 1, 1, false)), "consents");
            in(rules -> rules.withConsents(new Consents(voters, 1, wrong, 1, 1, false)), "consents");
            in(rules -> rules.withConsents(new Consents(voters, 1, 1, wrong, 1, false)), "consents");
            in(rules -> rules.withConsents(new Consents(voters, 1, 1, 1, wrong, false)), "consents");
        }
    }

    @Test
    void answersOnDiscretionAreBoundedAndOfTablesWhoseNodesCanReadThem() {
        Discretion agreed = new Discretion("Only the host speaks.", "For ever.", "We meet first.", "Nothing.");
        in(rules -> rules.withDiscretion(agreed), "");
        in(rules -> rules.withEventVersion(3).withDiscretion(agreed), "");
        assertThat(STANDARD.withEventVersion(3).withDiscretion(agreed).eventVersion())
                .isEqualTo(Rules.EVENT_VERSION_OF_LATER_FORMS);
        in(rules -> rules.withDiscretion(agreed).withEventVersion(3), "discretion");
        in(rules -> rules.withDiscretion(answer("\u05d0".repeat(Discretion.MOST_BYTES / 2))), "");
        in(rules -> rules.withDiscretion(answer("\u05d0".repeat(Discretion.MOST_BYTES / 2) + "a")), "discretion");
        in(rules -> rules.withDiscretion(answer(" ")), "discretion");
        in(rules -> rules.withDiscretion(answer("Only\u202e the host.")), "discretion");
    }

    @Test
    void fourAnswersOfTheGreatestLengthFitIntoRules() throws Malformed {
        String longest = "a".repeat(Discretion.MOST_BYTES);
        Rules rules = STANDARD.withDiscretion(new Discretion(longest, longest, longest, longest));
        assertThat(rules.encoded().size()).isLessThan(Rules.MOST_BYTES);
        assertThat(Rules.read(rules.encoded())).isEqualTo(rules);
    }

    @Test
    void rulesWithoutAnswersKeepTheBytesTheyHad() {
        assertThat(STANDARD.encoded().slice(0, 1)).isEqualTo(Bytes.hex("01"));
        Rules emptied = STANDARD.withDiscretion(answer("x")).withDiscretion(Discretion.UNANSWERED);
        assertThat(emptied.hash()).isEqualTo(STANDARD.hash());
        assertThatThrownBy(() -> Rules.read(Bytes.concat(
                        Bytes.hex("02"),
                        STANDARD.encoded().slice(1, STANDARD.encoded().size()),
                        Bytes.hex("00".repeat(16)))))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining("all empty");
    }

    @Test
    void answersStandBehindAllElseInAFormOfTheirOwn() {
        Bytes before = STANDARD.encoded().slice(1, STANDARD.encoded().size());
        assertThat(STANDARD.withDiscretion(answer("a")).encoded())
                .isEqualTo(Bytes.concat(
                        Bytes.hex("02"), before, Bytes.hex("00000001" + "61"), Bytes.hex("00000000".repeat(3))));
    }

    static Discretion answer(String media) {
        return new Discretion(media, "", "", "");
    }

    @Test
    void changingOneRuleLeavesTheOthers() {
        Rules rules = STANDARD.withLanguages(List.of("he", "fa"))
                .withReceipts(true)
                .withQuiet(QuietSlots.FIVE_MINUTES)
                .withRetentionDays(7)
                .withReaders(Standing.VOUCHED)
                .withEventVersion(2)
                .withRecord(RoomKind.CAUCUS, RecordLevel.NEVER)
                .withConsents(new Consents(List.of(Role.PARTY), 1, 1, 1, 1, true));
        assertThat(rules.next().anew()).isEqualTo(rules);
        assertThat(rules.next())
                .isEqualTo(new Rules(
                        2,
                        2,
                        List.of("he", "fa"),
                        STANDARD.founders(),
                        new Consents(List.of(Role.PARTY), 1, 1, 1, 1, true),
                        30,
                        5_000,
                        true,
                        QuietSlots.FIVE_MINUTES,
                        7,
                        List.of(
                                RecordLevel.NEVER,
                                RecordLevel.OFF_UNLESS_MARKED,
                                RecordLevel.OFF_UNLESS_MARKED,
                                RecordLevel.OFF_UNLESS_MARKED,
                                RecordLevel.OFF_UNLESS_MARKED,
                                RecordLevel.OFF_UNLESS_MARKED),
                        Standing.VOUCHED,
                        STANDARD.deadlineVoices(),
                        Discretion.UNANSWERED,
                        Confidentiality.STANDARD,
                        Decision.EVERYBODY,
                        Pauses.STANDARD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "az",
                "en-AZ",
                "en-az",
                "en-09",
                "he",
                "fas",
                "en-GB",
                "sr-Latn-RS",
                "zh-Hant",
                "en-x-a1",
                "de-1996",
                "en-GB-abcdefgh-abcdefgh-abcdefgh-ab"
            })
    void languageTagsAreTaken(String tag) {
        assertThat(Language.isTag(tag)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "e",
                "engl",
                "EN",
                "en-",
                "-en",
                "en--GB",
                "en_GB",
                "en-G_B",
                "en-@b",
                "en-[b",
                "en-/b",
                "en-:b",
                "en-`b",
                "en-{b",
                "`a",
                "{a",
                "en-abcdefghi",
                "\u05e2\u05d1",
                "h1",
                "en-GB-abcdefgh-abcdefgh-abcdefgh-abc",
                "en GB"
            })
    void otherTextsAreNoLanguageTags(String tag) {
        assertThat(Language.isTag(tag)).isFalse();
    }

    @Test
    void slotsHaveALengthThatRulesCarryInOneByte() throws Malformed {
        Bytes off = STANDARD.encoded();
        for (QuietSlots slots : QuietSlots.values()) {
            Rules rules = STANDARD.withQuiet(slots);
            assertThat(rules.objection()).isEmpty();
            assertThat(Rules.read(rules.encoded())).isEqualTo(rules);
            assertThat(rules.encoded().size()).isEqualTo(off.size());
            assertThat(keyOf(RoomTerms.read(new RoomTerms(RoomKind.PLENARY, rules).encoded())))
                    .isEqualTo("done");
        }
        String quiet = STANDARD.withQuiet(QuietSlots.HOUR).encoded().toHex();
        assertThat(quiet).isNotEqualTo(off.toHex()).contains("3c0000005a");
        assertThatThrownBy(() -> Rules.read(Bytes.hex(quiet.replace("3c0000005a", "3b0000005a"))))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining("slots");
    }

    @Test
    void slotsNeedEventsThatNodesWithoutThemDontKnow() {
        Rules earlier = STANDARD.withEventVersion(3);
        assertThat(earlier.withQuiet(QuietSlots.OFF).eventVersion()).isEqualTo(3);
        assertThat(earlier.withQuiet(QuietSlots.MINUTE).eventVersion()).isEqualTo(4);
        assertThat(earlier.withQuiet(QuietSlots.MINUTE)
                        .withEventVersion(3)
                        .objection()
                        .map(Refusal::parts))
                .contains(List.of("event-version"));
    }

    @Test
    void standingsHaveAnOrder() {
        assertThat(Standing.COMPARED.atLeast(Standing.COMPARED)).isTrue();
        assertThat(Standing.COMPARED.atLeast(Standing.UNVERIFIED)).isTrue();
        assertThat(Standing.VOUCHED.atLeast(Standing.UNVERIFIED)).isTrue();
        assertThat(Standing.VOUCHED.atLeast(Standing.COMPARED)).isFalse();
        assertThat(Standing.UNVERIFIED.atLeast(Standing.VOUCHED)).isFalse();
    }

    /** Words are formats: changing one breaks every kept log. So they stand here a second time. */
    @Test
    void wordsNeverChange() throws Malformed {
        assertThat(words(RoomKind.values()))
                .containsExactly("caucus", "plenary", "direct", "mediators", "commission", "protocol", "gallery");
        assertThat(words(RecordLevel.values())).containsExactly("never", "off-unless-marked", "on-unless-marked");
        assertThat(words(Standing.values())).containsExactly("unverified", "vouched", "compared");
        assertThat(words(ChangeKind.values())).containsExactly("admit", "remove", "renew", "refresh", "move", "grant");
        assertThat(words(Direction.values())).containsExactly("ltr", "rtl");
        assertThat(words(MessageKind.values()))
                .containsExactly(
                        "statement", "question", "answer", "offer", "condition", "warning", "regret", "procedural");
        assertThat(words(FileType.values())).doesNotHaveDuplicates().allMatch(word -> word.length() <= Word.MOST_BYTES);
        assertThat(Word.of("plenary", RoomKind.values())).isEqualTo(RoomKind.PLENARY);
        assertThatThrownBy(() -> Word.of("Plenary", RoomKind.values())).isInstanceOf(Malformed.class);
    }

    @Test
    void everyReasonHasAKeyOfItsOwn() {
        Set<String> keys = Arrays.stream(Why.values()).map(Why::key).collect(Collectors.toSet());
        assertThat(keys).hasSameSizeAs(Why.values()).allMatch(key -> key.matches("[a-z]+\\.[a-z-]+"));
    }

    private static List<String> words(Word[] words) {
        return Arrays.stream(words).map(Word::word).toList();
    }

    static List<Principal> voices(List<Principal> principals, Function<parley.base.PrincipalId, Boolean> speaks) {
        return principals.stream().filter(one -> speaks.apply(one.id())).toList();
    }

    /** Expects the named rule to be out of range after this change; none for "". */
    private static void in(Function<Rules, Rules> change, String rule) {
        Optional<Refusal> objection = change.apply(STANDARD).objection();
        assertThat(objection.map(why -> why.parts().getFirst()).orElse("")).isEqualTo(rule);
    }

    private static Rules refreshed(int days, int entries) {
        return whole(1, STANDARD.founders(), days, entries, STANDARD.recordLevels(), STANDARD.deadlineVoices());
    }

    static Rules whole(
            int version, List<Role> founders, int days, int entries, List<RecordLevel> levels, List<Role> voices) {
        return new Rules(
                version,
                1,
                List.of("en"),
                founders,
                Consents.STANDARD,
                days,
                entries,
                true,
                QuietSlots.OFF,
                90,
                levels,
                Standing.COMPARED,
                voices,
                Discretion.UNANSWERED,
                Confidentiality.STANDARD,
                Decision.EVERYBODY,
                Pauses.STANDARD);
    }

    private static List<String> tags(int count) {
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tags.add("en-v" + i);
        }
        return tags;
    }
}
