package parley.settlement.file;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;

/** What breaks JSON, for the person who wrote it: the parser's words are for programmers, and it knows no cure. */
final class JsonFault {
    /** What the parser says to those who build it into a program. */
    private static final Pattern FOR_PROGRAMMERS = Pattern.compile(
            ":? ?\\(?(?:enable|require enabling) `.*|, from `[^`]*`| \\(start marker.*| \\(not recognized.*"
                    + "| \\(for \\w+ starting at.*|(?:: was expecting)? \\(JSON String, Number.*");

    /** What it says of a letter or digit beyond ASCII outside quotes, though the file is in UTF-8. */
    private static final Pattern BEYOND_ASCII =
            Pattern.compile("Invalid UTF-8 .*|Unexpected character \\('.' \\(code (?:\\d{4,} |1[3-9]\\d|2\\d\\d).*");

    private static final String NAMES = "write names in double quotation marks, as in \"Sinai\"";

    /** The parser says the same of a list and of an object. */
    private static final String IN_A_LIST = "expected a value in a list";

    private static final List<Cure> CURES = List.of(
            new Cure("^Duplicate ", "delete one of the two"),
            new Cure(
                    "^Unexpected end-of-input",
                    "the file ends before all that was opened is closed: give the whole of it, or close it"),
            new Cure("comment|'#' ", "JSON has no comments: delete it"),
            new Cure("'<' ", "give a file in JSON, or name it .xml where it is one of GENIUS"),
            new Cure(
                    "'[},\\]]' .*a colon to separate",
                    "write a colon and a value after the name, or put names alone in square brackets"),
            new Cure("a colon to separate", "write a colon between a name and what it stands for"),
            new Cure("'[}]' .*property name|']' .*expected a value", "delete the comma before it"),
            new Cure(
                    "'\\d' .*property name",
                    "write numbers with a decimal point and no comma, names in double quotation marks"),
            new Cure("',' .*property name", "delete this comma"),
            new Cure("',' .*" + IN_A_LIST, "delete this comma, or write a value before it"),
            new Cure("property name$", NAMES),
            new Cure("^Unrecognized token '(?i:true|false)'", "write true and false in small letters"),
            new Cure("^Unrecognized token '(?:(?i:null)|None)'", "leave a field out that has no value"),
            new Cure("^Unrecognized token|\\('{3} .*valid value", NAMES),
            new Cure("^Non-standard token", "write a finite number, such as 0.25"),
            new Cure("Leading zeroes", "delete the zeros before it; within a number there is no comma"),
            new Cure("plus sign", "delete the plus sign"),
            new Cure("^Unexpected character \\('[.]' ", "write a digit before the point, as in 0.5"),
            new Cure("point not followed", "write a digit after the point, or delete it"),
            new Cure("exceeds the maximum", "shorten it"),
            new Cure("'[\"\\[{]' .*comma to separate", "write a comma between one and the next"),
            new Cure(
                    "comma to separate",
                    "write a comma between one and the next, and in a number nothing but digits and a decimal point"),
            new Cure("^Unexpected close marker '.': no open", "delete it"),
            new Cure("^Unexpected close marker", "close what was opened last first"),
            new Cure("expected a value", "write a value there"),
            new Cure("^Illegal character", "this is no text: give a file in JSON"),
            new Cure("^Illegal unquoted character", "write a line's end in a name as \\n, or take it out"),
            new Cure(
                    "JSON knows only in quotes",
                    "write names in straight double quotation marks, and numbers with the digits 0 to 9 and no blanks"));

    private JsonFault() {}

    /** @param in stands where it failed */
    static BadInput of(Source source, JacksonException e, JsonParser in) throws BadInput {
        if (!isWide(source.bytes())) {
            // Else the cure would be sought in the JSON, which may be right.
            var unused = Encoded.text(source, 0, StandardCharsets.UTF_8);
        }
        String said = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        String problem = BEYOND_ASCII.matcher(said).matches()
                ? "a character stands here that JSON knows only in quotes"
                : FOR_PROGRAMMERS.matcher(said).replaceAll("");
        return new BadInput(
                source.name(),
                place(e.getLocation() == null ? in.currentLocation() : e.getLocation()),
                Cure.of(
                        in.streamReadContext().inArray() ? problem.replaceAll("expected a value$", IN_A_LIST) : problem,
                        CURES,
                        "mend the JSON there, with the digits 0 to 9 and a decimal point"));
    }

    static String place(TokenStreamLocation at) {
        return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** Whether it begins as the wider encodings do that JSON may be in. */
    private static boolean isWide(byte[] bytes) {
        int first = bytes.length == 0 ? 0 : bytes[0] & 0xFF;
        return first >= 0xFE || IntStream.range(0, Math.min(4, bytes.length)).anyMatch(at -> bytes[at] == 0);
    }
}
