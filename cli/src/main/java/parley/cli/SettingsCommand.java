package parley.cli;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Keeping;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley settings}: what a person can set at a node. */
@Command(
        name = "settings",
        description = "Show a node's settings, or change those given.",
        mixinStandardHelpOptions = true)
final class SettingsCommand extends AtNode {
    private static final String NO_PROXY = "none";
    private static final int MOST_PORT = 65_535;

    @Option(names = "--language", description = "The interface's language: en, he, fa or ar.")
    private @Nullable String language;

    @Option(
            names = "--own-numerals",
            paramLabel = "true|false",
            description = "Persian or Arabic digits in the interface's sentences.")
    private @Nullable Boolean ownNumerals;

    @Option(names = "--idle-lock", paramLabel = "SECONDS", description = "Lock after so long without a person's act.")
    private @Nullable Long idleLock;

    @Option(names = "--grace", paramLabel = "SECONDS", description = "How long a message can be taken back, 0 to 60.")
    private @Nullable Long grace;

    @Option(
            names = "--proxy",
            paramLabel = "HOST:PORT",
            description = "SOCKS5 proxy for all relays, such as Tor's; \"none\" for none.")
    private @Nullable String proxy;

    @Option(
            names = "--notify-reading",
            paramLabel = "true|false",
            description = "Tell others how far this node has read, where the Rules ask for it.")
    private @Nullable Boolean notifyReading;

    @Override
    protected void run(NodeClient node) throws IOException {
        Outputs.Settings now = node.get("/api/v1/settings", Outputs.Settings.class);
        Inputs.Settings wanted = new Inputs.Settings(
                language == null ? now.language() : language,
                ownNumerals == null ? now.ownNumerals() : ownNumerals,
                idleLock == null ? now.idleLockSeconds() : idleLock,
                grace == null ? now.graceSeconds() : grace,
                proxy == null ? now.proxy() : proxy(proxy),
                notifyReading == null ? now.notifyReading() : notifyReading);
        node.put("/api/v1/settings", wanted);
        if (json()) {
            print(node.raw("/api/v1/settings"));
            return;
        }
        out().println("language " + wanted.language());
        out().println("own numerals " + wanted.ownNumerals());
        out().println("idle lock " + wanted.idleLockSeconds() + " s");
        out().println("grace " + wanted.graceSeconds() + " s");
        out().println("proxy "
                + wanted.proxy().map(at -> at.host() + ":" + at.port()).orElse(NO_PROXY));
        out().println("notify reading " + wanted.notifyReading());
    }

    private static Optional<Keeping.Proxy> proxy(String text) {
        if (text.equals(NO_PROXY)) {
            return Optional.empty();
        }
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > MOST_PORT) {
            throw Stop.bad("a proxy is HOST:PORT, or none");
        }
        return Optional.of(new Keeping.Proxy(text.substring(0, colon), Integer.parseInt(port)));
    }
}
