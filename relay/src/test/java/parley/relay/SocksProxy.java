package parley.relay;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import parley.relay.client.Proxy;

/**
 * A SOCKS5 proxy (RFC 1928) that writes down what it is asked for, and leads every caller to one port of this machine, whatever
 * name it asked for.
 */
final class SocksProxy implements AutoCloseable {
    private static final int VERSION = 5;
    private static final int NO_AUTHENTICATION = 0;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    static final int NAME = 3;
    private static final int IPV6 = 4;

    /** It succeeded; and an address and port of its own, which nobody needs. */
    private static final byte[] DONE = {VERSION, 0, 0, IPV4, 0, 0, 0, 0, 0, 0};

    private final ServerSocket door;
    private final int target;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** What a caller asked for: the type of the address, the address as it came, the port. */
    record Asked(int type, String address, int port) {}

    /** @param target the port of this machine to which all are led */
    SocksProxy(int target) throws IOException {
        this.target = target;
        door = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::serve);
    }

    Proxy asProxy() {
        return new Proxy("127.0.0.1", door.getLocalPort());
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                open.add(caller);
                Thread.ofVirtual().start(() -> lead(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void lead(Socket caller) {
        try (caller;
                Socket there = new Socket()) {
            DataInputStream in = new DataInputStream(caller.getInputStream());
            OutputStream out = caller.getOutputStream();
            expect(VERSION, in.readUnsignedByte());
            in.readFully(new byte[in.readUnsignedByte()]);
            out.write(new byte[] {VERSION, NO_AUTHENTICATION});
            out.flush();
            expect(VERSION, in.readUnsignedByte());
            expect(CONNECT, in.readUnsignedByte());
            expect(0, in.readUnsignedByte());
            int type = in.readUnsignedByte();
            asked.add(new Asked(type, address(type, in), in.readUnsignedShort()));
            there.connect(new java.net.InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), target));
            open.add(there);
            out.write(DONE);
            out.flush();
            Thread back = Thread.ofVirtual().start(() -> carry(there, caller));
            carry(caller, there);
            back.join();
        } catch (IOException ended) {
            // Whoever hung up has what it wanted.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String address(int type, DataInputStream in) throws IOException {
        byte[] raw = new byte
                [switch (type) {
                    case IPV4 -> 4;
                    case IPV6 -> 16;
                    case NAME -> in.readUnsignedByte();
                    default -> throw new IOException("no type of address: " + type);
                }];
        in.readFully(raw);
        return type == NAME
                ? new String(raw, StandardCharsets.US_ASCII)
                : InetAddress.getByAddress(raw).getHostAddress();
    }

    private static void expect(int wanted, int found) throws IOException {
        if (wanted != found) {
            throw new IOException("no SOCKS5: " + found + " for " + wanted);
        }
    }

    private static void carry(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException ended) {
            // The other direction ends by itself.
        }
    }

    /** Goes down: nobody is led anywhere any more, and who was is cut off. */
    @Override
    public void close() throws IOException {
        door.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
