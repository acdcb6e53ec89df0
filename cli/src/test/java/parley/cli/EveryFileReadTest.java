package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.base.Bytes;
import parley.cli.EveryFile.Kind;
import parley.cli.EveryFile.Ran;
import parley.cli.drive.Paths;
import parley.cli.process.NodeRun;
import parley.cli.release.Listing;
import parley.node.api.Inputs;

/**
 * Every kind of file, given to every command, every operation of the API and every page that reads one: what is not for it is refused in one sentence as bad input, and changes
 * nothing. What is attached to a message or an item may be any file, and is none of a reader's.
 */
@Tag("wide")
class EveryFileReadTest {
    private enum Reader {
        LOOK,
        ACCEPT,
        TAKE_RENEWAL,
        IMPORT_POUCH,
        RESTORE,
        VERIFY,
        VERIFY_LISTING,
        VERIFY_SIGNATURES,
        SIGN_LISTING,
        SIGN_OVER_SIGNATURES,
        SIGN_WITH,
        SETTLE,
        SETTLE_DEAL,
        ELICIT,
        ELICIT_ANSWERS,
        PROPOSE_RULES,
        CREATE_UNDER_RULES,
        DRAW_SHEET,
        SCORE_SHEET,
        ESTIMATE,
        API_LOOK,
        API_ACCEPT,
        API_TAKE_RENEWAL,
        API_IMPORT_POUCH,
        PAGE_ACCEPT,
        PAGE_TAKE_RENEWAL,
        PAGE_IMPORT_POUCH,
        PAGE_RESTORE
    }

    @TempDir
    private static Path root;

    private static EveryFile files;

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        files = new EveryFile(root);
    }

    @AfterAll
    static void stop() {
        if (files != null) {
            files.close();
        }
    }

    /** What is for each. */
    private static Set<Kind> reads(Reader reader) {
        return switch (reader) {
            // A request for renewal is an invitation, to those who know who made it.
            case LOOK, ACCEPT, TAKE_RENEWAL, API_LOOK, API_ACCEPT, API_TAKE_RENEWAL, PAGE_ACCEPT, PAGE_TAKE_RENEWAL ->
                EnumSet.of(Kind.INVITATION, Kind.RENEWAL_REQUEST);
            case IMPORT_POUCH, API_IMPORT_POUCH, PAGE_IMPORT_POUCH -> EnumSet.of(Kind.POUCH);
            case RESTORE, PAGE_RESTORE -> EnumSet.of(Kind.BACKUP);
            case VERIFY -> EnumSet.of(Kind.STATEMENT, Kind.RELAY_FAULT);
            case VERIFY_LISTING, SIGN_LISTING -> EnumSet.of(Kind.LISTING);
            case VERIFY_SIGNATURES, SIGN_OVER_SIGNATURES -> EnumSet.of(Kind.SIGNATURES);
            case SIGN_WITH -> EnumSet.of(Kind.SIGNER_KEY);
            case SETTLE, ELICIT -> EnumSet.of(Kind.CASE);
            case SETTLE_DEAL -> EnumSet.of(Kind.DEAL);
            case ELICIT_ANSWERS -> EnumSet.of(Kind.INTERVIEW);
            case PROPOSE_RULES, CREATE_UNDER_RULES -> EnumSet.of(Kind.RULES);
            case DRAW_SHEET -> EnumSet.of(Kind.SHEET);
            case SCORE_SHEET, ESTIMATE -> EnumSet.of(Kind.SCORES);
        };
    }

    /** Whether what is for it makes something that the rest of the matrix would begin from: other tests have that. */
    private static boolean makesSomething(Reader reader) {
        return switch (reader) {
            case ACCEPT,
                    TAKE_RENEWAL,
                    CREATE_UNDER_RULES,
                    DRAW_SHEET,
                    SCORE_SHEET,
                    ESTIMATE,
                    API_ACCEPT,
                    API_TAKE_RENEWAL,
                    PAGE_TAKE_RENEWAL,
                    PAGE_RESTORE -> true;
            case LOOK,
                    IMPORT_POUCH,
                    RESTORE,
                    VERIFY,
                    VERIFY_LISTING,
                    VERIFY_SIGNATURES,
                    SIGN_LISTING,
                    SIGN_OVER_SIGNATURES,
                    SIGN_WITH,
                    SETTLE,
                    SETTLE_DEAL,
                    ELICIT,
                    ELICIT_ANSWERS,
                    PROPOSE_RULES,
                    API_LOOK,
                    API_IMPORT_POUCH,
                    PAGE_ACCEPT,
                    PAGE_IMPORT_POUCH -> false;
        };
    }

    private static Stream<Arguments> product() {
        return Arrays.stream(Reader.values())
                .flatMap(reader -> Arrays.stream(Kind.values()).map(kind -> Arguments.of(reader, kind)));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("product")
    void whatIsForAnotherIsRefusedInOneSentenceAndChangesNothing(Reader reader, Kind kind)
            throws IOException, InterruptedException {
        if (reads(reader).contains(kind)) {
            itsOwnIsRead(reader, kind);
            return;
        }
        String before = seen();
        Ran ran = read(reader, kind);
        assertThat(ran.code()).as(ran.err()).isEqualTo(Stop.BAD);
        assertThat(ran.err()).hasLineCount(1).contains(begin(reader));
        assertThat(ran.out()).isEmpty();
        assertThat(seen()).isEqualTo(before);
    }

    private static void itsOwnIsRead(Reader reader, Kind kind) throws IOException, InterruptedException {
        if (!makesSomething(reader)) {
            Ran ran = read(reader, kind);
            assertThat(ran.code()).as(ran.err()).isEqualTo(Stop.DONE);
            assertThat(ran.err()).isEmpty();
        }
    }

    @Test
    void everyKindIsReadBySomething() {
        Set<Kind> read = EnumSet.noneOf(Kind.class);
        for (Reader reader : Reader.values()) {
            read.addAll(reads(reader));
        }
        assertThat(read).isEqualTo(EnumSet.allOf(Kind.class));
        for (Kind kind : Kind.values()) {
            assertThat(files.of(kind)).isNotEmptyFile();
        }
    }

    private static Ran read(Reader reader, Kind kind) throws IOException, InterruptedException {
        Path file = files.of(kind);
        String room = EveryFile.ROOM;
        String key = files.of(Kind.SIGNER_KEY).toString();
        String settled = files.of(Kind.CASE).toString();
        return switch (reader) {
            case LOOK -> at(files.oman, "look", file.toString());
            case ACCEPT -> at(files.oman, "accept", file.toString(), "--cover", "Another");
            case TAKE_RENEWAL -> at(files.israel, "renewal", "take", file.toString());
            case IMPORT_POUCH -> at(files.oman, "pouch", "import", file.toString());
            case RESTORE -> restored(file);
            case VERIFY -> EveryFile.run("", "verify", file.toString());
            case VERIFY_LISTING -> EveryFile.run("", "verify", "--release", with(file, Listing.FILE));
            case VERIFY_SIGNATURES -> EveryFile.run("", "verify", "--release", with(file, Listing.SIGNATURES));
            case SIGN_LISTING -> EveryFile.run("", "release", "sign", with(file, Listing.FILE), "--key", key);
            case SIGN_OVER_SIGNATURES ->
                EveryFile.run("", "release", "sign", with(file, Listing.SIGNATURES), "--key", key);
            case SIGN_WITH -> EveryFile.run("", "release", "sign", files.release.toString(), "--key", file.toString());
            case SETTLE -> EveryFile.run("", "settle", file.toString());
            case SETTLE_DEAL -> EveryFile.run("", "settle", settled, "--deal", file.toString());
            case ELICIT -> EveryFile.run("", "elicit", file.toString());
            case ELICIT_ANSWERS -> EveryFile.run("", "elicit", settled, "--answers", file.toString());
            case PROPOSE_RULES -> at(files.israel, "propose", room, "rules", file.toString(), "--preview");
            case CREATE_UNDER_RULES ->
                at(
                        files.israel,
                        "rooms",
                        "create",
                        "Another",
                        "--kind",
                        "plenary",
                        "--with",
                        "Oman",
                        "--rules",
                        file.toString());
            case DRAW_SHEET -> at(files.israel, "sheet", room, "--draw", file.toString());
            case SCORE_SHEET -> at(files.israel, "sheet", room, "--scores", file.toString());
            case ESTIMATE -> at(files.israel, "space", room, "--estimate", "Oman", "--scores", file.toString());
            case API_LOOK ->
                called(() ->
                        files.oman.node().post("/api/v1/invitations/look", new Inputs.InvitationFile(content(file))));
            case API_ACCEPT ->
                called(() -> files.oman.node().post(Paths.ACCEPT, new Inputs.Accept(content(file), "Another")));
            case API_TAKE_RENEWAL ->
                called(() -> files.israel
                        .node()
                        .post(files.tablePath() + "/renewal/take", new Inputs.InvitationFile(content(file))));
            case API_IMPORT_POUCH ->
                called(() -> files.oman.node().bytes("POST", files.tablePath() + "/pouch", Files.readAllBytes(file)));
            case PAGE_ACCEPT -> files.atOman.send("/accept", "/accept/file", file, Map.of());
            case PAGE_TAKE_RENEWAL -> {
                String page = files.tablePage() + "/renewal";
                yield files.atIsrael.send(page, page + "/take", file, Map.of());
            }
            case PAGE_IMPORT_POUCH -> {
                String page = files.tablePage() + "/pouch";
                yield files.atOman.send(page, page + "/in", file, Map.of());
            }
            case PAGE_RESTORE -> {
                Map<String, String> fields = new LinkedHashMap<>();
                fields.put("of", EveryFile.PASSPHRASE);
                fields.put("passphrase", EveryFile.PASSPHRASE);
                fields.put("again", EveryFile.PASSPHRASE);
                yield files.atFresh.send("/restore", "/restore", file, fields);
            }
        };
    }

    private interface Call {
        void make() throws IOException;
    }

    private static Ran called(Call call) throws IOException {
        try {
            call.make();
            return new Ran(Stop.DONE, "", "");
        } catch (Stop refused) {
            return new Ran(refused.code(), "", refused.getMessage() + "\n");
        }
    }

    private static Bytes content(Path file) throws IOException {
        return Bytes.wrap(Files.readAllBytes(file));
    }

    private static Ran at(NodeRun node, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--data");
        all.add(node.data().toString());
        return EveryFile.run("", all.toArray(String[]::new));
    }

    private static Ran restored(Path file) throws IOException {
        Path data = Files.createTempDirectory(root, "empty");
        Ran ran = EveryFile.run(
                EveryFile.PASSPHRASE + "\n" + EveryFile.PASSPHRASE,
                "restore",
                file.toString(),
                "--data",
                data.toString(),
                "--backup-passphrase-fd",
                "0",
                "--passphrase-fd",
                "0");
        assertThat(data.resolve("vault.db").toFile().exists()).isEqualTo(ran.code() == Stop.DONE);
        return ran;
    }

    private static String with(Path file, String instead) throws IOException {
        return files.releaseWith(file, instead).toString();
    }

    /** What both nodes have, and every file that was made. */
    private static String seen() throws IOException {
        StringBuilder all = new StringBuilder(files.state(files.israel))
                .append(files.state(files.oman))
                .append(files.freshHasAVault());
        for (Kind kind : Kind.values()) {
            all.append(kind).append(Arrays.hashCode(Files.readAllBytes(files.of(kind))));
        }
        return all.toString();
    }

    /** Of a command's one line; an operation and a page say the sentence. */
    private static String begin(Reader reader) {
        return switch (reader) {
            case LOOK -> "parley look: ";
            case ACCEPT -> "parley accept: ";
            case TAKE_RENEWAL -> "parley renewal take: ";
            case IMPORT_POUCH -> "parley pouch import: ";
            case RESTORE -> "parley restore: ";
            case VERIFY, VERIFY_LISTING, VERIFY_SIGNATURES -> "parley verify: ";
            case SIGN_LISTING, SIGN_OVER_SIGNATURES, SIGN_WITH -> "parley release sign: ";
            case SETTLE, SETTLE_DEAL -> "parley settle: ";
            case ELICIT, ELICIT_ANSWERS -> "parley elicit: ";
            case PROPOSE_RULES -> "parley propose: ";
            case CREATE_UNDER_RULES -> "parley rooms create: ";
            case DRAW_SHEET, SCORE_SHEET -> "parley sheet: ";
            case ESTIMATE -> "parley space: ";
            case API_LOOK,
                    API_ACCEPT,
                    API_TAKE_RENEWAL,
                    API_IMPORT_POUCH,
                    PAGE_ACCEPT,
                    PAGE_TAKE_RENEWAL,
                    PAGE_IMPORT_POUCH,
                    PAGE_RESTORE -> "This is not";
        };
    }
}
