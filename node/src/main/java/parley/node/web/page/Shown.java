package parley.node.web.page;

import gg.jte.Content;
import parley.talks.text.Visible;

/**
 * Text of others as it may stand in a page: escaped, with every character that hides or reorders shown as a mark.
 *
 * <p>Guarantees that what a reader sees is every character that is there, in the order in which it is there
 * ({@link Visible}). Letters that merely look alike are told apart elsewhere ({@code LookAlike}).
 */
public final class Shown {
    private Shown() {}

    /** What somebody wrote, line by line. */
    public static Content said(String text) {
        String html = html(text, true);
        return out -> out.writeContent(html);
    }

    /** A name or another short text on one line, isolated from what stands around it. */
    public static Content name(String text) {
        String html = "<bdi>" + html(text, false) + "</bdi>";
        return out -> out.writeContent(html);
    }

    /** For sentences and attributes, where no markup can stand: marks in brackets. */
    public static String plain(String text) {
        return Visible.inline(text);
    }

    static String html(String text, boolean lines) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (Visible.Run run : Visible.runs(text)) {
            switch (run) {
                case Visible.Run.Plain(String raw) ->
                    out.append(escape(raw).replace("\n", lines ? "<br>" : " ").replace('\t', ' '));
                case Visible.Run.Mark(String _, String name) ->
                    out.append("<span class=\"hidden-char\" dir=\"ltr\">")
                            .append(name)
                            .append("</span>");
            }
        }
        return out.toString();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
