package parley.relay;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.base.Result;
import parley.relay.server.RelayLimits;
import parley.relay.store.Quota;
import parley.relay.store.StoreLimits;
import parley.relay.store.postgres.DatabaseAddress;

/**
 * How a relay is started.
 *
 * @param data its folder; made when it is not there
 * @param host what it listens on, and what its printed address says; {@code 0.0.0.0} listens on all
 * @param port 0 for any free one
 * @param keptDays a log that nobody wrote or read for so many days goes; none for none
 * @param sweep how long between two looks for what is gone, to take it from where it is kept
 * @param database where logs, attachments and invitations are kept when not in the folder, which then holds the key alone
 */
public record RelayConfig(
        Path data,
        String host,
        int port,
        RelayLimits limits,
        StoreLimits storeLimits,
        OptionalInt keptDays,
        Duration sweep,
        Optional<DatabaseAddress> database) {
    private static final Pattern LISTEN =
            Pattern.compile("(?:\\[(?<v6>[0-9a-fA-F.:]+)]|(?<name>[A-Za-z0-9._-]+)):(?<port>[0-9]{1,5})");
    private static final int MOST_PORT = 65_535;

    /** A hundred years: beyond, somebody meant something else. */
    private static final int MOST_KEPT_DAYS = 36_500;

    /** What is gone leaves the disk within the hour: half of it is left for the sweep itself. */
    public static final Duration USUAL_SWEEP = Duration.ofMinutes(30);

    public RelayConfig {
        if (port < 0 || port > MOST_PORT) {
            throw new IllegalArgumentException("no port " + port);
        }
    }

    public static RelayConfig of(Path data, String host, int port) {
        return new RelayConfig(
                data,
                host,
                port,
                RelayLimits.USUAL,
                StoreLimits.USUAL,
                OptionalInt.empty(),
                USUAL_SWEEP,
                Optional.empty());
    }

    /** The same, but callers from these addresses have no share of their own. Refused as {@code relay.not-a-number-address}. */
    public Result<RelayConfig> manyBehind(List<String> addresses) {
        Set<InetAddress> many = new HashSet<>();
        for (String address : addresses) {
            try {
                many.add(InetAddress.ofLiteral(address));
            } catch (IllegalArgumentException e) {
                return Result.refused("relay.not-a-number-address", address);
            }
        }
        return Result.done(
                new RelayConfig(data, host, port, limits.manyBehind(many), storeLimits, keptDays, sweep, database));
    }

    /** The same, kept in a database, and as much as that holds: nothing of it stands in memory. */
    public RelayConfig in(DatabaseAddress at) {
        return new RelayConfig(
                data, host, port, limits, storeLimits.taking(Quota.Most.UNBOUNDED), keptDays, sweep, Optional.of(at));
    }

    /** The same with another time between two sweeps. */
    public RelayConfig sweepingEvery(Duration time) {
        return new RelayConfig(data, host, port, limits, storeLimits, keptDays, time, database);
    }

    /** The same, letting logs go that nobody wrote or read for so many days. Refused as {@code relay.keep-days}. */
    public Result<RelayConfig> keeping(int days) {
        return days < 1 || days > MOST_KEPT_DAYS
                ? Result.refused("relay.keep-days", MOST_KEPT_DAYS)
                : Result.done(
                        new RelayConfig(data, host, port, limits, storeLimits, OptionalInt.of(days), sweep, database));
    }

    /** The same, taking at most so much. */
    public RelayConfig taking(Quota.Most most) {
        return new RelayConfig(data, host, port, limits, storeLimits.taking(most), keptDays, sweep, database);
    }

    /** From {@code HOST:PORT}, an IPv6 address in brackets. Refused as {@code relay.listen-malformed}. */
    public static Result<RelayConfig> parse(Path data, String listen) {
        Matcher match = LISTEN.matcher(listen);
        if (!match.matches() || Integer.parseInt(match.group("port")) > MOST_PORT) {
            return Result.refused("relay.listen-malformed", listen);
        }
        String host = match.group("v6") != null ? match.group("v6") : match.group("name");
        return Result.done(of(data, host, Integer.parseInt(match.group("port"))));
    }
}
