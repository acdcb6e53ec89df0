package parley.node.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.util.List;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.Role;
import parley.node.desk.Checking;
import parley.node.desk.People;
import parley.node.engine.SignedFiles;

/** What the page shows on which a file is checked. */
final class CheckScenes {
    private CheckScenes() {}

    static List<Scenes.Scene> all() {
        return List.of(
                Scenes.at("check", "/check"),
                Scenes.after("check-neither", "/check", page -> Scenes.carry(page, "form[enctype]", "something else")),
                Scenes.after("check-statement", "/check", CheckScenes::signers, page -> carry(page, signed())),
                Scenes.after("check-nobody", "/check", page -> carry(page, signed())),
                Scenes.after(
                        "check-forged",
                        "/check",
                        CheckScenes::signers,
                        page -> carry(page, SignedFiles.forged(FakeDesk.HOSTILE))),
                Scenes.after(
                        "check-fault",
                        "/check",
                        desk -> desk.uses = List.of(
                                new Checking.Use(
                                        FakeDesk.TABLE, "Harbour survey", List.of("Plenary", Scenes.LONG_NAME)),
                                new Checking.Use(FakeDesk.TABLE, Scenes.LONG_NAME, List.of())),
                        page -> carry(page, SignedFiles.relayFault())),
                Scenes.after("check-no-fault", "/check", page -> carry(page, SignedFiles.noFault())));
    }

    private static void carry(Page page, Bytes file) {
        page.locator("form[enctype] #file")
                .setInputFiles(new FilePayload("carried.parley", "application/octet-stream", file.toArray()));
        Scenes.press(page, "form[enctype] button");
    }

    /** What has lines, both directions, and characters that hide. */
    private static Bytes signed() {
        return SignedFiles.statement("We shall convey it.\nآن را می‌رسانیم.\n" + FakeDesk.HOSTILE);
    }

    private static void signers(FakeDesk desk) {
        desk.signers = Stream.of(
                        new People.Standing.Compared(FakeDesk.NOW, "by voice"),
                        new People.Standing.VouchedFor(FakeDesk.OMAN, "Oman"),
                        new People.Standing.Differed(FakeDesk.NOW),
                        new People.Standing.Self())
                .flatMap(standing -> Stream.of(true, false)
                        .map(present -> new Checking.Signer(
                                FakeDesk.TABLE,
                                "Harbour survey",
                                FakeDesk.IRAN,
                                present ? "Iran" : Scenes.LONG_NAME,
                                Role.PARTY,
                                standing,
                                present)))
                .toList();
    }
}
