package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.seat.Fact.Freeze;

/** What a frozen room is frozen for, by which people learn what leads out of it (protocol.md, "Restore, clone, rollback"). */
class WhyFrozenTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();

    private Optional<Freeze> why() {
        return scene.iran.room(room).frozenFor();
    }

    private void askForRenewal() {
        Actor.done(scene.iran.act((s, tx) -> s.askForRenewal(tx, false)));
        scene.iran.restart();
    }

    /** Who was told to ask and has asked waits; asked for again, the request that the others have would be void. */
    @Test
    void a_room_that_is_frozen_already_waits_for_the_renewal_that_was_asked_for() {
        Scene.freeze(scene.iran, Freeze.RESTORED);
        askForRenewal();
        assertThat(scene.iran.facts(Fact.Frozen.class))
                .extracting(Fact.Frozen::why)
                .containsExactly(Freeze.RESTORED, Freeze.RENEWAL);
        assertThat(why()).contains(Freeze.RENEWAL);
        assertThat(scene.iran.room(room).waitsForRenewal()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = "HISTORIES", mode = Mode.EXCLUDE)
    void it_waits_for_it_too_where_an_earlier_version_asked_and_kept_the_reason_of_before(Freeze before) {
        askForRenewal();
        keepAs(before.name());
        assertThat(why()).contains(Freeze.RENEWAL);
    }

    @Test
    void a_room_whose_histories_differ_waits_for_no_renewal() {
        assertThat(scene.iran.room(room).waitsForRenewal()).isFalse();
        Scene.freeze(scene.iran, Freeze.HISTORIES);
        askForRenewal();
        assertThat(scene.iran.facts(Fact.Frozen.class))
                .extracting(Fact.Frozen::why)
                .containsExactly(Freeze.HISTORIES);
        assertThat(why()).contains(Freeze.HISTORIES);
        assertThat(scene.iran.room(room).waitsForRenewal()).isFalse();
    }

    @Test
    void a_room_that_waits_for_renewal_waits_no_more_once_its_histories_differ() {
        askForRenewal();
        assertThat(scene.iran.room(room).waitsForRenewal()).isTrue();
        Scene.freeze(scene.iran, Freeze.HISTORIES);
        assertThat(scene.iran.facts(Fact.Frozen.class))
                .extracting(Fact.Frozen::why)
                .containsExactly(Freeze.RENEWAL, Freeze.HISTORIES);
        assertThat(scene.iran.room(room).waitsForRenewal()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void why_is_kept_while_the_node_is_off(Freeze why) {
        Scene.freeze(scene.iran, why);
        scene.iran.restart();
        assertThat(why()).contains(why);
    }

    @ParameterizedTest
    @CsvSource({
        "clone, CLONE",
        "digest, HISTORIES",
        "histories, HISTORIES",
        "renewal, RENEWAL",
        "restored, RESTORED",
        "put-back, PUT_BACK"
    })
    void words_that_earlier_versions_kept_are_known(String word, Freeze why) {
        Scene.freeze(scene.iran, Freeze.CLONE);
        keepAs(word);
        assertThat(why()).contains(why);
    }

    /** As if the node had been left off with this word in its store. */
    private void keepAs(String word) {
        String now = why().orElseThrow().name();
        scene.iran.act((s, tx) -> {
            var cell = s.desk().cells.room(room);
            String kept = tx.get(cell).orElseThrow().toHex();
            assertThat(kept).containsOnlyOnce(text(now));
            tx.put(cell, Bytes.hex(kept.replace(text(now), text(word))));
            return true;
        });
        scene.iran.restart();
    }

    private static String text(String word) {
        return new CanonicalWriter().text(word).bytes().toHex();
    }
}
