package parley.node.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.RoomId;
import parley.base.Secret;
import parley.base.TableId;
import parley.node.desk.RoomRef;

/** A call as its route sees it: path parameters, query and body, each read strictly. Not thread-safe. */
final class Asked {
    /** A passphrase longer than this is a file that went to the wrong place. */
    static final int MOST_PASSPHRASE_BYTES = 1024;

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

    private final Call call;
    private final Map<String, String> path;
    private final Function<Refusal, String> sentences;

    /** @param sentences a refusal's sentence in English */
    Asked(Call call, Map<String, String> path, Function<Refusal, String> sentences) {
        this.call = call;
        this.path = path;
        this.sentences = sentences;
    }

    String sentence(Refusal why) {
        return sentences.apply(why);
    }

    TableId table() throws BadCall {
        return new TableId(hash("table"));
    }

    RoomRef room() throws BadCall {
        return new RoomRef(table(), new RoomId(hash("room")));
    }

    PrincipalId person() throws BadCall {
        return new PrincipalId(hash("person"));
    }

    Hash invitation() throws BadCall {
        return hash("invitation");
    }

    Hash proposal() throws BadCall {
        return hash("proposal");
    }

    Hash sounding() throws BadCall {
        return hash("sounding");
    }

    Hash move() throws BadCall {
        return hash("move");
    }

    Hash mandate() throws BadCall {
        return hash("mandate");
    }

    Hash offer() throws BadCall {
        return hash("package");
    }

    Hash galleryOffer() throws BadCall {
        return hash("offer");
    }

    Hash suspension() throws BadCall {
        return hash("suspension");
    }

    Hash notice() throws BadCall {
        return hash("notice");
    }

    Hash item() throws BadCall {
        return hash("item");
    }

    Hash passage() throws BadCall {
        return hash("passage");
    }

    Hash crossing() throws BadCall {
        return hash("crossing");
    }

    String text(String name) {
        return Objects.requireNonNull(path.get(name), name);
    }

    long number(String name) throws BadCall {
        return number(name, text(name));
    }

    int small(String name) throws BadCall {
        return Math.toIntExact(Math.min(number(name), Integer.MAX_VALUE));
    }

    /** A number of the query; absent when not given. */
    OptionalLong asked(String name) throws BadCall {
        String text = call.query().get(name);
        return text == null ? OptionalLong.empty() : OptionalLong.of(number(name, text));
    }

    /** A text of the query; absent when not given. */
    Optional<String> query(String name) {
        return Optional.ofNullable(call.query().get(name));
    }

    /** A yes or no of the query; no when not given. */
    boolean flag(String name) throws BadCall {
        return switch (query(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw BadCall.malformed(name + " is true or false.");
        };
    }

    /** The query holds nothing but these. */
    void only(Set<String> names) throws BadCall {
        for (String name : call.query().keySet()) {
            if (!names.contains(name)) {
                throw BadCall.malformed(
                        "This route has no parameter of that name; it has " + String.join(", ", names) + ".");
            }
        }
    }

    <T> T json(Class<T> type) throws BadCall, IOException {
        return ApiJson.read(bytes(ApiJson.MOST_BODY_BYTES), type);
    }

    byte[] bytes(int most) throws BadCall, IOException {
        byte[] body = call.body().readNBytes(most + 1);
        if (body.length > most) {
            Arrays.fill(body, (byte) 0);
            throw BadCall.tooLarge(most);
        }
        return body;
    }

    /** The body as passphrases, one per line, as many as asked for; the caller erases them. */
    Secret[] passphrases(int count) throws BadCall, IOException {
        byte[] body = bytes(count * MOST_PASSPHRASE_BYTES);
        try {
            return Passphrases.split(body, count);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    /** The next line of the body as a passphrase, where more than passphrases comes; the caller erases it. */
    Secret passphraseLine() throws BadCall, IOException {
        return Passphrases.line(call.body(), MOST_PASSPHRASE_BYTES);
    }

    /** What of the body wasn't read yet, as it comes: it may be more than fits a memory. */
    InputStream rest() {
        return call.body();
    }

    private Hash hash(String name) throws BadCall {
        return ApiJson.hash(text(name));
    }

    private static long number(String name, String text) throws BadCall {
        if (!NUMBER.matcher(text).matches()) {
            throw BadCall.malformed(name + " is a number from 0, in plain digits.");
        }
        return Long.parseLong(text);
    }
}
