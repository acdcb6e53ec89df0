package parley.node.web.page;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import parley.base.Result;
import parley.node.desk.RoomRef;
import parley.node.desk.Sheets;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.page.SheetPages.SheetPage;
import parley.talks.sheet.SheetIssue;

/**
 * A package that somebody composes before anybody else sees it.
 *
 * <p>It stays in this browser's session: in no address, which a browser's history keeps, and in no file. So it goes when the node is
 * locked.
 */
record DraftPackage(RoomRef room, Sheets.Putting putting) {
    /** The field of an address that asks for what is held. */
    static final String ASKED = "draft";

    /** A draft is no number on the table; a sign that stands alike in every language. */
    static final String NAME = "*";

    private static final String HELD = "draft-package";

    /** What a form of options says. An issue without a choice is left out: the desk finds no package in the rest. */
    static Result<Sheets.Putting> typed(Form form, Sheets.SheetView sheet) {
        int issues = sheet.version().map(one -> one.issues().size()).orElse(0);
        List<Integer> options = IntStream.range(0, issues)
                .mapToObj(issue -> form.number(SheetPage.field(issue), 0, SheetIssue.MOST_OPTIONS))
                .flatMap(Optional::stream)
                .map(Math::toIntExact)
                .toList();
        return SheetPages.standing(form.text("sheet"), sheet)
                .map(id -> Result.done(new Sheets.Putting(id, options)))
                .orElseGet(() -> Result.refused("sheet.changed"));
    }

    void hold(Ask ask) {
        ask.session().hold(HELD, this);
    }

    /** What was composed for this room, if the address asks for it. */
    static Optional<Sheets.Putting> asked(Ask ask, RoomRef room) {
        return ask.query().text(ASKED).equals("1")
                ? ask.session()
                        .held(HELD, DraftPackage.class)
                        .filter(one -> one.room().equals(room))
                        .map(DraftPackage::putting)
                : Optional.empty();
    }

    /** A form with its options chosen; of another version they would be others. */
    static Form filled(Optional<Sheets.Putting> draft, Sheets.SheetView sheet) {
        Map<String, String> chosen = new HashMap<>();
        draft.filter(one -> SheetPages.standing(one.sheet().toHex(), sheet).isPresent())
                .ifPresent(one -> IntStream.range(0, one.options().size())
                        .forEach(issue -> chosen.put(
                                SheetPage.field(issue),
                                String.valueOf(one.options().get(issue)))));
        return Form.of(chosen);
    }

    @Override
    public String toString() {
        return "DraftPackage[…]";
    }
}
