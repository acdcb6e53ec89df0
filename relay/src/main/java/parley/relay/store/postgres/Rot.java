package parley.relay.store.postgres;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.LogId;

/** Tells the operator what the database can't read, or holds otherwise than it was written: each place once. Thread-safe. */
final class Rot {
    private static final Logger LOG = LoggerFactory.getLogger(Rot.class);

    /** A disk that fails all over would fill the log file. */
    private static final int MOST_TOLD = 100;

    /** A log's whole name belongs into no log file. */
    private static final int DIGITS = 8;

    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final AtomicLong faults = new AtomicLong();

    /** Whether the database, or the disk beneath it, can't read what it kept. */
    static boolean unreadable(SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("");
        return state.startsWith("XX00") // it is not what was written
                || state.equals("58030"); // an error of input
    }

    /** Whether it is {@link #unreadable}; then PostgreSQL's own words, which name the place, are told. */
    boolean explains(SQLException e) {
        if (!unreadable(e)) {
            return false;
        }
        if (!isRotten(e)) {
            faults.incrementAndGet();
        }
        tell(String.valueOf(e.getMessage()));
        return true;
    }

    /** Whether what is kept was read, and isn't what was written: a row or page, or an index. */
    private static boolean isRotten(SQLException e) {
        return "XX001".equals(e.getSQLState()) || "XX002".equals(e.getSQLState());
    }

    /** How often something couldn't be read that may be read the next time. */
    long faults() {
        return faults.get();
    }

    void lost(LogId log, long position) {
        tell("entry " + position + " of log " + log.toHex().substring(0, DIGITS) + "… is not what was written");
    }

    private void tell(String what) {
        if (told.size() < MOST_TOLD && told.add(what)) {
            LOG.warn(
                    "Damaged: {}. It is not given out; members bring lost entries of a room again. See \"Rot\" in operations.md.",
                    what);
        }
    }

    /** How many places were found since the start, up to a bound. */
    int places() {
        return told.size();
    }
}
