package parley.node.web.page;

import java.util.Optional;
import parley.base.Result;
import parley.node.web.ask.Form;
import parley.talks.rules.Consents;
import parley.talks.rules.Discretion;
import parley.talks.rules.RecordLevel;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/** The Rules as a form asks for them; what it doesn't ask for stays as it was. */
final class RulesForm {
    private RulesForm() {}

    static Result<Rules> read(Form form, Rules before) {
        Optional<Long> admission = form.number("admission", 1, Rules.MOST_SEATS);
        Optional<Long> removal = form.number("removal", 1, Rules.MOST_SEATS);
        Optional<Long> retention = form.number("retention", 0, Rules.MOST_DAYS);
        if (admission.isEmpty() || removal.isEmpty()) {
            return Result.refused("web.consents", 1, Rules.MOST_SEATS);
        }
        if (retention.isEmpty()) {
            return Result.refused("web.days", 0, Rules.MOST_DAYS);
        }
        Consents old = before.consents();
        Rules rules = before.withConsents(new Consents(
                        old.voters(),
                        admission.get().intValue(),
                        removal.get().intValue(),
                        old.refresh(),
                        old.move(),
                        form.ticked("each-party")))
                .withReaders(Chosen.of(Standing.values(), form.text("readers")).orElse(before.readers()))
                .withReceipts(form.ticked("receipts"))
                .withRetentionDays(retention.get().intValue())
                .withDiscretion(new Discretion(
                        form.line("media"), form.line("lasting"), form.line("breach"), form.line("alleged")));
        Optional<RecordLevel> level = Chosen.of(RecordLevel.values(), form.text("level"));
        if (level.isPresent()) {
            for (RoomKind kind : RoomKind.RECORDED) {
                rules = rules.withRecord(kind, level.get());
            }
        }
        return Result.done(rules);
    }
}
