package parley.bench.record;

import java.util.List;
import java.util.SplittableRandom;
import parley.talks.message.Direction;

/**
 * What is said in a long record: sentences of made-up length in three scripts, the same for the same seed.
 *
 * <p>One message in {@link #MARKED_EVERY} bears {@link #MARK}, which no other does, so that searches have something to find.
 */
final class Texts {
    /** Found a few times in a long room. */
    static final String MARK = "Zaqqum";

    static final int MARKED_EVERY = 10_000;

    private static final int LEAST_WORDS = 6;
    private static final int MOST_WORDS = 60;

    private static final List<Tongue> TONGUES = List.of(
            new Tongue(
                    "en",
                    Direction.LTR,
                    List.of(
                            "we",
                            "propose",
                            "that",
                            "the",
                            "inspectors",
                            "stay",
                            "until",
                            "both",
                            "sides",
                            "have",
                            "withdrawn",
                            "from",
                            "line",
                            "and",
                            "water",
                            "is",
                            "shared",
                            "by",
                            "month",
                            "not",
                            "before",
                            "agreed",
                            "text",
                            "our",
                            "capital",
                            "asks",
                            "whether",
                            "clause",
                            "seven",
                            "stands")),
            new Tongue(
                    "he",
                    Direction.RTL,
                    List.of(
                            "אנו", "מציעים", "כי", "הפקחים", "יישארו", "עד", "ששני", "הצדדים", "ייסוגו", "מן", "הקו",
                            "והמים", "יחולקו", "לפי", "חודש", "לא", "לפני", "הנוסח", "המוסכם", "הבירה")),
            new Tongue(
                    "fa",
                    Direction.RTL,
                    List.of(
                            "ما", "پیشنهاد", "می‌کنیم", "که", "بازرسان", "بمانند", "تا", "هر", "دو", "طرف", "از", "خط",
                            "عقب", "بنشینند", "و", "آب", "ماهانه", "تقسیم", "شود", "نه", "پیش", "متن")));

    private final SplittableRandom dice;

    private record Tongue(String language, Direction direction, List<String> words) {}

    /** A text and how it is to be shown. */
    record Text(String words, String language, Direction direction) {}

    Texts(long seed) {
        dice = new SplittableRandom(seed);
    }

    /** @param number from 1 */
    Text next(int number) {
        // Two in four are English, as at most tables.
        Tongue tongue = TONGUES.get(Math.max(0, dice.nextInt(4) - 1));
        int words = dice.nextInt(LEAST_WORDS, MOST_WORDS);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(tongue.words().get(dice.nextInt(tongue.words().size()))).append(' ');
        }
        text.append(number % MARKED_EVERY == 1 ? MARK + " " : "").append(number);
        return new Text(text.toString(), tongue.language(), tongue.direction());
    }
}
