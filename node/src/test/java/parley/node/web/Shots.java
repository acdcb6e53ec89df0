package parley.node.web;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parley.base.Randomness;
import parley.node.desk.Changes;
import parley.node.desk.Keeping;
import parley.node.desk.Line;
import parley.talks.mandate.Power;
import parley.talks.rules.Rules;

/** Draws pages of the invented talk for looking at: {@code Shots <language> <width> <dark?> <path>…}. */
final class Shots {
    private Shots() {}

    public static void main(String[] arguments) throws Exception {
        String language = arguments[0];
        int width = Integer.parseInt(arguments[1]);
        boolean dark = Boolean.parseBoolean(arguments[2]);
        FakeGate gate = FakeGate.open();
        FakeConveying.fill(gate.desk, FakeDesk.IRAN);
        FakeCourier.carrying(gate.desk);
        FakeMandating.several(gate.desk);
        FakeQuestions.open(gate.desk);
        FakeBargaining.estimated(gate.desk);
        FakeSheets.scored(gate.desk);
        gate.desk.acted(
                FakeDesk.CAUCUS_IRAN,
                new Line.Acted.Under("Envoy", Power.SPEAK, FakeDesk.NOW.plus(Duration.ofDays(30))));
        if (Boolean.getBoolean("toAnswer")) {
            FakeSoundings.toAnswer(gate.desk);
        } else {
            FakeSoundings.asked(gate.desk);
        }
        if (Boolean.getBoolean("agreed")) {
            gate.desk.rules = FakeRules.AGREED;
            gate.desk.proposals.add(
                    FakeTalk.proposal(new Changes.Wish.NewRules(Rules.standard().next()), false));
        }
        Keeping.Settings d = Keeping.Settings.DEFAULT;
        gate.desk.settings =
                new Keeping.Settings(language, true, d.idleLock(), d.grace(), d.proxy(), d.notifyReading());
        try (WebServer server = WebServer.start(new WebServer.Options(
                        0, gate, Randomness.system(), InstantSource.fixed(FakeDesk.NOW), Optional.empty()));
                Browsing browsing = Browsing.start();
                Browsing.Person person = browsing.person(new Browsing.Window(width, 900, dark, language, true))) {
            person.page().navigate(server.signInLink());
            person.page().waitForURL("**/tables");
            String base = person.page().url().replace("/tables", "");
            List<String> paths = Arrays.asList(arguments).subList(3, arguments.length);
            for (String path : paths) {
                person.page()
                        .navigate(base
                                + path.replace("T", "/t/" + FakeDesk.TABLE.toHex())
                                        .replace(
                                                "I",
                                                "/r/"
                                                        + FakeDesk.CAUCUS_IRAN
                                                                .room()
                                                                .toHex())
                                        .replace(
                                                "P",
                                                "/r/" + FakeDesk.PLENARY.room().toHex())
                                        .replace("H", FakeDesk.IRAN.toHex())
                                        .replace("F", FakeSheets.FIRST.toHex()));
                String name = language + "-" + width + (dark ? "-dark" : "") + path.replaceAll("[^A-Za-z]", "-");
                person.screenshot(name);
                System.out.println(name + " axe " + person.axe() + " wide " + person.widerThanWindow());
            }
        }
    }
}
