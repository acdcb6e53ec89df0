package parley.relay.wire;

import java.util.List;
import java.util.function.BiConsumer;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Page;
import parley.protocol.port.Relay.Why;
import parley.protocol.port.SignedHead;

/** The bodies of a relay's answers: version, then 0 and the value, or the code of why not. */
public final class Answers {
    /**
     * Entries of one page take about this much together; one entry more may stand above it. Little enough that a line of
     * some 20 KB a second takes it within the time that both sides allow.
     */
    public static final int PAGE_BYTES = 512 << 10;

    /** The largest answer: a page, and an entry more, and heads. */
    public static final int MOST_BODY_BYTES = PAGE_BYTES + 2 * Relay.MOST_ENTRY_BYTES;

    private static final int GIVEN = 0;

    /** A signed head with the longest path, its code, and more. */
    private static final int HEAD_BYTES = 768;

    private Answers() {}

    public static Bytes head(Answer<SignedHead> answer) {
        return one(answer, HEAD_BYTES, (out, head) -> head.write(out));
    }

    public static Answer<SignedHead> head(Bytes body) throws Malformed {
        return one(body, SignedHead::read);
    }

    public static Bytes heads(List<Answer<SignedHead>> answers) {
        CanonicalWriter out = new CanonicalWriter(answers.size() * HEAD_BYTES).u8(Call.VERSION);
        out.list(answers, (to, answer) -> write(to, answer, (into, head) -> head.write(into)));
        return out.bytes();
    }

    public static List<Answer<SignedHead>> heads(Bytes body) throws Malformed {
        CanonicalReader in = start(body);
        List<Answer<SignedHead>> answers = in.list(Call.MOST_APPENDS, from -> read(from, SignedHead::read));
        in.end();
        return answers;
    }

    public static Bytes page(Answer<Page> answer) {
        int entries = answer instanceof Answer.Given<Page>(Page given)
                ? given.entries().stream()
                        .mapToInt(entry -> Integer.BYTES + entry.size())
                        .sum()
                : 0;
        return one(answer, entries + 2 * HEAD_BYTES, (out, page) -> {
            out.u64(page.after()).list(page.entries(), CanonicalWriter::field);
            page.upTo().write(out);
            page.current().write(out);
        });
    }

    public static Answer<Page> page(Bytes body) throws Malformed {
        return one(
                body,
                in -> new Page(
                        in.u64(),
                        in.list(Relay.MOST_PAGE_ENTRIES, from -> from.field(Relay.MOST_ENTRY_BYTES)),
                        SignedHead.read(in),
                        SignedHead.read(in)));
    }

    public static Bytes hash(Answer<Hash> answer) {
        return one(answer, HEAD_BYTES, CanonicalWriter::hash);
    }

    public static Answer<Hash> hash(Bytes body) throws Malformed {
        return one(body, CanonicalReader::hash);
    }

    public static Bytes bytes(Answer<Bytes> answer) {
        int size = answer instanceof Answer.Given<Bytes>(Bytes given) ? given.size() : 0;
        return one(answer, size + HEAD_BYTES, CanonicalWriter::field);
    }

    public static Answer<Bytes> bytes(Bytes body, int most) throws Malformed {
        return one(body, in -> in.field(most));
    }

    private static <T> Bytes one(Answer<T> answer, int expected, BiConsumer<CanonicalWriter, T> value) {
        CanonicalWriter out = new CanonicalWriter(expected).u8(Call.VERSION);
        write(out, answer, value);
        return out.bytes();
    }

    private static <T> Answer<T> one(Bytes body, CanonicalReader.Item<T> value) throws Malformed {
        CanonicalReader in = start(body);
        Answer<T> answer = read(in, value);
        in.end();
        return answer;
    }

    private static CanonicalReader start(Bytes body) throws Malformed {
        CanonicalReader in = new CanonicalReader(body);
        if (in.u8() != Call.VERSION) {
            throw new Malformed("an unknown version");
        }
        return in;
    }

    private static <T> void write(CanonicalWriter out, Answer<T> answer, BiConsumer<CanonicalWriter, T> value) {
        switch (answer) {
            case Answer.Given<T>(T given) -> {
                out.u8(GIVEN);
                value.accept(out, given);
            }
            case Answer.Declined<T>(Why why) -> out.u8(code(why));
            case Answer.Silent<T> silent -> throw new IllegalArgumentException("silence has no bytes");
        }
    }

    private static <T> Answer<T> read(CanonicalReader in, CanonicalReader.Item<T> value) throws Malformed {
        int code = in.u8();
        return code == GIVEN ? new Answer.Given<>(value.read(in)) : new Answer.Declined<>(why(code));
    }

    /** Codes are for ever: a new reason takes a new number. */
    private static int code(Why why) {
        return switch (why) {
            case NO_SUCH_LOG -> 1;
            case WRONG_CAPABILITY -> 2;
            case OTHER_CHAIN -> 3;
            case PLACE_TAKEN -> 4;
            case TOO_LARGE -> 5;
            case NOT_FOUND -> 6;
            case LATER -> 7;
            case MALFORMED -> 8;
            case GONE -> 9;
        };
    }

    private static Why why(int code) throws Malformed {
        for (Why why : Why.values()) {
            if (code(why) == code) {
                return why;
            }
        }
        throw new Malformed("an unknown reason");
    }
}
