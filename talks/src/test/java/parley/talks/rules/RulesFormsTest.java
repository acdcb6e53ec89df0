package parley.talks.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Malformed;
import parley.base.Refusal;
import parley.base.Role;

/** The rules that came with the third form: how far words go, who decides, how talks pause; their ranges and bytes. */
class RulesFormsTest {
    private static final Rules STANDARD = Rules.standard().withLanguages(List.of("en", "he", "fa"));
    private static final Confidentiality CLOSE = new Confidentiality(
            Conveying.IN_SUBSTANCE,
            Attribution.SIDE_ONLY,
            21_184,
            List.of(
                    new MediaLine("en", "The sides met."),
                    new MediaLine(
                            "fa",
                            "\u062f\u0648 \u0637\u0631\u0641 \u062f\u06cc\u062f\u0627\u0631 \u06a9\u0631\u062f\u0646\u062f.")),
            Destruction.ERASE);

    @Test
    void rulesThatSayNothingNewKeepTheirBytes() {
        assertThat(formOf(STANDARD)).isEqualTo(1);
        assertThat(formOf(STANDARD.withDiscretion(new Discretion("Nothing.", "", "", ""))))
                .isEqualTo(2);
        assertThat(STANDARD.withConfidentiality(CLOSE)
                        .withConfidentiality(Confidentiality.STANDARD)
                        .hash())
                .isEqualTo(STANDARD.hash());
    }

    @Test
    void eachNewRuleComesBackFromItsEncodingAndChangesTheName() throws Malformed {
        List<Rules> all = new ArrayList<>(List.of(STANDARD));
        all.add(STANDARD.withConfidentiality(Confidentiality.STANDARD.withConveyance(Conveying.IN_SUBSTANCE)));
        all.add(STANDARD.withConfidentiality(Confidentiality.STANDARD.withAttribution(Attribution.NONE)));
        all.add(STANDARD.withConfidentiality(Confidentiality.STANDARD.withAttribution(Attribution.SIDE_ONLY)));
        all.add(STANDARD.withConfidentiality(Confidentiality.STANDARD.withUntil(1)));
        all.add(STANDARD.withConfidentiality(Confidentiality.STANDARD.withMediaLines(CLOSE.mediaLines())));
        all.add(STANDARD.withConfidentiality(Confidentiality.STANDARD.withDestruction(Destruction.ERASE)));
        all.add(STANDARD.withDecision(Decision.PARTIES_AND_MEDIATOR));
        all.add(STANDARD.withPauses(new Pauses(List.of(), 30, 0)));
        all.add(STANDARD.withPauses(new Pauses(List.of(Role.MEDIATOR), 7, 14)));
        all.add(STANDARD.withConfidentiality(CLOSE).withDiscretion(new Discretion("", "", "We meet.", "")));
        for (Rules rules : all) {
            assertThat(rules.objection()).isEmpty();
            assertThat(Rules.read(rules.encoded())).isEqualTo(rules);
            assertThat(rules.equals(STANDARD) ? 1 : 3).isEqualTo(formOf(rules));
        }
        assertThat(all.stream().map(Rules::hash)).doesNotHaveDuplicates();
    }

    @Test
    void theFormStandsBehindAllElseAndNeverChanges() throws IOException, Malformed {
        Rules rules = Rules.read(kept());
        assertThat(rules)
                .isEqualTo(STANDARD.withConfidentiality(CLOSE)
                        .withDecision(Decision.PARTIES_AND_MEDIATOR)
                        .withPauses(new Pauses(List.of(Role.MEDIATOR), 7, 14)));
        assertThat(rules.encoded()).isEqualTo(kept());
    }

    @Test
    void aValueHasOneEncoding() {
        Bytes plain = STANDARD.encoded();
        Bytes close = STANDARD.withConfidentiality(CLOSE).encoded();
        assertThatThrownBy(() -> Rules.read(Bytes.concat(
                        Bytes.hex("03"), plain.slice(1, plain.size()), Bytes.hex("00".repeat(16)), standardTail())))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining("standard");
        Bytes english = line("en", "The sides met.");
        String hex = close.toHex();
        String farsi = line("fa", CLOSE.mediaLines().getLast().text()).toHex();
        String swapped = hex.replace(english.toHex() + farsi, farsi + english.toHex());
        assertThat(swapped).isNotEqualTo(hex);
        assertThatThrownBy(() -> Rules.read(Bytes.hex(swapped)))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining("order");
    }

    @Test
    void kindsOfRoomsThatCameLaterAreOffUnlessMarked() {
        List<RecordLevel> six = Collections.nCopies(Rules.LEAST_LEVELS, RecordLevel.NEVER);
        assertThat(levels(six).recordLevels()).isEqualTo(six);
        List<RecordLevel> seven = new ArrayList<>(six);
        seven.add(RecordLevel.OFF_UNLESS_MARKED);
        assertThat(levels(seven)).as("the same value").isEqualTo(levels(six));
    }

    @Test
    void whereNobodyIsNamedNothingGoesOnTheRecord() {
        Rules open = STANDARD.withRecord(RoomKind.PLENARY, RecordLevel.ON_UNLESS_MARKED);
        assertThat(open.recordIn(RoomKind.PLENARY)).isEqualTo(RecordLevel.ON_UNLESS_MARKED);
        for (Attribution who : Attribution.values()) {
            Rules rules = open.withConfidentiality(Confidentiality.STANDARD.withAttribution(who));
            assertThat(rules.recordIn(RoomKind.PLENARY) == RecordLevel.NEVER)
                    .as(who.word())
                    .isEqualTo(who == Attribution.NONE);
        }
    }

    @Test
    void eachHasARange() {
        in(CLOSE.withUntil(Confidentiality.MOST_DAY), "");
        in(CLOSE.withUntil(Confidentiality.MOST_DAY + 1), "confidentiality");
        in(CLOSE.withUntil(-1), "confidentiality");
        in(only("en", "x".repeat(MediaLine.MOST_BYTES)), "");
        in(only("en", "x".repeat(MediaLine.MOST_BYTES + 1)), "media-lines");
        in(only("en", " "), "media-lines");
        in(only("en", "The sides\u200b met."), "media-lines");
        in(only("ar", "The sides met."), "media-lines");
        in(
                CLOSE.withMediaLines(List.of(new MediaLine("en", "The sides met."), new MediaLine("en", "They met."))),
                "media-lines");
        paused(List.of(), 1, 0, "");
        paused(List.of(Role.WITNESS), Pauses.MOST_DAYS, Pauses.MOST_DAYS, "");
        paused(List.of(Role.PARTY, Role.PARTY), 1, 0, "pauses");
        paused(List.of(Role.PARTY), 0, 0, "pauses");
        paused(List.of(Role.PARTY), Pauses.MOST_DAYS + 1, 0, "pauses");
        paused(List.of(Role.PARTY), 1, -1, "pauses");
        paused(List.of(Role.PARTY), 1, Pauses.MOST_DAYS + 1, "pauses");
    }

    @Test
    void tablesOfEarlierEventsMoveOnAndCannotBeForgedBack() {
        Rules earlier = STANDARD.withEventVersion(1);
        for (UnaryOperator<Rules> change : List.<UnaryOperator<Rules>>of(
                rules -> rules.withConfidentiality(CLOSE),
                rules -> rules.withDecision(Decision.PARTIES_AND_MEDIATOR),
                rules -> rules.withPauses(new Pauses(List.of(), 1, 0)))) {
            Rules changed = change.apply(earlier);
            assertThat(changed.eventVersion()).isEqualTo(Rules.EVENT_VERSION_OF_LATER_FORMS);
            assertThat(range(changed.withEventVersion(1))).isEqualTo("event-version");
        }
    }

    @Test
    void theLongestRulesFitIntoTheirBytes() throws Malformed {
        List<String> tags = new ArrayList<>();
        List<MediaLine> lines = new ArrayList<>();
        for (int i = 0; i < Rules.MOST_LANGUAGES; i++) {
            tags.add("en-abcdefgh-abcdefgh-abcdefgh-abcd" + (char) ('a' + i));
            lines.add(new MediaLine(tags.getLast(), "x".repeat(MediaLine.MOST_BYTES)));
        }
        String longest = "a".repeat(Discretion.MOST_BYTES);
        Rules rules = STANDARD.withLanguages(tags)
                .withDiscretion(new Discretion(longest, longest, longest, longest))
                .withConfidentiality(CLOSE.withMediaLines(lines));
        assertThat(rules.objection()).isEmpty();
        assertThat(rules.encoded().size()).isLessThan(Rules.MOST_BYTES);
        assertThat(Rules.read(rules.encoded())).isEqualTo(rules);
    }

    private static int formOf(Rules rules) {
        return rules.encoded().at(0);
    }

    private static Rules levels(List<RecordLevel> levels) {
        return new Rules(
                1,
                4,
                STANDARD.languages(),
                STANDARD.founders(),
                Consents.STANDARD,
                30,
                5_000,
                false,
                QuietSlots.OFF,
                90,
                levels,
                Standing.COMPARED,
                STANDARD.deadlineVoices(),
                Discretion.UNANSWERED,
                Confidentiality.STANDARD,
                Decision.EVERYBODY,
                Pauses.STANDARD);
    }

    private static Confidentiality only(String tag, String text) {
        return CLOSE.withMediaLines(List.of(new MediaLine(tag, text)));
    }

    private static Bytes line(String tag, String text) {
        parley.base.CanonicalWriter out = new parley.base.CanonicalWriter();
        new MediaLine(tag, text).write(out);
        return out.bytes();
    }

    private static Bytes standardTail() {
        parley.base.CanonicalWriter out = new parley.base.CanonicalWriter();
        Confidentiality.STANDARD.write(out);
        Decision.EVERYBODY.write(out);
        Pauses.STANDARD.write(out);
        return out.bytes();
    }

    private static void in(Confidentiality agreed, String rule) {
        assertThat(range(STANDARD.withConfidentiality(agreed))).isEqualTo(rule);
    }

    private static void paused(List<Role> who, int days, int notice, String rule) {
        assertThat(range(STANDARD.withPauses(new Pauses(who, days, notice)))).isEqualTo(rule);
    }

    private static String range(Rules rules) {
        return rules.objection().map(Refusal::parts).map(List::getFirst).orElse("");
    }

    private static Bytes kept() throws IOException {
        try (InputStream in = RulesFormsTest.class.getResourceAsStream("/parley/talks/kept-rules-3.txt")) {
            return Bytes.hex(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII).strip());
        }
    }
}
