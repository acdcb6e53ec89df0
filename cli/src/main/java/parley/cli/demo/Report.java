package parley.cli.demo;

import java.util.List;
import java.util.Map;

/**
 * What a scripted talk came to: the one JSON object of {@code parley demo --headless --once --json}.
 *
 * @param ok whether all heads agree, all was delivered, nothing was found at the relay, and the removed one heard no more
 * @param messages said, each delivered to every member of its room
 * @param relayBytes in the relay's files at the end
 * @param textsSearched patterns looked for at the relay: each text, name and piece of a file in three encodings
 * @param restarts processes killed and started again
 * @param seconds the whole talk, start-up of all processes included
 */
public record Report(
        boolean ok,
        List<Room> rooms,
        int messages,
        long relayBytes,
        boolean plaintextFoundAtRelay,
        int textsSearched,
        long attachmentBytes,
        boolean removedHeardNothing,
        Pouch pouch,
        int restarts,
        double seconds) {
    public Report {
        rooms = List.copyOf(rooms);
    }

    /**
     * @param entries places through all epochs
     * @param heads each member's head of the present epoch's log, in hexadecimal digits
     */
    public record Room(String name, int epoch, long entries, Map<String, String> heads) {
        boolean agrees() {
            return heads.values().stream().distinct().count() == 1;
        }
    }

    /** What the hand-carried file brought, as the importing node reported. */
    public record Pouch(long bytes, int placed, int unplaced, int alreadyHere, int refused) {}
}
