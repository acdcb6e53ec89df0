package parley.protocol.seat;

import java.util.ArrayList;
import java.util.List;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.entry.SizeClass;
import parley.protocol.inbox.InboxCodec;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Tx;

/**
 * Elders' words on the state of an opening that isn't here yet (protocol.md, "Epochs").
 *
 * <p>Guarantees that an author who holds its opening back until all others have spoken escapes no comparison. One word of each
 * elder, the last.
 */
final class EarlyWords {
    private final Desk desk;

    /** Whose word it is. */
    private record Word(PrincipalId from, InboxMessage.StateVouched vouched) {
        void write(CanonicalWriter out) {
            out.hash(from.hash()).field(InboxCodec.encode(vouched));
        }

        static Word read(CanonicalReader in) throws Malformed {
            PrincipalId from = new PrincipalId(in.hash());
            if (InboxCodec.decode(in.field(InboxCodec.MOST_BYTES)).orElse(null)
                    instanceof InboxMessage.StateVouched vouched) {
                return new Word(from, vouched);
            }
            throw new Malformed("no word on a state");
        }
    }

    EarlyWords(Desk desk) {
        this.desk = desk;
    }

    void keep(Tx tx, PrincipalId from, InboxMessage.StateVouched vouched) {
        List<Word> words = new ArrayList<>(words(tx, vouched.room()));
        words.removeIf(word -> word.from().equals(from));
        words.add(new Word(from, vouched));
        if (words.size() <= SizeClass.MOST_SEATS) {
            tx.put(
                    desk.cells.earlyWords(vouched.room()),
                    new CanonicalWriter()
                            .list(words, (out, word) -> word.write(out))
                            .bytes());
        }
    }

    /** The opening is here, and the room begins. */
    void compare(Tx tx, Room room) {
        List<Word> words = words(tx, room.id());
        tx.delete(desk.cells.earlyWords(room.id()));
        words.forEach(word ->
                desk.peers.find(word.from()).ifPresent(peer -> room.receipts.vouched(tx, peer, word.vouched())));
    }

    private List<Word> words(Tx tx, RoomId room) {
        return tx.get(desk.cells.earlyWords(room))
                .map(kept -> Kept.decode(kept, in -> in.list(SizeClass.MOST_SEATS, Word::read)))
                .orElseGet(List::of);
    }
}
