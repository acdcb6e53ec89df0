package parley.talks.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.talks.text.Visible.Run.Mark;
import parley.talks.text.Visible.Run.Plain;

/** What a text really contains. */
class TextTest {
    @Test
    void plainWritingOfAllScriptsIsShownAsItIs() {
        for (String text : List.of(
                "We meet at ten.",
                "\u05e0\u05d9\u05e4\u05d2\u05e9 \u05d1\u05e2\u05e9\u05e8.",
                "\u0646\u0645\u06cc\u200c\u062a\u0648\u0627\u0646\u06cc\u0645",
                "\u0633\u0646\u0644\u062a\u0642\u064a",
                "line one\n\tline two",
                "\ud83d\udd4a",
                "\u26a0\ufe0f")) {
            assertThat(Visible.runs(text)).as(text).containsExactly(new Plain(text));
            assertThat(Visible.hasMarks(text)).isFalse();
        }
        assertThat(Visible.runs("")).isEmpty();
    }

    @Test
    void aDirectionTrickIsShownAsAMark() {
        assertThat(Visible.runs("pay \u202e001\u202c now"))
                .containsExactly(
                        new Plain("pay "),
                        new Mark("\u202e", "RLO"),
                        new Plain("001"),
                        new Mark("\u202c", "PDF"),
                        new Plain(" now"));
        assertThat(Visible.hasMarks("pay \u202e001")).isTrue();
        assertThat(Visible.inline("pay \u202e001\nnow\t!")).isEqualTo("pay [RLO]001 now !");
    }

    @ParameterizedTest
    @CsvSource({
        "0000,CTRL-00",
        "001b,CTRL-1b",
        "000d,CTRL-0d",
        "000b,CTRL-0b",
        "007f,CTRL-7f",
        "0080,CTRL-80",
        "009f,CTRL-9f",
        "00ad,SHY",
        "034f,CGJ",
        "061c,ALM",
        "115f,FILLER",
        "1160,FILLER",
        "2800,FILLER",
        "1d159,FILLER",
        "3164,FILLER",
        "ffa0,FILLER",
        "17b4,KHMER",
        "17b5,KHMER",
        "180b,FVS",
        "180c,FVS",
        "180d,FVS",
        "180f,FVS",
        "180e,MVS",
        "200b,ZWSP",
        "200c,ZWNJ",
        "200d,ZWJ",
        "200e,LRM",
        "200f,RLM",
        "2028,LSEP",
        "2029,PSEP",
        "202a,LRE",
        "202b,RLE",
        "202c,PDF",
        "202d,LRO",
        "202e,RLO",
        "2060,WJ",
        "2061,MATH",
        "2065,MATH",
        "2066,LRI",
        "2067,RLI",
        "2068,FSI",
        "2069,PDI",
        "206a,FORMAT",
        "206f,FORMAT",
        "feff,BOM",
        "fe00,VS",
        "fe0f,VS",
        "fff0,FORMAT",
        "fffb,FORMAT",
        "1bca0,FORMAT",
        "1bca3,FORMAT",
        "1d173,FORMAT",
        "1d17a,FORMAT",
        "e0001,TAG",
        "e0020,TAG",
        "e007f,TAG",
        "e0100,VS",
        "e01ef,VS",
        "e0fff,TAG",
        "d800,LONE",
        "dfff,LONE"
    })
    void everyInvisibleCharacterHasAMark(String hex, String name) {
        String raw = Character.toString(Integer.parseInt(hex, 16));
        assertThat(Visible.runs(raw)).containsExactly(new Mark(raw, name));
        assertThat(Visible.runs("a" + raw)).as("behind a letter").hasSizeBetween(1, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0009", "000a", "000d", "0020", "00a0", "1680", "2000", "200a", "202f", "205f", "3000", "0000", "200b",
                "2800", "fe0f", "e0041"
            })
    void whatNobodySeesIsBlank(String hex) {
        String unseen = Character.toString(Integer.parseInt(hex, 16));
        assertThat(Blank.is(" " + unseen + unseen)).isTrue();
        assertThat(Blank.is(unseen + "a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0021", "00a1", "167f", "1681", "2010", "2030", "205e", "3001", "fffd"})
    void whatIsSeenIsNot(String hex) {
        assertThat(Blank.is(Character.toString(Integer.parseInt(hex, 16)))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0020", "007e", "00a0", "00ac", "00ae", "060c", "200a", "2010", "2027", "202f", "205f", "2070", "fdff",
                "fe10", "fffc", "fffd", "10000", "1bc9f", "1d172", "1d17b", "dffff", "e1000"
            })
    void visibleNeighboursHaveNone(String hex) {
        assertThat(Visible.hasMarks(Character.toString(Integer.parseInt(hex, 16))))
                .isFalse();
    }

    @Test
    void everyFormatCharacterThatThePlatformKnowsIsOnTheList() {
        List<String> missing = new ArrayList<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            int type = Character.getType(c);
            boolean visibleSign = (c >= 0x0600 && c <= 0x0605)
                    || c == 0x06DD
                    || c == 0x070F
                    || c == 0x0890
                    || c == 0x0891
                    || c == 0x08E2
                    || c == 0x110BD
                    || c == 0x110CD
                    || (c >= 0x13430 && c <= 0x1343F);
            if ((type == Character.FORMAT || type == Character.CONTROL) && !visibleSign && !Invisible.is(c)) {
                missing.add(Integer.toHexString(c));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void joinersStayInsideWordsThatNeedThemAndAreMarksElsewhere() {
        assertThat(Visible.hasMarks("\u0645\u06cc\u200c\u0631\u0648\u062f")).isFalse();
        assertThat(Visible.hasMarks("\u0915\u094d\u200d\u0937"))
                .as("Devanagari")
                .isFalse();
        assertThat(Visible.hasMarks("pass\u200cword")).isTrue();
        assertThat(Visible.hasMarks("\u0645\u200c")).as("at the end of a text").isTrue();
        assertThat(Visible.hasMarks("\u200c\u0645")).as("at its beginning").isTrue();
        assertThat(Visible.hasMarks("\u0645\u200c\u200c\u0645")).as("twice").isTrue();
        assertThat(Visible.hasMarks("\u0645\u200c ")).as("before a space").isTrue();
        assertThat(Visible.hasMarks(" \u200c\u0645")).as("behind a space").isTrue();
        assertThat(Visible.hasMarks("\u05d0\u200d\u05d1"))
                .as("Hebrew needs none")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0620", "065f", "066e", "06d3", "06fa", "06ff", "0710", "074f", "0750", "077f", "0900", "0dff"})
    void scriptsWithJoinersReachFromTo(String hex) {
        String letter = Character.toString(Integer.parseInt(hex, 16));
        assertThat(Visible.hasMarks(letter + "\u200c" + letter)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"061f", "0660", "066d", "06d4", "06f9", "0700", "070f", "08ff", "0e00", "0041"})
    void andNoFurther(String hex) {
        String letter = Character.toString(Integer.parseInt(hex, 16));
        assertThat(Visible.hasMarks(letter + "\u200c" + letter)).isTrue();
    }

    @Test
    void aVariationSelectorStandsBehindSomethingVisible() {
        assertThat(Visible.hasMarks("\u2764\ufe0f")).isFalse();
        assertThat(Visible.hasMarks("\u2764\ufe0e")).isFalse();
        assertThat(Visible.hasMarks("\ufe0f")).isTrue();
        assertThat(Visible.hasMarks(" \ufe0f")).isTrue();
        assertThat(Visible.hasMarks("\u200b\ufe0f")).isTrue();
        assertThat(Visible.runs("\u2764\ufe0f\ufe0f")).hasSize(2);
        assertThat(Visible.hasMarks("\u2764\ufe0d"))
                .as("other selectors carry hidden bytes")
                .isTrue();
    }

    @Test
    void runsTogetherAreTheTextAndNoMarkIsLeftInPlainOnes() {
        Random random = new Random(11);
        int[] alphabet = {'a', ' ', '\n', 0x202e, 0x200c, 0x06cc, 0x05d0, 0xe0041, 0xfe0f, 0x1f54a, 0xd800, 0xdc00, 0};
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
            }
            List<Visible.Run> runs = Visible.runs(text.toString());
            StringBuilder together = new StringBuilder();
            runs.forEach(run -> together.append(run.raw()));
            assertThat(together.toString()).as("seed 11, round %d", round).isEqualTo(text.toString());
            assertThat(runs)
                    .as("seed 11, round %d", round)
                    .noneMatch(run -> run.raw().isEmpty());
            for (int i = 1; i < runs.size(); i++) {
                assertThat(runs.get(i - 1) instanceof Plain && runs.get(i) instanceof Plain)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Iran,iran",
        "Iran,lran",
        "Iran,\u0406ran",
        "Oman,\u041eman",
        "Oman,0man",
        "Modern,Modem",
        "Cedar,\u0421edar",
        "Cedar,Ced\u0430r",
        "Cedar,Ce\u200bdar",
        "Cedar,C\u00e9dar",
        "Cedar,\uff23edar",
        "Cedar,\ud835\udc02edar",
        "Paris,\u03a1aris",
        "Hanoi,\u041danoi",
        "Hanoi,\u0397anoi",
        "Kiev,\u039aiev",
        "Team-A,Team A",
        "Team A,Team  A",
        "Vvest,West",
        "\u0639\u0644\u064a,\u0639\u0644\u06cc",
        "\u0643\u0631\u064a\u0645,\u06a9\u0631\u06cc\u0645",
        "\u0623\u062d\u0645\u062f,\u0627\u062d\u0645\u062f"
    })
    void namesThatLookAlikeAreFound(String one, String other) {
        assertThat(LookAlike.confusable(one, other)).isTrue();
        assertThat(LookAlike.confusable(other, one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Iran,Iraq",
        "Oman,Yemen",
        "Cedar,Juniper",
        "\u05d0\u05dc\u05d5\u05df,\u05d0\u05e8\u05d6",
        "Delegation 1,Delegation 2",
        "\u0639\u0644\u06cc,\u0631\u0636\u0627"
    })
    void namesThatDifferAtAGlanceAreNot(String one, String other) {
        assertThat(LookAlike.confusable(one, other)).isFalse();
    }

    @Test
    void aNameIsNotTakenForItself() {
        assertThat(LookAlike.confusable("Oman", "Oman")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "map.pdf,map.pdf", "/etc/passwd,passwd", "..\\..\\boot.ini,boot.ini", "..,file", ".hidden,hidden",
                "trailing. .,trailing",
        "a:b*c?.txt,abc.txt", "'',file", "/,file", "a\u202egnp.exe,agnp.exe", "a\u0000b.txt,ab.txt",
                "a\ud800.txt,a.txt",
        "\u05de\u05e4\u05d4.png,\u05de\u05e4\u05d4.png", "a\"b<c>d|e,abcde", "pass\u200cword.txt,password.txt"
    })
    void aFileNameIsCleaned(String typed, String clean) {
        assertThat(FileName.clean(typed)).isEqualTo(clean);
        assertThat(FileName.isClean(clean)).isTrue();
        assertThat(FileName.isClean(typed)).isEqualTo(typed.equals(clean));
    }

    @Test
    void aPersianFileNameKeepsTheJoinersThatItIsSpeltWith() {
        String name = "\u0646\u0627\u0645\u0647\u200c\u0647\u0627.pdf";
        assertThat(FileName.clean(name)).isEqualTo(name);
        assertThat(FileName.clean("\u0646\u0627\u0645\u0647\u200c.pdf"))
                .as("at the end of a word it joins nothing")
                .isEqualTo("\u0646\u0627\u0645\u0647.pdf");
        String cut = "\u0646\u200c".repeat(FileName.MOST_BYTES / 5) + "\u0646.pdf";
        assertThat(FileName.clean(cut)).as("nor where the name was cut off").endsWith("\u0646.pdf");
    }

    @Test
    void aLongFileNameKeepsItsEnding() {
        String clean = FileName.clean("x".repeat(500) + ".pdf");
        assertThat(clean).hasSize(FileName.MOST_BYTES).endsWith("xx.pdf");
        assertThat(FileName.clean("\u05d0".repeat(300) + ".pdf"))
                .isEqualTo("\u05d0".repeat((FileName.MOST_BYTES - 4) / 2) + ".pdf");
        assertThat(FileName.clean("x".repeat(300) + "." + "y".repeat(300)))
                .as("an ending that is none")
                .isEqualTo("x".repeat(FileName.MOST_BYTES));
        assertThat(FileName.clean("x".repeat(FileName.MOST_BYTES))).hasSize(FileName.MOST_BYTES);
        assertThat(FileName.clean("\ud83d\udd4a".repeat(100)))
                .isEqualTo("\ud83d\udd4a".repeat(FileName.MOST_BYTES / 4));
    }

    @Test
    void anEndingIsWhatStandsBehindTheLastDotIfItIsShort() {
        String stem = "x".repeat(300);
        assertThat(FileName.clean(stem + "." + "y".repeat(15))).endsWith("x." + "y".repeat(15));
        assertThat(FileName.clean(stem + "." + "y".repeat(16))).isEqualTo("x".repeat(FileName.MOST_BYTES));
        assertThat(FileName.clean("a." + "y".repeat(300))).isEqualTo("a." + "y".repeat(FileName.MOST_BYTES - 2));
    }

    @Test
    void onlyHalvesOfSurrogatePairsAreLeftOut() {
        for (String kept : List.of("\ud7ff", "\ue000", "\ud800\udc00")) {
            assertThat(FileName.clean("a" + kept + "b")).isEqualTo("a" + kept + "b");
        }
        for (String lone : List.of("\ud800", "\udbff", "\udc00", "\udfff")) {
            assertThat(FileName.clean("a" + lone + "b")).isEqualTo("ab");
        }
    }

    @Test
    void cleaningTwiceChangesNothing() {
        Random random = new Random(13);
        int[] alphabet = {'a', '.', ' ', '/', '\\', 0x202e, 0x05d0, 0x1f54a, 0xd800, ':', 0, 0x200c, 0x0646, 0xfe0f};
        for (int round = 0; round < 2_000; round++) {
            StringBuilder name = new StringBuilder();
            for (int i = random.nextInt(round % 10 == 0 ? 400 : 12); i > 0; i--) {
                name.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
            }
            String clean = FileName.clean(name.toString());
            assertThat(FileName.clean(clean)).as("seed 13, round %d", round).isEqualTo(clean);
            assertThat(clean).as("seed 13, round %d", round).isNotEmpty().doesNotContain("/", "\\", "\u202e");
        }
    }
}
