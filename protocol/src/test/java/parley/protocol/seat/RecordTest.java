package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.crypto.OnRecordKeys;
import parley.protocol.crypto.OnRecordSignature;
import parley.protocol.crypto.OnRecordStatement;
import parley.protocol.entry.Entry;
import parley.protocol.entry.Header;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.Sabotaged;
import parley.protocol.fixture.WeakBuild.Instead;

/**
 * On the record: signed by those who compared codes, over bytes that say nothing of the talk (protocol.md, "On the
 * record", attack 6).
 */
class RecordTest {
    @SuppressWarnings("NullAway.Init") // each test that lies makes it first
    private Forge forge;

    private static final Bytes INSTRUMENT = Bytes.wrap(new byte[32]);
    private static final Bytes TEXT = Bytes.utf8("The parties agree.");

    /** 6: what is signed in two rooms with different logs is the same. */
    @Test
    void attack_6_a_signature_says_nothing_of_the_room() {
        assertThat(signedAlikeInTwoRooms(new Scene())).isTrue();
    }

    @Test
    @Sabotaged(in = Records.class, rule = "statement", instead = Instead.OTHER, by = "overTheHead")
    void attack_6_sabotaged_a_signature_over_the_head_proves_the_talk() {
        assertThat(signedAlikeInTwoRooms(new Scene())).isFalse();
    }

    static OnRecordStatement overTheHead(
            Room room, Bytes instrument, String form, Bytes text, List<OnRecordKeys> others) {
        Bytes bound = Bytes.concat(text, room.current().foldedHead.hash().value());
        return new OnRecordStatement(
                instrument,
                form,
                OnRecordStatement.textOf(bound),
                room.desk.self.node.principal().role(),
                room.desk.self.onRecord.open(),
                others);
    }

    private static boolean signedAlikeInTwoRooms(Scene scene) {
        RoomId one = scene.world.room(4, scene.oman, scene.iran);
        RoomId other = scene.world.room(12, scene.iran, scene.oman);
        scene.oman.say(one, "only here");
        scene.world.settle();
        compare(scene.oman, scene.iran);
        var own = scene.oman.seat().desk().self;
        OnRecordStatement statement = new OnRecordStatement(
                INSTRUMENT,
                "accord",
                OnRecordStatement.textOf(TEXT),
                own.node.principal().role(),
                own.onRecord.open(),
                List.of(scene.iran.seat().desk().self.onRecord.open()));
        return Stream.of(one, other)
                .map(room -> sign(scene.oman, room, scene.iran).orThrow())
                .allMatch(signed -> OnRecordSignature.decode(signed)
                        .filter(statement::verify)
                        .isPresent());
    }

    @Test
    void nobody_signs_beside_one_whose_code_was_not_compared() {
        Scene scene = new Scene();
        RoomId room = scene.world.room(4, scene.oman, scene.iran);
        assertThat(sign(scene.oman, room, scene.iran).isDone()).isFalse();
    }

    /** A state that differs may mean that the signer sees another text than the others: nothing is signed until it agrees. */
    @Test
    void nobody_signs_while_a_member_sees_another_state() {
        Scene scene = new Scene();
        RoomId room = lie(scene);
        assertThat(sign(scene.israel, room, scene.iran)).isEqualTo(Result.refused("record.suspended", "Oman"));
        scene.israel.restart();
        assertThat(sign(scene.israel, room, scene.iran).isDone()).isFalse();
        forge.claim = honestClaim(scene.israel, room);
        forge.base = Scene.room(scene.israel, room).current().read;
        Forge.place(scene.world, scene.oman, room, forge.entry());
        scene.world.settle();
        assertThat(sign(scene.israel, room, scene.iran).isDone()).isTrue();
        assertThat(scene.israel.alarms()).containsExactly(Fact.AlarmKind.STATE_DIGEST_DIFFERS);
    }

    @Test
    @Sabotaged(in = Doubts.class, rule = "any", instead = Instead.NOTHING)
    void signing_sabotaged_a_differing_state_is_only_told() {
        Scene scene = new Scene();
        RoomId room = lie(scene);
        assertThat(sign(scene.israel, room, scene.iran).isDone()).isTrue();
    }

    private RoomId lie(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        compare(scene.israel, scene.iran);
        scene.oman.offline = true;
        forge = new Forge(scene.oman, room);
        forge.claim = new Header.StateClaim(forge.claim.through(), Hash.of("a lie"), forge.claim.foldVersion());
        forge.slot(scene.israel, Forge.Slot.GOOD).slot(scene.iran, Forge.Slot.GOOD);
        Bytes entry = forge.entry();
        Forge.place(scene.world, scene.oman, room, entry);
        scene.world.settle();
        forge.seq++;
        forge.previous = Entry.hashOf(entry);
        return room;
    }

    private static Header.StateClaim honestClaim(Actor of, RoomId room) {
        Room here = Scene.room(of, room);
        return new Header.StateClaim(
                here.current().folded, here.folded.digest(), of.ports().fold().version());
    }

    private static Result<Bytes> sign(Actor actor, RoomId room, Actor other) {
        List<PrincipalId> signers = List.of(actor.id(), other.id());
        return actor.act((s, tx) -> s.signOnRecord(tx, room, INSTRUMENT, "accord", TEXT, signers));
    }

    private static void compare(Actor one, Actor other) {
        one.act((s, tx) -> s.compared(tx, other.id(), true, "in person"));
        other.act((s, tx) -> s.compared(tx, one.id(), true, "in person"));
    }

    // ---- What is refused

    /** Signers of whom everything else is as it should be. */
    private static Scene comparedScene() {
        Scene scene = new Scene();
        compare(scene.oman, scene.iran);
        compare(scene.oman, scene.israel);
        return scene;
    }

    private static Result<Bytes> signForm(Scene scene, RoomId room, Bytes instrument, String form) {
        List<PrincipalId> signers = List.of(scene.oman.id(), scene.iran.id());
        return scene.oman.act((s, tx) -> s.signOnRecord(tx, room, instrument, form, TEXT, signers));
    }

    @Test
    void a_form_of_an_instrument_has_a_name_that_is_not_too_long_and_an_id_of_its_size() {
        Scene scene = comparedScene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        String longest = "x".repeat(OnRecordStatement.MOST_FORM_BYTES);
        assertThat(signForm(scene, room, INSTRUMENT, longest).isDone()).isTrue();
        Result<Bytes> refused = Result.refused("record.form", OnRecordStatement.MOST_FORM_BYTES);
        assertThat(signForm(scene, room, INSTRUMENT, longest + "x")).isEqualTo(refused);
        assertThat(signForm(scene, room, INSTRUMENT, "")).isEqualTo(refused);
        assertThat(signForm(scene, room, INSTRUMENT.slice(1, INSTRUMENT.size()), "accord"))
                .isEqualTo(refused);
    }

    @Test
    void nobody_signs_beside_one_who_does_not_sit_in_the_room() {
        Scene scene = comparedScene();
        RoomId room = scene.world.room(4, scene.oman, scene.israel);
        scene.oman.say(room, "without Iran");
        scene.world.settle();
        assertThat(sign(scene.oman, room, scene.iran)).isEqualTo(Result.refused("record.signer-not-here"));
    }

    /** Codes were compared, and its node hasn't shown yet that it holds the keys of its card here. */
    @Test
    void nobody_signs_beside_one_whose_keys_in_the_room_are_not_confirmed() {
        Scene scene = comparedScene();
        RoomId room = scene.withoutIran();
        assertThat(sign(scene.oman, room, scene.iran)).isEqualTo(Result.refused("record.not-compared", "Iran"));
        scene.iran.offline = false;
        scene.world.settle();
        assertThat(sign(scene.oman, room, scene.iran).isDone()).isTrue();
    }

    @Test
    void nobody_signs_in_a_frozen_room_or_what_it_is_no_signer_of() {
        Scene scene = comparedScene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        assertThat(scene.oman.<Result<Bytes>>act(
                        (s, tx) -> s.signOnRecord(tx, room, INSTRUMENT, "accord", TEXT, List.of(scene.iran.id()))))
                .isEqualTo(Result.refused("record.not-a-signer"));
        Scene.freeze(scene.oman, Fact.Freeze.PUT_BACK);
        assertThat(sign(scene.oman, room, scene.iran)).isEqualTo(Result.refused("room.not-open"));
    }
}
