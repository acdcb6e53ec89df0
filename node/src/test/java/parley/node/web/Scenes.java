package parley.node.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.Hash;
import parley.node.desk.Attachments;
import parley.node.desk.Changes;
import parley.node.desk.Notice;
import parley.node.desk.People;
import parley.node.desk.Rooms;
import parley.protocol.seat.Fact;
import parley.talks.rules.Rules;

/** Every screen in every state in which a person can meet it, over the invented talk of {@link FakeDesk}. */
final class Scenes {
    static final String TABLE = "/t/" + FakeDesk.TABLE.toHex();
    static final String CAUCUS = Visit.room(FakeDesk.CAUCUS_IRAN);
    private static final String SOUNDING = TABLE + "/soundings/" + FakeSoundings.OPEN.toHex();
    private static final String PLENARY = Visit.room(FakeDesk.PLENARY);
    private static final String PERSON = TABLE + "/people/" + FakeDesk.IRAN.toHex();
    static final String LONG_NAME = "The Permanent Representation of the Islamic Republic to the United Nations Office";

    private Scenes() {}

    /**
     * One screen.
     *
     * @param door the node behind it
     * @param path where it begins, inside the browser's session
     * @param steps what a person presses until it shows
     */
    record Scene(String name, Supplier<FakeGate> door, String path, Consumer<Page> steps) {}

    static List<Scene> all() {
        return Stream.of(
                        door(),
                        tables(),
                        people(),
                        room(),
                        writing(),
                        changes(),
                        CarryingScenes.all(),
                        phases(),
                        mandates(),
                        SheetScenes.all(),
                        GalleryScenes.all(),
                        SuspensionScenes.all(),
                        ClockScenes.all(),
                        CheckScenes.all(),
                        MoveScenes.all(),
                        soundings(),
                        upkeep())
                .flatMap(List::stream)
                .toList();
    }

    static Scene at(String name, String path) {
        return new Scene(name, FakeGate::open, path, page -> {});
    }

    static Scene at(String name, String path, Consumer<FakeDesk> made) {
        return after(name, path, made, page -> {});
    }

    static Scene after(String name, String path, Consumer<Page> steps) {
        return new Scene(name, FakeGate::open, path, steps);
    }

    static Scene after(String name, String path, Consumer<FakeDesk> made, Consumer<Page> steps) {
        return new Scene(
                name,
                () -> {
                    FakeGate gate = FakeGate.open();
                    made.accept(gate.desk);
                    return gate;
                },
                path,
                steps);
    }

    private static List<Scene> door() {
        return List.of(
                new Scene("locked", FakeGate::new, "/unlock", page -> {}),
                new Scene("locked-wrong", FakeGate::new, "/unlock", page -> {
                    page.locator("#pp").fill("not this one");
                    press(page, "main form button");
                }),
                new Scene("begin", FakeGate::fresh, "/unlock", page -> {}),
                new Scene("begin-refused", FakeGate::fresh, "/unlock", page -> {
                    page.locator("#pp").fill("one passphrase");
                    page.locator("#again").fill("another passphrase");
                    page.locator("[name=understood]").check();
                    press(page, "main form button");
                }),
                new Scene("restore", FakeGate::fresh, "/restore", page -> {}),
                new Scene("unusable", FakeGate::unusable, "/unlock", page -> {}));
    }

    private static List<Scene> tables() {
        return List.of(
                at("tables", "/tables"),
                at("tables-questions", "/tables", FakeQuestions::open),
                at("tables-empty", "/tables", desk -> desk.empty = true),
                at("tables-needs", "/tables", Scenes::troubled),
                at("open", "/tables/new"),
                after("open-refused", "/tables/new", page -> {
                    page.locator("#cover").fill("Almond");
                    page.locator("#own").fill("Oman");
                    page.locator("#role").selectOption("mediator");
                    page.locator("#relay").fill("relay.example:7443");
                    press(page, "main form button");
                }),
                at("accept", "/accept"),
                after("accept-refused", "/accept", page -> carry(page, "form[enctype]", "something else")),
                after("accept-look", "/accept", page -> carry(page, "form[enctype]", "invitation bytes")),
                at("table", TABLE),
                at("table-troubled", TABLE, Scenes::troubled),
                at("table-other-key", TABLE, Scenes::otherKey),
                at("table-declines", TABLE, Scenes::declines),
                at("table-remove", TABLE + "/remove"),
                at("invite", TABLE + "/invite"),
                at(
                        "plan-relays",
                        TABLE + "/plan",
                        desk -> desk.relays = List.of(FakeDesk.RELAY, FakeDesk.SECOND_RELAY)),
                at("withdraw", TABLE + "/invitations/" + FakeDesk.OPEN_INVITATION.toHex() + "/withdraw"),
                after("invite-known", TABLE + "/invite", page -> {
                    page.locator("#name").fill("Iran");
                    page.locator("#role").selectOption("party");
                    press(page, "main form button");
                }),
                after("invitation", TABLE + "/invite", page -> {
                    page.locator("#name").fill("0man");
                    page.locator("#role").selectOption("party");
                    press(page, "main form button");
                }),
                at("pouch", TABLE + "/pouch"),
                after("pouch-taken", TABLE + "/pouch", page -> carry(page, "form[enctype]", "a pouch")),
                at("renewal", TABLE + "/renewal"),
                at("renewal-needed", TABLE + "/renewal", desk -> desk.renewalNeeded = true),
                at("renewal-asked", TABLE + "/renewal", FakeDesk::renewalAsked));
    }

    private static List<Scene> people() {
        return List.of(
                at("people", TABLE + "/people"),
                at("people-doubtful", TABLE + "/people", Scenes::doubtful),
                at(
                        "people-elsewhere",
                        TABLE + "/people",
                        desk -> desk.iranElsewhere = Optional.of(new People.Elsewhere(FakeDesk.RELAY.text(), true))),
                at("compare", PERSON, Scenes::doubtful),
                at("compare-differed", PERSON, desk -> desk.iranStanding = new People.Standing.Differed(FakeDesk.NOW)),
                after("compare-refused", PERSON, page -> {
                    page.locator("[name=found][value=same]").check();
                    press(page, "form:has([name=found]) button");
                }),
                at("plan", TABLE + "/plan", Scenes::doubtful),
                at("plan-like", TABLE + "/plan?like=" + FakeDesk.PLENARY.room().toHex(), Scenes::doubtful),
                after("plan-refused", TABLE + "/plan", page -> {
                    page.locator("#name").fill(LONG_NAME);
                    page.locator("#admission").fill("99");
                    press(page, "main form > .row button");
                }));
    }

    private static List<Scene> room() {
        return List.of(
                at("room", CAUCUS),
                at("room-questions", CAUCUS, FakeQuestions::open),
                at("room-empty", PLENARY),
                at("room-doubtful", PLENARY, Scenes::doubtful),
                at("room-crowd", PLENARY, desk -> desk.crowd = 20),
                at("room-troubled", CAUCUS, Scenes::troubled),
                at("room-other-key", CAUCUS, Scenes::otherKey),
                at("room-declines", CAUCUS, Scenes::declines),
                at("room-asked", CAUCUS, in(FakeDesk.ASKED)),
                at("rules-asked", CAUCUS + "/rules", in(FakeDesk.ASKED)),
                at("room-asked-before", CAUCUS, in(FakeDesk.ASKED_BEFORE)),
                at("room-forming", CAUCUS, in(new Rooms.Condition.Forming(List.of(FakeDesk.IRAN)))),
                at(
                        "room-frozen",
                        CAUCUS,
                        in(new Rooms.Condition.Frozen(Optional.empty())).andThen(desk -> {
                            desk.renewalNeeded = true;
                            desk.relayFault = Optional.of(Bytes.utf8("a proof"));
                        })),
                at("room-frozen-clone", CAUCUS, in(new Rooms.Condition.Frozen(Optional.of(Fact.Freeze.CLONE)))),
                at("room-left", CAUCUS, in(new Rooms.Condition.Left(FakeDesk.NOW))),
                at("room-declined", CAUCUS, in(new Rooms.Condition.Declined())),
                at("room-lines", CAUCUS, FakeTalk::everyLine),
                at("readers", CAUCUS + "/readers"),
                at("readers-crowd", PLENARY + "/readers", desk -> desk.crowd = 20),
                at("rules", CAUCUS + "/rules"));
    }

    private static List<Scene> writing() {
        return List.of(
                at("writing-on-the-way", CAUCUS, FakeTalk::everyState),
                at("writing-files", CAUCUS, desk -> {
                    desk.uploads.add(upload("up1", "draft letter.pdf", 4_000_000, Attachments.Hidden.PDF_METADATA));
                    desk.uploads.add(upload("up2", "photographs.zip", 1_000_000, Attachments.Hidden.CONTAINER));
                }),
                after("writing-guard", CAUCUS, page -> send(page, "Would Israel accept two letters?")),
                after("writing-refused", CAUCUS, page -> send(page, "refuse me")),
                after("writing-on-the-record", CAUCUS, page -> {
                    page.locator("input.pick-on").check();
                    send(page, "The word “territory” includes ships under the flag of a Side.");
                }));
    }

    private static List<Scene> changes() {
        return List.of(
                at("changes", CAUCUS + "/changes"),
                at("rules-agreed", CAUCUS + "/rules", desk -> {
                    desk.rules = FakeRules.AGREED;
                    desk.plenaryRules = Optional.of(Rules.standard());
                }),
                after(
                        "room-agreed",
                        CAUCUS,
                        desk -> desk.rules = FakeRules.AGREED,
                        page -> press(page, ".agreed summary")),
                at(
                        "changes-rules-open",
                        CAUCUS + "/changes",
                        desk -> desk.proposals.add(
                                FakeTalk.proposal(new Changes.Wish.NewRules(FakeRules.AGREED), false))),
                at("changes-open", CAUCUS + "/changes", desk -> {
                    desk.proposals.add(FakeTalk.proposal(new Changes.Wish.Admit(FakeDesk.ISRAEL), false));
                    desk.proposals.add(FakeTalk.proposal(new Changes.Wish.Move(FakeDesk.RELAY), true));
                    desk.proposals.add(FakeTalk.proposal(
                            new Changes.Wish.NewRules(Rules.standard().withRetentionDays(7)), false));
                }),
                at(
                        "changes-set-aside",
                        CAUCUS + "/changes",
                        desk -> desk.proposals.add(
                                FakeTalk.aside(FakeTalk.proposal(new Changes.Wish.Refresh(), false)))),
                after("changes-rules", CAUCUS + "/rules", page -> {
                    press(page, "summary");
                    page.locator("#retention").fill("1000");
                    page.locator("#media").fill("Only the host speaks.");
                    press(page, "details form .row button");
                }),
                after("changes-refused", CAUCUS + "/changes", page -> {
                    page.locator("#relay").fill("nowhere");
                    press(page, "#w-move button");
                }),
                after("changes-removal", CAUCUS + "/changes", FakeTalk::removal, Scenes::remove),
                after("changes-removal-refused", CAUCUS + "/changes", FakeTalk::removal, page -> {
                    remove(page);
                    press(page, "main form button");
                }));
    }

    private static List<Scene> phases() {
        String phase = TABLE + "/phase";
        return List.of(
                at("phase", phase),
                at("phase-courier", phase, FakePhasing::courier),
                at("phase-courier-room", CAUCUS, FakePhasing::courier),
                at("phase-to-accept", phase, FakePhasing::toAccept),
                after(
                        "phase-refused",
                        phase,
                        desk -> {
                            FakePhasing.courier(desk);
                            desk.refuses = true;
                        },
                        page -> {
                            page.locator("[name=aim][value=talks]").check();
                            press(page, "form:has([name=aim]) .row button");
                        }));
    }

    private static List<Scene> mandates() {
        String mandates = TABLE + "/mandates";
        return List.of(
                at("mandates", mandates),
                at("mandates-several", mandates, FakeMandating::several),
                at("mandates-room", CAUCUS, FakeMandating::several),
                at("mandates-no-rooms", mandates, desk -> desk.mandates = FakeMandating.NOWHERE),
                after("mandates-refused", mandates, desk -> desk.refuses = true, page -> {
                    page.locator("#delegate").fill("Ambassador");
                    page.locator("[name=power][value=speak]").check();
                    page.locator("[name=room]").check();
                    press(page, "form:has(#delegate) .row button");
                }));
    }

    private static List<Scene> soundings() {
        return List.of(
                at("soundings", TABLE + "/soundings"),
                at("soundings-asked", TABLE + "/soundings", FakeSoundings::asked),
                at(
                        "soundings-too-soon",
                        TABLE + "/soundings",
                        desk -> desk.nextSounding = Optional.of(FakeDesk.NOW.plus(Duration.ofDays(2)))),
                at("soundings-to-answer", TABLE + "/soundings", FakeSoundings::toAnswer),
                at("sounding-answer", SOUNDING, FakeSoundings::toAnswer),
                after("sounding-too-late", SOUNDING, FakeSoundings::toAnswer, page -> {
                    page.locator("[name=answer][value=not-now]").check();
                    press(page, "main form .row button");
                }),
                after("sounding-refused", TABLE + "/soundings", page -> press(page, "main form .row button")));
    }

    private static List<Scene> upkeep() {
        return List.of(
                at("search", "/search"),
                after("search-found", TABLE + "/search", page -> {
                    page.locator("#words").fill("premises");
                    press(page, "main form button");
                }),
                at("settings", "/settings"),
                after("settings-refused", "/settings", page -> {
                    page.locator("#idle").fill("0");
                    press(page, "main form button");
                }),
                at("backup", "/backup"),
                at("diagnostics", "/diagnostics", Scenes::troubled),
                at("lost", "/lost"),
                at("about", "/about"),
                at("missing", "/t/" + Hash.of("no such table").toHex()));
    }

    static void press(Page page, String selector) {
        page.locator(selector).first().click();
        page.waitForLoadState();
    }

    private static void send(Page page, String text) {
        page.locator("#text").fill(text);
        press(page, "#send");
    }

    static void carry(Page page, String form, String content) {
        page.locator(form + " #file")
                .setInputFiles(new FilePayload(
                        "carried.parley", "application/octet-stream", content.getBytes(StandardCharsets.UTF_8)));
        press(page, form + " button");
    }

    private static void remove(Page page) {
        page.locator("#remove").selectOption(FakeDesk.IRAN.toHex());
        press(page, "#w-remove button");
    }

    private static Consumer<FakeDesk> in(Rooms.Condition condition) {
        return desk -> desk.conditions.put(FakeDesk.CAUCUS_IRAN, condition);
    }

    private static Attachments.Upload upload(String id, String name, long taken, Attachments.Hidden hidden) {
        return new Attachments.Upload(id, FakeDesk.CAUCUS_IRAN, name, 4_000_000, taken, 0, Optional.of(hidden));
    }

    /** Nobody compared, one name that looks like one's own, one that hides characters, one that is long. */
    private static void doubtful(FakeDesk desk) {
        desk.israelStanding = new People.Standing.VouchedFor(FakeDesk.OMAN, "Oman");
        desk.iranStanding = new People.Standing.Unverified();
        desk.israelName = "0man \u202Enamo\u200B";
        desk.iranName = LONG_NAME;
        desk.alike = List.of(FakeDesk.OMAN);
        desk.paired = true;
    }

    private static void otherKey(FakeDesk desk) {
        desk.staleSince = Optional.of(FakeDesk.NOW);
        desk.otherKey = true;
    }

    private static void declines(FakeDesk desk) {
        desk.takesNothingSince = Optional.of(FakeDesk.NOW.minus(Duration.ofMinutes(20)));
    }

    private static void troubled(FakeDesk desk) {
        desk.staleSince = Optional.of(FakeDesk.NOW.minus(Duration.ofHours(1)));
        desk.waiting =
                Optional.of(new Rooms.Waiting(6, FakeDesk.IRAN, "Iran", FakeDesk.NOW.minus(Duration.ofMinutes(4))));
        desk.unknown = 2;
        desk.grave = true;
        desk.renewalNeeded = true;
        desk.conditions.put(FakeDesk.PLENARY, FakeDesk.ASKED);
        desk.notices.add(new Notice(
                "alarm.histories-differ",
                List.of("", "17"),
                Notice.Grade.GRAVE,
                FakeDesk.NOW.minus(Duration.ofMinutes(10))));
        desk.notices.add(new Notice("room.card-ready", List.of("Israel"), Notice.Grade.CARE, FakeDesk.NOW));
        desk.nodeNotices.add(new Notice("vault.full", List.of(), Notice.Grade.CARE, FakeDesk.NOW));
    }
}
