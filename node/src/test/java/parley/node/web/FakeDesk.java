package parley.node.web;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.Secret;
import parley.base.TableId;
import parley.node.desk.Attachments;
import parley.node.desk.Carrying;
import parley.node.desk.Change;
import parley.node.desk.Changes;
import parley.node.desk.Desk;
import parley.node.desk.Keeping;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.node.desk.Notice;
import parley.node.desk.People;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
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
    static final Instant NOW = Instant.parse("2024-05-12T07:40:00Z");
    static final TableId TABLE = new TableId(Hash.of("fake-table"));
    static final PrincipalId OMAN = id("Oman");
    static final PrincipalId ISRAEL = id("Israel");
    static final PrincipalId IRAN = id("Iran");
    static final RelayAddress RELAY = new RelayAddress("relay.example", 7443, Bytes.copyOf(new byte[32]));
    static final RoomRef CAUCUS_IRAN = room("caucus-iran");
    static final RoomRef CAUCUS_ISRAEL = room("caucus-israel");
    static final RoomRef PLENARY = room("plenary");
    static final RoomRef DIRECT = room("direct");
    static final String HOSTILE = "<script>alert(1)</script> \u202Eevil\u202C \u200B\" onmouseover='x' &amp;";

    private static final List<String> WORDS = List.of(
            "harvest", "lantern", "copper", "window", "ribbon", "orchard", "pencil", "marble", "cedar", "kettle",
            "anchor", "violet");

    final Map<RoomRef, List<Line>> lines = new HashMap<>();
    final Map<RoomRef, List<Messages.Unplaced>> unplaced = new HashMap<>();
    final Map<RoomRef, Messages.Draft> drafts = new HashMap<>();
    final List<Messages.Outgoing> sent = new ArrayList<>();
    final List<Attachments.Upload> uploads = new ArrayList<>();
    final Map<RoomRef, Rooms.Condition> conditions = new HashMap<>();
    final List<Notice> notices = new ArrayList<>();
    Optional<Bytes> relayFault = Optional.empty();
    final List<Notice> nodeNotices = new ArrayList<>();
    final List<Changes.ProposalView> proposals = new ArrayList<>();
    final List<String> acts = new CopyOnWriteArrayList<>();
    final List<Listener> listeners = new CopyOnWriteArrayList<>();
    Keeping.Settings settings = Keeping.Settings.DEFAULT;
    People.Standing iranStanding = new People.Standing.Compared(Instant.parse("2024-05-08T09:00:00Z"), "by voice");
    People.Standing israelStanding = new People.Standing.Compared(Instant.parse("2024-05-08T10:00:00Z"), "in person");
    Optional<Instant> staleSince = Optional.empty();
    Optional<Rooms.Waiting> waiting = Optional.empty();
    boolean empty;

    FakeDesk() {
        talk();
    }

    private static PrincipalId id(String name) {
        return new PrincipalId(Hash.of("fake-principal", Bytes.utf8(name)));
    }

    private static RoomRef room(String name) {
        return new RoomRef(TABLE, new RoomId(Hash.of("fake-room", Bytes.utf8(name))));
    }

    private void talk() {
        List<Line> caucus = new ArrayList<>();
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
                        Optional.of(Attachments.Hidden.PDF_METADATA))));
        lines.put(CAUCUS_IRAN, caucus);
        List<Line> other = new ArrayList<>();
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
        lines.put(PLENARY, new ArrayList<>());
        lines.put(DIRECT, new ArrayList<>());
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
                false));
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
        return new FakeTables();
    }

    @Override
    public People people() {
        return new FakePeople();
    }

    @Override
    public Rooms rooms() {
        return new FakeRooms();
    }

    @Override
    public Messages messages() {
        return new FakeMessages();
    }

    @Override
    public Attachments attachments() {
        return new FakeAttachments();
    }

    @Override
    public Changes changes() {
        return new FakeChanges();
    }

    @Override
    public Carrying carrying() {
        return new FakeCarrying();
    }

    @Override
    public Keeping keeping() {
        return new FakeKeeping();
    }

    @Override
    public Subscription subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private final class FakeTables implements Tables {
        @Override
        public List<TableView> list() {
            return empty ? List.of() : List.of(view());
        }

        @Override
        public Optional<TableView> table(TableId table) {
            return !empty && table.equals(TABLE) ? Optional.of(view()) : Optional.empty();
        }

        private TableView view() {
            return new TableView(
                    TABLE,
                    "Harbour survey",
                    OMAN,
                    "Oman",
                    Role.MEDIATOR,
                    RELAY,
                    new Connection(staleSince.isEmpty(), Optional.of(NOW), staleSince.isEmpty() ? 0 : 2),
                    2,
                    rooms().list(TABLE),
                    List.of(),
                    false);
        }

        @Override
        public Result<TableId> open(String coverName, String ownName, Role ownRole, RelayAddress relay) {
            acts.add("open " + coverName + " as " + ownName + " " + ownRole + " at " + relay.host() + ":"
                    + relay.port());
            return Result.done(TABLE);
        }

        @Override
        public Result<Ok> rename(TableId table, String coverName) {
            acts.add("rename " + coverName);
            return Ok.done();
        }

        @Override
        public Result<InvitationOut> invite(TableId table, String theirName, Role theirRole, Duration valid) {
            acts.add("invite " + theirName + " " + theirRole + " " + valid.toDays());
            return Result.done(new InvitationOut(
                    Hash.of("invitation"), Bytes.utf8("invitation bytes"), WORDS, NOW.plus(valid), NOW.plus(valid)));
        }

        @Override
        public List<InvitationSent> invitations(TableId table) {
            return List.of(
                    new InvitationSent(
                            Hash.of("i1"), "Iran", Role.PARTY, NOW, NOW.plus(Duration.ofDays(7)), true, false),
                    new InvitationSent(
                            Hash.of("i2"),
                            "Swiss witness",
                            Role.WITNESS,
                            NOW,
                            NOW.plus(Duration.ofDays(7)),
                            true,
                            true));
        }

        @Override
        public Result<InvitationIn> look(Bytes invitationFile) {
            return invitationFile.asUtf8().startsWith("invitation")
                    ? Result.done(new InvitationIn(
                            TABLE, "Oman", Role.MEDIATOR, "Iran", Role.PARTY, RELAY, NOW.plus(Duration.ofDays(3))))
                    : Result.refused("invitation.not-one");
        }

        @Override
        public Result<Bytes> collect(List<String> words, RelayAddress relay) {
            acts.add("collect " + String.join(" ", words));
            return words.equals(WORDS)
                    ? Result.done(Bytes.utf8("invitation bytes"))
                    : Result.refused("invitation.nothing-there");
        }

        @Override
        public Result<TableId> accept(Bytes invitationFile, String coverName) {
            acts.add("accept " + coverName);
            return Result.done(TABLE);
        }
    }

    private final class FakePeople implements People {
        @Override
        public List<Person> list(TableId table) {
            return List.of(
                    new Person(ISRAEL, "Israel", Role.PARTY, 0, true, israelStanding, List.of()),
                    new Person(IRAN, "Iran", Role.PARTY, 0, true, iranStanding, List.of()));
        }

        @Override
        public Optional<Person> person(TableId table, PrincipalId person) {
            return list(table).stream().filter(p -> p.id().equals(person)).findFirst();
        }

        @Override
        public Result<ComparisonCode> code(TableId table, PrincipalId person) {
            return Result.done(new ComparisonCode(
                    WORDS,
                    "3041788265190435772160938441507238609514",
                    Bytes.copyOf(Hash.of("code").value().toArray())));
        }

        @Override
        public Result<Ok> compared(TableId table, PrincipalId person, boolean same, String how) {
            acts.add("compared " + same + " " + how);
            return Ok.done();
        }
    }

    private final class FakeRooms implements Rooms {
        @Override
        public List<RoomBrief> list(TableId table) {
            List<RoomBrief> all = new ArrayList<>();
            for (RoomRef ref : List.of(CAUCUS_IRAN, CAUCUS_ISRAEL, PLENARY)) {
                RoomView view = room(ref).orElseThrow();
                all.add(new RoomBrief(
                        ref, view.name(), view.kind(), view.condition(), view.unread(), Optional.of(NOW), false));
            }
            return all;
        }

        @Override
        public Optional<RoomView> room(RoomRef ref) {
            if (!lines.containsKey(ref)) {
                return Optional.empty();
            }
            boolean iran = !ref.equals(CAUCUS_ISRAEL);
            boolean israel = !ref.equals(CAUCUS_IRAN);
            List<Member> members = new ArrayList<>();
            List<Outsider> outside = new ArrayList<>();
            members.add(new Member(
                    OMAN, "Oman", Role.MEDIATOR, 0, true, new People.Standing.Self(), true, OptionalLong.empty()));
            place(members, outside, ISRAEL, "Israel", israelStanding, israel);
            place(members, outside, IRAN, "Iran", iranStanding, iran);
            int count = lines.get(ref).size();
            return Optional.of(new RoomView(
                    ref,
                    name(ref),
                    ref.equals(PLENARY) ? RoomKind.PLENARY : RoomKind.CAUCUS,
                    Rules.standard().withReceipts(true),
                    conditions.getOrDefault(ref, new Condition.Open()),
                    2,
                    count,
                    Head.start(new LogId(Hash.of("log"))),
                    5,
                    members,
                    outside,
                    WORDS,
                    staleSince,
                    waiting,
                    notices,
                    count,
                    ref.equals(CAUCUS_ISRAEL) ? 1 : 0,
                    OptionalLong.of(count - 1L),
                    0,
                    NOW));
        }

        @Override
        public Result<Bytes> relayFault(RoomRef ref) {
            return relayFault.map(Result::done).orElseGet(() -> Result.refused("room.no-relay-fault"));
        }

        private void place(
                List<Member> members,
                List<Outsider> outside,
                PrincipalId who,
                String name,
                People.Standing standing,
                boolean inside) {
            if (inside) {
                members.add(new Member(who, name, Role.PARTY, 0, false, standing, true, OptionalLong.of(3)));
            } else {
                outside.add(new Outsider(who, name, Role.PARTY));
            }
        }

        @Override
        public Result<RoomRef> plan(
                TableId table, String name, RoomKind kind, List<PrincipalId> others, int seats, Rules rules) {
            acts.add("plan " + name + " " + kind + " " + others.size() + " of " + seats);
            return Result.done(PLENARY);
        }

        @Override
        public Result<Ok> answer(RoomRef room, boolean join) {
            acts.add("answer " + join);
            return Ok.done();
        }

        @Override
        public Result<Ok> compared(RoomRef room, int epoch, boolean same, String how) {
            acts.add("room words of epoch " + epoch + " " + same + " " + how);
            return Ok.done();
        }

        @Override
        public Result<Ok> read(RoomRef room, long index) {
            return Ok.done();
        }
    }

    static String name(RoomRef ref) {
        return ref.equals(CAUCUS_IRAN)
                ? "Caucus with Iran"
                : ref.equals(CAUCUS_ISRAEL) ? "Caucus with Israel" : "Plenary";
    }

    private final class FakeMessages implements Messages {
        @Override
        public Result<Page> page(RoomRef room, OptionalLong before, int count) {
            List<Line> all = requireNonNull(lines.get(room));
            int end = (int) Math.min(all.size(), before.orElse(all.size()));
            return Result.done(new Page(all.subList(Math.max(0, end - count), end), all.size()));
        }

        @Override
        public Result<Page> since(RoomRef room, long from, int count) {
            List<Line> all = requireNonNull(lines.get(room));
            return Result.done(new Page(all.subList((int) Math.min(from, all.size()), all.size()), all.size()));
        }

        @Override
        public Result<Line> line(RoomRef room, long index) {
            return Result.done(requireNonNull(lines.get(room)).get((int) index));
        }

        @Override
        public List<Unplaced> unplaced(RoomRef room) {
            return List.copyOf(unplaced.getOrDefault(room, List.of()));
        }

        @Override
        public Result<Long> send(RoomRef room, Outgoing message) {
            if (message.text().equals("refuse me")) {
                return Result.refused("vault.disk-full");
            }
            sent.add(message);
            unplaced.computeIfAbsent(room, r -> new ArrayList<>())
                    .add(new Unplaced(
                            sent.size(),
                            new Line.Content(
                                    message.kind(),
                                    message.text(),
                                    message.language(),
                                    message.direction(),
                                    message.inReplyTo(),
                                    Optional.empty(),
                                    List.of()),
                            NOW,
                            new Unplaced.State.InGrace(NOW.plusSeconds(5))));
            tell(new Change.UnplacedChanged(room));
            return Result.done((long) sent.size());
        }

        @Override
        public Result<Ok> takeBack(RoomRef room, long ticket) {
            acts.add("take back " + ticket);
            unplaced.getOrDefault(room, new ArrayList<>()).removeIf(mine -> mine.ticket() == ticket);
            return Ok.done();
        }

        @Override
        public Result<Ok> decideLate(RoomRef room, long ticket, boolean sayIt) {
            acts.add("late " + ticket + " " + sayIt);
            return Ok.done();
        }

        @Override
        public Optional<Draft> draft(RoomRef room) {
            return Optional.ofNullable(drafts.get(room));
        }

        @Override
        public Result<Ok> keepDraft(RoomRef room, Outgoing draft) {
            drafts.put(room, new Draft(draft, NOW));
            return Ok.done();
        }

        @Override
        public Result<Long> search(List<RoomRef> rooms, String words, Predicate<Hit> onHit) {
            boolean goOn = onHit.test(
                    new Hit(CAUCUS_IRAN, "Caucus with Iran", 1, NOW, "Oman", "about the consular premises", 10, 18));
            if (goOn) {
                acts.add("search " + words + " "
                        + onHit.test(new Hit(PLENARY, "Plenary", 0, NOW, HOSTILE, HOSTILE, 0, 3)));
            }
            return Result.done(12L);
        }

        @Override
        public Result<Bytes> statement(RoomRef room, long index) {
            return Result.done(Bytes.utf8("signed"));
        }
    }

    private final class FakeAttachments implements Attachments {
        private final Map<String, byte[]> kept = new HashMap<>();

        @Override
        public Result<Upload> begin(RoomRef room, String name, long size) {
            Upload upload = new Upload("up" + uploads.size(), room, name, size, 0, 0, Optional.empty());
            uploads.add(upload);
            return Result.done(upload);
        }

        @Override
        public Result<Upload> piece(String id, long offset, byte[] piece) {
            Upload old = upload(id).orElseThrow();
            Upload next = new Upload(id, old.room(), old.name(), old.size(), offset + piece.length, 0, old.warning());
            uploads.replaceAll(upload -> upload.id().equals(id) ? next : upload);
            kept.put(id, piece);
            return Result.done(next);
        }

        @Override
        public Optional<Upload> upload(String upload) {
            return uploads.stream().filter(u -> u.id().equals(upload)).findFirst();
        }

        @Override
        public List<Upload> uploads(RoomRef room) {
            return uploads.stream().filter(u -> u.room().equals(room)).toList();
        }

        @Override
        public Result<Ok> cancel(String upload) {
            uploads.removeIf(u -> u.id().equals(upload));
            return Ok.done();
        }

        @Override
        public Result<Opened> open(RoomRef room, long index, int which, long from) {
            byte[] content = "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
            return Result.done(new Opened() {
                @Override
                public String name() {
                    return "letter \"x\"\r\n.html";
                }

                @Override
                public long size() {
                    return content.length;
                }

                @Override
                public long from() {
                    return 0;
                }

                @Override
                public InputStream stream() {
                    return new ByteArrayInputStream(content);
                }
            });
        }

        @Override
        public Result<Ok> fetch(RoomRef room, long index, int which) {
            acts.add("fetch " + index + " " + which);
            return Ok.done();
        }

        @Override
        public Result<Ok> stopFetch(RoomRef room, long index, int which) {
            acts.add("stop " + index + " " + which);
            return Ok.done();
        }
    }

    private final class FakeChanges implements Changes {
        @Override
        public List<ProposalView> open(RoomRef room) {
            return List.copyOf(proposals);
        }

        @Override
        public Result<Preview> preview(RoomRef room, Wish wish) {
            return Result.done(new Preview(List.of(OMAN, ISRAEL, IRAN), List.of(), List.of(), 2));
        }

        @Override
        public Result<Hash> propose(RoomRef room, Wish wish, String note) {
            acts.add("propose " + wish.getClass().getSimpleName());
            return Result.done(Hash.of("proposal"));
        }

        @Override
        public Result<Ok> consent(RoomRef room, Hash proposal) {
            acts.add("consent");
            return Ok.done();
        }

        @Override
        public Result<Ok> withdraw(RoomRef room, Hash proposal) {
            acts.add("withdraw");
            return Ok.done();
        }
    }

    private final class FakeCarrying implements Carrying {
        @Override
        public Result<Bytes> exportPouch(TableId table) {
            return Result.done(Bytes.utf8("pouch"));
        }

        @Override
        public Result<Report> importPouch(TableId table, Bytes pouch) {
            acts.add("pouch " + pouch.size());
            return Result.done(new Report(3, 1, 12, 0));
        }
    }

    private final class FakeKeeping implements Keeping {
        @Override
        public Settings settings() {
            return settings;
        }

        @Override
        public Result<Ok> change(Settings next) {
            settings = next;
            return Ok.done();
        }

        @Override
        public List<Notice> notices() {
            return List.copyOf(nodeNotices);
        }

        @Override
        public Result<Ok> acknowledge(Notice notice) {
            return Ok.done();
        }

        @Override
        public Result<Ok> backup(Secret passphrase, OutputStream to) {
            try {
                to.write(IntStream.range(0, 10)
                        .mapToObj(String::valueOf)
                        .reduce("", String::concat)
                        .getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                return Result.refused("vault.disk-full");
            }
            return Ok.done();
        }

        @Override
        public Result<Tables.InvitationOut> askForRenewal(TableId table) {
            return tables().invite(table, "self", Role.MEDIATOR, Duration.ofDays(7));
        }

        @Override
        public Result<PrincipalId> takeRenewal(TableId table, Bytes invitationFile) {
            return Result.done(IRAN);
        }

        @Override
        public Result<Bytes> diagnostics() {
            return Result.done(Bytes.utf8("version 0.1\n"));
        }

        @Override
        public NodeFacts facts() {
            return new NodeFacts("0.1.0", NOW, NOW, 1_200_000, 57, 1, 3);
        }
    }
}
