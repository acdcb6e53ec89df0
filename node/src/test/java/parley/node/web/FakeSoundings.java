package parley.node.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.RoomRef;
import parley.node.desk.Soundings;
import parley.talks.message.Direction;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.sounding.SoundingKind;

/** The soundings of {@link FakeDesk}. */
final class FakeSoundings implements Soundings {
    static final Hash OPEN = Hash.of("fake-sounding");

    private final FakeDesk desk;

    FakeSoundings(FakeDesk desk) {
        this.desk = desk;
    }

    /** As the mediator sees them: one that opened, one that ended before its hour, one whose hour has passed, one open. */
    static void asked(FakeDesk desk) {
        for (State state : List.of(State.OPEN, State.OVERDUE, State.NOT_NOW, State.OPENED)) {
            desk.soundings.add(sounding(
                    desk,
                    state == State.OPEN ? OPEN : Hash.of("fake-sounding", Bytes.utf8(state.name())),
                    state,
                    true));
        }
    }

    /** As a party sees one that waits for its answer. */
    static void toAnswer(FakeDesk desk) {
        desk.soundings.add(sounding(desk, OPEN, State.OPEN, false));
    }

    /** One that opened, as who asked it sees it, or as a party does. */
    static void opened(FakeDesk desk, boolean own) {
        desk.soundings.add(sounding(desk, OPEN, State.OPENED, own));
    }

    private static Sounding sounding(FakeDesk desk, Hash id, State state, boolean own) {
        boolean persian = state == State.OVERDUE;
        boolean ended = state == State.NOT_NOW || state == State.OPENED;
        return new Sounding(
                id,
                persian ? SoundingKind.VENUE : SoundingKind.MEET,
                persian ? "مسقط، در هفتهٔ نخست خرداد؟" : "Would you meet in Muscat, without the press, if they would?",
                persian ? "fa" : "en",
                persian ? Direction.RTL : Direction.LTR,
                "Oman",
                own,
                FakeDesk.NOW.minus(Duration.ofHours(20)),
                FakeDesk.NOW.plus(Duration.ofHours(persian ? -1 : 4)),
                state,
                ended ? Optional.of(FakeDesk.NOW.minus(Duration.ofHours(1))) : Optional.empty(),
                state == State.NOT_NOW,
                persian ? 1 : 2,
                3,
                state == State.OPENED ? 1 : 3,
                state != State.OVERDUE,
                List.of(
                        new Party(
                                FakeDesk.ISRAEL,
                                desk.israelName,
                                false,
                                own ? Optional.of(FakeDesk.CAUCUS_ISRAEL.room()) : Optional.empty(),
                                own ? Optional.of(SoundingAnswer.YES) : Optional.empty()),
                        new Party(
                                FakeDesk.IRAN,
                                desk.iranName,
                                !own,
                                Optional.of(FakeDesk.CAUCUS_IRAN.room()),
                                state == State.OPENED ? Optional.of(SoundingAnswer.YES) : Optional.empty())));
    }

    @Override
    public List<Sounding> list(TableId table) {
        return List.copyOf(desk.soundings);
    }

    @Override
    public Optional<Instant> nextFrom(TableId table) {
        return desk.nextSounding;
    }

    @Override
    public Result<Hash> ask(TableId table, Question question) {
        desk.acts.add("sound " + question.kind() + " in " + question.rooms().size());
        return question.rooms().size() < 2 ? Result.refused("sounding.whom") : Result.done(OPEN);
    }

    @Override
    public Result<Ok> answer(RoomRef room, Hash sounding, SoundingAnswer answer) {
        desk.acts.add("sounding " + answer);
        return desk.refuses ? Result.refused("sounding.too-late") : Ok.done();
    }
}
