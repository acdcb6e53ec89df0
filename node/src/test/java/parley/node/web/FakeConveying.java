package parley.node.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Conveying;
import parley.node.desk.NonPapers;
import parley.node.desk.RoomRef;
import parley.talks.convey.Caveat;
import parley.talks.convey.CrossedAs;
import parley.talks.convey.Echo;
import parley.talks.message.Direction;

/** The passages of {@link FakeDesk}. */
final class FakeConveying implements Conveying {
    private final FakeDesk desk;

    FakeConveying(FakeDesk desk) {
        this.desk = desk;
    }

    /** One passage under each caveat, some in Persian, one that crossed, one whose time is over. */
    static void fill(FakeDesk desk, PrincipalId own) {
        String english =
                "If it covers all missions, we could accept that a query goes over the line before any answer.";
        String persian = "پایتخت ما مدتی بیش از ۱۸ ساعت را تأیید نخواهد کرد.";
        int number = 0;
        for (Caveat caveat : Caveat.values()) {
            number++;
            boolean rtl = number % 2 == 1;
            desk.passages.add(new PassageView(
                    Hash.of("fake-passage", Hash.number(number)),
                    FakeDesk.CAUCUS_IRAN,
                    "Caucus with Iran",
                    own,
                    own.equals(FakeDesk.IRAN) ? desk.iranName : "Oman",
                    own.equals(FakeDesk.OMAN),
                    new Label(
                            caveat,
                            caveat.conditional() ? "clause 2 without limit of place" : "",
                            caveat == Caveat.YOUR_OWN_IDEA
                                    ? Optional.of(FakeDesk.NOW.plus(Duration.ofDays(2)))
                                    : Optional.empty()),
                    caveat == Caveat.VERBATIM ? 1 : 0,
                    false,
                    FakeDesk.NOW.minus(Duration.ofDays(number)),
                    Optional.of(rtl ? new Text(persian, "fa", Direction.RTL) : new Text(english, "en", Direction.LTR)),
                    caveat == Caveat.VERBATIM ? List.of(new Reader(FakeDesk.ISRAEL, "Israel")) : List.of(),
                    caveat == Caveat.VERBATIM && own.equals(FakeDesk.OMAN)
                            ? List.of(new Reader(FakeDesk.IRAN, desk.iranName))
                            : List.of()));
        }
    }

    @Override
    public List<PassageView> passages(RoomRef room) {
        return desk.passages.stream().filter(one -> one.room().equals(room)).toList();
    }

    @Override
    public Corridor corridor(TableId table) {
        return new Corridor(
                desk.passages,
                desk.passages.isEmpty()
                        ? List.of()
                        : List.of(
                                onTheWay(CrossedAs.OWN, true, false),
                                onTheWay(CrossedAs.PARAPHRASE, false, false),
                                onTheWay(CrossedAs.VERBATIM, true, true),
                                onTheWay(CrossedAs.PARAPHRASE, false, true)),
                desk.passages.isEmpty()
                        ? List.of()
                        : List.of(new NonPapers.OnTheWay(
                                Hash.of("fake-paper"),
                                "Caucus with Iran",
                                7,
                                FakeDesk.CAUCUS_ISRAEL,
                                "Caucus with Israel",
                                FakeDesk.NOW.plus(Duration.ofHours(6)),
                                true,
                                true)));
    }

    private static OnTheWay onTheWay(CrossedAs as, boolean recorded, boolean held) {
        return new OnTheWay(
                Hash.of("fake-crossing", Bytes.utf8(as.word() + held)),
                Hash.of("fake-passage", Hash.number(as == CrossedAs.OWN ? 2 : 5)),
                "Caucus with Iran",
                FakeDesk.CAUCUS_ISRAEL,
                "Caucus with Israel",
                as,
                recorded,
                held,
                new Text("A day would do.", "en", Direction.LTR));
    }

    @Override
    public Result<Ok> prove(RoomRef room, Hash passage, PrincipalId reader) {
        desk.acts.add("prove to " + reader.equals(FakeDesk.IRAN));
        return reader.equals(FakeDesk.IRAN) ? Ok.done() : Result.refused("convey.unknown-reader");
    }

    @Override
    public Result<Ok> release(TableId table, Hash crossing) {
        desk.acts.add("say held crossing");
        return Ok.done();
    }

    @Override
    public Result<Ok> drop(TableId table, Hash crossing) {
        desk.acts.add("drop held crossing");
        return Ok.done();
    }

    @Override
    public Result<Ok> mark(RoomRef room, long line, List<Mark> passages) {
        desk.acts.add("mark " + line + " " + passages);
        return passages.isEmpty() ? Result.refused("convey.how-many", 16) : Ok.done();
    }

    @Override
    public Result<Ok> relabel(RoomRef room, Hash passage, Label label) {
        desk.acts.add("relabel " + label);
        return label.caveat() == Caveat.FOR_YOU_ONLY ? Result.refused("convey.never-tightened") : Ok.done();
    }

    @Override
    public Result<Ok> withdraw(RoomRef room, Hash passage) {
        desk.acts.add("withdraw passage");
        return Ok.done();
    }

    @Override
    public Result<Ok> convey(RoomRef from, Hash passage, Bringing bringing) {
        desk.acts.add("convey " + bringing.as() + " " + bringing.text());
        Optional<String> echo = passages(from).stream()
                .filter(one -> one.id().equals(passage))
                .flatMap(one -> one.text().stream())
                .flatMap(text -> Echo.orAll(text.text(), bringing.text()).stream())
                .findFirst();
        return bringing.as() != CrossedAs.VERBATIM && echo.isPresent() && !bringing.evenSo()
                ? Result.refused(
                        bringing.as() == CrossedAs.OWN ? "convey.repeats" : "convey.repeats-substance", echo.get())
                : Ok.done();
    }
}
