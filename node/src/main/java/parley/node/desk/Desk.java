package parley.node.desk;

/**
 * An unlocked node, as people use it: what pages, JSON API and command line call, all of them alike.
 *
 * <p>Reads show the last committed state and don't wait for the network. Acts return when they are durable in the vault;
 * what the network makes of them shows later through {@link #subscribe}. Expected failure is a
 * {@link parley.base.Result.Refused} with a sentence; a full disk and a locked vault are among them. Thread-safe.
 */
public interface Desk {
    Tables tables();

    People people();

    Rooms rooms();

    Messages messages();

    Attachments attachments();

    Changes changes();

    Moving moving();

    Carrying carrying();

    Keeping keeping();

    Checking checking();

    Questions questions();

    Conveying conveying();

    Soundings soundings();

    NonPapers nonPapers();

    CourierItems courier();

    Sheets sheets();

    Asking asking();

    Bargaining bargaining();

    Galleries galleries();

    Suspending suspending();

    Phasing phasing();

    Mandating mandating();

    /** Tells of every change from now on, until the subscription is closed. The listener must return at once. */
    Subscription subscribe(Listener listener);

    /** Hears of changes, on a thread of the node, in order. */
    @FunctionalInterface
    interface Listener {
        void heard(Change change);
    }

    /** Closing ends the telling; harmless when repeated. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
