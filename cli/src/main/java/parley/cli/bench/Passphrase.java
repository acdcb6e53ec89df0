package parley.cli.bench;

import java.nio.charset.StandardCharsets;
import parley.base.Secret;

/** The passphrase of vaults that are made to be measured: nothing in them is worth hiding. */
final class Passphrase {
    static final String TEXT = "a passphrase of the bench";

    private Passphrase() {}

    static Secret ofBench() {
        return Secret.wrap(TEXT.getBytes(StandardCharsets.UTF_8));
    }
}
