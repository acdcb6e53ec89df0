package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import parley.node.desk.Notice;
import parley.node.desk.Rooms.Condition.Frozen;
import parley.node.words.Catalogue;
import parley.node.words.Language;
import parley.protocol.seat.Fact.Freeze;
import parley.talks.rules.RoomKind;

@DisplayName("The page of a frozen room")
class FrozenRoomPagesTest extends SignedIn {
    private static final String RENEWAL = "/t/" + FakeDesk.TABLE.toHex() + "/renewal\"";

    private String page(Optional<Freeze> why) throws IOException {
        visit.gate.desk.conditions.put(FakeDesk.CAUCUS_IRAN, new Frozen(why));
        return visit.get(Visit.room(FakeDesk.CAUCUS_IRAN)).body();
    }

    private static String said(Freeze why, String what) {
        return Catalogue.of(Language.ENGLISH).pattern(Frozen.words(why) + what).orElseThrow();
    }

    @Test
    @DisplayName("says what restoring means where it knows no more, and leads to renewal where the seat waits for it")
    void unknown() throws IOException {
        assertThat(page(Optional.empty()))
                .contains("is frozen on this device")
                .contains("answers such questions of others")
                .doesNotContain(RENEWAL);
        visit.gate.desk.renewalNeeded = true;
        assertThat(page(Optional.empty()))
                .contains("A node that was restored, copied or put back")
                .contains("admitted your renewed node")
                .contains(RENEWAL);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("says why, what is safe and what to do, though somebody dismissed the notice that said so")
    void dismissed(Freeze why) throws IOException {
        visit.gate.desk.renewalNeeded = true;
        assertThat(page(Optional.of(why)))
                .contains(said(why, ".happened"))
                .contains(said(why, ".safe"))
                .contains(said(why, ".todo"));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("says it once where the notice stands")
    void once(Freeze why) throws IOException {
        visit.gate.desk.notices.add(new Notice(Frozen.words(why), List.of(), Notice.Grade.GRAVE, FakeDesk.NOW));
        assertThat(page(Optional.of(why))).containsOnlyOnce(said(why, ".happened"));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"CLONE", "RESTORED", "PUT_BACK"})
    @DisplayName("leads to the renewal that brings the room back")
    void renewed(Freeze why) throws IOException {
        visit.gate.desk.renewalNeeded = true;
        assertThat(page(Optional.of(why))).contains(RENEWAL);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("leads to a room like this one where nothing brings this one back")
    void succeeded(Freeze why) throws IOException {
        String like = "/plan?like=" + FakeDesk.CAUCUS_IRAN.room().toHex() + "\"";
        assertThat(page(Optional.of(why)).contains(like)).isEqualTo(why == Freeze.HISTORIES);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            names = {"CLONE", "RESTORED", "PUT_BACK"},
            mode = Mode.EXCLUDE)
    @DisplayName("leads to no renewal that brings nothing back, nor to one that was asked for already")
    void beyondRenewal(Freeze why) throws IOException {
        visit.gate.desk.renewalNeeded = true;
        assertThat(page(Optional.of(why))).doesNotContain(RENEWAL);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName(
            "is no longer what somebody waits for once they have read that another room must go on, and dismissed it")
    void leftBehind(Freeze why) throws IOException {
        visit.gate.desk.conditions.put(FakeDesk.CAUCUS_IRAN, new Frozen(Optional.of(why)));
        Notice notice = new Notice(Frozen.words(why), List.of(), Notice.Grade.GRAVE, FakeDesk.NOW);
        visit.gate.desk.notices.add(notice);
        assertThat(visit.get("/tables").body()).contains("Something stopped in ");
        visit.gate.desk.notices.remove(notice);
        assertThat(visit.get("/tables").body().contains("Something stopped in "))
                .isEqualTo(why != Freeze.HISTORIES);
    }

    @Test
    @DisplayName("is waited for as long as it stands where blind protocols run: no room like it is planned")
    void ofMachines() throws IOException {
        visit.gate.desk.plenaryKind = RoomKind.PROTOCOL;
        visit.gate.desk.conditions.put(FakeDesk.PLENARY, new Frozen(Optional.of(Freeze.HISTORIES)));
        assertThat(visit.get("/tables").body()).contains("Something stopped in ");
    }
}
