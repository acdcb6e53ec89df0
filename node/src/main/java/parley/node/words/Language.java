package parley.node.words;

import java.util.Arrays;
import java.util.Optional;

/** The languages that the interface speaks; the order is the order in which they are offered. */
public enum Language {
    ENGLISH("en", "ltr", "English", "latn"),
    HEBREW("he", "rtl", "עברית", "latn"),
    PERSIAN("fa", "rtl", "فارسی", "arabext"),
    ARABIC("ar", "rtl", "العربية", "arab");

    private final String tag;
    private final String direction;
    private final String ownName;
    private final String numerals;

    Language(String tag, String direction, String ownName, String numerals) {
        this.tag = tag;
        this.direction = direction;
        this.ownName = ownName;
        this.numerals = numerals;
    }

    /** The language's BCP 47 tag. */
    public String tag() {
        return tag;
    }

    /** {@code ltr} or {@code rtl}, as HTML writes it. */
    public String direction() {
        return direction;
    }

    /** How its speakers call it. */
    public String ownName() {
        return ownName;
    }

    /** The Unicode numbering system that its readers see unless they chose Latin digits. */
    public String numerals() {
        return numerals;
    }

    public static Optional<Language> ofTag(String tag) {
        return Arrays.stream(values())
                .filter(language -> language.tag.equals(tag))
                .findFirst();
    }
}
