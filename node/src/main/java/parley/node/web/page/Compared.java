package parley.node.web.page;

import java.util.List;
import java.util.Optional;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.web.ask.Form;

/**
 * What a person says that comparing found, of a pair's code or of room words.
 *
 * <p>A voice that one does not know well proves nothing: whoever sits in between can read out words as well as anyone. So
 * "the same" counts only in person or by a known voice; "different" counts however it was heard.
 *
 * @param how in the language of the page
 */
public record Compared(boolean same, String how) {
    /** The ways of comparing that a form offers, in its order. */
    public static final List<String> WAYS = List.of("in-person", "voice", "voice-unsure");

    /** Empty when nobody was reached: there is nothing to record. */
    static Result<Optional<Compared>> read(Form form, Page page) {
        String how = form.text("how");
        return switch (form.text("found")) {
            case "unreached" -> Result.done(Optional.empty());
            case "different" ->
                Result.done(Optional.of(new Compared(
                        false,
                        page.plain(
                                switch (how) {
                                    case "in-person", "voice", "voice-unsure" -> "compare.how-" + how;
                                    default -> "compare.how-other";
                                }))));
            case "same" ->
                switch (how) {
                    case "in-person", "voice" ->
                        Result.done(Optional.of(new Compared(true, page.plain("compare.how-" + how))));
                    case "voice-unsure" -> Result.refused("comparison.voice-not-known");
                    default -> Result.refused("web.say-how-you-compared");
                };
            default -> Result.refused(Refusal.of("web.say-what-you-found"));
        };
    }
}
