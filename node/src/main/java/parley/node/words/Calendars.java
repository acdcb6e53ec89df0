package parley.node.words;

import com.ibm.icu.text.SimpleDateFormat;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Instants as people of four languages write them: the reader's own calendar first, the Gregorian beside it.
 *
 * <p>Solar Hijri and Hebrew dates come from ICU; java.time has neither. Thread-safe: formats are made for each use.
 */
public final class Calendars {
    private static final ULocale LEVANT = new ULocale("ar-LB");

    private final Look look;

    Calendars(Look look) {
        this.look = look;
    }

    /** The calendars of a table's readers. */
    public enum Kind {
        GREGORIAN("gregorian"),
        SOLAR_HIJRI("persian"),
        HEBREW("hebrew");

        private final String icu;

        Kind(String icu) {
            this.icu = icu;
        }
    }

    /** The reader's calendar. */
    public Kind own() {
        return switch (look.language()) {
            case ENGLISH, ARABIC -> Kind.GREGORIAN;
            case HEBREW -> Kind.HEBREW;
            case PERSIAN -> Kind.SOLAR_HIJRI;
        };
    }

    /** The day of an instant in the reader's own calendar, with its weekday. */
    public String day(Instant instant) {
        String weekday = format("EEEE", "", in(Kind.GREGORIAN), instant);
        return weekday + (look.language() == Language.HEBREW ? ", " : " ") + date(instant, own());
    }

    /**
     * The same day in the calendars that stand beside the reader's own: the Gregorian. Who mediates writes to several sides and
     * sees all three; a party's own page doesn't show it the other side's.
     */
    public List<String> otherDays(Instant instant, boolean mediates) {
        return Stream.of(Kind.values())
                .filter(kind -> kind != own())
                .filter(kind -> mediates || kind == Kind.GREGORIAN)
                .map(kind -> date(instant, kind))
                .toList();
    }

    public LocalDate localDate(Instant instant) {
        return instant.atZone(look.zone()).toLocalDate();
    }

    /** Hours and minutes in the reader's zone. */
    public String time(Instant instant) {
        return format("HH:mm", "", look.locale(), instant);
    }

    /** Hours, minutes and seconds in the reader's zone. */
    public String clock(Instant instant) {
        return format("HH:mm:ss", "", look.locale(), instant);
    }

    /** A date in one calendar. */
    public String date(Instant instant, Kind kind) {
        return switch (kind) {
            case GREGORIAN -> gregorian(instant);
            case SOLAR_HIJRI -> format("d MMMM y", "", in(kind), instant);
            case HEBREW ->
                look.language() == Language.HEBREW
                        ? format("d בMMMM y", "d=hebr;y=hebr", in(kind), instant)
                        : format("d MMMM y", "", in(kind), instant);
        };
    }

    /** Date and time: own calendar, Gregorian if that is another, time, zone. */
    public String moment(Instant instant) {
        String day = own() == Kind.GREGORIAN
                ? date(instant, Kind.GREGORIAN)
                : date(instant, own()) + " · " + date(instant, Kind.GREGORIAN);
        return day + " · " + time(instant) + " " + zoneName();
    }

    /** A short name of the reader's zone, by city where the zone has one. */
    public String zoneName() {
        String id = look.zone().getId();
        return id.contains("/") ? id.substring(id.lastIndexOf('/') + 1).replace('_', ' ') : shortName();
    }

    /** Offset of the reader's zone at this instant, as {@code UTC+3:30}. */
    public String offset(Instant instant) {
        int seconds = look.zone().getRules().getOffset(instant).getTotalSeconds();
        if (seconds == 0) {
            return "UTC";
        }
        int minutes = Math.abs(seconds) / 60;
        String hours = "UTC" + (seconds < 0 ? "−" : "+") + minutes / 60;
        return minutes % 60 == 0 ? hours : hours + ":" + "%02d".formatted(minutes % 60);
    }

    private String shortName() {
        return look.zone().getDisplayName(TextStyle.SHORT, Locale.ROOT).replace("Z", "UTC");
    }

    /** Arabic months carry their Levant and their common name, as papers that go to several capitals write them. */
    private String gregorian(Instant instant) {
        return switch (look.language()) {
            case ENGLISH -> format("d MMMM y", "", in(Kind.GREGORIAN), instant);
            case HEBREW -> format("d בMMMM y", "", in(Kind.GREGORIAN), instant);
            case PERSIAN -> format("d MMMM y", "", in(Kind.GREGORIAN), instant);
            case ARABIC -> {
                String levant = format("LLLL", "", LEVANT, instant);
                String common = format("LLLL", "", in(Kind.GREGORIAN), instant);
                String month = levant.equals(common) ? common : levant + "/" + common;
                yield format("d", "", in(Kind.GREGORIAN), instant) + " " + month + " "
                        + format("y", "", in(Kind.GREGORIAN), instant);
            }
        };
    }

    private ULocale in(Kind kind) {
        return look.locale().setKeywordValue("calendar", kind.icu);
    }

    private String format(String pattern, String numerals, ULocale locale, Instant instant) {
        SimpleDateFormat format = numerals.isEmpty()
                ? new SimpleDateFormat(pattern, locale)
                : new SimpleDateFormat(pattern, numerals, locale);
        format.setTimeZone(TimeZone.getTimeZone(look.zone().getId()));
        return format.format(Date.from(instant));
    }
}
