package parley.node.web;

import java.time.InstantSource;
import java.util.Optional;
import parley.base.Randomness;

/** Serves the invented talk until it is stopped: {@code Show [port]}, for looking at pages while writing them. */
final class Show {
    private Show() {}

    public static void main(String[] arguments) throws Exception {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
        WebServer server = WebServer.start(new WebServer.Options(
                port, FakeGate.open(), Randomness.system(), InstantSource.fixed(FakeDesk.NOW), Optional.empty()));
        System.out.println(server.signInLink());
        Thread.currentThread().join();
    }
}
