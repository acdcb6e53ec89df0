package parley.node.web.page;

import gg.jte.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/** Rules in plain sentences, one row each; against other Rules, with what differs marked. */
public final class RulesText {
    private RulesText() {}

    /**
     * One rule.
     *
     * @param html a whole sentence of the catalogue, or two
     */
    public record Row(String labelKey, String html, boolean changed) {
        public Content content() {
            return out -> out.writeContent(html);
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
                    row.labelKey(), row.html(), !row.html().equals(others.get(i).html())));
        }
        return compared;
    }

    private static List<Row> rows(Page page, Rules rules, RoomKind kind) {
        String admission = page.html("rules.admission-is", "n", rules.consents().admission());
        return List.of(
                row(
                        "rules.readers",
                        page.html("rules.readers-" + rules.readers().word())),
                row(
                        "rules.admission-of",
                        rules.consents().eachParty() ? admission + " " + page.html("rules.each-party") : admission),
                row(
                        "rules.removal-of",
                        page.html("rules.removal-is", "n", rules.consents().removal())),
                row(
                        "write.record",
                        page.html("rules.level-" + rules.recordIn(kind).word())),
                row("rules.receipts", page.html(rules.receipts() ? "rules.receipts-yes" : "rules.receipts-no")),
                row("rules.times", page.html("rules.times-show")),
                row("rules.retention", page.html("rules.retention-is", "n", rules.retentionDays())),
                row(
                        "rules.refresh",
                        page.html("rules.refresh-is", "days", rules.refreshDays(), "entries", rules.refreshEntries())),
                row(
                        "rules.voices",
                        page.html(
                                "rules.voices-are",
                                "roles",
                                page.namesPlain(rules.deadlineVoices().stream()
                                        .map(page::role)
                                        .toList()))),
                kept(page, "media", rules.discretion().media()),
                kept(page, "lasting", rules.discretion().lasting()),
                kept(page, "breach", rules.discretion().breach()),
                kept(page, "alleged", rules.discretion().alleged()),
                row("rules.events", page.html("rules.events-are", "n", rules.eventVersion())));
    }

    /** An answer that people keep, and that the software only shows. */
    private static Row kept(Page page, String question, String answer) {
        return row(
                "rules." + question,
                answer.isEmpty() ? page.html("rules.unanswered") : page.html("rules.by-people", "answer", answer));
    }

    private static Row row(String labelKey, String html) {
        return new Row(labelKey, html, false);
    }
}
