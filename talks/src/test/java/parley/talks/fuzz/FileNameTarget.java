package parley.talks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import parley.base.Bytes;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Budget;
import parley.base.fuzz.Target;
import parley.talks.message.FileType;
import parley.talks.text.FileName;
import parley.talks.text.Visible;

/** The name of a file as a browser or a sender gives it. Cleaned it is short, has no path, and stays when it is cleaned again. */
final class FileNameTarget implements Target {
    @Override
    public String name() {
        return "file-name";
    }

    @Override
    public Map<String, Bytes> seeds() {
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        seeds.put("plain", Bytes.utf8("map.pdf"));
        seeds.put("a path", Bytes.utf8("../../etc/passwd"));
        seeds.put("another path", Bytes.utf8("C:\\x\\..\\survey.txt"));
        seeds.put("turned", Bytes.utf8("a\u202Egnp.exe"));
        seeds.put("joined", Bytes.utf8("\u0646\u0627\u0645\u0647\u200C\u0647\u0627.pdf"));
        seeds.put("selectors behind dots", Bytes.utf8(".\uFE0F".repeat(60)));
        seeds.put("dots", Bytes.utf8(" . . ."));
        seeds.put("long", Bytes.utf8("x".repeat(190) + " .longer ending.pdf"));
        seeds.put("a mebibyte of letters", Bombs.filled(1 << 20, 'x'));
        seeds.put("a mebibyte of dots", Bombs.filled(1 << 20, '.'));
        seeds.put("a mebibyte of pairs", Bytes.utf8("\uD83D\uDE00".repeat((1 << 20) / 4)));
        return seeds;
    }

    @Override
    public Set<String> refused() {
        return Set.of("a path", "another path", "dots", "long", "selectors behind dots", "turned");
    }

    /** Each character is looked at as a text of its own, some times over. */
    @Override
    public Budget budget() {
        return new Budget(4 << 20, 256, Budget.USUAL.processor());
    }

    @Override
    public Verdict read(Bytes input) {
        String typed = input.asUtf8();
        String clean = FileName.clean(typed);
        assertThat(FileName.clean(clean)).as("cleaned twice").isEqualTo(clean);
        assertThat(Bytes.utf8(clean).size()).isBetween(1, FileName.MOST_BYTES);
        assertThat(clean)
                .doesNotContain("/", "\\", ":", "\0")
                .isNotEqualTo("..")
                .doesNotStartWith(".");
        assertThat(Visible.hasMarks(clean)).isFalse();
        assertThat(FileType.ofName(clean).word()).doesNotContain("html", "script", "svg", "xml;");
        return clean.equals(typed) ? Verdict.READ : Verdict.REFUSED;
    }
}
