package parley.node.web.ask;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Malformed;

/** The fields of a form or query: {@code application/x-www-form-urlencoded}, read strictly and within bounds. Immutable. */
public final class Form {
    /** No form of ours has more; a body that does wasn't made by one. */
    static final int MOST_FIELDS = 128;

    /** Room for the longest message, percent-encoded, and the rest of its form. */
    public static final int MOST_BYTES = 512 * 1024;

    public static final Form EMPTY = new Form(Map.of());

    private final Map<String, List<String>> fields;

    private Form(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /** What a page fills in by itself, as if it had been typed. */
    public static Form of(Map<String, String> typed) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        typed.forEach((name, value) -> fields.put(name, List.of(value)));
        return new Form(fields);
    }

    /** As {@link #of}, where a field may have several values. */
    public static Form ofAll(Map<String, List<String>> typed) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        typed.forEach((name, values) -> fields.put(name, List.copyOf(values)));
        return new Form(fields);
    }

    public static Form parse(String encoded) throws Malformed {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        if (encoded.isEmpty()) {
            return EMPTY;
        }
        int count = 0;
        for (String pair : encoded.split("&", -1)) {
            count++;
            if (count > MOST_FIELDS) {
                throw new Malformed("too many fields");
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            fields.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        }
        return new Form(fields);
    }

    /** The field's first value, line ends made {@code \n}; empty text when absent. */
    public String text(String name) {
        return maybe(name).orElse("");
    }

    public Optional<String> maybe(String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.getFirst().replace("\r\n", "\n").replace('\r', '\n'));
    }

    /** As {@link #text}, without blanks around it. */
    public String line(String name) {
        return text(name).strip();
    }

    public List<String> all(String name) {
        return List.copyOf(fields.getOrDefault(name, List.of()));
    }

    public boolean ticked(String name) {
        return fields.containsKey(name);
    }

    /** A whole number within bounds, or empty. */
    public Optional<Long> number(String name, long least, long most) {
        String text = Digits.latin(line(name));
        if (!text.matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        long number = Long.parseLong(text);
        return number < least || number > most ? Optional.empty() : Optional.of(number);
    }

    private static String decode(String encoded) throws Malformed {
        byte[] bytes = new byte[encoded.length()];
        int size = 0;
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes[size++] = (byte) (hex(encoded, i + 1) << 4 | hex(encoded, i + 2));
                i += 2;
            } else if (c == '+') {
                bytes[size++] = ' ';
            } else if (c > ' ' && c < 0x7f) {
                bytes[size++] = (byte) c;
            } else {
                throw new Malformed("a raw character in a form");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, size))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("not UTF-8");
        }
    }

    private static int hex(String encoded, int at) throws Malformed {
        int digit = at < encoded.length() ? Character.digit(encoded.charAt(at), 16) : -1;
        if (digit < 0 || encoded.charAt(at) > 'f') {
            throw new Malformed("a broken escape in a form");
        }
        return digit;
    }

    /** Never the content: forms carry what people say. */
    @Override
    public String toString() {
        return "Form" + fields.keySet();
    }
}
