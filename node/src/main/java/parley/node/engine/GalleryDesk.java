package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.node.desk.Galleries;
import parley.node.desk.RoomRef;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.port.Tx;
import parley.talks.gallery.Gallery;
import parley.talks.gallery.GalleryActs.Command;
import parley.talks.gallery.GalleryEvent;
import parley.talks.gallery.Wording;
import parley.talks.practice.Sitting;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomTalk;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Standing;

/** The desk's supporters' galleries. Thread-safe. */
final class GalleryDesk implements Galleries {
    private static final GalleryView NOTHING = new GalleryView(false, false, List.of(), List.of(), List.of());

    private final Engine engine;

    GalleryDesk(Engine engine) {
        this.engine = engine;
    }

    // ---- Looking

    @Override
    public GalleryView gallery(RoomRef room) {
        Optional<TableShot> table = engine.snapshot().table(room.table());
        Optional<RoomShot> shot = engine.snapshot().room(room);
        Optional<RoomTalk> talk =
                shot.flatMap(RoomShot::talk).filter(one -> one.sitting().kind() == RoomKind.GALLERY);
        if (table.isEmpty() || talk.isEmpty()) {
            return NOTHING;
        }
        Result<GalleryView> seen = engine.read(tx -> Result.done(
                new Looking(tx, table.get(), room, talk.get(), engine.clock().instant()).view()));
        return seen instanceof Result.Done<GalleryView>(GalleryView view) ? view : NOTHING;
    }

    /** One look at a gallery. */
    private record Looking(Tx tx, TableShot table, RoomRef room, RoomTalk talk, Instant now, Map<Hash, Long> lines) {
        Looking(Tx tx, TableShot table, RoomRef room, RoomTalk talk, Instant now) {
            this(tx, table, room, talk, now, GalleryCells.lines(tx, room));
        }

        GalleryView view() {
            Principal self = table.self();
            Sitting sitting = talk.sitting();
            boolean here = sitting.seat(self.id()).isPresent();
            return new GalleryView(
                    here && self.role() == Role.SUPPORTER,
                    here && (self.role() == Role.PARTY || self.role() == Role.MEDIATOR),
                    sitting.principals().stream()
                            .filter(one ->
                                    one.role() == Role.SUPPORTER && !one.id().equals(self.id()))
                            .map(table.names()::shown)
                            .toList(),
                    talk.gallery().offers().reversed().stream().map(this::offer).toList(),
                    talk.gallery().items().reversed().stream()
                            .map(one -> item(sitting, here, one))
                            .toList());
        }

        private Optional<GalleryCells.Found> found(Hash name) {
            return Optional.ofNullable(lines.get(name)).flatMap(line -> GalleryCells.at(tx, room, line));
        }

        private String name(PrincipalId who, Optional<GalleryCells.Found> found) {
            return found.map(one -> table.names().shown(who, one.said().authorName()))
                    .orElseGet(() -> table.name(who));
        }

        private OfferView offer(Gallery.Offer one) {
            Optional<GalleryCells.Found> found = found(one.name());
            Optional<GalleryEvent.Offered> offered = found.flatMap(
                    line -> line.event() instanceof GalleryEvent.Offered is ? Optional.of(is) : Optional.empty());
            Optional<Instant> until = offered.flatMap(is -> hour(is.until()));
            return new OfferView(
                    one.name(),
                    one.author(),
                    name(one.author(), found),
                    one.author().equals(table.self().id()),
                    found.map(line -> line.said().arrived()),
                    offered.map(GalleryEvent.Offered::kind),
                    offered.map(is -> words(is.words())),
                    until,
                    over(until),
                    one.withdrawn(),
                    one.note().flatMap(this::found).flatMap(this::note));
        }

        private Optional<NoteView> note(GalleryCells.Found line) {
            return line.event() instanceof GalleryEvent.Noted noted
                    ? Optional.of(new NoteView(
                            noted.taking(),
                            name(line.said().author(), Optional.of(line)),
                            line.said().arrived(),
                            words(noted.words())))
                    : Optional.empty();
        }

        private ItemView item(Sitting sitting, boolean here, Gallery.Item one) {
            Optional<GalleryCells.Found> found = found(one.name());
            Optional<GalleryEvent.Published> published = found.flatMap(
                    line -> line.event() instanceof GalleryEvent.Published is ? Optional.of(is) : Optional.empty());
            Optional<Instant> until = published.flatMap(is -> hour(is.until()));
            Principal self = table.self();
            boolean ofTheTable = here && (self.role() == Role.PARTY || self.role() == Role.MEDIATOR);
            return new ItemView(
                    one.name(),
                    one.author(),
                    name(one.author(), found),
                    found.map(line -> line.said().arrived()),
                    published.map(GalleryEvent.Published::title).orElse(""),
                    published.map(is -> words(is.words())),
                    until,
                    over(until),
                    one.withdrawn(),
                    ofTheTable
                            && !one.withdrawn()
                            && (one.author().equals(self.id())
                                    || sitting.seat(one.author()).isEmpty()));
        }

        private boolean over(Optional<Instant> until) {
            return until.filter(hour -> !hour.isAfter(now)).isPresent();
        }

        private static Optional<Instant> hour(long millis) {
            return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
        }

        private static Words words(Wording is) {
            return new Words(is.text(), is.lang(), is.dir());
        }
    }

    // ---- Acting

    @Override
    public Result<Ok> offer(RoomRef room, Offering offering) {
        return within(offering.days())
                .then(days -> say(
                        room,
                        (work, leastKnown) -> new Command.MakeOffer(
                                nonce(work),
                                offering.replaces(),
                                offering.kind(),
                                new Wording(offering.text().strip(), offering.language(), offering.direction()),
                                until(work, days),
                                leastKnown)));
    }

    @Override
    public Result<Ok> takeBack(RoomRef room, Hash offer) {
        return say(room, (_, _) -> new Command.TakeBack(offer));
    }

    @Override
    public Result<Ok> note(RoomRef room, Hash offer, Noting noting) {
        return say(
                room,
                (_, leastKnown) -> new Command.Note(
                        offer,
                        noting.taking(),
                        new Wording(noting.text().strip(), noting.language(), noting.direction()),
                        leastKnown));
    }

    @Override
    public Result<Ok> publish(RoomRef room, Publishing publishing) {
        return within(publishing.days())
                .then(days -> say(
                        room,
                        (work, leastKnown) -> new Command.Publish(
                                nonce(work),
                                publishing.title().strip(),
                                new Wording(publishing.text().strip(), publishing.language(), publishing.direction()),
                                until(work, days),
                                leastKnown)));
    }

    @Override
    public Result<Ok> unpublish(RoomRef room, Hash item) {
        return say(room, (_, _) -> new Command.Unpublish(item));
    }

    private static Result<Integer> within(int days) {
        return days < 0 || days > MOST_DAYS ? Result.refused("gallery.days", MOST_DAYS) : Result.done(days);
    }

    private static long until(Work work, int days) {
        return days == 0 ? 0 : work.now.plus(Duration.ofDays(days)).toEpochMilli();
    }

    private static Hash nonce(Work work) {
        return new Hash(work.ports().randomness().bytes(Hash.SIZE));
    }

    private Result<Ok> say(RoomRef room, BiFunction<Work, Standing, Command> command) {
        return engine.act(work -> Speech.say(
                        work, room, leastKnown -> new RoomCommand.OfGallery(command.apply(work, leastKnown)))
                .map(ticket -> Ok.OK));
    }
}
