package parley.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Secret;
import parley.protocol.port.Relay;
import parley.protocol.port.SignedHead;

/**
 * A relay that serves each client as the schedule wants: honestly, with spoiled answers, or from another history.
 *
 * <p>It can do all that a relay in the hands of an enemy can: it has every entry that was ever appended and its own signing
 * key, and no key of anybody else. Rooms' logs only are forked, lost and rolled back; inboxes are spoiled at the answers.
 * Not thread-safe: a run has one thread.
 */
public final class HostileRelay {
    /** Of 1,000 reads, how many are spoiled while a kind of spoiling is on. */
    private static final int SPOILED_PERMILLE = 120;

    private static final Set<Fault> SPOILING = EnumSet.of(
            Fault.PAGE_REORDERED,
            Fault.PAGE_GAP,
            Fault.PAGE_CORRUPT,
            Fault.PAGE_TRUNCATED,
            Fault.PAGE_REPLAYED,
            Fault.HEAD_FORGED,
            Fault.DECLINED_WRONGLY);

    private final SimRelay honest;
    private final Dice dice;
    private final Tally tally;
    private final Set<Fault> on = EnumSet.noneOf(Fault.class);
    private final List<RelayState> kept = new ArrayList<>();
    private final Set<Integer> otherSide = new TreeSet<>();
    /** Rooms' logs that stood when the histories parted. */
    private final Set<LogId> forked = new HashSet<>();

    private boolean hidesForks;
    /** Clients to which the next entry of a room will be shown at another place than to the others. */
    private final Set<Integer> displaced = new TreeSet<>();

    /** What is gone, to one client. */
    private final Set<Gone> gone = new HashSet<>();

    private record Gone(int client, LogId log) {}

    private Optional<RelayState> other = Optional.empty();
    private Optional<Relay.Page> remembered = Optional.empty();

    public HostileRelay(SimRelay honest, Dice dice, Tally tally) {
        this.honest = honest;
        this.dice = dice;
        this.tally = tally;
    }

    public SimRelay honest() {
        return honest;
    }

    /** Which ways to spoil answers are on from now; the others are off. */
    public void spoil(Set<Fault> ways) {
        on.clear();
        on.addAll(ways);
        on.retainAll(SPOILING);
    }

    /** Ends every mischief: one history for all from now on, the one that most clients saw. */
    public void behave() {
        on.clear();
        otherSide.clear();
        displaced.clear();
        gone.clear();
        other = Optional.empty();
    }

    /**
     * Shows these clients the next entry that another appends to a room's log behind one that is no entry: the same words at
     * another place. Logs made later are the same for all, so that an epoch's end at two places lies in the past of one log.
     */
    public void displaceNext(Set<Integer> clients) {
        displaced.clear();
        displaced.addAll(clients);
    }

    private void displace(LogState before, Bytes entry) {
        split(Set.copyOf(displaced), true);
        displaced.clear();
        other = Optional.of(honest.state().with(before.with(flip(entry)).with(entry)));
    }

    /**
     * Shows these clients another history from now on; both begin with what stands.
     *
     * @param hidden whether the relay shows all the same logs that are made later: the fork is then in the past of a log
     */
    public void split(Set<Integer> clients, boolean hidden) {
        tally.count(Fault.TWO_HISTORIES);
        other = Optional.of(honest.state());
        forked.clear();
        honest.state().logs().values().stream().filter(HostileRelay::isRoom).forEach(log -> forked.add(log.id()));
        hidesForks = hidden;
        otherSide.clear();
        otherSide.addAll(clients);
    }

    /** Whether two histories of this log are shown, while there are two. */
    private boolean forks(LogState log) {
        return isRoom(log) && (!hidesForks || forked.contains(log.id()));
    }

    /** Remembers the present state, as a backup would. */
    public void backup() {
        kept.add(honest.state());
    }

    /** Puts the rooms' logs back to a backup; inboxes stay as they are. */
    public void rollBack() {
        if (kept.isEmpty()) {
            return;
        }
        RelayState earlier = dice.pick(kept);
        RelayState next = honest.state();
        for (LogState log : honest.state().logs().values()) {
            if (isRoom(log)) {
                Optional<LogState> was = earlier.log(log.id());
                next = was.isPresent() ? next.with(was.get()) : next.without(log.id());
            }
        }
        if (!next.equals(honest.state())) {
            tally.count(Fault.ROLLED_BACK);
            honest.restore(next);
        }
    }

    /** Loses one room's log. */
    public void loseLog() {
        pickRoom().ifPresent(log -> loseLog(log.id()));
    }

    /** Loses this log. */
    public void loseLog(LogId log) {
        tally.count(Fault.LOG_LOST);
        honest.restore(honest.state().without(log));
    }

    /** Places bytes in a room's log that nobody sent there. */
    public void place(Fault how) {
        Optional<LogState> room = pickRoom();
        if (room.isEmpty()) {
            return;
        }
        LogState log = room.get();
        List<Bytes> material = switch (how) {
            case ENTRY_REPEATED -> log.entries();
            case ENTRY_TRANSPLANTED -> foreignEntries(log.id());
            case ENTRY_GARBAGE -> log.entries().stream().map(this::flip).toList();
            default -> throw new IllegalArgumentException("not a way to place bytes: " + how);
        };
        if (!material.isEmpty()) {
            tally.count(how);
            honest.restore(honest.state().with(log.with(dice.pick(material))));
        }
    }

    /** Tells this client from now on that this log is gone. */
    public void claimGone(int client, LogId log) {
        gone.add(new Gone(client, log));
    }

    /** A log as a client is shown it. */
    public Optional<LogState> shownTo(int client, LogId log) {
        Optional<LogState> first = honest.state().log(log);
        return other.isPresent()
                        && otherSide.contains(client)
                        && first.map(this::forks).orElse(true)
                ? other.get().log(log)
                : first;
    }

    /** This relay as one client sees it. */
    public Relay as(int client) {
        return new View(client);
    }

    /** A room's log has one capability for reading and appending, an inbox has two: so much any relay can tell. */
    public static boolean isRoom(LogState log) {
        return log.readHash().equals(log.appendHash());
    }

    private Optional<LogState> pickRoom() {
        List<LogState> rooms = honest.state().logs().values().stream()
                .filter(HostileRelay::isRoom)
                .toList();
        return rooms.isEmpty() ? Optional.empty() : Optional.of(dice.pick(rooms));
    }

    private List<Bytes> foreignEntries(LogId but) {
        List<Bytes> entries = new ArrayList<>();
        for (LogState log : honest.state().logs().values()) {
            if (!log.id().equals(but)) {
                entries.addAll(log.entries());
            }
        }
        return entries;
    }

    private Bytes flip(Bytes entry) {
        if (entry.isEmpty()) {
            return entry;
        }
        byte[] changed = entry.toArray();
        changed[dice.below(changed.length)] ^= (byte) (1 << dice.below(Byte.SIZE));
        return Bytes.wrap(changed);
    }

    private final class View implements Relay {
        private final int client;

        View(int client) {
            this.client = client;
        }

        /** Acts on the history that this client is shown. */
        private <T> T onMyHistory(java.util.function.Supplier<T> act) {
            if (other.isEmpty() || !otherSide.contains(client)) {
                return act.get();
            }
            RelayState first = honest.state();
            honest.restore(other.get().withAll(common(first)));
            T result = act.get();
            RelayState after = honest.state();
            other = Optional.of(after);
            honest.restore(first.withAll(common(after)));
            return result;
        }

        private List<LogState> common(RelayState of) {
            return of.logs().values().stream().filter(log -> !forks(log)).toList();
        }

        @Override
        public Answer<SignedHead> create(Hash readHash, Hash appendHash) {
            return onMyHistory(() -> honest.create(readHash, appendHash));
        }

        @Override
        public Answer<SignedHead> append(
                LogId log, Secret capability, Optional<Head> base, Bytes entry, Optional<Head> at) {
            if (lies(Fault.DECLINED_WRONGLY)) {
                return new Answer.Declined<>(dice.pick(List.of(Why.OTHER_CHAIN, Why.PLACE_TAKEN, Why.LATER)));
            }
            if (displaced.isEmpty() || displaced.contains(client)) {
                return onMyHistory(() -> honest.append(log, capability, base, entry, at));
            }
            Optional<LogState> before = honest.state().log(log);
            Answer<SignedHead> answer = onMyHistory(() -> honest.append(log, capability, base, entry, at));
            boolean isNew = before.filter(HostileRelay::isRoom)
                    .filter(was -> honest.state().log(log).equals(Optional.of(was.with(entry))))
                    .isPresent();
            if (isNew) {
                displace(before.get(), entry);
            }
            return answer;
        }

        @Override
        public Answer<Page> read(LogId log, Secret capability, long after, int most, Duration wait) {
            if (gone.contains(new Gone(client, log))) {
                tally.count(Fault.GONE_CLAIMED);
                return new Answer.Declined<>(Why.GONE);
            }
            if (lies(Fault.DECLINED_WRONGLY)) {
                return new Answer.Declined<>(dice.pick(List.of(Why.NO_SUCH_LOG, Why.LATER)));
            }
            Answer<Page> answer = onMyHistory(() -> honest.read(log, capability, after, most, wait));
            return switch (answer) {
                case Answer.Given<Page>(Page page) -> new Answer.Given<>(spoiled(log, page));
                case Answer.Declined<Page> declined -> declined;
                case Answer.Silent<Page> silent -> silent;
            };
        }

        private boolean lies(Fault way) {
            if (on.contains(way) && dice.chance(SPOILED_PERMILLE)) {
                tally.count(way);
                return true;
            }
            return false;
        }

        private Page spoiled(LogId log, Page page) {
            List<Bytes> entries = new ArrayList<>(page.entries());
            if (entries.size() > 1 && lies(Fault.PAGE_REORDERED)) {
                entries.add(entries.removeFirst());
                return new Page(page.after(), entries, page.upTo(), page.current());
            }
            if (!entries.isEmpty() && lies(Fault.PAGE_GAP)) {
                entries.remove(dice.below(entries.size()));
                return new Page(page.after(), entries, page.upTo(), page.current());
            }
            if (!entries.isEmpty() && lies(Fault.PAGE_CORRUPT)) {
                entries.replaceAll(HostileRelay.this::flip);
                return new Page(page.after(), entries, page.upTo(), page.current());
            }
            if (!entries.isEmpty() && lies(Fault.PAGE_TRUNCATED)) {
                return truncated(log, page);
            }
            if (lies(Fault.HEAD_FORGED)) {
                SignedHead real = page.current();
                SignedHead forged =
                        new SignedHead(real.log(), real.head(), real.index(), real.path(), flip(real.signature()));
                return new Page(page.after(), page.entries(), forged, forged);
            }
            if (remembered.isPresent() && lies(Fault.PAGE_REPLAYED)) {
                return remembered.get();
            }
            remembered = Optional.of(page);
            return page;
        }

        private Page truncated(LogId log, Page page) {
            LogState shown = onMyHistory(() -> honest.state().log(log).orElseThrow());
            LogState shorter =
                    shown.cut(page.after() + dice.below(page.entries().size()));
            return honest.page(shorter, page.after(), page.entries().size());
        }

        @Override
        public Answer<SignedHead> release(LogId log, Secret capability, Hash token, int members) {
            return onMyHistory(() -> honest.release(log, capability, token, members));
        }

        @Override
        public Answer<Hash> putBlob(LogId log, Secret capability, Bytes blob) {
            return honest.putBlob(log, capability, blob);
        }

        @Override
        public Answer<Bytes> getBlob(LogId log, Secret capability, Hash blob) {
            return honest.getBlob(log, capability, blob);
        }

        @Override
        public Answer<Hash> park(Hash locator, Bytes sealed) {
            return honest.park(locator, sealed);
        }

        @Override
        public Answer<Bytes> collect(Hash locator) {
            return honest.collect(locator);
        }
    }
}
