package parley.node.web.page;

import java.util.Optional;
import parley.talks.event.Word;

/** What was chosen from a list, by the word that stands for it in forms. */
final class Chosen {
    private Chosen() {}

    static <T extends Word> Optional<T> of(T[] choices, String word) {
        for (T choice : choices) {
            if (choice.word().equals(word)) {
                return Optional.of(choice);
            }
        }
        return Optional.empty();
    }
}
