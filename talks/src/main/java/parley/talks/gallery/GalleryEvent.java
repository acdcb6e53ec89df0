package parley.talks.gallery;

import java.util.Optional;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;

/** What can happen in a gallery. */
public sealed interface GalleryEvent {
    /** Names the kind of event in its envelope. */
    String type();

    void write(EventWriter out);

    /**
     * A supporter offers something.
     *
     * @param nonce makes equal words offered again another offer
     * @param replaces an own offer in whose place this one comes
     * @param until until when it is good, milliseconds since 1970 UTC, as its author says; 0 until it is withdrawn
     */
    record Offered(Hash nonce, Optional<Hash> replaces, OfferKind kind, Wording words, long until)
            implements GalleryEvent {
        static final String TYPE = "gallery.offered";

        public Hash name(PrincipalId author) {
            CanonicalWriter all = new CanonicalWriter();
            all.hash(author.hash()).hash(nonce).optional(replaces, CanonicalWriter::hash);
            kind.write(all);
            words.digest(all);
            return Hash.of("gallery-offer", all.u64(until).bytes());
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(4 + Wording.FIELDS)
                    .hash("nonce", nonce)
                    .optional("replaces", replaces.map(Hash::value))
                    .word("kind", kind);
            words.write(out);
            out.number("until", until);
        }

        static Offered read(EventReader in) throws Malformed {
            in.fields(4 + Wording.FIELDS);
            return new Offered(
                    in.hash("nonce"),
                    in.optionalHash("replaces"),
                    in.word("kind", OfferKind.values()),
                    Wording.read(in),
                    in.number("until"));
        }
    }

    /** A supporter takes an offer back; that it was made stays. */
    record OfferWithdrawn(Hash offer) implements GalleryEvent {
        static final String TYPE = "gallery.offer-withdrawn";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("offer", offer);
        }

        static OfferWithdrawn read(EventReader in) throws Malformed {
            in.fields(1);
            return new OfferWithdrawn(in.hash("offer"));
        }
    }

    /** Somebody of the table notes how an offer is taken. */
    record Noted(Hash offer, Taking taking, Wording words) implements GalleryEvent {
        static final String TYPE = "gallery.noted";

        public Hash name(PrincipalId author) {
            CanonicalWriter all = new CanonicalWriter();
            all.hash(author.hash()).hash(offer);
            taking.write(all);
            words.digest(all);
            return Hash.of("gallery-note", all.bytes());
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(2 + Wording.FIELDS).hash("offer", offer).word("taking", taking);
            words.write(out);
        }

        static Noted read(EventReader in) throws Malformed {
            in.fields(2 + Wording.FIELDS);
            return new Noted(in.hash("offer"), in.word("taking", Taking.values()), Wording.read(in));
        }
    }

    /**
     * Somebody of the table publishes something to all who sit in the gallery.
     *
     * @param nonce makes equal words published again another item
     * @param until until when it holds, milliseconds since 1970 UTC, as its author says; 0 until it is withdrawn
     */
    record Published(Hash nonce, String title, Wording words, long until) implements GalleryEvent {
        static final String TYPE = "gallery.published";

        public Hash name(PrincipalId author) {
            CanonicalWriter all = new CanonicalWriter();
            all.hash(author.hash()).hash(nonce).text(title);
            words.digest(all);
            return Hash.of("gallery-item", all.u64(until).bytes());
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(3 + Wording.FIELDS).hash("nonce", nonce).text("title", title);
            words.write(out);
            out.number("until", until);
        }

        static Published read(EventReader in) throws Malformed {
            in.fields(3 + Wording.FIELDS);
            return new Published(
                    in.hash("nonce"), in.text("title", Gallery.MOST_TITLE_BYTES), Wording.read(in), in.number("until"));
        }
    }

    /** Something published is withdrawn; that it was published stays, and so does what was read. */
    record ItemWithdrawn(Hash item) implements GalleryEvent {
        static final String TYPE = "gallery.item-withdrawn";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("published", item);
        }

        static ItemWithdrawn read(EventReader in) throws Malformed {
            in.fields(1);
            return new ItemWithdrawn(in.hash("published"));
        }
    }

    /** Reads the fields of an event of this type; empty for a type that isn't of this practice. */
    static Optional<GalleryEvent> read(String type, EventReader in) throws Malformed {
        return switch (type) {
            case Offered.TYPE -> Optional.of(Offered.read(in));
            case OfferWithdrawn.TYPE -> Optional.of(OfferWithdrawn.read(in));
            case Noted.TYPE -> Optional.of(Noted.read(in));
            case Published.TYPE -> Optional.of(Published.read(in));
            case ItemWithdrawn.TYPE -> Optional.of(ItemWithdrawn.read(in));
            default -> Optional.empty();
        };
    }
}
