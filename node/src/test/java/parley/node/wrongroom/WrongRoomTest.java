package parley.node.wrongroom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a text names somebody. */
final class WrongRoomTest {
    @Test
    void a_name_begins_a_word_and_stands_inside_none() {
        assertThat(WrongRoom.names("the omanis and oman itself", "oman")).isTrue();
        assertThat(WrongRoom.names("(oman)", "oman")).isTrue();
        assertThat(WrongRoom.names("a woman, two romans; oman", "oman")).isTrue();
        assertThat(WrongRoom.names("a woman and two romans", "oman")).isFalse();
        assertThat(WrongRoom.names("disraeli", "israel")).isFalse();
        assertThat(WrongRoom.names("", "israel")).isFalse();
    }

    @Test
    void where_prepositions_are_written_with_their_word_it_may_stand_anywhere_in_one() {
        assertThat(WrongRoom.names("נשלח לאיראן", "איראן")).isTrue();
        assertThat(WrongRoom.names("وبإيران", "إيران")).isTrue();
        assertThat(WrongRoom.names("נשלח לאיראן", "ישראל")).isFalse();
    }
}
