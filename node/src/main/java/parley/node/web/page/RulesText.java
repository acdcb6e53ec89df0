package parley.node.web.page;

import gg.jte.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.base.Hash;
import parley.base.Role;
import parley.node.words.Language;
import parley.protocol.entry.SizeClass;
import parley.talks.rules.Attribution;
import parley.talks.rules.Confidentiality;
import parley.talks.rules.Consents;
import parley.talks.rules.MediaLine;
import parley.talks.rules.Pauses;
import parley.talks.rules.QuietSlots;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/** Rules in plain sentences, one row each, with who holds to it; against other Rules, with what they said. */
public final class RulesText {
    private static final Duration NOON = Duration.ofHours(12);

    private RulesText() {}

    /** Who holds to a rule: a reader must not take for enforced what nobody can enforce. */
    public enum Keeper {
        PARLEY,
        PEOPLE,
        BOTH
    }

    /**
     * One rule.
     *
     * @param html a whole sentence of the catalogue, or two
     * @param before what the other Rules say, where they say something else
     */
    public record Row(String labelKey, Keeper keeper, String html, Optional<String> before) {
        public Content content() {
            return out -> out.writeContent(html);
        }

        public Content old() {
            return out -> out.writeContent(before.orElse(""));
        }
    }

    public static List<Row> of(Page page, Rules rules, RoomKind kind, Optional<Rules> against) {
        List<Row> rows = rows(page, rules, kind);
        if (against.isEmpty()) {
            return rows;
        }
        List<Row> others = rows(page, against.get(), kind);
        List<Row> compared = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            compared.add(new Row(
                    row.labelKey(),
                    row.keeper(),
                    row.html(),
                    Optional.of(others.get(i).html()).filter(old -> !old.equals(row.html()))));
        }
        return compared;
    }

    private static List<Row> rows(Page page, Rules rules, RoomKind kind) {
        List<Row> rows = new ArrayList<>();
        rows.addAll(whoDecides(page, rules));
        rows.addAll(howFar(page, rules, kind));
        rows.addAll(devices(page, rules));
        rows.addAll(outside(page, rules));
        rows.addAll(pauses(page, rules.pauses()));
        rows.add(held("rules.languages", page.html("rules.languages-are", "names", languages(page, rules))));
        rows.add(held("rules.events", page.html("rules.events-are", "n", rules.eventVersion())));
        return rows;
    }

    private static List<Row> whoDecides(Page page, Rules rules) {
        Consents consents = rules.consents();
        String admission = page.html("rules.admission-is", "n", consents.admission());
        return List.of(
                held("rules.founders", page.html("rules.roles-are", "roles", roles(page, rules.founders()))),
                held(
                        "rules.readers",
                        page.html("rules.readers-" + rules.readers().word())),
                held("rules.voters", page.html("rules.roles-are", "roles", roles(page, consents.voters()))),
                held(
                        "rules.admission-of",
                        consents.eachParty() ? admission + " " + page.html("rules.each-party") : admission),
                held("rules.removal-of", page.html("rules.removal-is", "n", consents.removal())),
                held("rules.renewing-of", page.html("rules.admission-is", "n", consents.refresh())),
                held("rules.moving-of", page.html("rules.admission-is", "n", consents.move())),
                held(
                        "rules.decision",
                        page.html("rules.decision-" + rules.decision().word())));
    }

    private static List<Row> howFar(Page page, Rules rules, RoomKind kind) {
        Confidentiality agreed = rules.confidentiality();
        return List.of(
                held(
                        "rules.conveyance",
                        page.html("rules.conveyance-" + agreed.conveyance().word())),
                new Row(
                        "rules.attribution",
                        agreed.attribution() == Attribution.NONE ? Keeper.BOTH : Keeper.PEOPLE,
                        page.html("rules.attribution-" + agreed.attribution().word()),
                        Optional.empty()),
                held(
                        "write.record",
                        page.html("rules.level-" + rules.recordIn(kind).word())));
    }

    private static List<Row> devices(Page page, Rules rules) {
        return List.of(
                held("rules.receipts", page.html(rules.receipts() ? "rules.receipts-yes" : "rules.receipts-no")),
                held("rules.times", times(page, rules.quiet())),
                held("rules.retention", page.html("rules.retention-is", "n", rules.retentionDays())),
                held(
                        "rules.destruction",
                        page.html("rules.destruction-"
                                + rules.confidentiality().destruction().word())),
                held(
                        "rules.refresh",
                        page.html("rules.refresh-is", "days", rules.refreshDays(), "entries", rules.refreshEntries())),
                held("rules.voices", page.html("rules.voices-are", "roles", roles(page, rules.deadlineVoices()))));
    }

    private static String times(Page page, QuietSlots slots) {
        return slots == QuietSlots.OFF
                ? page.html("rules.times-show")
                : page.html(
                        "rules.times-quiet",
                        "n",
                        slots.minutes(),
                        "size",
                        page.size((long) slots.entriesADay() * SizeClass.SMALL.bytes()));
    }

    private static List<Row> outside(Page page, Rules rules) {
        Confidentiality agreed = rules.confidentiality();
        return List.of(
                kept("rules.media", answer(page, rules.discretion().media())),
                kept("rules.media-lines", lines(page, agreed.mediaLines())),
                kept(
                        "rules.until",
                        agreed.until() == 0
                                ? page.html("rules.until-open")
                                : page.html("rules.until-is", "date", day(page, agreed.until()))),
                kept("rules.lasting", answer(page, rules.discretion().lasting())),
                kept("rules.breach", answer(page, rules.discretion().breach())),
                kept("rules.alleged", answer(page, rules.discretion().alleged())));
    }

    private static List<Row> pauses(Page page, Pauses pauses) {
        return List.of(
                held(
                        "rules.suspension",
                        pauses.suspenders().isEmpty()
                                ? page.html("rules.suspension-nobody")
                                : page.html(
                                        "rules.suspension-is",
                                        "roles",
                                        roles(page, pauses.suspenders()),
                                        "n",
                                        pauses.mostDays())),
                new Row(
                        "rules.withdrawal",
                        Keeper.BOTH,
                        page.html("rules.withdrawal-is", "n", pauses.withdrawalNotice()),
                        Optional.empty()));
    }

    private static Object languages(Page page, Rules rules) {
        return page.namesPlain(
                rules.languages().stream().map(RulesText::language).toList());
    }

    /** A language as its speakers call it; one that pages don't speak, by its tag. */
    public static String language(String tag) {
        return Language.ofTag(tag).map(Language::ownName).orElse(tag);
    }

    /** Languages to choose from: the table's first, then the others that pages speak. */
    static Stream<String> offered(Rules rules) {
        return Stream.concat(
                        rules.languages().stream(),
                        Arrays.stream(Language.values()).map(Language::tag))
                .distinct();
    }

    private static Object roles(Page page, List<Role> roles) {
        return page.namesPlain(roles.stream().map(page::role).toList());
    }

    private static String answer(Page page, String answer) {
        return answer.isEmpty() ? page.html("rules.unanswered") : page.html("rules.by-people", "answer", answer);
    }

    private static String lines(Page page, List<MediaLine> lines) {
        return lines.isEmpty()
                ? page.html("rules.media-lines-none")
                : lines.stream()
                        .map(line -> "<span class=\"agreed-line\" lang=\"" + line.language() + "\" dir=\""
                                + direction(line.language()) + "\">"
                                + page.html("rules.by-people", "answer", line.text()) + "</span>")
                        .collect(Collectors.joining("<br>"));
    }

    /** Of the letters of a language; those that pages don't speak are left to the browser. */
    static String direction(String tag) {
        return Language.ofTag(tag).map(Language::direction).orElse("auto");
    }

    /** A day of the Rules as its reader writes dates. At noon, so that the reader's zone makes no other day of it. */
    static String day(Page page, int day) {
        return page.date(Instant.EPOCH.plus(Duration.ofDays(day)).plus(NOON));
    }

    private static Row held(String labelKey, String html) {
        return new Row(labelKey, Keeper.PARLEY, html, Optional.empty());
    }

    /** What the software can't see, and so only shows. */
    private static Row kept(String labelKey, String html) {
        return new Row(labelKey, Keeper.PEOPLE, html, Optional.empty());
    }

    /** By which people compare that they read the same Rules: sixteen digits of a hash over every field, in fours. */
    public static String name(Rules rules) {
        String digits = Hash.of("rules", rules.encoded()).toHex();
        return String.join(
                " ", digits.substring(0, 4), digits.substring(4, 8), digits.substring(8, 12), digits.substring(12, 16));
    }
}
