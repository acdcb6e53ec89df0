package parley.node.web.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import java.util.Map;
import parley.node.web.ask.Reply;

/** Renders the templates that were compiled with this module. Thread-safe. */
public final class Render {
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);

    private Render() {}

    /** Into an output that goes on: a page that is sent while it is made. */
    static void into(TemplateOutput out, String template, Map<String, Object> parts) {
        ENGINE.render(template, parts, out);
    }

    static Reply html(String template, Map<String, Object> parts) {
        return html(200, template, parts);
    }

    static Reply html(int status, String template, Map<String, Object> parts) {
        return new Reply.Html(status, out -> ENGINE.render(template, parts, out));
    }
}
