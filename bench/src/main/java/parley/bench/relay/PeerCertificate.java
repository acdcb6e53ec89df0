package parley.bench.relay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and a certificate around it with which a peer speaks TLS, so that all pay for it alike. Protects nothing: what is
 * measured are random bytes on this machine.
 *
 * @param folder where both are
 * @param certificate PEM
 * @param key PEM, unencrypted
 * @param trust of this certificate alone
 */
record PeerCertificate(Path folder, Path certificate, Path key, SSLContext trust) {
    private static final String ALIAS = "peer";
    private static final String PASSWORD = "parley-bench";
    private static final int PEM_LINE = 64;

    /** P-256, as most servers have. */
    static PeerCertificate make(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path store = folder.resolve("peer.p12");
        Shell.run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                ALIAS,
                "-dname",
                "CN=localhost",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD);
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            Key key = keys.getKey(ALIAS, PASSWORD.toCharArray());
            Path certificate = pem(
                    folder.resolve("peer.crt"),
                    "CERTIFICATE",
                    keys.getCertificate(ALIAS).getEncoded());
            return new PeerCertificate(
                    folder,
                    certificate,
                    pem(folder.resolve("peer.key"), "PRIVATE KEY", key.getEncoded()),
                    trusting(keys));
        } catch (GeneralSecurityException e) {
            throw new IOException("no certificate for the peers", e);
        }
    }

    private static SSLContext trusting(KeyStore keys) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static Path pem(Path file, String what, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n",
                StandardCharsets.US_ASCII);
    }

    /** Whom the peer's service runs as must be able to read both. */
    void giveTo(String user) throws IOException {
        if (Shell.isRoot()) {
            Shell.run("chmod", "a+x", folder.toString(), folder.resolve("..").toString());
            Shell.run("chown", user, certificate.toString(), key.toString());
            Shell.run("chmod", "600", key.toString());
        }
    }
}
