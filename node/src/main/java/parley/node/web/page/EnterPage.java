package parley.node.web.page;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.node.web.ask.Reply;
import parley.node.words.Language;
import parley.node.words.Look;
import parley.node.words.Words;

/** Where a one-time sign-in code is given in; the only page for browsers that haven't signed in, and it says nothing. */
public final class EnterPage {
    private EnterPage() {}

    /** @param wrong whether a code was just refused */
    public static Reply show(Language language, boolean wrong) {
        Page page = new Page(
                new Words(new Look(language, true, ZoneId.systemDefault())),
                new Page.Frame("", "", "title.enter", Optional.empty(), List.of(), Optional.empty(), Optional.empty()));
        return Render.html(wrong ? 403 : 200, "enter.jte", Map.of("p", page, "wrong", wrong));
    }
}
