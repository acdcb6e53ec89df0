package parley.relay.client;

import java.net.Socket;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.EdECPublicKey;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import parley.base.Bytes;
import parley.protocol.crypto.Ed25519;

/**
 * Trusts one Ed25519 key and nobody's word for it.
 *
 * <p>Guarantees that a TLS session only comes about with who holds the pinned key: the certificate must carry it, and TLS
 * 1.3 proves its possession. Names, dates and issuers in the certificate mean nothing. Thread-safe.
 */
final class PinnedKey extends X509ExtendedTrustManager {
    /** An Ed25519 SubjectPublicKeyInfo is this, then the key: RFC 8410, section 4. */
    private static final Bytes SPKI = Bytes.hex("302a300506032b6570032100");

    /** The other end shows another key; whoever reads the failure of a handshake finds it among the causes. */
    static final class OtherKey extends CertificateException {
        private static final long serialVersionUID = 1L;

        OtherKey() {
            super("another key than the pinned one");
        }
    }

    private final Bytes key;

    PinnedKey(Bytes key) {
        this.key = key;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("no certificate");
        }
        PublicKey shown = chain[0].getPublicKey();
        boolean same = shown instanceof EdECPublicKey
                && shown.getEncoded().length == SPKI.size() + Ed25519.PUBLIC
                && Bytes.wrap(shown.getEncoded()).equals(Bytes.concat(SPKI, key));
        if (!same) {
            throw new OtherKey();
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("relays have no clients' certificates");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("relays have no clients' certificates");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("relays have no clients' certificates");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
