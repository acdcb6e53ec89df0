package parley.node.engine;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import parley.base.Result;
import parley.base.Secret;
import parley.node.desk.NodeGate;

/** What a passphrase must be, of a vault and of a backup alike, and the one form in which both take it. */
final class NewPassphrase {
    /** A passphrase is a sentence, not a document. */
    static final int MOST_BYTES = 1_024;

    private NewPassphrase() {}

    /** Long enough to be set, in its one form. */
    static Result<Secret> good(Secret passphrase) {
        return normal(passphrase).then(good -> {
            byte[] raw = good.reveal();
            try {
                long characters =
                        new String(raw, StandardCharsets.UTF_8).codePoints().count();
                return characters < NodeGate.LEAST_PASSPHRASE
                        ? Result.refused("gate.passphrase-too-short", NodeGate.LEAST_PASSPHRASE)
                        : Result.done(good);
            } finally {
                Arrays.fill(raw, (byte) 0);
            }
        });
    }

    /** Two keyboards may type one letter in two ways: passphrases are compared in Unicode's NFKC, in UTF-8. */
    static Result<Secret> normal(Secret passphrase) {
        byte[] raw = passphrase.reveal();
        try {
            if (raw.length > MOST_BYTES) {
                return Result.refused("gate.passphrase-too-long", MOST_BYTES);
            }
            CharBuffer typed = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw));
            return Result.done(Secret.wrap(
                    Normalizer.normalize(typed, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8)));
        } catch (CharacterCodingException e) {
            return Result.refused("gate.passphrase-not-text");
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }
}
