package parley.node.web;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import parley.base.Bytes;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.Change;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.node.desk.RoomRef;

/** What is said in {@link FakeDesk}, and what is on its way. */
final class FakeMessages implements Messages {
    private static final long TURN_NANOS = 20_000_000;
    private final FakeDesk desk;

    FakeMessages(FakeDesk desk) {
        this.desk = desk;
    }

    @Override
    public Result<Page> page(RoomRef room, OptionalLong before, int count) {
        List<Line> all = List.copyOf(requireNonNull(desk.lines.get(room))); // The test goes on adding.
        int end = (int) Math.min(all.size(), before.orElse(all.size()));
        return Result.done(new Page(all.subList(Math.max(0, end - count), end), all.size()));
    }

    @Override
    public Result<Page> since(RoomRef room, long from, int count) {
        List<Line> all = List.copyOf(requireNonNull(desk.lines.get(room))); // The test goes on adding.
        return Result.done(new Page(all.subList((int) Math.min(from, all.size()), all.size()), all.size()));
    }

    @Override
    public Result<Line> line(RoomRef room, long index) {
        return Result.done(requireNonNull(desk.lines.get(room)).get((int) index));
    }

    @Override
    public List<Unplaced> unplaced(RoomRef room) {
        return List.copyOf(desk.unplaced.getOrDefault(room, List.of()));
    }

    @Override
    public Result<Long> send(RoomRef room, Outgoing message) {
        if (message.text().equals("refuse me")) {
            return Result.refused("vault.full");
        }
        desk.sent.add(message);
        desk.unplaced
                .computeIfAbsent(room, r -> new CopyOnWriteArrayList<>())
                .add(new Unplaced(
                        desk.sent.size(),
                        new Line.Content(
                                message.kind(),
                                message.text(),
                                message.language(),
                                message.direction(),
                                message.inReplyTo(),
                                Optional.empty(),
                                List.of()),
                        FakeDesk.NOW,
                        new Unplaced.State.InGrace(FakeDesk.NOW.plusSeconds(5))));
        desk.tell(new Change.UnplacedChanged(room));
        return Result.done((long) desk.sent.size());
    }

    @Override
    public List<LateAct> lateActs(RoomRef room) {
        return desk.late.getOrDefault(room, List.of());
    }

    @Override
    public Result<Ok> takeBack(RoomRef room, long ticket) {
        desk.acts.add("take back " + ticket);
        desk.unplaced.getOrDefault(room, new ArrayList<>()).removeIf(mine -> mine.ticket() == ticket);
        return Ok.done();
    }

    @Override
    public Result<Ok> decideLate(RoomRef room, long ticket, boolean sayIt) {
        desk.acts.add("late " + ticket + " " + sayIt);
        return Ok.done();
    }

    @Override
    public Optional<Draft> draft(RoomRef room) {
        return Optional.ofNullable(desk.drafts.get(room));
    }

    @Override
    public Result<Ok> keepDraft(RoomRef room, Outgoing draft) {
        if (draft.text().equals("refuse me")) {
            return Result.refused("vault.full");
        }
        desk.drafts.put(room, new Draft(draft, FakeDesk.NOW));
        return Ok.done();
    }

    @Override
    public Result<Ok> addToDraft(RoomRef room, String upload, Outgoing otherwise) {
        Outgoing draft = draft(room).map(Draft::message).orElse(otherwise);
        List<String> files = new ArrayList<>(draft.attachments());
        files.add(upload);
        return keepDraft(
                room,
                new Outgoing(
                        draft.kind(),
                        draft.text(),
                        draft.language(),
                        draft.direction(),
                        draft.inReplyTo(),
                        draft.onRecord(),
                        files));
    }

    /** What every line has. */
    static final String EVERYWHERE = "everywhere";

    /** What one line has, and is looked for on and on. */
    static final String ENDLESS = "endless";

    @Override
    public Result<Long> search(List<RoomRef> rooms, String words, Finding finding) {
        Hit one = new Hit(
                FakeDesk.PLENARY, "Plenary", 0, FakeDesk.NOW, "Iran", Optional.empty(), words, 0, words.length());
        if (words.equals(EVERYWHERE)) {
            long lines = 1;
            while (finding.hit(one)) {
                lines++;
            }
            return Result.done(lines);
        }
        if (words.equals(ENDLESS)) {
            finding.hit(one);
            while (finding.goesOn(1)) {
                LockSupport.parkNanos(TURN_NANOS);
            }
            return Result.done(1L);
        }
        boolean goOn = finding.hit(new Hit(
                FakeDesk.CAUCUS_IRAN,
                "Caucus with Iran",
                1,
                FakeDesk.NOW,
                "Oman",
                Optional.of(new Carried("line.convey-brought.verbatim", List.of("Oman", "Israel"))),
                "about the consular premises",
                10,
                18));
        if (goOn) {
            desk.acts.add("search " + words + " "
                    + finding.hit(new Hit(
                            FakeDesk.PLENARY,
                            "Plenary",
                            0,
                            FakeDesk.NOW,
                            FakeDesk.HOSTILE,
                            Optional.empty(),
                            FakeDesk.HOSTILE,
                            0,
                            3)));
        }
        return Result.done(12L);
    }

    @Override
    public Result<Bytes> statement(RoomRef room, long index) {
        return Result.done(Bytes.utf8("signed"));
    }
}
