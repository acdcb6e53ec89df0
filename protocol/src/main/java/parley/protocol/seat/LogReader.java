package parley.protocol.seat;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.protocol.entry.Entry;
import parley.protocol.entry.Header;
import parley.protocol.entry.SizeClass;
import parley.protocol.room.RosterMember;
import parley.protocol.seat.EntryRecord.Outcome;

/**
 * Judges an entry from the log before it and the log's one roster, and from nothing else.
 *
 * <p>Guarantees that all members reach the same outcome for the same prefix, at once and for ever, without opening any
 * body: nothing here depends on slots, on the fold, on time or on what this node knows beside the log. Doesn't judge
 * lateness, which waits for the fold ({@link Epoch#late}). {@code docs/protocol.md}, "Verdicts".
 */
final class LogReader {
    private LogReader() {}

    /** What the log before an entry holds. */
    interface Prefix {
        /** Whether the same bytes stand in it. */
        boolean holds(Hash entry);

        /** The chain at this position; empty beyond the prefix. */
        Optional<Head> at(long position);
    }

    /**
     * An outcome and what was readable on the way to it.
     *
     * @param author place in the roster, −1 where none is proven
     * @param entry present when the seal opened
     */
    record Judged(Outcome outcome, int author, Optional<Entry> entry) {}

    /**
     * @param roomKeys of the roster's members, in its order
     * @param hash of the bytes
     */
    static Judged judge(
            Conduct conduct, Epoch epoch, SizeClass size, List<Bytes> roomKeys, Prefix prefix, Bytes bytes, Hash hash) {
        Optional<Entry> opened = Entry.openSeal(size, epoch.log().id(), epoch.secrets.headerKey(), bytes);
        if (opened.isEmpty()) {
            return new Judged(Outcome.FOREIGN, -1, Optional.empty());
        }
        Entry entry = opened.get();
        Header header = entry.header();
        int place = epoch.opening.roster().placeOf(header.author());
        if (place < 0 || !signed(conduct, epoch, entry, place, roomKeys)) {
            return new Judged(Outcome.FORGED, -1, opened);
        }
        return new Judged(inSequence(conduct, epoch, prefix, hash, header, place), place, opened);
    }

    private static boolean signed(Conduct conduct, Epoch epoch, Entry entry, int place, List<Bytes> roomKeys) {
        RosterMember member = epoch.opening.roster().members().get(place);
        return member.incarnation() == entry.header().incarnation()
                && (!conduct.checksSignatures() || entry.signedBy(roomKeys.get(place)));
    }

    private static Outcome inSequence(
            Conduct conduct, Epoch epoch, Prefix prefix, Hash entry, Header header, int place) {
        Epoch.Author author = epoch.authors.get(place);
        if (prefix.holds(entry)) {
            return Outcome.DUPLICATE;
        }
        if (header.seq() < author.nextSeq && conduct.checksSequence()) {
            return Outcome.CLONED;
        }
        if (conduct.checksSequence()
                && (header.seq() != author.nextSeq || !header.prevOwn().equals(author.previous))) {
            return followsOn(prefix, header) ? Outcome.GAP : Outcome.GAP_OF_OTHER_HISTORY;
        }
        return onThisHistory(conduct, epoch, prefix, header, author) ? kind(header) : Outcome.OTHER_HISTORY;
    }

    /** The opening names table, room and epoch too, but a header could contradict itself. */
    private static boolean onThisHistory(
            Conduct conduct, Epoch epoch, Prefix prefix, Header header, Epoch.Author author) {
        return (header.opening().equals(epoch.openingHash) || !conduct.checksOpening())
                && header.table().equals(epoch.opening.table())
                && header.room().equals(epoch.opening.room())
                && header.epoch() == epoch.number()
                && header.base().position() >= author.place
                && followsOn(prefix, header);
    }

    /** Whether what its author had read before it stands here. */
    private static boolean followsOn(Prefix prefix, Header header) {
        return prefix.at(header.base().position()).equals(Optional.of(header.base()));
    }

    private static Outcome kind(Header header) {
        return switch (header.kind()) {
            case Header.Talk() -> Outcome.TALK;
            case Header.Epoch(Hash proposal) -> Outcome.EPOCH;
            case Header.Cover() -> Outcome.COVER;
        };
    }

    /** The author's count after an entry that used its seq up, whatever else was wrong with it. */
    static void count(Epoch epoch, Judged judged, long position, Hash entry) {
        if (judged.outcome().accepted() || judged.outcome() == Outcome.OTHER_HISTORY) {
            Epoch.Author author = epoch.authors.get(judged.author());
            author.nextSeq++;
            author.previous = entry;
            author.place = position;
        }
    }
}
