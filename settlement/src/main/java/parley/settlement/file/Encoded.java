package parley.settlement.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** Bytes as text, strictly: where a file is in another encoding than it should be, its first strange byte is the place. */
final class Encoded {
    private Encoded() {}

    /** @param from how many bytes at the beginning are no text */
    static String text(Source source, int from, Charset charset) throws BadInput {
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(source.bytes(), from, source.bytes().length - from);
        CharBuffer out = CharBuffer.allocate((int) (in.remaining() * (double) decoder.maxCharsPerByte()) + 1);
        CoderResult end = decoder.decode(in, out, true);
        if (!end.isError()) {
            end = decoder.flush(out);
        }
        out.flip();
        if (end.isError()) {
            throw new BadInput(
                    source.name(),
                    place(out),
                    "from here on the file is not in " + charset.name() + "; save it in UTF-8");
        }
        return out.toString();
    }

    /** Of what follows a text. */
    static String place(CharSequence before) {
        int line = 1;
        int start = 0;
        for (int at = 0; at < before.length(); at++) {
            if (before.charAt(at) == '\n') {
                line++;
                start = at + 1;
            }
        }
        return "line " + line + ", column " + (before.length() - start + 1);
    }
}
