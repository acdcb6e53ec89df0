package parley.talks.convey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.message.Direction;

/** What is sealed to the source of an idea: read back as it was, and as long whatever was said. */
class RaisedWordsTest {
    @Test
    void isReadBackAsItWasWhateverItsLength() throws Exception {
        for (int length : List.of(0, 1, 900, 1_000, 1_024, 2_047, Conveyance.MOST_TEXT_BYTES)) {
            RaisedWords words = words("x".repeat(length));
            assertThat(RaisedWords.decode(words.encoded())).isEqualTo(words);
            assertThat(words.encoded().size()).isLessThan(RaisedWords.MOST_SEALED_BYTES);
        }
    }

    @Test
    void itsLengthDoesNotSayWhichMessageItSpeaksOf() {
        assertThat(words("What if both paused?").encoded().size())
                .isEqualTo(words("What if both of you announced a pause of thirty days on the same evening?")
                        .encoded()
                        .size());
        assertThat(words("x".repeat(5_000)).encoded().size() % 1_024).isZero();
    }

    private static RaisedWords words(String text) {
        return new RaisedWords(CrossedAs.OWN, true, new Wording(text, "en", Direction.LTR), 1_767_225_600_000L);
    }
}
