package parley.node.engine;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.base.Hash;
import parley.node.desk.Change;
import parley.node.desk.RoomRef;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Tx;
import parley.talks.gallery.Gallery;
import parley.talks.gallery.GalleryEvent;
import parley.talks.room.Outcome;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;

/** In which lines of a room's record its offers, notes and published items stand. The words are erased with those lines. */
final class GalleryCells {
    private static final String LINES = "desk/gallery";
    /** What the fold holds is bounded; this bounds what a damaged cell makes a node read. */
    private static final int MOST_LINES = 10_000;

    private GalleryCells() {}

    /** The line of each offer, note and item that stands or was withdrawn, by its name. */
    static Map<Hash, Long> lines(Tx tx, RoomRef room) {
        return KeptList.lines(tx, Ledger.inRoom(LINES, room), MOST_LINES);
    }

    /** Notes the line of an entry, if it was one of a gallery and counted. */
    static void note(Tx tx, RoomRef room, RoomFold.Said said, RoomTalk after, long line, Recorder recorder) {
        if (after.last().orElse(null) instanceof Outcome.Happened(RoomEvent.OfGallery(GalleryEvent event))) {
            Map<Hash, Long> all = lines(tx, room);
            Optional<Hash> name = switch (event) {
                case GalleryEvent.Offered offered -> Optional.of(offered.name(said.author()));
                case GalleryEvent.Noted noted -> Optional.of(noted.name(said.author()));
                case GalleryEvent.Published published -> Optional.of(published.name(said.author()));
                case GalleryEvent.OfferWithdrawn _, GalleryEvent.ItemWithdrawn _ -> Optional.empty();
            };
            name.ifPresent(one -> all.put(one, line));
            all.keySet().retainAll(names(after.gallery()));
            KeptList.putLines(tx, Ledger.inRoom(LINES, room), all);
            recorder.changed(new Change.RoomChanged(room));
        }
    }

    private static Set<Hash> names(Gallery gallery) {
        return Stream.of(
                        gallery.offers().stream().map(Gallery.Offer::name),
                        gallery.offers().stream().flatMap(one -> one.note().stream()),
                        gallery.items().stream().map(Gallery.Item::name))
                .flatMap(each -> each)
                .collect(Collectors.toSet());
    }

    /** What stands in a line; empty once it is erased. */
    static Optional<Found> at(Tx tx, RoomRef room, long line) {
        return Ledger.line(tx, room, line)
                .flatMap(numbered -> numbered.line() instanceof LineRecord.Said said
                        ? Told.gallery(said.event()).map(event -> new Found(said, event))
                        : Optional.empty());
    }

    record Found(LineRecord.Said said, GalleryEvent event) {}
}
