package parley.node.web;

import java.util.List;
import parley.base.Role;
import parley.talks.rules.Attribution;
import parley.talks.rules.Confidentiality;
import parley.talks.rules.Conveying;
import parley.talks.rules.Decision;
import parley.talks.rules.Destruction;
import parley.talks.rules.Discretion;
import parley.talks.rules.MediaLine;
import parley.talks.rules.Pauses;
import parley.talks.rules.QuietSlots;
import parley.talks.rules.Rules;

/** Rules of the invented talk in which everything was agreed, and nothing as it stands by itself. */
final class FakeRules {
    static final Rules AGREED = Rules.standard()
            .withLanguages(List.of("en", "he", "fa"))
            .withDiscretion(
                    new Discretion(
                            "Only the host, and only that talks take place.",
                            "Five years after the last meeting.",
                            "The host asks both sides within a day; nothing else is said meanwhile.",
                            "\u0647\u0645\u0647 \u0645\u06cc\u200c\u06af\u0648\u06cc\u0646\u062f: \u0646\u0638\u0631\u06cc \u0646\u062f\u0627\u0631\u06cc\u0645."))
            .withConfidentiality(new Confidentiality(
                    Conveying.IN_SUBSTANCE,
                    Attribution.NONE,
                    20_908,
                    List.of(
                            new MediaLine("en", "The sides met at the invitation of Oman."),
                            new MediaLine(
                                    "fa",
                                    "\u062f\u0648 \u0637\u0631\u0641 \u0628\u0647 \u062f\u0639\u0648\u062a \u0639\u0645\u0627\u0646 \u062f\u06cc\u062f\u0627\u0631 \u06a9\u0631\u062f\u0646\u062f.")),
                    Destruction.ERASE))
            .withDecision(Decision.PARTIES_AND_MEDIATOR)
            .withPauses(new Pauses(List.of(Role.MEDIATOR), 14, 7))
            .withQuiet(QuietSlots.FIVE_MINUTES);

    private FakeRules() {}
}
