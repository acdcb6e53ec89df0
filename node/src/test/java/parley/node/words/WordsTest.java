package parley.node.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Refusal;

@DisplayName("Words")
class WordsTest {
    private static final Instant MAY = Instant.parse("2024-05-12T06:02:00Z");

    private static Words words(Language language, String zone) {
        return new Words(new Look(language, true, ZoneId.of(zone)));
    }

    @Test
    @DisplayName("isolate what they insert, and never let it become markup")
    void isolates() {
        Phrase said = words(Language.ENGLISH, "UTC").say("frame.table", "table", "<b>x</b> & \uE002y");
        assertThat(said.html()).isEqualTo("Table <b><bdi>&lt;b&gt;x&lt;/b&gt; &amp; \uFFFDy</bdi></b> (cover name)");
        assertThat(said.plain()).isEqualTo("Table \u2068<b>x</b> & \uFFFDy\u2069 (cover name)");
    }

    @Test
    @DisplayName("agree with numbers, in the reader's own digits")
    void numbers() {
        assertThat(words(Language.PERSIAN, "Asia/Tehran")
                        .say("nav.new", "n", 12)
                        .plain())
                .contains("۱۲");
        assertThat(words(Language.ARABIC, "Asia/Muscat").say("nav.new", "n", 2).plain())
                .isEqualTo("جديدان");
        assertThat(words(Language.HEBREW, "Asia/Jerusalem")
                        .say("nav.new", "n", 1)
                        .plain())
                .isEqualTo("חדש אחד");
    }

    @Test
    @DisplayName("put the sign of more or less before the number in every script")
    void changes() {
        assertThat(words(Language.ENGLISH, "UTC").change(1500)).isEqualTo("+1,500");
        assertThat(words(Language.ENGLISH, "UTC").change(0)).isEqualTo("0");
        // Without a mark before it the sign of a number goes to its other side in a line from right to left.
        assertThat(words(Language.HEBREW, "UTC").change(15)).isEqualTo("\u200e+15");
        assertThat(words(Language.HEBREW, "UTC").change(-15)).isEqualTo("\u200e-15");
        assertThat(words(Language.PERSIAN, "UTC").change(15)).isEqualTo("\u200e+۱۵");
        assertThat(words(Language.ARABIC, "UTC").change(15)).matches("[\u061c\u200e]\\+(15|١٥)");
    }

    @Test
    @DisplayName("show one instant in the reader's own zone and calendar")
    void calendars() {
        assertThat(words(Language.PERSIAN, "Asia/Tehran").calendars().day(MAY)).isEqualTo("یکشنبه ۲۳ اردیبهشت ۱۴۰۳");
        assertThat(words(Language.ENGLISH, "Asia/Muscat").calendars().day(MAY)).isEqualTo("Sunday 12 May 2024");
        assertThat(words(Language.HEBREW, "Asia/Jerusalem").calendars().day(MAY))
                .contains("ד׳ באייר תשפ״ד");
        assertThat(words(Language.ARABIC, "Asia/Muscat").calendars().day(MAY))
                .contains("أيار/مايو")
                .contains("٢٠٢٤");
        assertThat(words(Language.PERSIAN, "Asia/Tehran").calendars().time(MAY)).isEqualTo("۰۹:۳۲");
        assertThat(words(Language.PERSIAN, "Asia/Tehran").calendars().offset(MAY))
                .isEqualTo("UTC+3:30");
    }

    @Test
    @DisplayName("show every instant that a member can claim, however far away")
    void farAway() {
        for (Language language : Language.values()) {
            Calendars calendars = words(language, "Asia/Tehran").calendars();
            for (long millis : List.of(0L, 253_402_300_800_000L, Long.MAX_VALUE)) {
                Instant claimed = Instant.ofEpochMilli(millis);
                assertThat(calendars.moment(claimed)).isNotBlank();
                assertThat(calendars.day(claimed)).isNotBlank();
                assertThat(calendars.otherDays(claimed, true)).hasSize(2);
            }
        }
    }

    @Test
    @DisplayName("show the Gregorian day beside the reader's own, and the other side's to nobody but a mediator")
    void calendarsOfOthers() {
        Calendars tehran = words(Language.PERSIAN, "Asia/Tehran").calendars();
        Calendars jerusalem = words(Language.HEBREW, "Asia/Jerusalem").calendars();
        Calendars muscat = words(Language.ENGLISH, "Asia/Muscat").calendars();
        assertThat(tehran.otherDays(MAY, false)).containsExactly("۱۲ مه ۲۰۲۴");
        assertThat(jerusalem.otherDays(MAY, false)).containsExactly("12 במאי 2024");
        assertThat(muscat.otherDays(MAY, false)).isEmpty();
        assertThat(tehran.otherDays(MAY, true)).containsExactly("۱۲ مه ۲۰۲۴", "۴ ایار ۵۷۸۴");
        assertThat(muscat.otherDays(MAY, true)).containsExactly("23 Ordibehesht 1403", "4 Iyar 5784");
    }

    @Test
    @DisplayName("put instants and numbers of a refusal into the reader's calendar and numerals")
    void refusals() {
        Words persian = words(Language.PERSIAN, "Asia/Tehran");
        assertThat(persian.happened(Refusal.of("pairing.expired", "2024-05-12T06:02:00Z"))
                        .plain())
                .contains("۲۳ اردیبهشت ۱۴۰۳");
        assertThat(persian.happened(new Refusal("web.days", List.of("1", "60"))).plain())
                .contains("۶۰");
        assertThat(persian.happened(Refusal.of("no.such-key")).plain()).contains("no.such-key");
    }

    @Test
    @DisplayName("choose a wording by a word of the domain")
    void select() {
        assertThat(words(Language.ENGLISH, "UTC")
                        .happened(Refusal.of("room.not-for-role", "Qatar", "caucus"))
                        .plain())
                .contains("a caucus is for one party and the mediators");
    }
}
