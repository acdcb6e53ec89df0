package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Randomness;
import parley.base.Secret;
import parley.cli.crash.Home;
import parley.cli.drive.Gathering;
import parley.cli.drive.Paths;
import parley.cli.process.NodeRun;
import parley.cli.process.RelayRun;
import parley.cli.process.Wait;
import parley.cli.release.Listing;
import parley.node.desk.RoomRef;
import parley.protocol.crypto.Ed25519;
import parley.protocol.crypto.RelayFault;
import parley.protocol.port.SignedHead;

/**
 * One file of every kind that Parley writes or takes, each as its own command made it at a table of two nodes. What no command makes is
 * typed, as people type it. A relay that signs two histories is nowhere to be had: its proof is made by the class that makes it at a node.
 */
final class EveryFile implements AutoCloseable {
    /** At which the two sit, and the room between them. */
    static final String ROOM = "Bench";

    /** When a relay last answered: that comes by itself. */
    private static final Pattern HEARD = Pattern.compile("\"lastHeard\":\"[^\"]*\"");

    static final String PASSPHRASE = "correct horse battery";

    enum Kind {
        INVITATION,
        RENEWAL_REQUEST,
        POUCH,
        BACKUP,
        STATEMENT,
        RELAY_FAULT,
        LISTING,
        SIGNATURES,
        SIGNER_KEY,
        CASE,
        DEAL,
        INTERVIEW,
        RULES,
        SHEET,
        SCORES
    }

    /** What a command came to. */
    record Ran(int code, String out, String err) {}

    final Path root;
    final Path release;
    final NodeRun israel;
    final NodeRun oman;

    /** Signed in at the pages of each, and of one that has no vault yet. */
    final Uploading atIsrael;

    final Uploading atOman;
    final Uploading atFresh;

    private final NodeRun fresh;
    private final RelayRun relay;
    private final RoomRef room;

    EveryFile(Path root) throws IOException, InterruptedException {
        this.root = root;
        Home.in(root.resolve("home"));
        relay = RelayRun.start(root.resolve("relay"), 0, root.resolve("relay.said"));
        israel = new NodeRun("Israel", root.resolve("israel"), root.resolve("israel.said"));
        oman = new NodeRun("Oman", root.resolve("oman"), root.resolve("oman.said"));
        for (NodeRun each : List.of(israel, oman)) {
            each.start(0, Secret.of(Bytes.utf8(PASSPHRASE)));
        }
        fresh = new NodeRun("Fresh", root.resolve("fresh"), root.resolve("fresh.said"));
        fresh.startLocked(0);
        atIsrael = new Uploading(israel.ready().signIn());
        atOman = new Uploading(oman.ready().signIn());
        atFresh = new Uploading(fresh.ready().signIn());
        for (NodeRun each : List.of(israel, oman)) {
            each.unlocked();
            Gathering.settle(each.node());
        }
        room = Gathering.of(
                List.of(new Gathering.Sitter("Israel", israel.node()), new Gathering.Sitter("Oman", oman.node())),
                relay.ready());
        release = Files.createDirectories(root.resolve("release"));
        atTheTable();
        ofARelease();
        typed();
    }

    Path of(Kind kind) {
        return root.resolve(kind.name().toLowerCase(Locale.ROOT) + ".file");
    }

    private String name(Kind kind) {
        return of(kind).toString();
    }

    private void atTheTable() throws IOException {
        String byIsrael = israel.data().toString();
        String byOman = oman.data().toString();
        done("", "invite", "Qatar", "guarantor", "--out", name(Kind.INVITATION), "--data", byIsrael);
        done("", "pouch", "export", name(Kind.POUCH), "--data", byIsrael);
        done(PASSPHRASE, "backup", name(Kind.BACKUP), "--backup-passphrase-fd", "0", "--data", byOman);
        String restored = root.resolve("restored").toString();
        done(
                PASSPHRASE + "\n" + PASSPHRASE,
                "restore",
                name(Kind.BACKUP),
                "--data",
                restored,
                "--backup-passphrase-fd",
                "0",
                "--passphrase-fd",
                "0");
        done(
                PASSPHRASE,
                "renewal",
                "ask",
                "--out",
                name(Kind.RENEWAL_REQUEST),
                "--data",
                restored,
                "--passphrase-fd",
                "0");
        Files.writeString(of(Kind.RULES), done("", "rules", ROOM, "--next", "--data", byIsrael));
        done("", "say", ROOM, "--text", "We agree.", "--on-record", "--data", byIsrael);
        Wait.until("the statement has its place", () -> {
            for (int line = 1; line < 20; line++) {
                if (run(
                                        "",
                                        "statement",
                                        ROOM,
                                        Integer.toString(line),
                                        "--out",
                                        name(Kind.STATEMENT),
                                        "--data",
                                        byIsrael)
                                .code()
                        == Stop.DONE) {
                    return true;
                }
            }
            return false;
        });
        Files.writeString(of(Kind.SHEET), "Line\n- as it is\n- moved\n");
        done("", "sheet", ROOM, "--draw", name(Kind.SHEET), "--data", byIsrael);
        Wait.until(
                "the sheet has its place",
                () -> run("", "sheet", ROOM, "--data", byIsrael).out().startsWith("version 1"));
    }

    private void ofARelease() throws IOException {
        Files.writeString(release.resolve("parley"), "#!/bin/sh\n");
        done("", "release", "list", release.toString());
        done("", "release", "key", name(Kind.SIGNER_KEY));
        done("", "release", "sign", release.toString(), "--key", name(Kind.SIGNER_KEY));
        Files.copy(release.resolve(Listing.FILE), of(Kind.LISTING));
        Files.copy(release.resolve(Listing.SIGNATURES), of(Kind.SIGNATURES));
    }

    private void typed() throws IOException {
        Files.copy(Path.of("..", "docs", "cases", "harbour.json"), of(Kind.CASE));
        Files.writeString(of(Kind.DEAL), """
                {"Harbour":"shared","Fee":"low","Patrols":"joint","Review":"yearly"}""");
        done("0 50 100\nstop\n", "elicit", name(Kind.CASE), "--answers", name(Kind.INTERVIEW));
        Files.writeString(of(Kind.SCORES), "0 100\n20\n");
        Ed25519.Pair key = Ed25519.generate(Randomness.system());
        RelayFault fault = RelayFault.of(key.publicKey(), head(key, "one"), head(key, "other"));
        Files.write(of(Kind.RELAY_FAULT), fault.file().toArray());
    }

    private static SignedHead head(Ed25519.Pair relay, String history) {
        LogId log = new LogId(Hash.of("a log"));
        Head head = new Head(7, Hash.of(history));
        Bytes signed = SignedHead.signedBytes(SignedHead.leaf(log, head));
        return new SignedHead(log, head, 0, List.of(), Ed25519.sign(relay.seed(), signed));
    }

    /** A folder of a release in which this file stands for one of its own. */
    Path releaseWith(Path file, String instead) throws IOException {
        Path folder = Files.createDirectories(root.resolve("release-with-another"));
        for (String each : List.of("parley", Listing.FILE, Listing.SIGNATURES)) {
            Files.copy(release.resolve(each), folder.resolve(each), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.copy(file, folder.resolve(instead), StandardCopyOption.REPLACE_EXISTING);
        return folder;
    }

    /** Of the API, the table's; of the pages below their session. */
    String tablePath() {
        return Paths.table(room.table());
    }

    String tablePage() {
        return "/t/" + room.table().toHex();
    }

    boolean freshHasAVault() {
        return Files.exists(fresh.data().resolve("vault.db"));
    }

    /** All that people would see of a node: what it sits at, whom it knows, whom it invited, and what was said and drawn. */
    String state(NodeRun of) throws IOException {
        StringBuilder all = new StringBuilder();
        String table = tablePath();
        for (String path : List.of(
                Paths.TABLES,
                table + "/people",
                table + "/invitations",
                table + "/rooms",
                Paths.room(room) + "/lines",
                Paths.room(room) + "/proposals",
                Paths.room(room) + "/sheet",
                Paths.room(room) + "/sheet/space")) {
            all.append(path)
                    .append(' ')
                    .append(new String(of.node().raw(path), StandardCharsets.UTF_8))
                    .append('\n');
        }
        return HEARD.matcher(all).replaceAll("");
    }

    private static String done(String typed, String... words) {
        Ran ran = run(typed, words);
        assertThat(ran.code()).as("%s: %s", String.join(" ", words), ran.err()).isEqualTo(Stop.DONE);
        return ran.out();
    }

    static Ran run(String typed, String... words) {
        InputStream terminal = System.in;
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try {
            System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
            int code =
                    Main.execute(Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)), words);
            return new Ran(code, out.toString(), err.toString());
        } finally {
            System.setIn(terminal);
        }
    }

    @Override
    public void close() {
        for (AutoCloseable each : List.of(atIsrael, atOman, atFresh, israel, oman, fresh, relay)) {
            try {
                each.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
