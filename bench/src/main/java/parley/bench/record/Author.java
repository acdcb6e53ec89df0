package parley.bench.record;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.engine.TalkFold;
import parley.protocol.port.Relay;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Store;
import parley.protocol.seat.Reading;
import parley.protocol.seat.RoomPlan;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.protocol.seat.Sending;
import parley.protocol.session.LibsignalSessions;
import parley.talks.message.MessageActs;
import parley.talks.message.MessageKind;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.RosterActs;
import parley.talks.rules.RoomKind;
import parley.talks.rules.RoomTerms;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/**
 * Who says it all: a real seat over a memory that forgets, so that nothing but sealing takes time. Used by one thread at a time.
 */
final class Author {
    private static final Duration VALID = Duration.ofDays(1);
    private static final int MOST_QUIET_SECONDS = 300;

    private final PassingStore store = new PassingStore();
    private final NearRelay relay;
    private final InstantSource clock = InstantSource.system();
    private final Set<LogId> seen = new HashSet<>();
    private final Seat seat;

    Author(String name, NearRelay relay, Randomness randomness) {
        this.relay = relay;
        Seat.Ports ports = new Seat.Ports(
                new LibsignalSessions(clock), new TalkFold(), randomness, clock, (tx, table, fact) -> {});
        seat = store.transact(tx -> Seat.open(ports, tx, name, Role.MEDIATOR, relay.address()));
    }

    TableId table() {
        return seat.table();
    }

    PrincipalId self() {
        return seat.self().id();
    }

    Bytes invitation(String theirName) {
        return act(tx -> seat.invite(tx, theirName, Role.PARTY, VALID).orThrow().file());
    }

    /** Waits until the invited has answered, and takes its keys as compared. */
    PrincipalId met() throws InterruptedException {
        await("an answer", () -> seat.peers().stream().anyMatch(Seat.Peer::paired));
        PrincipalId peer = seat.peers().getFirst().principal().id();
        act(tx -> seat.compared(tx, peer, true, "bench").orThrow());
        return peer;
    }

    RoomId plan(String name, PrincipalId other) {
        RoomTerms terms = new RoomTerms(RoomKind.CAUCUS, Rules.standard());
        return act(tx -> seat.found(tx, new RoomPlan(name, terms.encoded(), List.of(self(), other), 2, relay.address()))
                .orThrow());
    }

    /** Waits until the room is open and what is said in it can be sealed for the other. */
    void opened(RoomId room) throws InterruptedException {
        await(
                "the room to open",
                () -> view(room)
                        .filter(seen -> seen.condition() == SeatRoom.Condition.OPEN)
                        .filter(seen -> seen.roster().stream().allMatch(SeatRoom.Member::confirmed))
                        .isPresent());
    }

    /** Says messages {@code after + 1} to {@code after + count}, refreshing the room's keys as often as its Rules ask. */
    void say(RoomId room, Texts texts, int after, int count, Refreshing refreshing) throws InterruptedException {
        int every = Rules.standard().refreshEntries();
        store.forgetting(true);
        RoomTalk talk = talk(room);
        for (int i = after + 1; i <= after + count; i++) {
            Instant now = clock.instant();
            Texts.Text text = texts.next(i);
            say(
                    room,
                    talk,
                    new RoomCommand.OfMessage(new MessageActs.Command.Say(
                            MessageKind.STATEMENT,
                            text.words(),
                            text.language(),
                            text.direction(),
                            Optional.empty(),
                            List.of(),
                            Optional.empty(),
                            now.toEpochMilli(),
                            Standing.COMPARED)));
            if (i % every == 0) {
                store.forgetting(false);
                refresh(room, refreshing);
                talk = talk(room);
                store.forgetting(true);
            }
        }
        store.forgetting(false);
    }

    /** How the other consents to new keys. */
    @FunctionalInterface
    interface Refreshing {
        void consent(RoomId room, Hash proposal) throws InterruptedException;
    }

    private void refresh(RoomId room, Refreshing refreshing) throws InterruptedException {
        int epoch = epoch(room);
        Bytes change = act(tx -> seat.change(tx, room, RoomFold.ChangeKind.REFRESH, self(), Optional.empty())
                .orThrow());
        say(
                room,
                talk(room),
                new RoomCommand.OfRoster(new RosterActs.Command.Propose(
                        ChangeKind.REFRESH, seat.self(), change, Standing.COMPARED, "")));
        await("the proposal", () -> !talk(room).roster().proposals().isEmpty());
        refreshing.consent(room, talk(room).roster().proposals().getFirst().name());
        await("new keys", () -> epoch(room) > epoch);
    }

    private void say(RoomId room, RoomTalk talk, RoomCommand command) throws InterruptedException {
        Bytes event = talk.decide(self(), command).orThrow();
        act(tx -> seat.say(tx, room, event, clock.instant()).orThrow());
        relay.awaitReader(view(room).orElseThrow().log().id());
    }

    private int epoch(RoomId room) {
        return view(room).orElseThrow().epoch();
    }

    private RoomTalk talk(RoomId room) {
        return RoomTalk.restore(view(room).orElseThrow().state().encoded()).orThrow();
    }

    private Optional<SeatRoom> view(RoomId room) {
        return seat.room(room);
    }

    /** Something that becomes true by what the other does. */
    @FunctionalInterface
    private interface Condition {
        boolean holds();
    }

    private void await(String what, Condition condition) throws InterruptedException {
        int quiet = 0;
        while (true) {
            long seen = relay.changes();
            act(tx -> {
                seat.tick(tx);
                return true;
            });
            if (condition.holds()) {
                return;
            }
            // Counted, not timed: a virtual machine that stood still for a while has not waited.
            if (quiet > MOST_QUIET_SECONDS) {
                throw new IllegalStateException("the author waited in vain for " + what);
            }
            relay.awaitChange(seen);
            quiet = relay.changes() == seen ? quiet + 1 : 0;
        }
    }

    /** One act, and everything that follows from it until nothing is left to send or read. */
    private <T> T act(Store.Work<T> work) {
        T result = store.transact(work);
        boolean more = true;
        while (more) {
            boolean sent = send();
            more = read() || sent;
        }
        return result;
    }

    private boolean send() {
        List<Sending> waiting = seat.sendings();
        for (Sending sending : waiting) {
            Relay.Answer<?> answer = switch (sending) {
                case Sending.Create create -> relay.create(create.readHash(), create.appendHash());
                case Sending.Append append ->
                    relay.append(append.log(), append.capability(), append.base(), append.entry(), append.at());
                case Sending.Release release ->
                    relay.release(release.log(), release.capability(), release.token(), release.members());
                case Sending.Park park -> relay.park(park.locator(), park.sealed());
            };
            store.transact(tx -> {
                seat.sent(tx, sending, answer);
                return true;
            });
        }
        return !waiting.isEmpty();
    }

    private boolean read() {
        boolean read = false;
        for (Reading reading : seat.readings()) {
            LogId log = reading.log().id();
            // Of a log without anything new, a seat needs to be told once that there is nothing.
            boolean first = seen.add(log);
            Optional<Relay.Page> page = relay.beyond(log, reading.after(), reading.most(), first);
            if (page.isPresent()) {
                Relay.Answer<Relay.Page> answer = new Relay.Answer.Given<>(page.get());
                store.transact(tx -> {
                    seat.took(tx, reading, answer);
                    return true;
                });
                read = true;
            } else if (first) {
                seen.remove(log);
            }
        }
        return read;
    }
}
