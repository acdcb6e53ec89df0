package parley.node.words;

/**
 * One sentence in a reader's language, its inserted parts still marked off from the catalogue's own words.
 *
 * <p>Guarantees that what was inserted can neither reorder the sentence around it (each part is isolated) nor become markup.
 */
public final class Phrase {
    /** Private-use characters stand for markup while a sentence is put together; inserted parts are cleared of them. */
    static final char PART_BEGINS = '\uE000';

    static final char PART_ENDS = '\uE001';
    static final char BOLD_BEGINS = '\uE002';
    static final char BOLD_ENDS = '\uE003';

    private static final String FIRST_STRONG_ISOLATE = "\u2068";
    private static final String POP_ISOLATE = "\u2069";

    private final String marked;

    Phrase(String marked) {
        this.marked = marked;
    }

    /** An inserted part, isolated; characters that this class uses as marks are shown as a replacement character. */
    static String part(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append(PART_BEGINS);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c >= PART_BEGINS && c <= BOLD_ENDS ? '\uFFFD' : c);
        }
        return out.append(PART_ENDS).toString();
    }

    /** As a part of another sentence: its own parts stay isolated. */
    String marked() {
        return marked;
    }

    /** For an attribute, a title or a terminal: parts stand in Unicode isolates, bold is dropped. */
    public String plain() {
        return marked.replace(String.valueOf(PART_BEGINS), FIRST_STRONG_ISOLATE)
                .replace(String.valueOf(PART_ENDS), POP_ISOLATE)
                .replace(String.valueOf(BOLD_BEGINS), "")
                .replace(String.valueOf(BOLD_ENDS), "");
    }

    /** For the text of a page: everything escaped, parts in {@code bdi}. */
    public String html() {
        StringBuilder out = new StringBuilder(marked.length() + 32);
        for (int i = 0; i < marked.length(); i++) {
            char c = marked.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case PART_BEGINS -> out.append("<bdi>");
                case PART_ENDS -> out.append("</bdi>");
                case BOLD_BEGINS -> out.append("<b>");
                case BOLD_ENDS -> out.append("</b>");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    @Override
    public String toString() {
        return plain();
    }
}
