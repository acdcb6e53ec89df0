package parley.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
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
    private final SimRelay honest;
    private final Dice dice;
    private final Tally tally;
    private final SpoiledPages pages;
    private final List<RelayState> kept = new ArrayList<>();
    private final Set<Integer> otherSide = new TreeSet<>();
    /** Rooms' logs that stood when the histories parted. */
    private final Set<LogId> forked = new HashSet<>();

    private Optional<RelayState> other = Optional.empty();
    private boolean hidesForks;
    /** Clients to which the next entry of a room will be shown at another place than to the others. */
    private final Set<Integer> displaced = new TreeSet<>();

    private final HeldBack heldBack = new HeldBack();
    private final Crossings crossings = new Crossings();
    /** How often it became other than it was, beside what it has kept honestly. */
    private long turns;
    /** Where it put bytes that stood in that log already. */
    private final Set<Place> repeated = new HashSet<>();
    /** What is gone, to one client. */
    private final Set<Gone> gone = new HashSet<>();

    private record Place(LogId log, long position) {}

    private record Gone(int client, LogId log) {}

    public HostileRelay(SimRelay honest, Dice dice, Tally tally) {
        this.honest = honest;
        this.dice = dice;
        this.tally = tally;
        pages = new SpoiledPages(dice, tally);
    }

    public SimRelay honest() {
        return honest;
    }

    /** Grows whenever it may show a client something else than before. */
    public long changes() {
        return honest.changes() + turns;
    }

    /** Which ways to spoil answers are on from now; the others are off. */
    public void spoil(Set<Fault> ways) {
        pages.spoil(ways);
    }

    /** Ends every mischief: one history for all from now on, the one that most clients saw. */
    public void behave() {
        turns++;
        pages.spoil(Set.of());
        otherSide.clear();
        displaced.clear();
        gone.clear();
        heldBack.none();
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
        other = Optional.of(honest.state().with(before.with(pages.flip(entry)).with(entry)));
    }

    /**
     * Shows these clients another history from now on; both begin with what stands.
     *
     * @param hidden whether the relay shows all the same logs that are made later: the fork is then in the past of a log
     */
    public void split(Set<Integer> clients, boolean hidden) {
        turns++;
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

    /** Puts this log back to what it was when so many entries stood. */
    public void cutLog(LogId log, long length) {
        honest.state().log(log).filter(now -> now.size() > length).ifPresent(now -> {
            tally.count(Fault.ROLLED_BACK);
            honest.restore(honest.state().with(now.cut(length)));
        });
    }

    /** Places bytes in a room's log that nobody sent there. */
    public void place(Fault how) {
        pickRoom().ifPresent(log -> place(how, log));
    }

    private void place(Fault how, LogState log) {
        List<Bytes> material = switch (how) {
            case ENTRY_REPEATED -> log.entries();
            case ENTRY_TRANSPLANTED -> foreignEntries(log.id());
            case ENTRY_GARBAGE -> log.entries().stream().map(pages::flip).toList();
            default -> throw new IllegalArgumentException("not a way to place bytes: " + how);
        };
        if (!material.isEmpty()) {
            tally.count(how);
            Bytes placed = dice.pick(material);
            if (log.placeOf(placed).isPresent()) {
                repeated.add(new Place(log.id(), log.size() + 1));
            }
            honest.restore(honest.state().with(log.with(placed)));
        }
    }

    /** Whether it put at this place what stood in that log already: an entry again, or one that it had carried into another log and back. */
    public boolean repeats(LogId log, long position) {
        return repeated.contains(new Place(log, position));
    }

    /** Whether it showed of this log, to whoever, an end that stands further on than was asked for. */
    public boolean hasShownAFalseEnd(LogId log) {
        return pages.hasShownAFalseEnd(log);
    }

    /** Tells this client from now on that this log is gone. */
    public void claimGone(int client, LogId log) {
        gone.add(new Gone(client, log));
    }

    /** Keeps from one client, until it behaves, what another writes in rooms from now on. */
    public void holdBack(int author, int reader) {
        turns++;
        heldBack.between(author, reader);
    }

    /** Carries the second entry that somebody writes in one of two histories into the other, once, which lacks the first. */
    public void crossASecond() {
        crossings.beginWithSecond();
    }

    /** Places in one of two histories an entry that came in the other only. */
    public void cross() {
        other.ifPresent(second -> {
            boolean here = dice.chance(500);
            RelayState from = here ? second : honest.state();
            List<LogState> longer = Crossings.longer(from, here ? honest.state() : second, this::forks);
            if (!longer.isEmpty()) {
                cross(dice.pick(longer), here);
            }
        });
    }

    private void cross(LogState longer, boolean here) {
        tally.count(Fault.ENTRY_CROSSED);
        turns++;
        if (here) {
            honest.restore(honest.state().with(longer));
        } else {
            other = other.map(second -> second.with(longer));
        }
    }

    /** Hears that a client's entry was placed while there are two histories. */
    private void wrote(int client, Bytes entry, RelayState second) {
        crossings.wrote(client, entry);
        crossings.second(second, honest.state(), this::forks).ifPresent(longer -> cross(longer, true));
        crossings.second(honest.state(), second, this::forks).ifPresent(longer -> cross(longer, false));
    }

    /** A log as a client is shown it. */
    public Optional<LogState> shownTo(int client, LogId log) {
        return ofHistory(client, log).map(its -> heldBack.shown(client, its));
    }

    /** A log in the history that a client is shown, whatever is kept from it. */
    private Optional<LogState> ofHistory(int client, LogId log) {
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
        return honest.state().logs().values().stream()
                .filter(log -> !log.id().equals(but))
                .flatMap(log -> log.entries().stream())
                .toList();
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
            if (pages.hits(Fault.DECLINED_WRONGLY)) {
                return new Answer.Declined<>(dice.pick(List.of(Why.OTHER_CHAIN, Why.PLACE_TAKEN, Why.LATER)));
            }
            Optional<LogState> before = ofHistory(client, log).filter(HostileRelay::isRoom);
            Answer<SignedHead> answer = placed(log, capability, base, entry, at);
            other.ifPresent(second -> wrote(client, entry, second));
            if (before.isPresent() && !ofHistory(client, log).equals(before) && heldBack.placed(client, before.get())) {
                tally.count(Fault.HELD_BACK);
            }
            return answer;
        }

        private Answer<SignedHead> placed(
                LogId log, Secret capability, Optional<Head> base, Bytes entry, Optional<Head> at) {
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
            if (pages.hits(Fault.DECLINED_WRONGLY)) {
                return new Answer.Declined<>(dice.pick(List.of(Why.NO_SUCH_LOG, Why.LATER)));
            }
            Answer<Page> answer = onMyHistory(() -> honest.read(log, capability, after, most, wait));
            return switch (answer) {
                case Answer.Given<Page>(Page page) -> new Answer.Given<>(spoiled(log, withoutHeldBack(log, page)));
                case Answer.Declined<Page> declined -> declined;
                case Answer.Silent<Page> silent -> silent;
            };
        }

        private Page withoutHeldBack(LogId log, Page page) {
            LogState all = ofHistory(client, log).orElseThrow();
            LogState shown = heldBack.shown(client, all);
            return shown.size() == all.size()
                    ? page
                    : honest.page(shown, page.after(), page.entries().size());
        }

        private Page spoiled(LogId log, Page page) {
            return pages.page(page, kept -> {
                LogState shorter =
                        onMyHistory(() -> honest.state().log(log).orElseThrow()).cut(page.after() + kept);
                return honest.page(shorter, page.after(), page.entries().size());
            });
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
