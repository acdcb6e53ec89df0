package parley.node.web.page;

import parley.node.words.Language;

/** The base direction of a message: that of its first strong letter, as browsers decide for {@code dir="auto"}; else its language's. */
final class Direction {
    private Direction() {}

    static boolean rightToLeft(String text, String language) {
        return text.codePoints()
                .mapToObj(Character::getDirectionality)
                .filter(d -> d == Character.DIRECTIONALITY_LEFT_TO_RIGHT
                        || d == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                        || d == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC)
                .findFirst()
                .map(d -> d != Character.DIRECTIONALITY_LEFT_TO_RIGHT)
                .orElseGet(() -> Language.ofTag(language)
                        .map(l -> l.direction().equals("rtl"))
                        .orElse(false));
    }
}
