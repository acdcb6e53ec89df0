package parley.node.desk;

import java.util.ArrayList;
import java.util.List;
import parley.base.Result;
import parley.talks.sheet.SheetIssue;

/** A sheet as people type it: an issue on a line of its own, under it each option on a line with a dash or bullet before it. */
public final class SheetText {
    private static final String DASH = "-";

    /** What keyboards and word processors put where a dash was meant: hyphens, dashes, minus, the Hebrew maqaf, bullets. */
    private static final String DASHES = DASH + "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u05be\u2022\u00b7*";

    private SheetText() {}

    /** Reads what was typed; limits and names are judged with the act. */
    public static Result<List<SheetIssue>> read(String typed) {
        List<SheetIssue> issues = new ArrayList<>();
        String name = "";
        List<String> options = new ArrayList<>();
        for (String line : typed.lines().map(String::strip).toList()) {
            if (!line.isEmpty() && DASHES.indexOf(line.charAt(0)) >= 0) {
                if (name.isEmpty()) {
                    return Result.refused("sheet.option-of-nothing", line);
                }
                options.add(line.substring(1).strip());
            } else if (!line.isEmpty()) {
                if (!name.isEmpty()) {
                    issues.add(new SheetIssue(name, options));
                }
                name = line;
                options = new ArrayList<>();
            }
        }
        if (!name.isEmpty()) {
            issues.add(new SheetIssue(name, options));
        }
        return Result.done(List.copyOf(issues));
    }

    public static String write(List<SheetIssue> issues) {
        StringBuilder text = new StringBuilder();
        for (SheetIssue issue : issues) {
            text.append(issue.name()).append('\n');
            issue.options()
                    .forEach(option ->
                            text.append(DASH).append(' ').append(option).append('\n'));
        }
        return text.toString();
    }
}
