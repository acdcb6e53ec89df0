package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.TableId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.TestFold;
import parley.protocol.fixture.World;
import parley.protocol.identity.InboxAddress;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.port.Tx;

/** Oman mediates between Israel and Iran in one room; what every scenario of this package begins with. */
final class Scene {
    static final Duration STEP = Duration.ofMinutes(1);

    final World world;
    final Conduct conduct;
    final Actor oman;
    final Actor israel;
    final Actor iran;

    Scene() {
        this(Conduct.STRICT);
    }

    /** Every actor leaves out the checks that {@code conduct} leaves out. */
    Scene(Conduct conduct) {
        this(conduct, new MemoryRelay("relay.test"));
    }

    Scene(Conduct conduct, MemoryRelay relay) {
        this(conduct, relay, 2);
    }

    /** @param consents how many ratify a change, its proposer's included */
    Scene(Conduct conduct, MemoryRelay relay, int consents) {
        this(conduct, relay, new TestFold(1, consents));
    }

    Scene(Conduct conduct, MemoryRelay relay, RoomFold fold) {
        this.world = new World(relay);
        this.conduct = conduct;
        oman = actor("Oman", fold);
        oman.sit(tx -> Seat.open(oman.ports(), tx, "Oman", Role.MEDIATOR, relay.address()));
        israel = world.join(oman, actor("Israel", fold), Role.PARTY);
        iran = world.join(oman, actor("Iran", fold), Role.PARTY);
    }

    /** An actor of this scene's conduct who sits nowhere yet. */
    Actor actor(String name, RoomFold fold) {
        return actor(name, fold, conduct);
    }

    Actor actor(String name, RoomFold fold, Conduct how) {
        AtomicReference<TableId> table = new AtomicReference<>();
        Actor actor = new Actor(name, world.ports(fold), (ports, tx) -> Seat.load(ports, how, tx, table.get())) {
            @Override
            public void sit(Function<Tx, Seat> make) {
                super.sit(tx -> {
                    Seat seat = make.apply(tx);
                    table.set(seat.table());
                    return seat;
                });
            }
        };
        return world.add(actor);
    }

    /** Another machine that holds a copy of this one's disk. */
    Actor cloneOf(Actor original) {
        TableId table = original.seat().table();
        Actor clone = new Actor(
                original.name + "'s clone", original.ports(), (ports, tx) -> Seat.load(ports, conduct, tx, table));
        clone.store = original.store.image();
        clone.restart();
        return world.add(clone);
    }

    /** One talk of everybody to everybody, to have sessions answered and heads moving. */
    void warmUp(RoomId room) {
        for (Actor actor : List.of(oman, israel, iran)) {
            actor.say(room, actor.name + " is here");
            world.settle();
        }
    }

    Actor guest(String name) {
        return world.join(oman, actor(name, new TestFold(1, 2)), Role.GUARANTOR);
    }

    RoomId plenary() {
        return world.room(4, oman, israel, iran);
    }

    /** A second room, of Oman and Iran alone, which consented and is away since: it was not heard there yet. */
    RoomId withoutIran() {
        RoomPlan plan = new RoomPlan("second", Bytes.EMPTY, List.of(oman.id(), iran.id()), 4, world.relay.address());
        RoomId room = oman.act((s, tx) -> s.found(tx, plan)).orThrow();
        world.settle();
        iran.joins(room).orThrow();
        iran.send(world);
        iran.offline = true;
        world.settle();
        assertThat(oman.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        return room;
    }

    /** Proposed by one, consented to by another; the change takes place when the world settles. */
    Hash ratify(RoomId room, ChangeKind kind, Actor subject, Actor proposer, Actor seconder) {
        Bytes change = change(room, kind, subject, proposer);
        proposer.say(room, TestFold.propose(kind, subject.id(), change));
        world.settle();
        Hash proposal = Seat.proposal(change);
        seconder.say(room, TestFold.consent(proposal));
        return proposal;
    }

    /** The change, once the newcomer's card is here. */
    Bytes change(RoomId room, ChangeKind kind, Actor subject, Actor proposer) {
        Result<Bytes> first = proposer.act((s, tx) -> s.change(tx, room, kind, subject.id(), Optional.empty()));
        if (first instanceof Result.Refused<Bytes>(Refusal why) && why.key().equals("room.card-asked")) {
            world.settle();
            subject.joins(room);
            world.settle();
            first = proposer.act((s, tx) -> s.change(tx, room, kind, subject.id(), Optional.empty()));
        }
        return first.orThrow();
    }

    void change(RoomId room, ChangeKind kind, Actor subject) {
        ratify(room, kind, subject, oman, israel.equals(subject) ? iran : israel);
        world.settle();
    }

    /** The seconder follows the renewal and has the subject's new card; Oman, who alone can open the room to it anew, is away. */
    void renewWithoutItsOpening(RoomId room, Actor subject, Actor seconder) {
        ratify(room, ChangeKind.RENEW, subject, oman, seconder);
        seconder.send(world);
        oman.read(world);
        oman.send(world);
        oman.offline = true;
        world.settle();
        assertThat(seconder.room(room).epoch()).isEqualTo(1);
        assertThat(subject.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
    }

    static Peers.Peer peer(Actor at, Actor of) {
        return at.seat().desk().peers.find(of.id()).orElseThrow();
    }

    /** As a changed program does, which opens an inbox wherever it likes. */
    static InboxAddress ownInboxAt(Actor actor, RelayAddress relay) {
        return actor.act((s, tx) -> s.desk().mailbox.open(tx, relay).address());
    }

    /** One says to the other that it is reached there from now on. */
    void tells(Actor from, Actor to, InboxAddress inbox) {
        send(from, to, new InboxMessage.InboxChanged(inbox));
        world.settle();
    }

    /** And no log of any room. */
    void readsItsMail(Actor actor) {
        actor.act((s, tx) -> {
            s.readings().stream()
                    .filter(reading -> s.desk().mailbox.owns(reading.log().id()))
                    .forEach(reading -> s.took(
                            tx,
                            reading,
                            world.relay.read(
                                    reading.log().id(),
                                    reading.capability(),
                                    reading.after(),
                                    reading.most(),
                                    Duration.ZERO)));
            return true;
        });
    }

    /** Whatever a changed program would say. */
    static void send(Actor from, Actor to, InboxMessage message) {
        from.act((s, tx) -> {
            s.desk().post.send(tx, peer(from, to), message);
            return true;
        });
    }

    static void say(Actor actor, RoomId room, String text) {
        actor.act((s, tx) -> s.say(tx, room, TestFold.text(text), Instant.EPOCH));
    }

    /** Texts folded here, in order. */
    static List<String> texts(Actor actor, RoomId room) {
        return actor.heard(room).stream()
                .filter(e -> e.at(0) == 0)
                .map(e -> e.slice(5, e.size()).asUtf8())
                .toList();
    }

    static void freeze(Actor actor, Fact.Freeze why) {
        actor.act((s, tx) -> {
            s.freeze(tx, why);
            return true;
        });
    }

    static Room room(Actor actor, RoomId room) {
        return actor.seat().desk().rooms.find(room).orElseThrow();
    }
}
