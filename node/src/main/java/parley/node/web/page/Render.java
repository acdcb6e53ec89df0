package parley.node.web.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import parley.base.Refusal;
import parley.node.web.ask.Reply;

/** Renders the templates that were compiled with this module. Thread-safe. */
public final class Render {
    /** In conflict with what stands: what was asked for can't be done as things are. */
    static final int REFUSED = 409;

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);

    private Render() {}

    /** Into an output that goes on: a page that is sent while it is made. */
    static void into(TemplateOutput out, String template, Map<String, Object> parts) {
        ENGINE.render(template, parts, out);
    }

    static Reply html(String template, Map<String, Object> parts) {
        return html(200, template, parts);
    }

    /** A page that shows what was refused, if anything was: its form stands there again with what was typed, and nothing was done. */
    static Reply html(Optional<Refusal> refused, String template, Map<String, Object> parts) {
        Map<String, Object> all = new HashMap<>(parts);
        all.put("refused", refused);
        return html(refused.isPresent() ? REFUSED : 200, template, all);
    }

    static Reply html(int status, String template, Map<String, Object> parts) {
        return new Reply.Html(status, out -> ENGINE.render(template, parts, out));
    }
}
