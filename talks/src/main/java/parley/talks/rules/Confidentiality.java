package parley.talks.rules;

import java.util.Comparator;
import java.util.List;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.talks.event.Word;

/**
 * How far what is said at a table may go: across, beside a name, to the media, and after its end.
 *
 * @param until last day of confidentiality, in days since 1970-01-01 (UTC), to {@value #MOST_DAY}; 0 for an open end
 * @param mediaLines in the order of their language tags, at most one in each language of the table
 */
public record Confidentiality(
        Conveying conveyance, Attribution attribution, int until, List<MediaLine> mediaLines, Destruction destruction) {
    /** What held for all Rules before there was a choice. */
    public static final Confidentiality STANDARD =
            new Confidentiality(Conveying.DENY, Attribution.NAMED, 0, List.of(), Destruction.KEEP);

    /** 9999-12-31: calendars of every language can still show it. */
    public static final int MOST_DAY = 2_932_896;

    public Confidentiality {
        mediaLines = mediaLines.stream()
                .sorted(Comparator.comparing(MediaLine::language))
                .toList();
    }

    boolean inRange() {
        return until >= 0 && until <= MOST_DAY;
    }

    boolean linesInRange(List<String> languages) {
        List<String> tags = mediaLines.stream().map(MediaLine::language).toList();
        return Rules.distinct(tags)
                && languages.containsAll(tags)
                && mediaLines.stream().allMatch(MediaLine::inRange);
    }

    public Confidentiality withConveyance(Conveying unmarked) {
        return new Confidentiality(unmarked, attribution, until, mediaLines, destruction);
    }

    public Confidentiality withAttribution(Attribution who) {
        return new Confidentiality(conveyance, who, until, mediaLines, destruction);
    }

    public Confidentiality withUntil(int day) {
        return new Confidentiality(conveyance, attribution, day, mediaLines, destruction);
    }

    public Confidentiality withMediaLines(List<MediaLine> lines) {
        return new Confidentiality(conveyance, attribution, until, lines, destruction);
    }

    public Confidentiality withDestruction(Destruction atTheEnd) {
        return new Confidentiality(conveyance, attribution, until, mediaLines, atTheEnd);
    }

    void write(CanonicalWriter out) {
        conveyance.write(out);
        attribution.write(out);
        out.u32(until).list(mediaLines, (to, line) -> line.write(to));
        destruction.write(out);
    }

    static Confidentiality read(CanonicalReader in) throws Malformed {
        return new Confidentiality(
                Word.read(in, Conveying.values()),
                Word.read(in, Attribution.values()),
                in.u32(),
                in.list(Rules.MOST_LANGUAGES, MediaLine::read),
                Word.read(in, Destruction.values()));
    }
}
