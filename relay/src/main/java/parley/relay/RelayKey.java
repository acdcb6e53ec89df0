package parley.relay;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.interfaces.EdECPrivateKey;
import java.util.List;
import java.util.concurrent.TimeUnit;
import parley.base.Bytes;
import parley.base.Secret;
import parley.protocol.crypto.Ed25519;
import parley.relay.store.FileDisk;
import parley.relay.store.LogStore;

/**
 * The relay's one key: it signs heads and proves the relay in TLS.
 *
 * <p>Guarantees that the certificate carries the very key that signs heads, so that one pin holds both. Signed heads and
 * TLS handshakes can't be taken for one another: a head's signed bytes are 32, TLS signs at least 98 that begin with 64
 * blanks. Doesn't protect the key against who can read the data folder: the file's mode does, its password is no secret.
 */
final class RelayKey {
    static final String FILE = "relay-key.p12";
    private static final String ALIAS = "relay";
    private static final String PASSWORD = "parley-relay";

    /** The pin never expires, so the certificate around it shouldn't either: a hundred years. */
    private static final int VALID_DAYS = 36_500;

    /** A key store with one key takes about one; with less room than this the tool cannot write it. */
    private static final int KEYSTORE_BYTES = 8 * 1024;

    private static final int KEYTOOL_SECONDS = 60;

    private final KeyStore keyStore;
    private final Secret seed;

    private RelayKey(KeyStore keyStore, Secret seed) {
        this.keyStore = keyStore;
        this.seed = seed;
    }

    /**
     * Whether a relay wrote logs here, under a key that is not here any more. With a new one it would listen, and every node would
     * take it for somebody else.
     */
    static boolean isMissing(Path folder) throws IOException {
        return !Files.exists(folder.resolve(FILE)) && LogStore.isIn(new FileDisk(folder));
    }

    /** What stands in the key's file is not what was written there. */
    static final class Damaged extends IOException {
        private static final long serialVersionUID = 1L;

        Damaged(Exception why) {
            super(FILE + " can't be read", why);
        }
    }

    /**
     * Reads the key of this data folder, or makes it.
     *
     * @throws Damaged when the file was read and holds no key of a relay
     */
    static RelayKey of(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            make(folder, file);
        }
        byte[] kept = Files.readAllBytes(file);
        try {
            return read(kept);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new Damaged(e); // The platform tells rot as a wrong password, or not at all.
        }
    }

    private static RelayKey read(byte[] kept) throws GeneralSecurityException, IOException {
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        keyStore.load(new ByteArrayInputStream(kept), PASSWORD.toCharArray());
        if (!(keyStore.getKey(ALIAS, PASSWORD.toCharArray()) instanceof EdECPrivateKey key)) {
            throw new IOException(FILE + " holds no Ed25519 key");
        }
        byte[] seed = key.getBytes().orElseThrow(() -> new IOException(FILE + " holds a key that can't be read"));
        RelayKey made = new RelayKey(keyStore, Secret.wrap(seed));
        byte[] certified = keyStore.getCertificate(ALIAS).getPublicKey().getEncoded();
        Bytes inCertificate = Bytes.wrap(certified).slice(certified.length - Ed25519.PUBLIC, certified.length);
        if (!inCertificate.equals(made.publicKey())) {
            throw new IOException(FILE + " certifies another key than it holds");
        }
        return made;
    }

    KeyStore keyStore() {
        return keyStore;
    }

    String password() {
        return PASSWORD;
    }

    Secret seed() {
        return seed;
    }

    Bytes publicKey() {
        return Ed25519.fromSeed(seed).publicKey();
    }

    /** The tool tells a failure in one line, and then how it is used. */
    private static String firstLine(ByteArrayOutputStream said) {
        return said.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("it said nothing")
                .strip();
    }

    /** By the JDK's own tool: the platform has no public way to write a certificate. Appears whole or not at all. */
    private static void make(Path folder, Path file) throws IOException {
        Path making = folder.resolve(FILE + ".new");
        Files.deleteIfExists(making);
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "Ed25519",
                        "-alias",
                        ALIAS,
                        "-dname",
                        "CN=relay",
                        "-validity",
                        Integer.toString(VALID_DAYS),
                        "-keystore",
                        making.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            keytool.getOutputStream().close();
            keytool.getInputStream().transferTo(said);
            if (!keytool.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw Files.getFileStore(folder).getUsableSpace() < KEYSTORE_BYTES
                        ? new IOException("no space left for the key")
                        : new IOException("the JDK's keytool made no key: " + firstLine(said));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the key was made", e);
        } finally {
            keytool.destroyForcibly();
        }
        if (Files.getFileStore(making).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rw-------"));
        }
        try (FileChannel channel = FileChannel.open(making, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(making, file, StandardCopyOption.ATOMIC_MOVE);
        new FileDisk(folder).forceFolder(""); // The address is told next, and people keep it.
    }
}
