package parley.cli.process;

/** The one line by which a child process says that it is ready: what {@code --json} prints. */
public sealed interface Ready {
    /** @param address {@code host:port#key} */
    record OfRelay(String address, String data) implements Ready {}

    /**
     * @param web address of its pages
     * @param signIn one-time link that signs one browser in
     */
    record OfNode(String web, String signIn, String data) implements Ready {}
}
