package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Randomness;
import parley.base.Role;
import parley.protocol.crypto.OnRecordKeys;
import parley.protocol.crypto.OnRecordPair;
import parley.protocol.crypto.OnRecordStatement;

/** What a page calls verified was signed by the one who says it, over this very text. */
final class StatementFileTest {
    private static final String TEXT = "We shall convey it.";

    private final Randomness randomness = Randomness.system();
    private final OnRecordPair oman = OnRecordPair.generate(randomness);
    private final OnRecordPair iran = OnRecordPair.generate(randomness);
    private final Bytes instrument = randomness.bytes(OnRecordStatement.INSTRUMENT);

    @Test
    void signed_by_its_author_it_is_verified() {
        assertThat(verified(TEXT, signed(oman, oman.open()), oman.open())).isTrue();
    }

    @Test
    void signed_with_keys_that_are_not_its_authors_it_is_not() {
        assertThat(verified(TEXT, signed(iran, iran.open()), oman.open())).isFalse();
    }

    @Test
    void signed_by_one_under_the_keys_of_another_it_is_not() {
        assertThat(verified(TEXT, signed(iran, oman.open()), oman.open())).isFalse();
    }

    @Test
    void with_a_text_that_was_not_signed_it_is_not() {
        assertThat(verified("We shall not convey it.", signed(oman, oman.open()), oman.open()))
                .isFalse();
    }

    private static boolean verified(String text, Bytes block, OnRecordKeys author) {
        return StatementFile.view(text, block, List.of(author)).verified();
    }

    private Bytes signed(OnRecordPair by, OnRecordKeys named) {
        Bytes signature = new OnRecordStatement(
                        instrument,
                        StatementFile.FORM,
                        OnRecordStatement.textOf(Bytes.utf8(TEXT)),
                        Role.MEDIATOR,
                        by.open(),
                        List.of())
                .sign(by, randomness)
                .encoded();
        return new StatementFile(instrument, StatementFile.FORM, Role.MEDIATOR, named, signature).block();
    }
}
