package parley.base.attack;

import java.util.List;
import java.util.Locale;

/**
 * One attack of the suite: a row of {@code docs/attacks}.
 *
 * @param name unique, in words joined by hyphens
 * @param by which adversary of the threat model
 * @param sentence what it tries, and for what
 * @param test the test that plays it, as {@code Class.method}
 * @param weakenings what is taken out of the build so that it succeeds: at least one, several where more than one check stops it
 */
record Attack(String name, By by, String sentence, String test, List<Weakening> weakenings) {

    /** Who attacks, in the words of the tables. */
    enum By {
        RELAY,
        MEMBER,
        MEDIATOR,
        STRANGER,
        PAGE,
        CONTENT,
        DEVICE,
        CONFUSION;

        static By of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    String testClass() {
        return test.substring(0, test.lastIndexOf('.'));
    }

    String testMethod() {
        return test.substring(test.lastIndexOf('.') + 1);
    }
}
