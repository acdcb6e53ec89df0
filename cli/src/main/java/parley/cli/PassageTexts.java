package parley.cli;

import java.util.List;
import parley.cli.term.Shown;
import parley.node.desk.Conveying.PassageView;
import parley.node.desk.Conveying.Reader;

/** Passages, as commands print and find them. */
final class PassageTexts {

    static final int SHOWN_DIGITS = 12;

    private PassageTexts() {}

    static String of(PassageView passage) {
        StringBuilder out = new StringBuilder(passage.id().toHex().substring(0, SHOWN_DIGITS))
                .append("  ")
                .append(Shown.line(passage.authorName()))
                .append(" in ")
                .append(Shown.line(passage.roomName()))
                .append(", ")
                .append(passage.label().caveat().word());
        if (!passage.label().condition().isEmpty()) {
            out.append(": ").append(Shown.line(passage.label().condition()));
        }
        passage.label()
                .lapses()
                .ifPresent(when ->
                        out.append(passage.lapsed() ? "; lapsed " : "; lapses ").append(when));
        if (passage.crossed() > 0) {
            out.append("; crossed ").append(passage.crossed());
        }
        if (!passage.provenTo().isEmpty()) {
            out.append("; with a proof for ")
                    .append(Shown.line(String.join(
                            ", ", passage.provenTo().stream().map(Reader::name).toList())));
        }
        return out.append("\n    ")
                .append(passage.text()
                        .map(text -> Shown.text(text.text()).replace("\n", "\n    "))
                        .orElse("(its text is not on this device)"))
                .toString();
    }

    /** The one passage whose id begins so. */
    static PassageView find(List<PassageView> passages, String beginning) {
        return ById.one("passage", beginning, passages, each -> each.id().toHex());
    }

    /** The address of a passage at a node. */
    static String path(PassageView passage) {
        return Places.path(passage.room()) + "/passages/" + passage.id().toHex();
    }
}
