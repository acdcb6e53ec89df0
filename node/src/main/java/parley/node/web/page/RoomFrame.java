package parley.node.web.page;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import parley.base.Refusal;
import parley.node.desk.Desk;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Reply;

/**
 * A page of a room: below the same band, which says who reads, and with what was refused where that can't be overlooked.
 *
 * <p>Its template gets {@code p}, {@code band}, {@code room}, {@code kind} and {@code refused} besides what is its own.
 */
final class RoomFrame {
    private RoomFrame() {}

    static Reply page(
            Ask ask, Desk desk, Frames.Here here, String template, Optional<Refusal> refused, Map<String, Object> own) {
        return page(ask, desk, here, template, refused, _ -> own);
    }

    /** What is the page's own may need the words of its reader. */
    static Reply page(
            Ask ask,
            Desk desk,
            Frames.Here here,
            String template,
            Optional<Refusal> refused,
            Function<Page, Map<String, Object>> own) {
        Page p = Frames.in(ask, desk, here, Paths.room(here.room().ref()) + "/");
        Map<String, Object> parts = new HashMap<>();
        parts.put("p", p);
        parts.put(
                "band",
                Frames.band(here.room(), Frames.shapes(desk, here.table().table())));
        parts.put("room", here.room());
        parts.put("kind", here.room().kind());
        parts.putAll(own.apply(p));
        return Render.html(refused, template, parts);
    }
}
