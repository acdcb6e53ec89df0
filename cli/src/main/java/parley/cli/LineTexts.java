package parley.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.cli.term.Shown;
import parley.node.desk.Attachments;
import parley.node.desk.Line;
import parley.talks.mandate.Power;
import parley.talks.message.MessageKind;

/** A line of a room's record, as commands print it. */
final class LineTexts {
    private LineTexts() {}

    static String of(Line line) {
        String place = "[" + line.index() + " at " + line.position() + "] " + line.arrived() + " ";
        return place + (granted(line) ? "(" + Sentences.say("log.granted", List.of()) + ") " : "") + unplaced(line);
    }

    private static boolean granted(Line line) {
        return switch (line) {
            case Line.Message message -> message.granted();
            case Line.Event event -> event.granted();
            case Line.Passages passages -> passages.granted();
            case Line.NonPaper paper -> paper.granted();
            case Line.Erased _, Line.Unknown _ -> false;
        };
    }

    /** What it says, of a line that has no place. */
    static String unplaced(Line line) {
        return switch (line) {
            case Line.Message message -> message(message);
            case Line.Erased erased -> Shown.line(erased.authorName()) + ": (erased when its time was over)";
            case Line.Unknown unknown ->
                Shown.line(unknown.authorName()) + ": (an entry of version " + unknown.version()
                        + ", which this node doesn't know)";
            case Line.Event event -> "* " + Sentences.say(event.key(), event.parts()) + acted(event.acted());
            case Line.Passages passages -> passages(passages);
            case Line.NonPaper paper -> nonPaper(paper);
        };
    }

    private static String passages(Line.Passages passages) {
        StringBuilder out =
                new StringBuilder("* " + Sentences.say(passages.key(), passages.parts()) + acted(passages.acted()));
        for (Line.Beside text : passages.texts()) {
            out.append("\n    ")
                    .append(Shown.text(text.text()).replace("\n", "\n    "))
                    .append("\n    (")
                    .append(Sentences.say(text.key(), text.parts()))
                    .append(text.when().map(when -> " " + when).orElse(""))
                    .append(")");
        }
        return out.toString();
    }

    private static String nonPaper(Line.NonPaper paper) {
        StringBuilder out = new StringBuilder("* a non-paper, which lapses ").append(paper.lapses());
        if (paper.forOthers()) {
            out.append(", which mediators may lay before others (line ")
                    .append(paper.index())
                    .append(')');
        }
        if (paper.mark() != Line.StandingMark.NONE) {
            out.append(" (")
                    .append(Sentences.say(
                            "nonpaper.mark."
                                    + paper.mark()
                                            .name()
                                            .toLowerCase(java.util.Locale.ROOT)
                                            .replace('_', '-'),
                            List.of(Shown.line(paper.marker()))))
                    .append(')');
        }
        return out.append("\n    ")
                .append(Shown.text(paper.text()).replace("\n", "\n    "))
                .toString();
    }

    /** In parentheses, where there is something to say. */
    private static String acted(Optional<Line.Acted> acted) {
        return acted.map(one -> switch (one) {
                    case Line.Acted.Under(String delegate, Power power, Instant until) ->
                        Sentences.say("acted.under." + power.word(), List.of(delegate, until.toString()));
                    case Line.Acted.Nobody _ -> Sentences.say("acted.nobody", List.of());
                    case Line.Acted.FullPowers _ -> Sentences.say("acted.full-powers", List.of());
                })
                .map(said -> " (" + said + ")")
                .orElse("");
    }

    private static String message(Line.Message message) {
        StringBuilder out = new StringBuilder(Shown.line(message.authorName()));
        if (!message.confirmed()) {
            out.append(" (not confirmed)");
        }
        if (message.content().kind() != MessageKind.STATEMENT) {
            out.append(" (").append(message.content().kind().word()).append(")");
        }
        if (message.byMediator()) {
            out.append(" (")
                    .append(Sentences.say("convey.own-words", List.of()))
                    .append(")");
        }
        message.content()
                .statement()
                .ifPresent(statement -> out.append(
                        statement.verified()
                                ? " (on the record)"
                                : " (ON THE RECORD, BUT THE SIGNATURE DOES NOT VERIFY)"));
        out.append(acted(message.acted()));
        out.append(": ").append(Shown.text(message.content().text()).replace("\n", "\n    "));
        for (Attachments.Attachment attachment : message.content().attachments()) {
            out.append("\n    attachment ")
                    .append(attachment.which())
                    .append(": ")
                    .append(Shown.line(attachment.name()))
                    .append(", ")
                    .append(attachment.size())
                    .append(" bytes");
            attachment
                    .sent()
                    .ifPresent(sent -> out.append(", ")
                            .append(sent)
                            .append(
                                    attachment.held()
                                            ? " at the relay so far; the rest does not go now"
                                            : " at the relay so far"));
        }
        return out.toString();
    }
}
