package parley.relay.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.protocol.port.Relay.Why;
import parley.relay.store.Condition;

/**
 * Writes a relay's figures, rounded, as JSON and in the text format of Prometheus (0.0.4). Both say the same.
 *
 * <p>Nothing that names a log, a caller or an instant can get in here: all there is are numbers, names that stand in this
 * file, and the program's version.
 */
final class StatusText {
    private static final String PREFIX = "parley_relay_";

    private final String version;

    StatusText(String version) {
        this.version = version;
    }

    /** {@code kind}: of Prometheus; a counter only grows until the next start. */
    private record Row(String name, String kind, String help, OptionalLong value) {}

    private static List<Row> rows(Figures of) {
        List<Row> rows = new ArrayList<>();
        rows.add(gauge("uptime_seconds", "Since the start.", of.up().toSeconds(), Coarse.UPTIME_SECONDS));
        rows.add(kept(of, "logs", "Logs kept.", k -> OptionalLong.of(k.logs()), Coarse.LOGS));
        rows.add(kept(of, "entries", "Entries kept.", k -> OptionalLong.of(k.entries()), Coarse.ENTRIES));
        rows.add(kept(
                of,
                "index_tenths",
                "Tenths of the memory's share that the index of entries takes.",
                k -> k.indexTenths().isPresent()
                        ? OptionalLong.of(k.indexTenths().getAsInt())
                        : OptionalLong.empty(),
                1));
        rows.add(
                kept(of, "disk_bytes", "What is kept takes on the disk.", Condition.Amounts::bytes, Coarse.DISK_BYTES));
        rows.add(kept(
                of, "disk_free_bytes", "Room left on that disk.", Condition.Amounts::freeBytes, Coarse.DISK_BYTES));
        rows.add(kept(of, "parked", "Invitations that wait.", k -> OptionalLong.of(k.parked()), Coarse.PARKED));
        rows.add(kept(
                of, "damaged", "Places found to have rotted since the start.", k -> OptionalLong.of(k.damaged()), 1));
        rows.add(gauge("connections", "Open connections.", of.connections(), Coarse.CONNECTIONS));
        rows.add(gauge("waiting_bytes", "Entries that wait for the disk.", of.waitingBytes(), Coarse.WAITING_BYTES));
        rows.add(gauge(
                "batch_seconds",
                "For how long the disk has been at one batch.",
                of.atOneBatch().toSeconds(),
                Coarse.BATCH_SECONDS));
        rows.add(counter("appends_total", "Appends acknowledged.", of.appends(), Coarse.ENTRIES));
        rows.add(counter("batches_total", "Batches written, each by at most one force.", of.batches(), Coarse.ENTRIES));
        rows.add(counter("put_off_total", "Callers told to come later.", declined(of, Why.LATER), Coarse.REFUSALS));
        rows.add(counter(
                "turned_away_total", "Requests refused before they were read.", of.turnedAway(), Coarse.REFUSALS));
        return rows;
    }

    private static Row gauge(String name, String help, long value, long step) {
        return new Row(name, "gauge", help, OptionalLong.of(Coarse.down(value, step)));
    }

    private static Row counter(String name, String help, long value, long step) {
        return new Row(name, "counter", help, OptionalLong.of(Coarse.down(value, step)));
    }

    private static Row kept(
            Figures of, String name, String help, Function<Condition.Amounts, OptionalLong> what, long step) {
        OptionalLong value = of.kept().map(what).orElse(OptionalLong.empty());
        return new Row(
                name, "gauge", help, value.isPresent() ? OptionalLong.of(Coarse.down(value.getAsLong(), step)) : value);
    }

    private static long declined(Figures of, Why why) {
        return of.declined().getOrDefault(why, 0L);
    }

    /** The reasons for which a caller is refused for good; to come later is none. */
    private static Stream<Why> reasons() {
        return Stream.of(Why.values()).filter(why -> why != Why.LATER);
    }

    private static String word(Why why) {
        return why.name().toLowerCase(Locale.ROOT);
    }

    /** One object; what can't be told just now is {@code null}. */
    String json(Health health, Figures of) {
        String rows = rows(of).stream()
                .map(row -> "\"" + row.name() + "\":"
                        + (row.value().isPresent() ? Long.toString(row.value().getAsLong()) : "null"))
                .collect(Collectors.joining(","));
        String refused = reasons()
                .map(why -> "\"" + word(why) + "\":" + Coarse.down(declined(of, why), Coarse.REFUSALS))
                .collect(Collectors.joining(","));
        return "{\"service\":\"parley-relay\",\"version\":\"" + plain(version) + "\",\"health\":\"" + health.word()
                + "\"," + rows + ",\"refused_total\":{" + refused + "}}\n";
    }

    /** What can't be told just now is left out. */
    String prometheus(Health health, Figures of) {
        StringBuilder out = new StringBuilder();
        head(out, "info", "gauge", "Always 1.");
        line(out, "info", "version=\"" + plain(version) + "\"", 1);
        head(out, "health", "gauge", "1 for the word that holds.");
        for (Health word : Health.values()) {
            line(out, "health", "is=\"" + word.word() + "\"", word == health ? 1 : 0);
        }
        for (Row row : rows(of)) {
            if (row.value().isPresent()) {
                head(out, row.name(), row.kind(), row.help());
                line(out, row.name(), null, row.value().getAsLong());
            }
        }
        head(out, "refused_total", "counter", "Callers refused, by reason.");
        reasons()
                .forEach(why -> line(
                        out,
                        "refused_total",
                        "reason=\"" + word(why) + "\"",
                        Coarse.down(declined(of, why), Coarse.REFUSALS)));
        return out.toString();
    }

    private static void head(StringBuilder out, String name, String kind, String help) {
        out.append("# HELP ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(help)
                .append('\n');
        out.append("# TYPE ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(kind)
                .append('\n');
    }

    private static void line(StringBuilder out, String name, @Nullable String label, long value) {
        out.append(PREFIX).append(name);
        if (label != null) {
            out.append('{').append(label).append('}');
        }
        out.append(' ').append(value).append('\n');
    }

    /** A version is made by a build; whatever it holds, it ends no string of ours. */
    private static String plain(String text) {
        return text.replaceAll("[^A-Za-z0-9.+_ ()-]", "?");
    }
}
