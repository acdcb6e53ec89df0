package parley.cli.demo;

import java.util.List;
import java.util.Map;

/**
 * What a scripted talk came to: the one JSON object of {@code parley demo --headless --once --json}.
 *
 * @param ok whether all heads agree, nothing was found at the relay by a search that finds what is there, the removed one heard
 *     no more, and what was for the mediator only stayed; that all was delivered is waited for
 * @param messages said, each delivered to every member of its room
 * @param relayBytes in the relay's files at the end
 * @param textsSearched patterns looked for at the relay: each text, name and piece of a file in three encodings
 * @param canaryFound whether the same search found every pattern in files into which they were put in the clear
 * @param conveyed what the mediator brought from one caucus into the other, as its receiver read it
 * @param forYouOnlyStayed whether the mediator was refused to bring what was for it only, and the other side has nothing of it
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
        boolean canaryFound,
        long attachmentBytes,
        boolean removedHeardNothing,
        Pouch pouch,
        List<Conveyed> conveyed,
        boolean forYouOnlyStayed,
        int restarts,
        double seconds) {
    public Report {
        rooms = List.copyOf(rooms);
        conveyed = List.copyOf(conveyed);
    }

    /** With {@code ok} as the rest has it. */
    Report(
            List<Room> rooms,
            int messages,
            long relayBytes,
            boolean plaintextFoundAtRelay,
            int textsSearched,
            boolean canaryFound,
            long attachmentBytes,
            boolean removedHeardNothing,
            Pouch pouch,
            List<Conveyed> conveyed,
            boolean forYouOnlyStayed,
            int restarts,
            double seconds) {
        this(
                rooms.stream().allMatch(Room::agrees)
                        && !plaintextFoundAtRelay
                        && canaryFound
                        // The attached file lies there sealed: with less, the search was somewhere else.
                        && relayBytes > attachmentBytes
                        && removedHeardNothing
                        && forYouOnlyStayed,
                rooms,
                messages,
                relayBytes,
                plaintextFoundAtRelay,
                textsSearched,
                canaryFound,
                attachmentBytes,
                removedHeardNothing,
                pouch,
                conveyed,
                forYouOnlyStayed,
                restarts,
                seconds);
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

    /** What crossed from one side to the other by the mediator's act: verbatim or as a paraphrase. */
    public record Conveyed(String from, String to, String as) {}

    /** What the hand-carried file brought, as the importing node reported. */
    public record Pouch(long bytes, int placed, int unplaced, int alreadyHere, int refused) {}
}
