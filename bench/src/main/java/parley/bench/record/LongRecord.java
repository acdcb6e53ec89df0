package parley.bench.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.base.Secret;
import parley.node.desk.RoomRef;

/**
 * Makes a node's data folder in which long rooms have been said.
 *
 * <p>Nothing in it is written by other means than a talk's: an author's seat seals every message with libsignal, the node
 * reads, judges, opens and folds it and keeps it in its vault, keys are refreshed as often as the Rules ask. Two things are
 * spared: the way over TLS, and the author's own vault.
 */
public final class LongRecord {
    /** What a search for it finds a few times in every room, and nowhere else. */
    public static final String MARK = Texts.MARK;

    /** What the node calls its only table. */
    public static final String TABLE = "A long record";

    private static final String AUTHOR = "Author";
    private static final String READER = "Reader";
    private static final int TOLD_EVERY = 10_000;
    /** The discard service: on machines of today nothing listens there. */
    private static final int NOWHERE = 9;

    private LongRecord() {}

    /**
     * What to make.
     *
     * @param data an empty folder, or none
     * @param rooms at least 1
     * @param messages in each room
     */
    public record Options(Path data, int rooms, int messages, Secret passphrase) {}

    public static void make(Options options, Consumer<String> progress) throws IOException, InterruptedException {
        Randomness randomness = Randomness.system();
        NearRelay relay = new NearRelay(randomness, NOWHERE);
        try (Reader reader = new Reader(options.data(), relay, randomness, options.passphrase())) {
            Author author = new Author(AUTHOR, relay, randomness);
            reader.accept(author.invitation(READER), TABLE);
            PrincipalId peer = author.met();
            reader.meets(author.table(), author.self());
            for (int i = 0; i < options.rooms(); i++) {
                RoomId id = author.plan("Room " + (i + 1), peer);
                RoomRef room = new RoomRef(author.table(), id);
                reader.joins(room);
                author.opened(id);
                reader.opened(room);
                fill(options, author, reader, room, i, progress);
            }
        }
    }

    private static void fill(
            Options options, Author author, Reader reader, RoomRef room, int number, Consumer<String> progress)
            throws InterruptedException {
        Texts texts = new Texts(number);
        for (int said = 0; said < options.messages(); said += TOLD_EVERY) {
            int now = Math.min(TOLD_EVERY, options.messages() - said);
            author.say(room.room(), texts, said, now, (id, proposal) -> reader.consents(room, proposal));
            reader.has(room, said + now);
            long all = (long) number * options.messages() + said + now;
            progress.accept(String.format("%,d of %,d messages", all, (long) options.rooms() * options.messages()));
        }
    }
}
