package parley.talks.convey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EchoTest {
    private static final String SOURCE = "We could accept that a query goes over the line before any answer.";

    @Test
    void fourWordsInARowAreSomebodysPhrase() {
        assertThat(Echo.of(SOURCE, "What if a query goes over the line first?")).contains("a query goes over the line");
        assertThat(Echo.of(SOURCE, "Query first: goes over the… phone?")).isEmpty();
        assertThat(Echo.of(SOURCE, "")).isEmpty();
    }

    @Test
    void caseMarksAndInvisibleCharactersHideNothing() {
        assertThat(Echo.of(SOURCE, "A QUERY, \u202Ego\u200Bes over!")).contains("a query goes over");
    }

    @Test
    void theSameWordsAreTheSameWhateverStandsBetweenThem() {
        assertThat(Echo.same(SOURCE, SOURCE.toUpperCase(java.util.Locale.ROOT).replace(".", " \u200B!")))
                .isTrue();
        assertThat(Echo.same(SOURCE, SOURCE.replace("any", "an"))).isFalse();
        assertThat(Echo.same("Yes.", "yes")).as("also a single word").isTrue();
        assertThat(Echo.same("✓", "✗")).as("without words").isFalse();
        assertThat(Echo.same("✓", "✓ ")).isTrue();
    }

    @Test
    void otherScriptsAreComparedToo() {
        assertThat(Echo.of(
                        "می\u200cتوانیم بپذیریم که پرسشی از طریق خط فرستاده شود", "شاید پرسشی از طریق خط فرستاده شود"))
                .contains("پرسشی از طریق خط فرستاده شود");
    }

    @Test
    void aShortSourceIsFoundWhenAllOfItIsTold() {
        assertThat(Echo.orAll("Hormuz first.", "What if you did Hormuz first, and talked then?"))
                .contains("hormuz first");
        assertThat(Echo.orAll("Hormuz first.", "First of all, Hormuz.")).isEmpty();
        assertThat(Echo.of("Hormuz first.", "Hormuz first."))
                .as("two words that are nobody's phrase")
                .isEmpty();
        assertThat(Echo.orAll(SOURCE, "What if a query goes over the line first?"))
                .contains("a query goes over the line");
        assertThat(Echo.orAll(SOURCE, "goes over the")).isEmpty();
        assertThat(Echo.orAll("✓", "anything")).as("a source without words").isEmpty();
    }
}
