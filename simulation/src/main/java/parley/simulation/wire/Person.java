package parley.simulation.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.Line;
import parley.node.desk.Messages.Outgoing;
import parley.node.desk.Messages.Page;
import parley.node.desk.Messages.Unplaced;
import parley.node.desk.RoomRef;
import parley.simulation.world.Dice;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;

/**
 * Who sits at one node: says things in bursts, reads what comes, marks it and mostly answers, opens the page and drafts; or,
 * while told to be silent, does nothing at all. Thread-safe.
 */
final class Person implements AutoCloseable {
    /** More than people do who type: the more happens in a minute, the sooner is found what it moves. */
    private static final int MEAN_PAUSE_MILLIS = 10_000;

    /** From a glance to some sentences. */
    private static final int LEAST_READING_MILLIS = 1_000;

    private static final int MOST_READING_MILLIS = 8_000;
    /** Of 1,000 texts, so many are answered. */
    private static final int ANSWERED = 850;
    /** People see on the page that what they said waits for its slot, and go on only so far ahead of it. */
    private static final int MOST_WAITING = 2;

    /** Characters of a word or a sentence, of some, and of a page: the last takes more than one slot. */
    private static final int SHORT = 80;

    private static final int SENTENCES = 900;
    private static final int PAGE = 6_000;
    /** As many as a page shows at once. */
    private static final int LINES = 50;

    private final Desk desk;
    private final RoomRef room;
    private final Dice dice;
    private final WatchedThread thread;
    private final Map<Long, Text> said = new TreeMap<>();
    private boolean talking;
    private long lines;

    /**
     * What was said and not taken back.
     *
     * @param goes when it went, or was to go, to the relay
     */
    record Text(Instant said, Instant goes) {}

    Person(WatchedNode node, RoomRef room, Dice dice) {
        this.desk = node.desk();
        this.room = room;
        this.dice = dice;
        this.thread = WatchedThread.start("a person", this::live);
    }

    synchronized void talk() {
        talking = true;
        notifyAll();
    }

    /** Takes back what isn't sealed yet: else a talk would go on for slots after its people fell silent. */
    synchronized void fallSilent() {
        talking = false;
        notifyAll();
        for (Unplaced one : desk.messages().unplaced(room)) {
            if (desk.messages().takeBack(room, one.ticket()).isDone()) {
                said.remove(one.ticket());
            }
        }
    }

    /** Throws if this person can't go on. */
    void check() {
        thread.check();
    }

    synchronized List<Text> said() {
        return new ArrayList<>(said.values());
    }

    private void live() throws InterruptedException {
        while (true) {
            awaitTalk();
            if (pause(exponential())) {
                act();
            }
        }
    }

    private synchronized void awaitTalk() throws InterruptedException {
        while (!talking) {
            wait();
        }
    }

    /** Whether it still talks afterwards. */
    private synchronized boolean pause(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toMillis(); talking && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return talking;
    }

    private Duration exponential() {
        double uniform = (dice.below(1_000_000) + 1) / 1_000_001.0;
        return Duration.ofMillis((long) (-Math.log(uniform) * MEAN_PAUSE_MILLIS));
    }

    private void act() throws InterruptedException {
        if (news()) {
            if (pause(Duration.ofMillis(dice.between(LEAST_READING_MILLIS, MOST_READING_MILLIS)))) {
                reads();
                if (dice.chance(ANSWERED)) {
                    says();
                }
            }
            return;
        }
        switch (dice.weighted(5, 2, 2)) {
            case 0 -> says();
            case 1 -> reads();
            default -> desk.messages().keepDraft(room, words()).orThrow();
        }
    }

    private boolean news() {
        return desk.messages().page(room, OptionalLong.empty(), 1).orThrow().total() > lines;
    }

    private void reads() {
        Page page = desk.messages().page(room, OptionalLong.empty(), LINES).orThrow();
        lines = page.total();
        for (Line last : page.lines().reversed().stream().limit(1).toList()) {
            desk.rooms().read(room, last.index()).orThrow();
        }
    }

    /** Said and noted as one, so that falling silent takes back all. */
    private synchronized void says() {
        if (!talking || desk.messages().unplaced(room).size() >= MOST_WAITING) {
            return;
        }
        if (desk.messages().send(room, words()) instanceof Result.Done<Long>(Long ticket)) {
            Instant now = Instant.now();
            said.put(ticket, new Text(now, goes(ticket).orElse(now)));
        }
    }

    private Optional<Instant> goes(long ticket) {
        return desk.messages().unplaced(room).stream()
                .filter(one -> one.ticket() == ticket)
                .flatMap(one ->
                        one.state() instanceof Unplaced.State.InSlot slot ? Stream.of(slot.goes()) : Stream.empty())
                .findFirst();
    }

    private Outgoing words() {
        int length = switch (dice.weighted(5, 4, 1)) {
            case 0 -> dice.between(1, SHORT);
            case 1 -> dice.between(SHORT, SENTENCES);
            default -> dice.between(SENTENCES, PAGE);
        };
        return new Outgoing(
                MessageKind.STATEMENT, "x".repeat(length), "en", Direction.LTR, Optional.empty(), false, List.of());
    }

    @Override
    public void close() {
        thread.close();
    }
}
