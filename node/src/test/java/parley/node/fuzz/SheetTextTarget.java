package parley.node.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parley.base.Bytes;
import parley.base.Result;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Budget;
import parley.base.fuzz.Target;
import parley.node.desk.SheetText;
import parley.talks.sheet.SheetIssue;

/** A sheet as people type it: written again and read again it is the same sheet. */
final class SheetTextTarget implements Target {
    @Override
    public String name() {
        return "sheet-text";
    }

    @Override
    public Map<String, Bytes> seeds() {
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        seeds.put("two issues", Bytes.utf8("Price\n- 10\n- 20\n\nTime\n -now\n- later\n"));
        seeds.put("an option of nothing", Bytes.utf8("- 10\n"));
        seeds.put("dashes", Bytes.utf8("a\n-\n--\n- -\n\u2028b\n"));
        seeds.put("dashes of word processors", Bytes.utf8("a\n\u2013 b\n\u2022 \u2014 c\n- * d\n"));
        seeds.put("a mebibyte of lines", Bytes.utf8("a\n".repeat(1 << 19)));
        seeds.put("a mebibyte of dashes", Bombs.filled(1 << 20, '-'));
        return seeds;
    }

    @Override
    public Set<String> refused() {
        return Set.of("an option of nothing");
    }

    /** A line of two bytes becomes an issue with its list of options. */
    @Override
    public Budget budget() {
        return new Budget(1 << 20, 512, Budget.USUAL.processor());
    }

    @Override
    public Verdict read(Bytes input) {
        return switch (SheetText.read(input.asUtf8())) {
            case Result.Done<List<SheetIssue>>(List<SheetIssue> issues) -> {
                assertThat(SheetText.read(SheetText.write(issues))).isEqualTo(Result.done(issues));
                yield Verdict.READ;
            }
            case Result.Refused<List<SheetIssue>> _ -> Verdict.REFUSED;
        };
    }
}
