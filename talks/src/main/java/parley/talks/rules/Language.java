package parley.talks.rules;

/** Language tags in the shape of BCP 47, checked by their letters only: what a fold does mustn't depend on a registry. */
public final class Language {
    /** BCP 47 §4.4.1: longer tags needn't be supported. */
    public static final int MOST_LENGTH = 35;

    private static final int MOST_SUBTAG = 8;

    private Language() {}

    /** A primary subtag of 2 or 3 lower-case letters, then subtags of 1 to 8 ASCII letters and digits. */
    public static boolean isTag(String tag) {
        if (tag.length() > MOST_LENGTH) {
            return false;
        }
        String[] subtags = tag.split("-", -1);
        if (subtags[0].length() < 2
                || subtags[0].length() > 3
                || !subtags[0].chars().allMatch(Language::lower)) {
            return false;
        }
        for (String subtag : subtags) {
            if (subtag.isEmpty()
                    || subtag.length() > MOST_SUBTAG
                    || !subtag.chars().allMatch(Language::alphanumeric)) {
                return false;
            }
        }
        return true;
    }

    private static boolean lower(int c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean alphanumeric(int c) {
        return lower(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
