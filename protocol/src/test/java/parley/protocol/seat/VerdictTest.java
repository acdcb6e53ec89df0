package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.protocol.entry.Entry;
import parley.protocol.entry.Header;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.Sabotaged;
import parley.protocol.fixture.TestFold;
import parley.protocol.fixture.WeakBuild.Instead;
import parley.protocol.port.Key;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.EpochSecrets;

/**
 * What a hostile member can post, and that all others reach one verdict on it (protocol.md, "Verdicts", "Attacks and
 * their tests").
 */
class VerdictTest {
    /** 1: the author gives some members a good slot and others a bad one; all fold the same, none is undone. */
    @Test
    void attack_1_good_and_bad_slots() {
        Scene scene = new Scene();
        allSlotSets(scene);
        for (Actor actor : List.of(scene.israel, scene.iran)) {
            assertThat(Scene.texts(actor, lastRoom)).hasSize(3 + 7);
            assertThat(actor.room(lastRoom).state().digest())
                    .isEqualTo(qatar.room(lastRoom).state().digest());
            assertThat(actor.alarms()).isEmpty();
        }
    }

    @Test
    void attack_1_sabotaged_members_who_take_keys_from_nobody_wait_for_ever() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean acceptsKeysOfOthers() {
                return false;
            }
        });
        allSlotSets(scene);
        assertThat(List.of(scene.israel, scene.iran, qatar))
                .anyMatch(actor -> actor.room(lastRoom).waitingAt().isPresent());
    }

    private RoomId lastRoom = new RoomId(Hash.of("none"));
    private Actor qatar = new Scene().oman;

    private void allSlotSets(Scene scene) {
        qatar = scene.guest("Qatar");
        RoomId room = scene.world.room(4, scene.oman, scene.israel, scene.iran, qatar);
        lastRoom = room;
        scene.warmUp(room);
        scene.oman.offline = true;
        Forge forge = new Forge(scene.oman, room);
        List<Actor> readers = List.of(scene.israel, scene.iran, qatar);
        for (int set = 1; set < 1 << readers.size(); set++) {
            for (int i = 0; i < readers.size(); i++) {
                forge.slot(readers.get(i), (set & 1 << i) != 0 ? Forge.Slot.GOOD : Forge.Slot.BAD);
            }
            Bytes entry = forge.entry();
            Forge.place(scene.world, scene.oman, room, entry);
            scene.world.settle();
            forge.seq++;
            forge.previous = parley.protocol.entry.Entry.hashOf(entry);
            forge.base = Scene.room(scene.israel, room).current().read;
        }
        scene.world.settleOver(Scene.STEP, 3);
    }

    /** 3: every member writes in every other's name: refused at once, nobody waits for the one named. */
    @Test
    void attack_3_writing_in_anothers_name() {
        Scene scene = new Scene();
        RoomId room = everybodyAsEverybody(scene);
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(actor.facts(Fact.EntryRefused.class))
                    .hasSize(6)
                    .allMatch(f -> f.verdict() == Fact.Verdict.FORGED);
            assertThat(actor.facts(Fact.Waiting.class)).isEmpty();
            assertThat(actor.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
            assertThat(actor.alarms())
                    .as("of the one named, whose slot is in none of these")
                    .isEmpty();
        }
        scene.iran.say(room, "going on");
        scene.world.settle();
        assertThat(Scene.texts(scene.israel, room)).contains("going on");
    }

    @Test
    void attack_3_sabotaged_without_signatures_the_one_named_is_waited_for_or_frozen() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean checksSignatures() {
                return false;
            }
        });
        everybodyAsEverybody(scene);
        assertThat(scene.world.allFacts()).anyMatch(f -> f instanceof Fact.Waiting || f instanceof Fact.Frozen);
    }

    private RoomId everybodyAsEverybody(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        List<Actor> all = List.of(scene.oman, scene.israel, scene.iran);
        for (Actor writer : all) {
            for (Actor named : all) {
                if (writer != named) {
                    Forge forge = new Forge(writer, room);
                    forge.author = named.id();
                    Epoch epoch = Scene.room(writer, room).current();
                    Epoch.Author author =
                            epoch.authors.get(epoch.opening.roster().placeOf(named.id()));
                    forge.seq = author.nextSeq;
                    forge.previous = author.previous;
                    Forge.place(scene.world, writer, room, forge.entry());
                    scene.world.settle();
                }
            }
        }
        return room;
    }

    /** A slot that a member copied out of an entry into one of its own making doesn't keep that entry from opening. */
    @Test
    void a_copied_slot_takes_nothing_from_its_own_entry() {
        Scene scene = new Scene();
        RoomId room = copySlot(scene);
        assertThat(scene.iran.facts(Fact.Waiting.class)).isEmpty();
        assertThat(scene.iran.alarms()).isEmpty();
        assertThat(Scene.texts(scene.iran, room)).contains("as Israel said it");
    }

    @Test
    @Sabotaged(in = Aside.class, rule = "put", instead = Instead.OTHER, by = "through")
    void a_copied_slot_sabotaged_tried_for_good_it_uses_up_the_key() {
        Scene scene = new Scene();
        copySlot(scene);
        assertThat(scene.iran.facts(Fact.Waiting.class)).isNotEmpty();
    }

    static void through(Aside aside, Key key, Bytes value) {
        aside.real.put(key, value);
    }

    private static RoomId copySlot(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.israel.say(room, "as Israel said it");
        Room there = Scene.room(scene.oman, room);
        Epoch epoch = there.current();
        Bytes sealed = scene.israel.seat().sendings().stream()
                .flatMap(s -> s instanceof Sending.Append a ? Stream.of(a) : Stream.empty())
                .filter(a -> a.log().equals(epoch.log().id()))
                .map(Sending.Append::entry)
                .findFirst()
                .orElseThrow();
        Entry honest = Entry.openSeal(there.size(), epoch.log().id(), epoch.secrets.headerKey(), sealed)
                .orElseThrow();
        int iran = epoch.opening.roster().placeOf(scene.iran.id());
        Forge forge = new Forge(scene.oman, room)
                .copied(scene.iran, honest.slots().at(iran).orElseThrow());
        forge.author = scene.israel.id();
        Forge.place(scene.world, scene.oman, room, forge.entry());
        scene.iran.read(scene.world);
        scene.world.settle();
        return room;
    }

    /** 13: a machine restored from a disk image goes on beside the other: peers refuse it by name, it freezes. */
    @Test
    void attack_13_a_clone_writes_under_a_used_seq() {
        Scene scene = new Scene();
        RoomId room = cloneWrites(scene);
        assertThat(scene.oman.facts(Fact.EntryRefused.class)).anyMatch(f -> f.verdict() == Fact.Verdict.CLONED);
        assertThat(scene.oman.facts(Fact.Alarm.class))
                .anyMatch(a ->
                        a.kind() == Fact.AlarmKind.CLONED && a.member().equals(java.util.Optional.of(scene.iran.id())));
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
        assertThat(scene.iran.alarms()).as("nobody is told to ask itself").isEmpty();
        assertThat(Scene.texts(scene.oman, room)).isEqualTo(Scene.texts(scene.israel, room));
    }

    @Test
    void attack_13_sabotaged_without_sequence_nobody_notices() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean checksSequence() {
                return false;
            }
        });
        RoomId room = cloneWrites(scene);
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        assertThat(scene.oman.facts(Fact.EntryRefused.class)).noneMatch(f -> f.verdict() == Fact.Verdict.CLONED);
        assertThat(scene.oman.alarms()).doesNotContain(Fact.AlarmKind.CLONED);
    }

    private static RoomId cloneWrites(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Actor clone = scene.cloneOf(scene.iran);
        clone.read(scene.world);
        clone.say(room, "from the other");
        scene.iran.say(room, "from the one");
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 3);
        return room;
    }

    /** 15: a lying digest, or another version of the fold, stops nobody. */
    @Test
    void attack_15_a_lying_digest_alarms_and_stops_nobody() {
        Scene scene = new Scene();
        RoomId room = lie(scene);
        assertThat(scene.israel.alarms()).contains(Fact.AlarmKind.STATE_DIGEST_DIFFERS);
        assertThat(scene.israel.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        scene.israel.say(room, "going on");
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).contains("forged", "going on");
    }

    @Test
    void attack_15_sabotaged_digests_as_verdicts_freeze_the_room() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean foldsByItself() {
                return false;
            }
        });
        RoomId room = lie(scene);
        assertThat(scene.israel.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
    }

    private static RoomId lie(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.oman.offline = true;
        Forge forge = new Forge(scene.oman, room);
        forge.claim = new Header.StateClaim(forge.claim.through(), Hash.of("a lie"), forge.claim.foldVersion());
        forge.slot(scene.israel, Forge.Slot.GOOD).slot(scene.iran, Forge.Slot.GOOD);
        Forge.place(scene.world, scene.oman, room, forge.entry());
        scene.world.settle();
        return room;
    }

    @Test
    void attack_15_unequal_versions_of_the_fold_compare_nothing() {
        Scene scene = new Scene();
        Actor later =
                scene.world.join(scene.oman, scene.actor("Qatar", new TestFold(2, 2)), parley.base.Role.GUARANTOR);
        RoomId room = scene.world.room(4, scene.oman, scene.israel, later);
        later.say(room, "newer rules");
        scene.israel.say(room, "older rules");
        scene.world.settle();
        assertThat(scene.israel.alarms()).isEmpty();
        assertThat(scene.israel.facts(Fact.OtherVersion.class))
                .containsExactly(new Fact.OtherVersion(room, later.id()));
        assertThat(later.facts(Fact.OtherVersion.class)).hasSizeGreaterThanOrEqualTo(1);
        assertThat(Scene.texts(later, room)).hasSize(2);
    }

    /** 16: entries in another room and in the room's next epoch, an inbox message in another inbox: nothing comes of them. */
    @Test
    void attack_16_replay_into_other_contexts() {
        assertThat(verdictsOnReplays(new Scene())).hasSize(6).allMatch(Fact.Verdict.FOREIGN::equals);
    }

    @Test
    @Sabotaged(
            in = EpochSecrets.class,
            rule = "fresh",
            instead = Instead.OTHER,
            by = "parley.protocol.fixture.Weak#oneHeaderKey")
    @Sabotaged(
            in = Entry.class,
            rule = "sealAdditional",
            instead = Instead.OTHER,
            by = "parley.protocol.fixture.Weak#ofNoLog")
    @Sabotaged(in = LogReader.class, rule = "signed", instead = Instead.YES)
    void attack_16_sabotaged_what_names_no_log_is_taken_for_an_entry_of_this_one() {
        assertThat(verdictsOnReplays(new Scene()))
                .anyMatch(verdict -> verdict == Fact.Verdict.OTHER_HISTORY || verdict == Fact.Verdict.CLONED);
    }

    private static List<Fact.Verdict> verdictsOnReplays(Scene scene) {
        RoomId room = scene.plenary();
        RoomId other = scene.world.room(4, scene.oman, scene.israel);
        scene.warmUp(room);
        scene.oman.say(other, "here");
        scene.world.settle();
        List<Bytes> entries =
                scene.world.relay.entries(scene.oman.room(room).log().id());
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        for (RoomId into : List.of(other, room)) {
            entries.forEach(entry -> Forge.place(scene.world, scene.oman, into, entry));
        }
        List<Bytes> inbox = scene.world.relay.entries(
                Scene.room(scene.iran, room).own.card().inbox().log().id());
        var target = Scene.room(scene.israel, room).own.card().inbox();
        for (Bytes entry : inbox) {
            scene.world.relay.append(
                    target.log().id(), target.append(), java.util.Optional.empty(), entry, java.util.Optional.empty());
        }
        int facts = scene.israel.facts.size();
        scene.world.settle();
        List<Fact> since = scene.israel.facts.subList(facts, scene.israel.facts.size());
        assertThat(since.stream().filter(Fact.Folded.class::isInstance)).isEmpty();
        return since.stream()
                .flatMap(f -> f instanceof Fact.EntryRefused refused ? Stream.of(refused.verdict()) : Stream.empty())
                .toList();
    }

    /** Each verdict that needs no accomplice, in the order of the rules. */
    @Test
    void gap_other_history_and_garbage_are_refused_alike_by_all() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.oman.offline = true;
        Forge gap = new Forge(scene.oman, room);
        gap.seq += 1;
        Forge.place(scene.world, scene.oman, room, gap.entry());
        Forge elsewhere = new Forge(scene.oman, room);
        elsewhere.base = new Head(elsewhere.base.position(), Hash.of("elsewhere"));
        Forge.place(scene.world, scene.oman, room, elsewhere.entry());
        Bytes garbage = Randomness.system().bytes(gap.entry().size());
        Forge.place(scene.world, scene.oman, room, garbage);
        scene.world.settle();
        for (Actor actor : List.of(scene.israel, scene.iran)) {
            assertThat(actor.facts(Fact.EntryRefused.class).stream().map(Fact.EntryRefused::verdict))
                    .containsExactly(Fact.Verdict.GAP, Fact.Verdict.OTHER_HISTORY, Fact.Verdict.FOREIGN);
            assertThat(actor.alarms()).containsExactly(Fact.AlarmKind.OTHER_HISTORY);
            assertThat(actor.facts(Fact.Alarm.class).getFirst().member()).contains(scene.oman.id());
        }
        scene.israel.say(room, "going on");
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).contains("going on");
    }

    @Test
    void an_entry_that_nobody_can_open_shows_whose_it_is() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.oman.offline = true;
        Forge.place(scene.world, scene.oman, room, new Forge(scene.oman, room).entry());
        scene.world.settle();
        assertThat(scene.israel.facts(Fact.Waiting.class))
                .singleElement()
                .satisfies(w -> assertThat(w.author()).isEqualTo(scene.oman.id()));
        assertThat(scene.israel.room(room).waitingAt()).hasValue(4);
    }

    /** Nobody answers from before its own last words, as if it had not written what it did since. */
    @Test
    void a_base_before_ones_own_last_entry_is_another_history() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.oman.offline = true;
        Forge forge =
                new Forge(scene.oman, room).slot(scene.israel, Forge.Slot.GOOD).slot(scene.iran, Forge.Slot.GOOD);
        forge.base = Head.start(scene.oman.room(room).log().id());
        Forge.place(scene.world, scene.oman, room, forge.entry());
        scene.world.settle();
        assertThat(scene.israel.facts(Fact.EntryRefused.class))
                .singleElement()
                .satisfies(refused -> assertThat(refused.verdict()).isEqualTo(Fact.Verdict.OTHER_HISTORY));
        assertThat(Scene.texts(scene.israel, room)).doesNotContain("forged");
    }
}
