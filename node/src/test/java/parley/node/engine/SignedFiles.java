package parley.node.engine;

import java.util.List;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Randomness;
import parley.base.Role;
import parley.protocol.crypto.Ed25519;
import parley.protocol.crypto.OnRecordPair;
import parley.protocol.crypto.OnRecordStatement;
import parley.protocol.crypto.RelayFault;
import parley.protocol.port.SignedHead;

/** Files that prove something to anyone, and such as only look like it. */
public final class SignedFiles {
    private static final Randomness RANDOMNESS = Randomness.system();
    private static final OnRecordPair SIGNER = OnRecordPair.generate(RANDOMNESS);
    private static final Ed25519.Pair RELAY = Ed25519.generate(RANDOMNESS);
    private static final LogId LOG = new LogId(Hash.of("a log"));

    private SignedFiles() {}

    public static Bytes statement(String text) {
        return statement(text, text);
    }

    /** The signature is of another text than the file says. */
    public static Bytes forged(String text) {
        return statement(text, text + " not");
    }

    private static Bytes statement(String text, String signed) {
        Bytes instrument = RANDOMNESS.bytes(OnRecordStatement.INSTRUMENT);
        Bytes signature = new OnRecordStatement(
                        instrument,
                        StatementFile.FORM,
                        OnRecordStatement.textOf(Bytes.utf8(signed)),
                        Role.PARTY,
                        SIGNER.open(),
                        List.of())
                .sign(SIGNER, RANDOMNESS)
                .encoded();
        return new StatementFile(instrument, StatementFile.FORM, Role.PARTY, SIGNER.open(), signature).file(text);
    }

    /** Two heads of one relay that can't both be. */
    public static Bytes relayFault() {
        return RelayFault.of(RELAY.publicKey(), head("one"), head("other")).file();
    }

    /** The same head twice. */
    public static Bytes noFault() {
        return RelayFault.of(RELAY.publicKey(), head("one"), head("one")).file();
    }

    private static SignedHead head(String history) {
        Head head = new Head(7, Hash.of(history));
        Bytes signed = SignedHead.signedBytes(SignedHead.leaf(LOG, head));
        return new SignedHead(LOG, head, 0, List.of(), Ed25519.sign(RELAY.seed(), signed));
    }
}
