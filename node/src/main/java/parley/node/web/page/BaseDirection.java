package parley.node.web.page;

import parley.node.words.Language;
import parley.talks.message.Direction;

/** The base direction of what was typed: that of its first strong letter, as browsers decide for {@code dir="auto"}; else its language's. */
final class BaseDirection {
    private BaseDirection() {}

    static Direction of(String text, String language) {
        return text.codePoints()
                .mapToObj(Character::getDirectionality)
                .filter(d -> d == Character.DIRECTIONALITY_LEFT_TO_RIGHT
                        || d == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                        || d == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC)
                .findFirst()
                .map(d -> d == Character.DIRECTIONALITY_LEFT_TO_RIGHT ? Direction.LTR : Direction.RTL)
                .orElseGet(() -> Language.ofTag(language)
                        .filter(l -> l.direction().equals("rtl"))
                        .map(l -> Direction.RTL)
                        .orElse(Direction.LTR));
    }
}
