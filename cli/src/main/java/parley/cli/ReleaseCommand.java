package parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import parley.base.Bytes;
import parley.base.Randomness;
import parley.base.Secret;
import parley.cli.release.Listing;
import parley.cli.release.ReleaseCheck;
import parley.cli.release.Signatures;
import parley.protocol.crypto.Ed25519;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley release}: lists and signs the files of a release; {@code parley verify --release} checks them. */
@Command(
        name = "release",
        description = "For those who publish Parley: list the files of a release, and sign the list.",
        mixinStandardHelpOptions = true)
final class ReleaseCommand implements Runnable {
    /** A seed in hexadecimal and its end of line. */
    private static final int MOST_KEY_BYTES = 2 * Ed25519.SEED + 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a subcommand is needed; see parley release --help");
    }

    @Command(
            name = "list",
            description = "Write " + Listing.FILE + " of a folder's files into it, as sha256sum would.",
            mixinStandardHelpOptions = true)
    int list(@Parameters(paramLabel = "FOLDER", description = "The release's folder.") Path folder) throws IOException {
        Folders.mustBeFolder(folder);
        Listing listing = Listing.of(folder);
        replace(folder.resolve(Listing.FILE), listing.text());
        say(listing.sums().size() + " files. The release is " + listing.name().toHex());
        return Stop.DONE;
    }

    @Command(
            name = "key",
            description = {
                "Make a signer's key, in a new file for its owner only, and print the public key.",
                "Keep the file off networks: whoever has it signs as you."
            },
            mixinStandardHelpOptions = true)
    int key(@Parameters(paramLabel = "FILE", description = "The new file.") Path file) throws IOException {
        Ed25519.Pair pair = Ed25519.generate(Randomness.system());
        OwnerFiles.writeNew(file, (pair.seed().revealBytes().toHex() + "\n").getBytes(StandardCharsets.US_ASCII));
        say(pair.publicKey().toHex());
        return Stop.DONE;
    }

    @Command(
            name = "sign",
            description = "Sign a release's list, once its files are what the list says. Others' signatures stay.",
            mixinStandardHelpOptions = true)
    int sign(
            @Parameters(paramLabel = "FOLDER", description = "The release's folder.") Path folder,
            @Option(
                            names = "--key",
                            required = true,
                            paramLabel = "FILE",
                            description = "The signer's key, as parley release key wrote it.")
                    Path key)
            throws IOException {
        Folders.mustBeFolder(folder);
        Listing listing = ReleaseCheck.listing(folder).orElseThrow(() -> VerifyCommand.noRelease(folder));
        Signatures before = ReleaseCheck.signatures(folder).orElseThrow(() -> VerifyCommand.noRelease(folder));
        if (!listing.differences(folder).isEmpty()) {
            throw Stop.no("the files are not what " + Listing.FILE
                    + " says, so nothing was signed; see parley verify --release");
        }
        replace(
                folder.resolve(Listing.SIGNATURES),
                before.with(seed(key), listing.name()).text());
        say("Signed: " + listing.name().toHex());
        return Stop.DONE;
    }

    private static Secret seed(Path file) throws IOException {
        OwnerFiles.mustBeFile(file);
        String hex = new String(OwnerFiles.read(file, MOST_KEY_BYTES), StandardCharsets.US_ASCII).strip();
        if (!hex.matches("[0-9a-f]{" + 2 * Ed25519.SEED + "}")) {
            throw Stop.bad(file + " is no signer's key; parley release key makes one");
        }
        return Secret.of(Bytes.hex(hex));
    }

    /** Whole or not at all: half a list would read as a release that lost files. */
    private static void replace(Path file, Bytes content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, content.toArray());
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
