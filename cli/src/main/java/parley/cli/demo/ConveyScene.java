package parley.cli.demo;

import java.io.IOException;
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

    /** What crossed, as its receivers read it. */
    List<Report.Conveyed> play() throws IOException {
        RoomRef israels = delivery.ref(OpeningScene.ISRAEL_OMAN);
        RoomRef irans = delivery.ref(OpeningScene.IRAN_OMAN);
        PassageView secret = mark(stage.israel(), israels, Script.NOT_IN_OUR_NAME, Caveat.FOR_YOU_ONLY);
        refused(secret, bringing(irans, CrossedAs.PARAPHRASE, Script.IN_SUBSTANCE));
        PassageView words = mark(stage.iran(), irans, Script.NOT_FORMAL_YET, Caveat.VERBATIM);
        Report.Conveyed first = bring(
                words, stage.iran(), stage.israel(), bringing(israels, CrossedAs.VERBATIM, Script.NOT_FORMAL_YET));
        PassageView substance = mark(stage.israel(), israels, Script.NO_REMARKS, Caveat.IN_SUBSTANCE);
        Report.Conveyed second = bring(
                substance, stage.israel(), stage.iran(), bringing(irans, CrossedAs.PARAPHRASE, Script.IN_SUBSTANCE));
        return List.of(first, second);
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

    private void refused(PassageView passage, Bringing bringing) throws IOException {
        try {
            convey(passage, bringing);
        } catch (Stop refusal) {
            Stop.refusedOnly(refusal);
            return;
        }
        throw Stop.fault("a passage for the mediator only was conveyed");
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
