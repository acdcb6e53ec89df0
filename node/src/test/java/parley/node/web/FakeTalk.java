package parley.node.web;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Hash;
import parley.base.Role;
import parley.node.desk.Attachments;
import parley.node.desk.Changes;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.node.desk.RoomRef;
import parley.talks.mandate.Power;
import parley.talks.message.Direction;
import parley.talks.message.FileType;
import parley.talks.message.MessageKind;
import parley.talks.rules.Standing;

/** More of the invented talk: lines, messages on their way and proposals in every state there is. */
final class FakeTalk {
    private static final String TEXT = "Letters to the Sultanate could carry the same obligations.";

    private FakeTalk() {}

    /** A record with each kind of line, and files in each state. */
    static void everyLine(FakeDesk desk) {
        List<Line> lines = requireNonNull(desk.lines.get(FakeDesk.CAUCUS_IRAN));
        lines.add(new Line.Erased(lines.size(), 6, FakeDesk.NOW, FakeDesk.IRAN, "Iran", false));
        lines.add(new Line.Unknown(lines.size(), 7, FakeDesk.NOW, FakeDesk.IRAN, "Iran", 9));
        lines.add(new Line.Event(
                lines.size(),
                8,
                FakeDesk.NOW,
                Optional.of(FakeDesk.OMAN),
                "line.proposed.remove",
                List.of("Oman", "Iran", "A reason of some words"),
                Optional.of(new Line.Acted.FullPowers()),
                true,
                true));
        List<Attachments.Attachment> files = new ArrayList<>();
        for (Attachments.Fetch state : Attachments.Fetch.values()) {
            files.add(new Attachments.Attachment(
                    files.size(),
                    "a-long-name-of-a-file-that-nobody-would-give-but-somebody-did-" + files.size() + ".docx",
                    FileType.ofName("x.docx"),
                    9_000_000,
                    3_000_000,
                    state,
                    state == Attachments.Fetch.HERE ? OptionalLong.of(3_000_000) : OptionalLong.empty(),
                    false,
                    Optional.of(Attachments.Hidden.OFFICE_METADATA)));
        }
        lines.add(new Line.Message(
                lines.size(),
                9,
                FakeDesk.NOW,
                FakeDesk.IRAN,
                "Iran",
                false,
                FakeDesk.NOW,
                Hash.of("with-files"),
                content("https://" + "a".repeat(120) + ".example/", new Line.Statement("instrument-2", false), files),
                false,
                List.of(),
                true,
                false,
                Optional.of(new Line.Acted.Under("Envoy", Power.SPEAK, FakeDesk.NOW))));
    }

    static void saidWith(FakeDesk desk, RoomRef room, Attachments.Attachment file) {
        List<Line> lines = requireNonNull(desk.lines.get(room));
        lines.add(new Line.Message(
                lines.size(),
                lines.size() + 1,
                FakeDesk.NOW,
                FakeDesk.OMAN,
                "Oman",
                true,
                FakeDesk.NOW,
                Hash.of("with a file"),
                content("Our map", new Line.Statement("instrument-4", true), List.of(file)),
                true,
                List.of(),
                false,
                true,
                Optional.empty()));
    }

    private static Messages.Unplaced.State inSlots(Instant first, int slots) {
        return new Messages.Unplaced.State.InSlot(
                first.minusSeconds(5), first, first.plus(Duration.ofMinutes(5L * (slots - 1))));
    }

    /** What was written and is in each state before its place. */
    static void everyState(FakeDesk desk) {
        List<Messages.Unplaced> unplaced = new ArrayList<>();
        for (Messages.Unplaced.State state : List.of(
                new Messages.Unplaced.State.InGrace(FakeDesk.NOW.plus(Duration.ofSeconds(5))),
                inSlots(FakeDesk.NOW.plusSeconds(200), 1),
                inSlots(FakeDesk.NOW.plusSeconds(500), 3),
                new Messages.Unplaced.State.Sealed(),
                new Messages.Unplaced.State.AskFirst(),
                new Messages.Unplaced.State.NotSaid())) {
            unplaced.add(new Messages.Unplaced(
                    unplaced.size(),
                    content(TEXT, new Line.Statement("instrument-3", true), List.of()),
                    FakeDesk.NOW,
                    state));
        }
        desk.unplaced.put(FakeDesk.CAUCUS_IRAN, unplaced);
        Line.Event mine = new Line.Event(0, 0, FakeDesk.NOW, Optional.empty(), "line.phase-accepted", List.of("Oman"));
        desk.late.put(
                FakeDesk.CAUCUS_IRAN,
                List.of(
                        new Messages.LateAct(unplaced.size(), mine, FakeDesk.NOW, true),
                        new Messages.LateAct(unplaced.size() + 1L, mine, FakeDesk.NOW, false)));
    }

    private static Line.Content content(
            String text, Line.Statement statement, List<Attachments.Attachment> attachments) {
        return new Line.Content(
                MessageKind.OFFER,
                text,
                "en",
                Direction.LTR,
                Optional.of(Hash.of("an earlier one")),
                Optional.of(statement),
                attachments);
    }

    static Changes.ProposalView proposal(Changes.Wish wish, boolean own) {
        return new Changes.ProposalView(
                Hash.of("proposal", parley.base.Bytes.utf8(wish.toString())),
                wish,
                own ? FakeDesk.OMAN : FakeDesk.IRAN,
                own ? "Oman" : "Iran",
                "Israel",
                "It was asked for on 9 May.",
                FakeDesk.NOW,
                List.of(FakeDesk.IRAN),
                2,
                own,
                own,
                !own,
                Hash.of("nobody else has consented"),
                false,
                Optional.of(new Changes.Preview(
                        List.of(FakeDesk.OMAN, FakeDesk.IRAN),
                        List.of(new Changes.Residue("learns.roster", List.of("Israel"))),
                        List.of(),
                        2)),
                wish instanceof Changes.Wish.Admit ? Optional.of(unmet()) : Optional.empty());
    }

    /** As it stands for who said "not now". */
    static Changes.ProposalView aside(Changes.ProposalView one) {
        return new Changes.ProposalView(
                one.id(),
                one.wish(),
                one.proposer(),
                one.proposerName(),
                one.subjectName(),
                one.note(),
                one.arrived(),
                one.consents(),
                one.needed(),
                one.ownConsent(),
                one.own(),
                one.asked(),
                one.mark(),
                true,
                one.preview(),
                one.subject());
    }

    /** Somebody whom this node never met, and what others say of it. */
    private static Changes.Subject unmet() {
        return new Changes.Subject(
                FakeDesk.ISRAEL,
                "Israel",
                Role.PARTY,
                Optional.empty(),
                false,
                List.of("0man (9f31c2aa)"),
                List.of(
                        new Changes.Word(FakeDesk.IRAN, "Iran", Standing.UNVERIFIED),
                        new Changes.Word(FakeDesk.OMAN, "Oman", Standing.COMPARED)));
    }

    /** What a removal means, as the engine lists it; proposing is refused. */
    static void removal(FakeDesk desk) {
        desk.refuses = true;
        desk.preview = new Changes.Preview(
                List.of(FakeDesk.OMAN),
                List.of(new Changes.Residue("learns.removed", List.of("Iran"))),
                List.of(
                        new Changes.Residue("keeps.all-read", List.of("Iran", "5")),
                        new Changes.Residue("keeps.until-seen", List.of("Iran")),
                        new Changes.Residue("keeps.names", List.of("Iran", "3")),
                        new Changes.Residue("keeps.copies", List.of())),
                2);
    }
}
