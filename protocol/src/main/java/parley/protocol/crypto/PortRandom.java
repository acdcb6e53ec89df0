package parley.protocol.crypto;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.SecureRandom;
import parley.base.Randomness;

/** The randomness port in the shape that the JDK's generators ask for. */
final class PortRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient Randomness port;

    PortRandom(Randomness port) {
        this.port = port;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        port.fill(bytes);
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(PortRandom.class.getName());
    }
}
