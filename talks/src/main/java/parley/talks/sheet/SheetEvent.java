package parley.talks.sheet;

import java.util.List;
import java.util.Optional;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.message.Direction;
import parley.talks.rules.Language;

/** What can happen to a room's issue sheet. */
public sealed interface SheetEvent {
    /** Names the kind of event in its envelope. */
    String type();

    void write(EventWriter out);

    /**
     * Somebody drew the sheet, or drew it anew: whole, so that nobody has to put pieces together.
     *
     * @param replaces the version that its author saw; empty for the first
     */
    record Drawn(Optional<Hash> replaces, String lang, Direction dir, List<SheetIssue> issues) implements SheetEvent {
        static final String TYPE = "sheet.drawn";

        public Drawn {
            issues = List.copyOf(issues);
        }

        /** Names this version: the same issues drawn again later are another one, so that nothing made for an old one fits. */
        public Hash name() {
            CanonicalWriter all = new CanonicalWriter();
            all.optional(replaces, CanonicalWriter::hash).text(lang);
            dir.write(all);
            all.list(issues, (to, one) -> one.digest(to));
            return Hash.of("sheet", all.bytes());
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(4)
                    .optional("replaces", replaces.map(Hash::value))
                    .text("lang", lang)
                    .word("dir", dir)
                    .list("issues", issues, (to, one) -> one.write(to));
        }

        static Drawn read(EventReader in) throws Malformed {
            in.fields(4);
            return new Drawn(
                    in.optionalHash("replaces"),
                    in.text("lang", Language.MOST_LENGTH),
                    in.word("dir", Direction.values()),
                    in.list("issues", Sheet.MOST_ISSUES, SheetIssue::read));
        }
    }

    /**
     * Somebody put a package on the table: one option of each issue.
     *
     * @param options the place of the option in each issue of the sheet, from 0
     */
    record Tabled(Hash sheet, List<Integer> options) implements SheetEvent {
        static final String TYPE = "sheet.tabled";

        public Tabled {
            options = List.copyOf(options);
        }

        /** Names the package: the same for whoever puts it. */
        public Hash name() {
            return Hash.of(
                    "package",
                    new CanonicalWriter()
                            .hash(sheet)
                            .list(options, CanonicalWriter::u32)
                            .bytes());
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(2)
                    .hash("sheet", sheet)
                    .list("options", options, (to, one) -> to.fields(1).number("option", one));
        }

        static Tabled read(EventReader in) throws Malformed {
            in.fields(2);
            return new Tabled(in.hash("sheet"), in.list("options", Sheet.MOST_ISSUES, item ->
                    (int) Math.min(item.fields(1).number("option"), Integer.MAX_VALUE)));
        }
    }

    /**
     * A party shares with the mediators of its caucus what everything is worth to it: they count with it, as trusted calculators.
     *
     * @param scores of the options of each issue, in the order of the sheet
     * @param reservation what walking away is worth
     */
    record Shared(Hash sheet, List<List<Long>> scores, long reservation) implements SheetEvent {
        static final String TYPE = "sheet.shared";

        public Shared {
            scores = scores.stream().map(List::copyOf).toList();
        }

        /** Names what was shared: the same scores shared again are the same. */
        public Hash name() {
            CanonicalWriter all = new CanonicalWriter();
            all.hash(sheet).list(scores, (to, one) -> to.list(one, CanonicalWriter::u64));
            return Hash.of("sheet-scores", all.u64(reservation).bytes());
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(3)
                    .hash("sheet", sheet)
                    .list(
                            "scores",
                            scores,
                            (to, one) -> to.fields(1)
                                    .list(
                                            "options",
                                            one,
                                            (each, points) -> each.fields(1).number("points", points)))
                    .number("reservation", reservation);
        }

        static Shared read(EventReader in) throws Malformed {
            in.fields(3);
            return new Shared(
                    in.hash("sheet"),
                    in.list(
                            "scores",
                            Sheet.MOST_ISSUES,
                            issue -> issue.fields(1)
                                    .list(
                                            "options",
                                            SheetIssue.MOST_OPTIONS,
                                            option -> option.fields(1).number("points"))),
                    in.number("reservation"));
        }

        @Override
        public String toString() {
            return "Shared[…]";
        }
    }

    /** Its author takes a package off the table. */
    record TakenOff(Hash offer) implements SheetEvent {
        static final String TYPE = "sheet.taken-off";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("package", offer);
        }

        static TakenOff read(EventReader in) throws Malformed {
            in.fields(1);
            return new TakenOff(in.hash("package"));
        }
    }

    /** Reads the fields of an event of this type; empty for a type that isn't of this practice. */
    static Optional<SheetEvent> read(String type, EventReader in) throws Malformed {
        return switch (type) {
            case Drawn.TYPE -> Optional.of(Drawn.read(in));
            case Tabled.TYPE -> Optional.of(Tabled.read(in));
            case Shared.TYPE -> Optional.of(Shared.read(in));
            case TakenOff.TYPE -> Optional.of(TakenOff.read(in));
            default -> Optional.empty();
        };
    }
}
