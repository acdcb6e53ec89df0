package parley.node.web;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.Asking;
import parley.node.desk.Attachments;
import parley.node.desk.Bargaining;
import parley.node.desk.Carrying;
import parley.node.desk.Change;
import parley.node.desk.Changes;
import parley.node.desk.Checking;
import parley.node.desk.Conveying;
import parley.node.desk.CourierItems;
import parley.node.desk.Desk;
import parley.node.desk.Galleries;
import parley.node.desk.Keeping;
import parley.node.desk.Line;
import parley.node.desk.Mandating;
import parley.node.desk.Messages;
import parley.node.desk.Moving;
import parley.node.desk.NonPapers;
import parley.node.desk.Notice;
import parley.node.desk.People;
import parley.node.desk.Phasing;
import parley.node.desk.Questions;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Sheets;
import parley.node.desk.Soundings;
import parley.node.desk.Suspending;
import parley.node.desk.Tables;
import parley.protocol.port.RelayAddress;
import parley.talks.message.Direction;
import parley.talks.message.FileType;
import parley.talks.message.MessageKind;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/**
 * A desk that holds one invented talk in memory, so that pages can be drawn and pressed without a network: the mediator's
 * view of table "Harbour survey". Not thread-safe beyond what one browser does.
 */
final class FakeDesk implements Desk {
    static final List<String> KEYS =
            List.of("5f02 81c4 9a3e 77d0 1b2c 3d4e 5f60 7182 93a4 b5c6 d7e8 f901 2233 4455 6677 8899".split(" "));
    static final Instant NOW = Instant.parse("2024-05-12T07:40:00Z");
    static final TableId TABLE = new TableId(Hash.of("fake-table"));
    static final PrincipalId OMAN = id("Oman");
    static final PrincipalId ISRAEL = id("Israel");
    static final PrincipalId IRAN = id("Iran");
    static final Rooms.Condition.Asked ASKED = new Rooms.Condition.Asked(IRAN, "Iran", Hash.of("what Iran asks"), true);
    /** What a vault that was made from a backup has of it. */
    static final Rooms.Condition.Asked ASKED_BEFORE =
            new Rooms.Condition.Asked(IRAN, "Iran", Hash.of("what Iran asks"), false);

    static final RelayAddress RELAY = new RelayAddress("relay.example", 7443, Bytes.copyOf(new byte[32]));
    static final RoomRef CAUCUS_IRAN = room("caucus-iran");
    static final RoomRef CAUCUS_ISRAEL = room("caucus-israel");
    static final RoomRef PLENARY = room("plenary");
    static final RoomRef DIRECT = room("direct");
    static final String HOSTILE = "<script>alert(1)</script> \u202Eevil\u202C \u200B\" onmouseover='x' &amp;";

    static final List<String> WORDS = List.of(
            "harvest", "lantern", "copper", "window", "ribbon", "orchard", "pencil", "marble", "cedar", "kettle",
            "anchor", "violet");

    final Map<RoomRef, List<Line>> lines = new ConcurrentHashMap<>();
    final Map<RoomRef, List<Messages.Unplaced>> unplaced = new ConcurrentHashMap<>();
    final Map<RoomRef, List<Messages.LateAct>> late = new ConcurrentHashMap<>();
    final Map<RoomRef, Messages.Draft> drafts = new ConcurrentHashMap<>();
    final List<Messages.Outgoing> sent = new CopyOnWriteArrayList<>();
    final List<Attachments.Upload> uploads = new CopyOnWriteArrayList<>();
    int underWay;
    final Map<RoomRef, Rooms.Condition> conditions = new ConcurrentHashMap<>();
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    Optional<Bytes> relayFault = Optional.empty();
    Optional<Keeping.Leap> leapt = Optional.empty();
    /** Who is known with the keys of a signed statement. */
    List<Checking.Signer> signers = List.of();
    /** Where the relay of a fault is used. */
    List<Checking.Use> uses = List.of();

    final List<Notice> nodeNotices = new CopyOnWriteArrayList<>();
    final List<Changes.ProposalView> proposals = new CopyOnWriteArrayList<>();
    final List<Soundings.Sounding> soundings = new CopyOnWriteArrayList<>();
    Optional<Instant> nextSounding = Optional.empty();
    final List<Questions.Open> questions = new CopyOnWriteArrayList<>();
    final List<CourierItems.ItemView> items = new CopyOnWriteArrayList<>();
    Role ownRole = Role.MEDIATOR;
    Rules rules = Rules.standard().withReceipts(true);
    final Set<PrincipalId> unconfirmed = new HashSet<>();
    Optional<Rules> plenaryRules = Optional.empty();
    Optional<Rules> plannedRules = Optional.empty();
    List<Bargaining.Side> sides = List.of();
    Optional<Bargaining.Progress> progress = Optional.empty();
    /** To the questions about the sheet. */
    final List<List<Long>> answers = new CopyOnWriteArrayList<>();

    Sheets.SheetView sheet = new Sheets.SheetView(
            true, Optional.empty(), List.of(), Optional.empty(), false, false, List.of(), List.of());
    Galleries.GalleryView gallery = new Galleries.GalleryView(false, false, List.of(), List.of(), List.of());
    Result<Suspending.SuspensionView> suspension = Result.done(FakeSuspending.NONE);
    RoomKind plenaryKind = RoomKind.PLENARY;
    Phasing.TablePhase phase = FakePhasing.TALKS;
    Mandating.TableMandates mandates = FakeMandating.NONE;
    final List<Conveying.PassageView> passages = new CopyOnWriteArrayList<>();
    final List<String> acts = new CopyOnWriteArrayList<>();
    final List<Listener> listeners = new CopyOnWriteArrayList<>();
    Keeping.Settings settings = Keeping.Settings.DEFAULT;
    Optional<People.Elsewhere> iranElsewhere = Optional.empty();
    People.Standing iranStanding = new People.Standing.Compared(Instant.parse("2024-05-08T09:00:00Z"), "by voice");
    People.Standing israelStanding = new People.Standing.Compared(Instant.parse("2024-05-08T10:00:00Z"), "in person");
    Optional<Instant> staleSince = Optional.empty();
    static final RelayAddress SECOND_RELAY = new RelayAddress("second.example", 7443, Bytes.copyOf(new byte[32]));
    List<RelayAddress> relays = List.of(RELAY);
    static final Hash OPEN_INVITATION = Hash.of("i3");
    /** Nobody answered it in its time. */
    static final Hash INVITATION_OF_BEFORE = Hash.of("i4");

    Optional<Instant> takesNothingSince = Optional.empty();
    boolean otherKey;
    Optional<Rooms.Waiting> waiting = Optional.empty();
    String iranName = "Iran";
    String israelName = "Israel";
    Changes.Preview preview = new Changes.Preview(List.of(OMAN, ISRAEL, IRAN), List.of(), List.of(), 2);
    /** Supporters who sit in the plenary besides the three. */
    int crowd;

    long unknown;
    List<PrincipalId> alike = List.of();
    boolean paired = true;
    boolean grave;
    boolean renewalNeeded;
    Optional<Tables.RenewalAsked> renewalAsked = Optional.empty();
    boolean refuses;
    boolean empty;

    FakeDesk() {
        talk();
    }

    static PrincipalId id(String name) {
        return new PrincipalId(Hash.of("fake-principal", Bytes.utf8(name)));
    }

    static RoomRef room(String name) {
        return new RoomRef(TABLE, new RoomId(Hash.of("fake-room", Bytes.utf8(name))));
    }

    private void talk() {
        List<Line> caucus = new CopyOnWriteArrayList<>();
        caucus.add(new Line.Event(
                0,
                1,
                Instant.parse("2024-05-04T09:00:00Z"),
                Optional.empty(),
                "line.opened",
                List.of("Caucus with Iran")));
        add(
                caucus,
                OMAN,
                "Oman",
                "2024-05-11T06:02:00Z",
                false,
                "en",
                "If the other side were to undertake not to strike"
                        + " consular premises, would that meet the concern which you raised on 9 May?",
                List.of());
        add(
                caucus,
                IRAN,
                "Iran",
                "2024-05-12T06:19:00Z",
                false,
                "fa",
                "تعهدی که فقط به سوریه محدود باشد کافی نیست. از این نظر، اماکن نمایندگی، هر جا که باشند، خاک دولت فرستنده‌اند.",
                List.of());
        add(
                caucus,
                IRAN,
                "Iran",
                "2024-05-12T06:52:00Z",
                true,
                "en",
                "The word “territory” in clause 1 includes ships and aircraft under the flag of a Side.",
                List.of());
        add(
                caucus,
                IRAN,
                "Iran",
                "2024-05-12T07:20:00Z",
                false,
                "en",
                HOSTILE,
                List.of(new Attachments.Attachment(
                        0,
                        "draft letter.pdf",
                        FileType.PDF,
                        4_310_220,
                        0,
                        Attachments.Fetch.NOT_FETCHED,
                        OptionalLong.empty(),
                        false,
                        Optional.of(Attachments.Hidden.PDF_METADATA))));
        lines.put(CAUCUS_IRAN, caucus);
        List<Line> other = new CopyOnWriteArrayList<>();
        add(
                other,
                ISRAEL,
                "Israel",
                "2024-05-12T05:00:00Z",
                false,
                "he",
                "נשמח לשמוע אם הצד האחר מוכן לשקול שני מכתבים נפרדים.",
                List.of());
        lines.put(CAUCUS_ISRAEL, other);
        lines.put(PLENARY, new CopyOnWriteArrayList<>());
        lines.put(DIRECT, new CopyOnWriteArrayList<>());
    }

    private static void add(
            List<Line> to,
            PrincipalId author,
            String name,
            String at,
            boolean signed,
            String language,
            String text,
            List<Attachments.Attachment> files) {
        Instant when = Instant.parse(at);
        boolean own = author.equals(OMAN);
        to.add(new Line.Message(
                to.size(),
                to.size() + 1,
                when,
                author,
                name,
                own,
                when,
                Hash.of("message", Bytes.utf8(text)),
                new Line.Content(
                        own ? MessageKind.QUESTION : MessageKind.ANSWER,
                        text,
                        language,
                        language.equals("en") ? Direction.LTR : Direction.RTL,
                        own || to.size() < 2
                                ? Optional.empty()
                                : to.getLast() instanceof Line.Message last
                                        ? Optional.of(last.reference())
                                        : Optional.empty(),
                        signed ? Optional.of(new Line.Statement("instrument-1", true)) : Optional.empty(),
                        files),
                true,
                own ? List.of(IRAN) : List.of(),
                false,
                own,
                Optional.empty()));
    }

    /** The last line of a room was said so. */
    void acted(RoomRef room, Line.Acted acted) {
        List<Line> here = requireNonNull(lines.get(room));
        here.set(here.size() - 1, here.getLast().acted(Optional.of(acted)));
    }

    void renewalAsked() {
        renewalAsked = Optional.of(new Tables.RenewalAsked(Optional.of(NOW)));
    }

    void tell(Change change) {
        listeners.forEach(listener -> listener.heard(change));
    }

    /** Something arrives from another node while a page is open. */
    void arrives(RoomRef room, PrincipalId author, String name, String language, String text) {
        List<Line> here = requireNonNull(lines.get(room));
        add(here, author, name, "2024-05-12T07:39:00Z", false, language, text, List.of());
        tell(new Change.LinesChanged(room, here.size() - 1));
    }

    @Override
    public Tables tables() {
        return new FakeTables(this);
    }

    @Override
    public People people() {
        return new FakePeople(this);
    }

    @Override
    public Rooms rooms() {
        return new FakeRooms(this);
    }

    @Override
    public Messages messages() {
        return new FakeMessages(this);
    }

    @Override
    public Attachments attachments() {
        return new FakeAttachments(this);
    }

    @Override
    public Changes changes() {
        return new FakeChanges(this);
    }

    @Override
    public Carrying carrying() {
        return new FakeCarrying(this);
    }

    @Override
    public Soundings soundings() {
        return new FakeSoundings(this);
    }

    @Override
    public Questions questions() {
        return new FakeQuestions(this);
    }

    @Override
    public Phasing phasing() {
        return new FakePhasing(this);
    }

    @Override
    public Mandating mandating() {
        return new FakeMandating(this);
    }

    @Override
    public Asking asking() {
        return new FakeAsking(this);
    }

    @Override
    public Sheets sheets() {
        return new FakeSheets(this);
    }

    @Override
    public Galleries galleries() {
        return new FakeGalleries(this);
    }

    @Override
    public Suspending suspending() {
        return new FakeSuspending(this);
    }

    @Override
    public Bargaining bargaining() {
        return new FakeBargaining(this);
    }

    @Override
    public CourierItems courier() {
        return new FakeCourier(this);
    }

    @Override
    public NonPapers nonPapers() {
        return new FakeNonPapers(this);
    }

    @Override
    public Conveying conveying() {
        return new FakeConveying(this);
    }

    @Override
    public Moving moving() {
        return new FakeMoving(this);
    }

    @Override
    public Checking checking() {
        return new FakeChecking(this);
    }

    @Override
    public Keeping keeping() {
        return new FakeKeeping(this);
    }

    @Override
    public Subscription subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    static String name(RoomRef ref) {
        return ref.equals(CAUCUS_IRAN)
                ? "Caucus with Iran"
                : ref.equals(CAUCUS_ISRAEL) ? "Caucus with Israel" : "Plenary";
    }
}
