package parley.node.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import parley.base.Bytes;
import parley.base.Malformed;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Target;
import parley.node.web.ask.Form;

/** A form's body or a query: a field that is read says the same when it is encoded as a browser does. */
final class FormTarget implements Target {
    private static final String NAME = "text";

    @Override
    public String name() {
        return "web-form";
    }

    @Override
    public Map<String, Bytes> seeds() {
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        seeds.put("fields", Bytes.utf8("text=a+b%20c&number=%DB%B1%DB%B2&token=x&text=%0D%0A"));
        seeds.put("half an escape", Bytes.utf8("text=%4"));
        seeds.put("not UTF-8", Bytes.utf8("text=%ff%fe"));
        seeds.put("signs", Bytes.utf8("text=&&=&==&text"));
        seeds.put("a mebibyte of signs", Bombs.filled(1 << 20, '&'));
        seeds.put("a mebibyte of escapes", Bytes.utf8("text=" + "%41".repeat((1 << 20) / 3)));
        seeds.put("a long number", Bytes.utf8("number=" + "9".repeat(1 << 16)));
        return seeds;
    }

    @Override
    public Set<String> refused() {
        return Set.of("half an escape", "not UTF-8");
    }

    @Override
    public Verdict read(Bytes input) {
        Form form;
        try {
            form = Form.parse(new String(input.toArray(), StandardCharsets.ISO_8859_1));
        } catch (Malformed e) {
            return Verdict.REFUSED;
        }
        assertThat(form.toString()).as("prints names only").startsWith("Form[");
        form.number("number", 0, 1_000).ifPresent(number -> assertThat(number).isBetween(0L, 1_000L));
        String text = form.text(NAME);
        assertThat(text).doesNotContain("\r");
        try {
            String encoded = NAME + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
            assertThat(Form.parse(encoded).text(NAME)).isEqualTo(text);
        } catch (Malformed e) {
            throw new AssertionError("what was read can't be sent", e);
        }
        return Verdict.READ;
    }
}
