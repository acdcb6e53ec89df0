package parley.node.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.talks.gallery.OfferKind;
import parley.talks.gallery.Taking;
import parley.talks.message.Direction;

/**
 * A supporters' gallery: what supporters offer, how the table takes it, what it publishes to them.
 *
 * <p>All who sit in a gallery read all of it, each supporter the offers of the others too. Nothing else is said there.
 */
public interface Galleries {
    /** Whoever offers for longer says so again. */
    int MOST_DAYS = 3650;

    GalleryView gallery(RoomRef room);

    /** As a supporter: offers something. Everyone in the room reads it. */
    Result<Ok> offer(RoomRef room, Offering offering);

    /** As its supporter: takes an offer back. */
    Result<Ok> takeBack(RoomRef room, Hash offer);

    /** As a party or mediator: notes how an offer is taken. Everyone in the room reads it. */
    Result<Ok> note(RoomRef room, Hash offer, Noting noting);

    /** As a party or mediator: publishes something to all who sit in the room. */
    Result<Ok> publish(RoomRef room, Publishing publishing);

    Result<Ok> unpublish(RoomRef room, Hash item);

    /**
     * @param replaces an own offer in whose place this one comes
     * @param days how long it is good, at most {@value #MOST_DAYS}; 0 until it is withdrawn
     */
    record Offering(
            Optional<Hash> replaces, OfferKind kind, String text, String language, Direction direction, int days) {}

    record Noting(Taking taking, String text, String language, Direction direction) {}

    /** @param days how long it holds, at most {@value #MOST_DAYS}; 0 until it is withdrawn */
    record Publishing(String title, String text, String language, Direction direction, int days) {}

    /**
     * What stands in a gallery.
     *
     * @param mayOffer whether this node's principal is a supporter here
     * @param mayPublish whether it is a party or mediator here
     * @param supporters names of the supporters who sit here, its own aside: each reads the offers of the others
     * @param offers the latest first
     * @param items the latest first
     */
    record GalleryView(
            boolean mayOffer,
            boolean mayPublish,
            List<String> supporters,
            List<OfferView> offers,
            List<ItemView> items) {
        public GalleryView {
            supporters = List.copyOf(supporters);
            offers = List.copyOf(offers);
            items = List.copyOf(items);
        }

        public Optional<OfferView> offer(Hash id) {
            return offers.stream().filter(one -> one.id().equals(id)).findFirst();
        }
    }

    /** Somebody's words. */
    record Words(String text, String language, Direction direction) {}

    /**
     * An offer.
     *
     * @param words none once they were erased under the Rules, and then neither kind nor times
     * @param over whether the hour until which it was good has passed
     */
    record OfferView(
            Hash id,
            PrincipalId author,
            String authorName,
            boolean own,
            Optional<Instant> arrived,
            Optional<OfferKind> kind,
            Optional<Words> words,
            Optional<Instant> until,
            boolean over,
            boolean withdrawn,
            Optional<NoteView> note) {}

    /** How an offer was taken, as the latest note says. */
    record NoteView(Taking taking, String authorName, Instant arrived, Words words) {}

    /**
     * Something published.
     *
     * @param words none once they were erased under the Rules, and then no title and no times either
     * @param over whether the hour until which it holds has passed
     * @param mayWithdraw whether this node's principal can take it back
     */
    record ItemView(
            Hash id,
            PrincipalId author,
            String authorName,
            Optional<Instant> arrived,
            String title,
            Optional<Words> words,
            Optional<Instant> until,
            boolean over,
            boolean withdrawn,
            boolean mayWithdraw) {}
}
