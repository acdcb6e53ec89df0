package parley.node.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Result;
import parley.base.Role;
import parley.node.desk.Checking;
import parley.node.desk.Line;
import parley.node.desk.StatementCheck;
import parley.protocol.crypto.OnRecordKeys;
import parley.protocol.crypto.OnRecordSignature;
import parley.protocol.crypto.OnRecordStatement;
import parley.talks.message.Messages;

/**
 * A statement on the record as a message carries it, and as a file that anyone can check without Parley's network.
 *
 * <p>Guarantees that what verifies was signed by the holder of both named keys, over exactly this text. Says nothing of
 * whose keys they are: that takes comparing their words, or knowing them. {@code docs/protocol.md}, "On the record".
 * Stateless.
 *
 * @param role of the signer at its table
 */
public record StatementFile(Bytes instrument, String form, Role role, OnRecordKeys signer, Bytes signature) {
    /** The form of what one says in a room by marking it. */
    public static final String FORM = "statement";

    /** The file begins with this line, so that people who open it see what it is. */
    private static final Bytes HEADING = Bytes.utf8("parley statement on the record, version 1\n");

    private static final int VERSION = 1;
    private static final int MOST_SIGNATURE = 4_096;

    /** The signature block that a message carries. */
    Bytes block() {
        CanonicalWriter out =
                new CanonicalWriter().u8(VERSION).raw(instrument).text(form).u8(role.code());
        signer.write(out);
        return out.field(signature).bytes();
    }

    static Optional<StatementFile> ofBlock(Bytes block) {
        CanonicalReader in = new CanonicalReader(block);
        try {
            StatementFile file = read(in);
            in.end();
            return Optional.of(file);
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static StatementFile read(CanonicalReader in) throws Malformed {
        if (in.u8() != VERSION) {
            throw new Malformed("a statement of another version");
        }
        Bytes instrument = in.raw(OnRecordStatement.INSTRUMENT);
        String form = in.text(OnRecordStatement.MOST_FORM_BYTES);
        if (form.isEmpty()) {
            throw new Malformed("a statement without a form");
        }
        return new StatementFile(
                instrument, form, Role.ofCode(in.u8()), OnRecordKeys.read(in), in.field(MOST_SIGNATURE));
    }

    /** Whether both signatures hold over this text. */
    boolean holds(String text) {
        OnRecordStatement statement = new OnRecordStatement(
                instrument, form, OnRecordStatement.textOf(Bytes.utf8(text)), role, signer, List.of());
        return OnRecordSignature.decode(signature).filter(statement::verify).isPresent();
    }

    /** What a page shows of a block: verified only if the keys are among those that this node knows of the author. */
    static Line.Statement view(String text, Bytes block, List<OnRecordKeys> author) {
        Optional<StatementFile> file = ofBlock(block);
        return new Line.Statement(
                file.map(one -> one.instrument.toHex()).orElse(""),
                file.filter(one -> author.contains(one.signer) && one.holds(text))
                        .isPresent());
    }

    /** The transferable file: text and block, nothing of the talk around them. */
    Bytes file(String text) {
        return new CanonicalWriter().raw(HEADING).field(block()).text(text).bytes();
    }

    /** Checks a file that {@link #file} made; refused when it isn't one. A signature that doesn't hold is an answer, no refusal. */
    public static Result<StatementCheck> check(Bytes file) {
        if (file.size() > Checking.MOST_FILE_BYTES || !file.startsWith(HEADING)) {
            return Result.refused("statement.not-a-statement");
        }
        try {
            CanonicalReader in = new CanonicalReader(file.slice(HEADING.size(), file.size()));
            Optional<StatementFile> statement = ofBlock(in.field(Messages.MOST_SIGNATURE_BYTES));
            String text = in.text(Messages.MOST_TEXT_BYTES);
            in.end();
            return statement
                    .map(one -> Result.done(new StatementCheck(
                            one.holds(text), one.instrument.toHex(), one.form, one.role, text, keyGroups(one.signer))))
                    .orElseGet(() -> Result.refused("statement.not-a-statement"));
        } catch (Malformed e) {
            return Result.refused("statement.not-a-statement");
        }
    }

    /** A hash of both keys in groups of four hexadecimal digits: what two people compare to know whose keys they are. */
    static List<String> keyGroups(OnRecordKeys keys) {
        CanonicalWriter out = new CanonicalWriter();
        keys.write(out);
        String hex = Hash.of("on-record-keys", out.bytes()).toHex();
        List<String> groups = new ArrayList<>();
        for (int at = 0; at < hex.length(); at += 4) {
            groups.add(hex.substring(at, at + 4));
        }
        return groups;
    }
}
