package parley.talks.gallery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Role;
import parley.talks.Why;
import parley.talks.gallery.GalleryEvent.ItemWithdrawn;
import parley.talks.gallery.GalleryEvent.Noted;
import parley.talks.gallery.GalleryEvent.OfferWithdrawn;
import parley.talks.gallery.GalleryEvent.Offered;
import parley.talks.gallery.GalleryEvent.Published;
import parley.talks.practice.Practice;
import parley.talks.practice.Sitting;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.text.Blank;

/**
 * What supporters have offered in a gallery, how the table took it, and what is published there.
 *
 * <p>Guarantees: only supporters offer, and only their own offers are theirs to take back; only parties and mediators publish and
 * note. Everything said here is read by all who sit here, other supporters too. That the hour of an offer is over no fold sees.
 *
 * @param offers in the order in which they were made
 * @param items in the order in which they were published
 */
public record Gallery(List<Offer> offers, List<Item> items) implements Practice<GalleryEvent, Gallery> {
    /** Of one author: whoever offers or publishes more hides what matters. */
    public static final int MOST_STANDING = 20;
    /** Of one author: what was withdrawn stays in sight, the oldest makes room. */
    public static final int MOST_WITHDRAWN = 20;
    /** One line above the words. */
    public static final int MOST_TITLE_BYTES = 200;

    /** All that one author has here. Authors of items may have gone, so their number isn't that of the seats. */
    private static final int MOST_EACH = MOST_STANDING + MOST_WITHDRAWN;

    private static final int MOST = MOST_EACH * Rules.MOST_SEATS;

    public static final Gallery NONE = new Gallery(List.of(), List.of());

    private static final Optional<Refusal> NO_OBJECTION = Optional.empty();

    public Gallery {
        offers = List.copyOf(offers);
        items = List.copyOf(items);
    }

    /**
     * An offer, without its words.
     *
     * @param note names the note that stands on it, if one does
     */
    public record Offer(Hash name, PrincipalId author, boolean withdrawn, Optional<Hash> note) {
        private Offer taken(boolean back, Optional<Hash> newNote) {
            return new Offer(name, author, back, newNote);
        }

        private void write(CanonicalWriter out) {
            out.hash(name).hash(author.hash()).bool(withdrawn).optional(note, CanonicalWriter::hash);
        }

        private static Offer read(CanonicalReader in) throws Malformed {
            return new Offer(in.hash(), new PrincipalId(in.hash()), in.bool(), in.optional(CanonicalReader::hash));
        }
    }

    /** What was published, without its words. */
    public record Item(Hash name, PrincipalId author, boolean withdrawn) {
        private void write(CanonicalWriter out) {
            out.hash(name).hash(author.hash()).bool(withdrawn);
        }

        private static Item read(CanonicalReader in) throws Malformed {
            return new Item(in.hash(), new PrincipalId(in.hash()), in.bool());
        }
    }

    public Optional<Offer> offer(Hash name) {
        return offers.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    public Optional<Item> item(Hash name) {
        return items.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Refusal> objection(Sitting sitting, PrincipalId who, GalleryEvent event) {
        Optional<Principal> seat = sitting.seat(who);
        if (seat.isEmpty()) {
            return Why.ROOM_NOT_A_MEMBER.refuses();
        }
        if (sitting.kind() != RoomKind.GALLERY) {
            return Why.GALLERY_ONLY_THERE.refuses();
        }
        Role role = seat.get().role();
        return switch (event) {
            case Offered offered -> supporter(role).or(() -> offering(who, offered));
            case OfferWithdrawn(Hash name) -> supporter(role).or(() -> own(who, name));
            case Noted noted -> ofTheTable(role).or(() -> noting(who, noted));
            case Published published -> ofTheTable(role).or(() -> publishing(who, published));
            case ItemWithdrawn(Hash name) -> ofTheTable(role).or(() -> withdrawing(sitting, who, name));
        };
    }

    private static Optional<Refusal> supporter(Role role) {
        return role == Role.SUPPORTER ? NO_OBJECTION : Why.GALLERY_SUPPORTERS_OFFER.refuses();
    }

    private static Optional<Refusal> ofTheTable(Role role) {
        return role == Role.PARTY || role == Role.MEDIATOR ? NO_OBJECTION : Why.GALLERY_TABLE_PUBLISHES.refuses();
    }

    private Optional<Refusal> offering(PrincipalId who, Offered offered) {
        if (offer(offered.name(who)).isPresent()) {
            return Why.GALLERY_STANDS.refuses();
        }
        Optional<Refusal> replacing =
                offered.replaces().map(before -> own(who, before)).orElse(NO_OBJECTION);
        if (replacing.isPresent()) {
            return replacing;
        }
        long others = offers.stream()
                .filter(one -> one.author().equals(who) && !one.withdrawn())
                .filter(one -> !offered.replaces().equals(Optional.of(one.name())))
                .count();
        return others >= MOST_STANDING
                ? Why.GALLERY_TOO_MANY.refuses(MOST_STANDING)
                : offered.words().objection();
    }

    private Optional<Refusal> own(PrincipalId who, Hash name) {
        return standing(name, one -> one.author().equals(who) ? NO_OBJECTION : Why.GALLERY_NOT_YOURS.refuses());
    }

    private Optional<Refusal> standing(Hash name, Function<Offer, Optional<Refusal>> further) {
        return offer(name).filter(one -> !one.withdrawn()).map(further).orElseGet(Why.GALLERY_NO_SUCH_OFFER::refuses);
    }

    private Optional<Refusal> noting(PrincipalId who, Noted noted) {
        return standing(
                noted.offer(),
                found -> found.note().equals(Optional.of(noted.name(who)))
                        ? Why.GALLERY_STANDS.refuses()
                        : noted.words().objection());
    }

    private Optional<Refusal> publishing(PrincipalId who, Published published) {
        int title = published.title().getBytes(StandardCharsets.UTF_8).length;
        if (Blank.is(published.title()) || title > MOST_TITLE_BYTES) {
            return Why.GALLERY_TITLE.refuses(MOST_TITLE_BYTES);
        }
        if (item(published.name(who)).isPresent()) {
            return Why.GALLERY_STANDS.refuses();
        }
        boolean full = items.stream()
                                .filter(one -> one.author().equals(who) && !one.withdrawn())
                                .count()
                        >= MOST_STANDING
                || items.size() >= MOST;
        return full
                ? Why.GALLERY_TOO_MANY.refuses(MOST_STANDING)
                : published.words().objection();
    }

    /** Of an author who has gone, whoever publishes here takes it back. */
    private Optional<Refusal> withdrawing(Sitting sitting, PrincipalId who, Hash name) {
        Optional<Item> found = item(name).filter(one -> !one.withdrawn());
        if (found.isEmpty()) {
            return Why.GALLERY_NO_SUCH_ITEM.refuses();
        }
        PrincipalId author = found.get().author();
        return author.equals(who) || sitting.seat(author).isEmpty() ? NO_OBJECTION : Why.GALLERY_NOT_YOURS.refuses();
    }

    @Override
    public Gallery accept(Sitting sitting, Place place, GalleryEvent event) {
        return switch (event) {
            case Offered offered -> {
                Gallery before = offered.replaces().map(this::offerWithdrawn).orElse(this);
                List<Offer> all = new ArrayList<>(before.offers);
                all.add(new Offer(offered.name(place.who()), place.who(), false, Optional.empty()));
                yield new Gallery(all, items);
            }
            case OfferWithdrawn(Hash name) -> offerWithdrawn(name);
            case Noted noted ->
                changed(noted.offer(), one -> one.taken(one.withdrawn(), Optional.of(noted.name(place.who()))));
            case Published published -> {
                List<Item> all = new ArrayList<>(items);
                all.add(new Item(published.name(place.who()), place.who(), false));
                yield new Gallery(offers, all);
            }
            case ItemWithdrawn(Hash name) -> itemWithdrawn(name);
        };
    }

    private Gallery offerWithdrawn(Hash name) {
        PrincipalId author = offer(name).orElseThrow().author();
        List<Offer> all = new ArrayList<>(changed(name, one -> one.taken(true, one.note())).offers);
        List<Offer> back = all.stream()
                .filter(one -> one.withdrawn() && one.author().equals(author))
                .toList();
        if (back.size() > MOST_WITHDRAWN) {
            all.remove(back.getFirst());
        }
        return new Gallery(all, items);
    }

    private Gallery itemWithdrawn(Hash name) {
        PrincipalId author = item(name).orElseThrow().author();
        List<Item> all = new ArrayList<>(items);
        all.replaceAll(one -> one.name().equals(name) ? new Item(name, author, true) : one);
        List<Item> back = all.stream()
                .filter(one -> one.withdrawn() && one.author().equals(author))
                .toList();
        if (back.size() > MOST_WITHDRAWN) {
            all.remove(back.getFirst());
        }
        return new Gallery(offers, all);
    }

    private Gallery changed(Hash offer, UnaryOperator<Offer> change) {
        return new Gallery(
                offers.stream()
                        .map(one -> one.name().equals(offer) ? change.apply(one) : one)
                        .toList(),
                items);
    }

    /** Offers of a supporter who has gone leave with it: nobody could take them back. What was published stays. */
    @Override
    public Gallery turn(Sitting sitting) {
        return new Gallery(
                offers.stream()
                        .filter(one -> sitting.seat(one.author()).isPresent())
                        .toList(),
                items);
    }

    @Override
    public void write(CanonicalWriter out) {
        out.list(offers, (to, one) -> one.write(to)).list(items, (to, one) -> one.write(to));
    }

    public static Gallery read(CanonicalReader in) throws Malformed {
        return new Gallery(in.list(MOST, Offer::read), in.list(MOST, Item::read));
    }
}
