package parley.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import parley.node.api.ApiJson;
import parley.talks.rules.Rules;

/** Rules of a room in a file that people edit: what {@code parley rules} prints. */
final class RulesFile {
    /** JSON names each rule and may write a letter as six; the Rules themselves are bounded where they are read. */
    private static final int MOST_BYTES = 6 * Rules.MOST_BYTES;

    private RulesFile() {}

    /** Whatever is in the file, nothing else than Rules: a word that is left out or not known is refused, not guessed. */
    static Rules read(Path file) throws IOException {
        OwnerFiles.mustBeFile(file);
        byte[] json = OwnerFiles.read(file, MOST_BYTES);
        try {
            return ApiJson.readAnswer(new ByteArrayInputStream(json), Rules.class);
        } catch (IOException e) {
            throw Stop.bad(file + " doesn't hold Rules as parley rules prints them");
        }
    }
}
