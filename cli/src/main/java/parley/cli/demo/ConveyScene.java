package parley.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import parley.base.TableId;
import parley.cli.Languages;
import parley.cli.Stop;
import parley.cli.process.Wait;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Conveying;
import parley.node.desk.Conveying.Bringing;
import parley.node.desk.Conveying.Label;
import parley.node.desk.Conveying.Mark;
import parley.node.desk.Conveying.PassageView;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.node.desk.RoomRef;
import parley.talks.convey.Caveat;
import parley.talks.convey.CrossedAs;

/** What the mediator of the scripted talk brings across, and what it tries in vain. */
final class ConveyScene {
    private final Stage stage;
    private final Delivery delivery;
    private final TableId table;

    ConveyScene(Stage stage, Delivery delivery, TableId table) {
        this.stage = stage;
        this.delivery = delivery;
        this.table = table;
    }

    /**
     * What came of it.
     *
     * @param conveyed what crossed, as its receivers read it
     * @param forYouOnlyStayed whether what was for the mediator only was refused for its caveat, and is nowhere on the other side
     */
    record Outcome(List<Report.Conveyed> conveyed, boolean forYouOnlyStayed) {}

    Outcome play() throws IOException {
        RoomRef israels = delivery.ref(OpeningScene.ISRAEL_OMAN);
        RoomRef irans = delivery.ref(OpeningScene.IRAN_OMAN);
        PassageView secret = mark(stage.israel(), israels, Script.NOT_IN_OUR_NAME, Caveat.FOR_YOU_ONLY);
        boolean refused = refused(secret, bringing(irans, CrossedAs.PARAPHRASE, Script.AGAINST_CAVEAT));
        PassageView words = mark(stage.iran(), irans, Script.NOT_FORMAL_YET, Caveat.VERBATIM);
        Report.Conveyed first = bring(
                words, stage.iran(), stage.israel(), bringing(israels, CrossedAs.VERBATIM, Script.NOT_FORMAL_YET));
        PassageView substance = mark(stage.israel(), israels, Script.NO_REMARKS, Caveat.IN_SUBSTANCE);
        Report.Conveyed second = bring(
                substance, stage.israel(), stage.iran(), bringing(irans, CrossedAs.PARAPHRASE, Script.IN_SUBSTANCE));
        return new Outcome(List.of(first, second), refused && onlyTheSubstanceIsAt(stage.iran(), irans));
    }

    /** That the words which did cross are found shows that others would be. */
    private boolean onlyTheSubstanceIsAt(Seat seat, RoomRef caucus) throws IOException {
        StringBuilder all = new StringBuilder();
        for (RoomRef room : List.of(caucus, delivery.ref(OpeningScene.PLENARY))) {
            all.append(new String(
                    seat.node().raw(Talk.path(room) + "/lines?count=" + Messages.MOST_LINES), StandardCharsets.UTF_8));
        }
        return all.indexOf(Script.IN_SUBSTANCE.text()) >= 0
                && all.indexOf(Script.AGAINST_CAVEAT.text()) < 0
                && all.indexOf(Script.NOT_IN_OUR_NAME.text()) < 0;
    }

    private static Bringing bringing(RoomRef to, CrossedAs as, Script.Says words) {
        return new Bringing(to, as, words.text(), words.language(), Languages.direction(words.language()), "", false);
    }

    private PassageView mark(Seat author, RoomRef room, Script.Says line, Caveat caveat) throws IOException {
        long index = Talk.heard(author, room, line.text()).orElseThrow().index();
        Label label = new Label(caveat, "", Optional.empty());
        author.node()
                .post(
                        Talk.path(room) + "/passages",
                        new Inputs.MarkPassages(index, List.of(new Mark(line.text(), label))));
        PassageView[] found = new PassageView[1];
        Wait.until("the mediator sees the passage", () -> {
            stage.oman().node().get(Talk.path(table) + "/corridor", Conveying.Corridor.class).passages().stream()
                    .filter(one -> one.text()
                            .filter(text -> text.text().equals(line.text()))
                            .isPresent())
                    .forEach(one -> found[0] = one);
            return found[0] != null;
        });
        return found[0];
    }

    /** Whether it was refused, and for its caveat: a refusal for any other reason would say nothing of caveats. */
    private boolean refused(PassageView passage, Bringing bringing) throws IOException {
        try {
            convey(passage, bringing);
            return false;
        } catch (Stop refusal) {
            return !Stop.refusedOnly(refusal)
                    && String.valueOf(refusal.getMessage())
                            .contains(passage.label().caveat().word());
        }
    }

    private void convey(PassageView passage, Bringing bringing) throws IOException {
        stage.oman()
                .node()
                .post(Talk.path(passage.room()) + "/passages/" + passage.id().toHex() + "/convey", bringing);
    }

    private Report.Conveyed bring(PassageView passage, Seat from, Seat to, Bringing bringing) throws IOException {
        convey(passage, bringing);
        String word = bringing.as().word();
        Wait.until(
                to.name() + " reads what was brought",
                () -> read(to, bringing.to(), "line.convey-brought." + word, bringing.text()));
        Wait.until(
                from.name() + " reads what crossed",
                () -> read(from, passage.room(), "line.convey-crossed." + word, bringing.text()));
        return new Report.Conveyed(from.name(), to.name(), word);
    }

    private static boolean read(Seat seat, RoomRef room, String key, String text) throws IOException {
        return seat
                .node()
                .get(Talk.path(room) + "/lines?count=" + Messages.MOST_LINES, Outputs.Page.class)
                .lines()
                .stream()
                .anyMatch(line -> line instanceof Line.Passages passages
                        && passages.key().equals(key)
                        && passages.texts().stream().anyMatch(one -> one.text().equals(text)));
    }
}
