package parley.talks.message;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.talks.fixtures.People.CEDAR;
import static parley.talks.fixtures.People.HARBOUR;
import static parley.talks.fixtures.People.JUNIPER;
import static parley.talks.fixtures.Rooms.act;
import static parley.talks.fixtures.Rooms.keyOf;
import static parley.talks.fixtures.Rooms.plenary;
import static parley.talks.fixtures.Rooms.room;
import static parley.talks.fixtures.Rooms.say;
import static parley.talks.fixtures.Rooms.saying;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.RoomId;
import parley.talks.fixtures.People;
import parley.talks.message.MessageEvent.Said;
import parley.talks.room.Outcome;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.rules.QuietSlots;
import parley.talks.rules.RecordLevel;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;
import parley.talks.text.FileName;

/** What may be said, and what of it a room remembers. */
class MessagesTest {
    @Test
    void aMessageKeepsAllThatItsAuthorGave() {
        var attachment = new Attachment("map.png", FileType.PNG, 5_000, Bytes.hex("0102"));
        var command = new MessageActs.Command.Say(
                MessageKind.OFFER,
                "\u0627\u06af\u0631",
                "fa",
                Direction.RTL,
                Optional.of(Hash.of("earlier")),
                List.of(attachment),
                Optional.of(Bytes.hex("aa")),
                1_767_225_600_000L,
                Standing.COMPARED);
        assertThat(said(act(plenary(), 1, CEDAR, new RoomCommand.OfMessage(command))))
                .isEqualTo(new Said(
                        MessageKind.OFFER,
                        "\u0627\u06af\u0631",
                        "fa",
                        Direction.RTL,
                        Optional.of(Hash.of("earlier")),
                        List.of(attachment),
                        Optional.of(Bytes.hex("aa")),
                        1_767_225_600_000L));
    }

    @Test
    void inAQuietRoomThereAreNoFiles() {
        RoomTalk quiet = room(RoomKind.PLENARY, Rules.standard().withQuiet(QuietSlots.HOUR), CEDAR, JUNIPER, HARBOUR);
        var file = new Attachment("map.png", FileType.PNG, 5_000, Bytes.hex("0102"));
        var withFile = new MessageActs.Command.Say(
                MessageKind.OFFER,
                "here",
                "en",
                Direction.LTR,
                Optional.empty(),
                List.of(file),
                Optional.empty(),
                0,
                Standing.COMPARED);
        assertThat(keyOf(quiet.decide(CEDAR.id(), new RoomCommand.OfMessage(withFile))))
                .isEqualTo("message.quiet-no-files");
        assertThat(keyOf(quiet.decide(CEDAR.id(), new Draft().command()))).isEqualTo("done");
    }

    @Test
    void everyKindOfMessageCanBeSaid() {
        for (MessageKind kind : MessageKind.values()) {
            assertThat(said(act(plenary(), 1, CEDAR, new Draft().kind(kind).command()))
                            .kind())
                    .isEqualTo(kind);
        }
    }

    @Test
    void aTextHasALimitInBytesNotInCharacters() {
        assertThat(key(say("x".repeat(Messages.MOST_TEXT_BYTES)))).isEqualTo("done");
        assertThat(key(say("x".repeat(Messages.MOST_TEXT_BYTES + 1)))).isEqualTo("message.too-long");
        assertThat(key(say("\u05d0".repeat(Messages.MOST_TEXT_BYTES / 2)))).isEqualTo("done");
        assertThat(key(say("\u05d0".repeat(Messages.MOST_TEXT_BYTES / 2 + 1)))).isEqualTo("message.too-long");
    }

    @Test
    void nothingIsSaidByBlanksAloneButAFileMayGoWithoutWords() {
        for (String blank : List.of("", " ", "\n", "\t \r\n", "\u00a0", "\u200b\u2800")) {
            assertThat(key(say(blank))).isEqualTo("message.empty");
            assertThat(key(new Draft().text(blank).files(1).command())).isEqualTo("done");
        }
    }

    @Test
    void aLanguageIsATag() {
        assertThat(key(new Draft().lang("he-IL").command())).isEqualTo("done");
        assertThat(key(new Draft().lang("Hebrew!").command())).isEqualTo("message.language");
    }

    @Test
    void attachmentsAreFewAndCleanAndOfAKnownSize() {
        assertThat(key(new Draft().files(Messages.MOST_ATTACHMENTS).command())).isEqualTo("done");
        assertThat(key(new Draft().files(Messages.MOST_ATTACHMENTS + 1).command()))
                .isEqualTo("message.too-many-attachments");
        assertThat(key(attached("ok.pdf", Attachment.MOST_SIZE, 1))).isEqualTo("done");
        assertThat(key(attached("ok.pdf", 0, 0))).isEqualTo("done");
        assertThat(key(attached("ok.pdf", 1, Attachment.MOST_MANIFEST_BYTES))).isEqualTo("done");
        assertThat(key(attached("../ok.pdf", 1, 1))).isEqualTo("message.attachment");
        assertThat(key(attached("fdp.\u202eexe", 1, 1))).isEqualTo("message.attachment");
        assertThat(key(attached("ok.pdf", -1, 1))).isEqualTo("message.attachment");
        assertThat(key(attached("ok.pdf", Attachment.MOST_SIZE + 1, 1))).isEqualTo("message.attachment");
        assertThat(key(attached("ok.pdf", 1, Attachment.MOST_MANIFEST_BYTES + 1)))
                .isEqualTo("message.attachment");
    }

    @Test
    void onTheRecordNeedsRulesThatAllowItAndASignature() {
        RoomTalk never = room(
                RoomKind.PLENARY,
                Rules.standard().withRecord(RoomKind.PLENARY, RecordLevel.NEVER),
                CEDAR,
                JUNIPER,
                HARBOUR);
        RoomCommand signed = new Draft().onRecord(64).command();
        assertThat(keyOf(never.decide(CEDAR.id(), signed))).isEqualTo("message.off-the-record-only");
        assertThat(keyOf(never.decide(CEDAR.id(), say("Off the record.")))).isEqualTo("done");
        assertThat(key(signed)).isEqualTo("done");
        assertThat(key(new Draft().onRecord(0).command())).isEqualTo("message.signature");
        assertThat(key(new Draft().onRecord(Messages.MOST_SIGNATURE_BYTES).command()))
                .isEqualTo("done");
        assertThat(key(new Draft().onRecord(Messages.MOST_SIGNATURE_BYTES + 1).command()))
                .isEqualTo("message.signature");
        RoomTalk caucus =
                room(RoomKind.CAUCUS, Rules.standard().withRecord(RoomKind.PLENARY, RecordLevel.NEVER), CEDAR, HARBOUR);
        assertThat(keyOf(caucus.decide(CEDAR.id(), signed)))
                .as("the level of this kind of room")
                .isEqualTo("done");
    }

    @Test
    void nothingIsSealedBeforeTheReadersAreKnownWellEnough() {
        assertThat(key(new Draft().known(Standing.VOUCHED).command())).isEqualTo("message.readers-not-compared");
        assertThat(key(new Draft().known(Standing.UNVERIFIED).command())).isEqualTo("message.readers-not-compared");
        RoomTalk looser = room(RoomKind.PLENARY, Rules.standard().withReaders(Standing.UNVERIFIED), CEDAR, HARBOUR);
        for (Standing standing : Standing.values()) {
            assertThat(keyOf(looser.decide(
                            CEDAR.id(), new Draft().known(standing).command())))
                    .isEqualTo("done");
        }
    }

    @Test
    void nothingIsOnTheRecordBeforeAllAreComparedWhateverTheRulesSay() {
        RoomTalk looser = room(RoomKind.PLENARY, Rules.standard().withReaders(Standing.UNVERIFIED), CEDAR, HARBOUR);
        RoomCommand signed = new Draft().onRecord(64).known(Standing.VOUCHED).command();
        assertThat(keyOf(looser.decide(CEDAR.id(), signed))).isEqualTo("message.record-needs-compared");
        assertThat(keyOf(looser.decide(CEDAR.id(), new Draft().onRecord(64).command())))
                .isEqualTo("done");
    }

    @Test
    void aTextIsComposedAndItsLineEndsAreOneKind() {
        assertThat(MessageActs.canonical("e\u0301\r\na\rb\n")).isEqualTo("\u00e9\na\nb\n");
        assertThat(MessageActs.canonical("a\ud800b\udc00c\udfff")).isEqualTo("a\ufffdb\ufffdc\ufffd");
        assertThat(MessageActs.canonical("\ud83d\udd4a\u202e\u200b")).isEqualTo("\ud83d\udd4a\u202e\u200b");
        assertThat(said(act(plenary(), 1, CEDAR, say("e\u0301\r\n"))).text()).isEqualTo("\u00e9\n");
    }

    @Test
    void aFoldDoesNotDemandTheComposedForm() {
        Said decomposed = new Said(
                MessageKind.STATEMENT,
                "e\u0301",
                "fr",
                Direction.LTR,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                0);
        RoomTalk after =
                plenary().fold(new RoomTalk.Said(1, 0, CEDAR.id(), new RoomEvent.OfMessage(decomposed).encoded()));
        assertThat(said(after)).isEqualTo(decomposed);
    }

    @Test
    void aClockBeforeTheEpochIsTakenForTheEpoch() {
        var say = saying("Early.");
        var early = new MessageActs.Command.Say(
                say.kind(),
                say.text(),
                say.lang(),
                say.dir(),
                say.inReplyTo(),
                say.attachments(),
                say.onRecord(),
                -5,
                say.leastKnown());
        assertThat(said(act(plenary(), 1, CEDAR, new RoomCommand.OfMessage(early)))
                        .statedAt())
                .isZero();
    }

    @Test
    void aReferenceNamesOneMessageAtOnePlace() {
        Bytes event = Bytes.utf8("event");
        assertThat(List.of(
                        Messages.reference(People.ROOM, 1, CEDAR.id(), event),
                        Messages.reference(People.ROOM, 2, CEDAR.id(), event),
                        Messages.reference(People.ROOM, 1, JUNIPER.id(), event),
                        Messages.reference(new RoomId(Hash.of("other")), 1, CEDAR.id(), event),
                        Messages.reference(People.ROOM, 1, CEDAR.id(), Bytes.utf8("other"))))
                .doesNotHaveDuplicates();
    }

    @Test
    void theTrailIsTheHashOverAllReferencesInOrder() {
        RoomTalk room = plenary();
        Hash trail = Messages.NONE.trail();
        for (int position = 1; position <= 3; position++) {
            Bytes event = room.decide(CEDAR.id(), say("No. " + position)).orThrow();
            room = room.fold(new RoomTalk.Said(position, 0, CEDAR.id(), event));
            trail = Hash.of(
                    "message-trail",
                    trail.value(),
                    Messages.reference(People.ROOM, position, CEDAR.id(), event).value());
        }
        assertThat(room.messages()).isEqualTo(new Messages(3, trail, OpenQuestions.NONE));
    }

    @Test
    void aRoomWithAHundredThousandMessagesEncodesToLittle() {
        RoomTalk room = plenary();
        Bytes event = room.decide(CEDAR.id(), say("One of very many.")).orThrow();
        int empty = room.encoded().size();
        for (int position = 1; position <= 100_000; position++) {
            room = room.fold(new RoomTalk.Said(position, 0, CEDAR.id(), event));
        }
        assertThat(room.messages().count()).isEqualTo(100_000);
        assertThat(room.encoded().size()).isEqualTo(empty).isLessThan(2_048);
    }

    @Test
    void theTypeOfAFileComesFromItsName() {
        assertThat(FileType.ofName("survey.pdf")).isEqualTo(FileType.PDF);
        assertThat(FileType.ofName("SURVEY.JPEG")).isEqualTo(FileType.JPEG);
        assertThat(FileType.ofName("notes.txt.exe")).isEqualTo(FileType.BYTES);
        assertThat(FileType.ofName("page.html")).as("a page would run scripts").isEqualTo(FileType.BYTES);
        assertThat(FileType.ofName("drawing.svg")).as("so would a drawing").isEqualTo(FileType.BYTES);
        assertThat(FileType.ofName("noending.")).isEqualTo(FileType.BYTES);
    }

    private static Said said(RoomTalk room) {
        Outcome outcome = room.last().orElseThrow();
        assertThat(outcome).isInstanceOf(Outcome.Happened.class);
        return (Said) ((RoomEvent.OfMessage) ((Outcome.Happened) outcome).event()).event();
    }

    private static String key(RoomCommand command) {
        return keyOf(plenary().decide(CEDAR.id(), command));
    }

    private static RoomCommand attached(String name, long size, int manifest) {
        return new Draft()
                .attached(new Attachment(name, FileType.ofName(FileName.clean(name)), size, zeros(manifest)))
                .command();
    }

    private static Bytes zeros(int size) {
        return Bytes.wrap(new byte[size]);
    }

    /** A message whose parts a test changes one at a time. */
    private static final class Draft {
        private MessageKind kind = MessageKind.STATEMENT;
        private String text = "We have read it.";
        private String lang = "en";
        private final List<Attachment> attachments = new ArrayList<>();
        private Optional<Bytes> onRecord = Optional.empty();
        private Standing known = Standing.COMPARED;

        Draft kind(MessageKind other) {
            kind = other;
            return this;
        }

        Draft text(String other) {
            text = other;
            return this;
        }

        Draft lang(String other) {
            lang = other;
            return this;
        }

        Draft files(int count) {
            attachments.addAll(Collections.nCopies(count, new Attachment("a.txt", FileType.TEXT, 1, Bytes.hex("01"))));
            return this;
        }

        Draft attached(Attachment one) {
            attachments.add(one);
            return this;
        }

        Draft onRecord(int size) {
            onRecord = Optional.of(zeros(size));
            return this;
        }

        Draft known(Standing least) {
            known = least;
            return this;
        }

        RoomCommand command() {
            return new RoomCommand.OfMessage(new MessageActs.Command.Say(
                    kind, text, lang, Direction.LTR, Optional.empty(), attachments, onRecord, 1_000, known));
        }
    }
}
