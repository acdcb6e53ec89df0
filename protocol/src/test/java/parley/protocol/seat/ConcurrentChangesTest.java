package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.entry.Header;
import parley.protocol.entry.Part;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.TestFold;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.NextSecrets;

/**
 * Two changes of one roster, ratified at once and carried out by two nodes at once (protocol.md, "Epochs", attack 33): the relay's
 * order says which one counts, and the other takes effect only if it is proposed and consented to again.
 */
class ConcurrentChangesTest {
    /** A would let Q in or throw C out; C would let N in or throw A out: remove and counter-remove among them. */
    static Stream<Arguments> allPairsInBothOrders() {
        List<Arguments> all = new ArrayList<>();
        for (ChangeKind ofA : List.of(ChangeKind.ADMIT, ChangeKind.REMOVE)) {
            for (ChangeKind ofC : List.of(ChangeKind.ADMIT, ChangeKind.REMOVE)) {
                for (boolean aFirst : new boolean[] {true, false}) {
                    all.add(Arguments.of(ofA, ofC, aFirst));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("allPairsInBothOrders")
    void attack_33_one_counts_and_the_other_counts_once_it_is_proposed_again(
            ChangeKind ofA, ChangeKind ofC, boolean aFirst) {
        new Six(Conduct.STRICT).oneThenTheOther(ofA, ofC, aFirst);
    }

    /** C has gone; what it proposed is carried out all the same, by consents given to somebody who sat there then. */
    @Test
    void attack_33_sabotaged_the_second_change_takes_effect_without_being_proposed_again() {
        Six weak = new Six(new Conduct() {
            @Override
            boolean bindsChanges() {
                return false;
            }
        });
        weak.atOnce(ChangeKind.REMOVE, ChangeKind.ADMIT, true);
        assertThat(weak.b.room(weak.room).epoch()).isEqualTo(2);
        assertThat(weak.n.room(weak.room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
    }

    /** Its own removal is no turn of a leaver's: it waits for the other change, and isn't woken for nothing until then. */
    @Test
    void who_leaves_by_one_of_two_changes_waits_for_its_turn_at_the_other() {
        Six six = new Six(Conduct.STRICT);
        for (int tries = 1; !six.leavingComesFirst(); tries++) {
            assertThat(tries).as("hashes give the order").isLessThan(40);
            six = new Six(Conduct.STRICT);
        }
        Room here = Scene.room(six.c, six.room);
        boolean sealed = six.c.act((_, tx) -> here.enactment.carryOut(tx));
        assertThat(sealed).isFalse();
        assertThat(here.enactment.nextTurn())
                .contains(six.scene
                        .world
                        .clock
                        .instant()
                        .plus(Enactment.PAUSE.multipliedBy(here.roster().placeOf(here.desk.me()) + 1L)));
    }

    /** Four who sit in the room, and two outside it. */
    private static final class Six {
        private final Scene scene;
        private final Actor a;
        private final Actor b;
        private final Actor c;
        private final Actor d;
        /** Whom A would let in, and whom C would. */
        private final Actor q;

        private final Actor n;
        private final RoomId room;

        /** The fold is one of a later version of the rules, where proposals outlive the epoch in which they were made. */
        Six(Conduct conduct) {
            TestFold fold = new TestFold(1, 2, false);
            scene = new Scene(conduct, new MemoryRelay("relay.test"), fold);
            a = scene.oman;
            b = scene.israel;
            c = scene.iran;
            d = scene.world.join(a, scene.actor("D", fold), Role.PARTY);
            q = scene.world.join(a, scene.actor("Q", fold), Role.GUARANTOR);
            n = scene.world.join(a, scene.actor("N", fold), Role.GUARANTOR);
            scene.world.pair(c, n);
            scene.world.pair(b, q);
            scene.world.pair(b, n);
            room = scene.world.room(6, a, b, c, d);
        }

        void oneThenTheOther(ChangeKind ofA, ChangeKind ofC, boolean aFirst) {
            List<Actor> roster = new ArrayList<>(List.of(a, b, c, d));
            atOnce(ofA, ofC, aFirst);
            apply(roster, aFirst ? ofA : ofC, aFirst);
            allStandAt(1, roster);

            scene.ratify(room, aFirst ? ofC : ofA, subject(aFirst ? ofC : ofA, !aFirst), b, d);
            scene.world.settle();
            apply(roster, aFirst ? ofC : ofA, !aFirst);
            allStandAt(2, roster);
        }

        /** C asks to leave and A to let somebody in, both ratified; true if folds name the leaving first. */
        boolean leavingComesFirst() {
            Bytes leaving = scene.change(room, ChangeKind.REMOVE, c, c);
            Bytes coming = scene.change(room, ChangeKind.ADMIT, q, a);
            c.say(room, TestFold.propose(ChangeKind.REMOVE, c.id(), leaving));
            a.say(room, TestFold.propose(ChangeKind.ADMIT, q.id(), coming));
            scene.world.settle();
            a.offline = true;
            b.say(room, TestFold.consent(Seat.proposal(leaving)));
            b.say(room, TestFold.consent(Seat.proposal(coming)));
            scene.world.settle();
            return Scene.room(c, room).folded.ratified().equals(List.of(Seat.proposal(leaving), Seat.proposal(coming)));
        }

        private Actor subject(ChangeKind kind, boolean wishOfA) {
            return kind == ChangeKind.ADMIT ? (wishOfA ? q : n) : (wishOfA ? c : a);
        }

        private void apply(List<Actor> roster, ChangeKind kind, boolean wishOfA) {
            if (kind == ChangeKind.ADMIT) {
                roster.add(subject(kind, wishOfA));
            } else {
                roster.remove(subject(kind, wishOfA));
            }
        }

        /** Both are ratified before either proposer hears of it, and both place their epoch entry in the same log. */
        void atOnce(ChangeKind ofA, ChangeKind ofC, boolean aFirst) {
            Bytes first = scene.change(room, ofA, subject(ofA, true), a);
            Bytes second = scene.change(room, ofC, subject(ofC, false), c);
            a.say(room, TestFold.propose(ofA, subject(ofA, true).id(), first));
            c.say(room, TestFold.propose(ofC, subject(ofC, false).id(), second));
            scene.world.settle();
            a.offline = true;
            c.offline = true;
            b.say(room, TestFold.consent(Seat.proposal(first)));
            d.say(room, TestFold.consent(Seat.proposal(second)));
            scene.world.settle();
            a.offline = false;
            c.offline = false;
            carryOut(a, first);
            carryOut(c, second);
            var log = b.room(room).log().id();
            int before = scene.world.relay.entries(log).size();
            for (Actor proposer : aFirst ? List.of(a, c) : List.of(c, a)) {
                proposer.send(scene.world);
            }
            assertThat(scene.world.relay.entries(log)).as("two epoch entries").hasSize(before + 2);
            scene.world.settle();
            // Longer than the pause after which others carry out what its proposer doesn't.
            scene.world.settleOver(Scene.STEP.multipliedBy(2), 5);
        }

        /** A node that doesn't wait for the other, though both changes are ratified where it stands. */
        private void carryOut(Actor proposer, Bytes change) {
            proposer.read(scene.world);
            Room here = Scene.room(proposer, room);
            if (here.state.unplaced.isPresent()) {
                return;
            }
            DueChange due =
                    DueChange.of(here, here.current(), Seat.proposal(change)).orElseThrow();
            CanonicalWriter body = new CanonicalWriter();
            NextSecrets.fresh(Randomness.system(), scene.world.relay.address(), here.current().openingHash)
                    .write(body);
            boolean sealed = proposer.act((s, tx) -> here.writer.seal(
                    tx,
                    new Header.Epoch(due.proposal()),
                    Part.split(body.bytes(), here.size().pieceBytes()).getFirst(),
                    OptionalLong.empty(),
                    due.next()));
            assertThat(sealed).isTrue();
        }

        private void allStandAt(int epoch, List<Actor> roster) {
            List<PrincipalId> ids = roster.stream().map(Actor::id).toList();
            for (Actor actor : roster) {
                assertThat(actor.room(room).epoch()).as(actor.name).isEqualTo(epoch);
                assertThat(actor.room(room).condition()).as(actor.name).isEqualTo(SeatRoom.Condition.OPEN);
                assertThat(actor.room(room).roster().stream()
                                .map(m -> m.principal().id()))
                        .as(actor.name)
                        .containsExactlyInAnyOrderElementsOf(ids);
                assertThat(actor.room(room).state().digest())
                        .isEqualTo(roster.getFirst().room(room).state().digest());
                assertThat(actor.alarms()).as(actor.name).isEmpty();
            }
            for (Actor other : List.of(a, b, c, d, q, n)) {
                if (!roster.contains(other)) {
                    Optional<SeatRoom> there = other.seat().room(room);
                    assertThat(there.map(SeatRoom::condition))
                            .as(other.name)
                            .isNotEqualTo(Optional.of(SeatRoom.Condition.OPEN));
                }
            }
            String words = "in epoch " + epoch;
            b.say(room, words);
            scene.world.settle();
            for (Actor actor : List.of(a, b, c, d, q, n)) {
                assertThat(Scene.texts(actor, room).contains(words))
                        .as(actor.name)
                        .isEqualTo(roster.contains(actor));
            }
        }
    }
}
