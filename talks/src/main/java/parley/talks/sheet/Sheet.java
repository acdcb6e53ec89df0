package parley.talks.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Role;
import parley.talks.Why;
import parley.talks.practice.Practice;
import parley.talks.practice.Sitting;
import parley.talks.rules.Language;
import parley.talks.sheet.SheetEvent.Drawn;
import parley.talks.sheet.SheetEvent.Tabled;
import parley.talks.sheet.SheetEvent.TakenOff;

/**
 * The issue sheet that stands in a room, and the packages on the table in its terms.
 *
 * <p>Guarantees: a package has one option of every issue of the very version that stands; a new version leaves none of the
 * old on the table. What anything is worth to anybody is in no event and no state.
 *
 * @param offers in the order in which they were put on the table
 */
public record Sheet(Optional<Version> standing, List<Offer> offers) implements Practice<SheetEvent, Sheet> {
    /** Twice what the longest accords had under negotiation at a time. */
    public static final int MOST_ISSUES = 50;
    /** So that all scores of a sheet fit into one form that a person can fill in. */
    public static final int MOST_OPTIONS_IN_ALL = 120;
    /** Of one author: one who floods the table hides what is on it. */
    public static final int MOST_OFFERS_OF_ONE = 20;

    private static final int MOST_OFFERS = MOST_OFFERS_OF_ONE * parley.talks.rules.Rules.MOST_SEATS;

    public static final Sheet NONE = new Sheet(Optional.empty(), List.of());

    private static final Optional<Refusal> NO_OBJECTION = Optional.empty();

    public Sheet {
        offers = List.copyOf(offers);
    }

    /**
     * A version of the sheet, without its words.
     *
     * @param number counts from 1
     * @param options how many each issue has
     */
    public record Version(Hash name, int number, PrincipalId author, List<Integer> options) {
        public Version {
            options = List.copyOf(options);
        }

        private void write(CanonicalWriter out) {
            out.hash(name).u32(number).hash(author.hash()).list(options, CanonicalWriter::u32);
        }

        private static Version read(CanonicalReader in) throws Malformed {
            return new Version(
                    in.hash(), in.u32(), new PrincipalId(in.hash()), in.list(MOST_ISSUES, CanonicalReader::u32));
        }
    }

    /** A package on the table, and who put it there. */
    public record Offer(Hash name, PrincipalId author) {
        private void write(CanonicalWriter out) {
            out.hash(name).hash(author.hash());
        }

        private static Offer read(CanonicalReader in) throws Malformed {
            return new Offer(in.hash(), new PrincipalId(in.hash()));
        }
    }

    public Optional<Offer> offer(Hash name) {
        return offers.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Refusal> objection(Sitting sitting, PrincipalId who, SheetEvent event) {
        Optional<Principal> seat = sitting.seat(who);
        if (seat.isEmpty()) {
            return Why.ROOM_NOT_A_MEMBER.refuses();
        }
        Role role = seat.get().role();
        if (role != Role.PARTY && role != Role.MEDIATOR) {
            return Why.SHEET_WHO.refuses();
        }
        return switch (event) {
            case Drawn drawn -> objection(drawn);
            case Tabled tabled -> objection(who, tabled);
            case TakenOff(Hash name) ->
                offer(name).filter(one -> one.author().equals(who)).isPresent()
                        ? NO_OBJECTION
                        : Why.SHEET_NOT_YOURS.refuses();
        };
    }

    private Optional<Refusal> objection(Drawn drawn) {
        if (!drawn.replaces().equals(standing.map(Version::name))) {
            return Why.SHEET_CHANGED.refuses();
        }
        if (!Language.isTag(drawn.lang())) {
            return Why.MESSAGE_LANGUAGE.refuses();
        }
        int options =
                drawn.issues().stream().mapToInt(one -> one.options().size()).sum();
        if (drawn.issues().isEmpty() || drawn.issues().size() > MOST_ISSUES || options > MOST_OPTIONS_IN_ALL) {
            return Why.SHEET_SIZE.refuses(MOST_ISSUES, MOST_OPTIONS_IN_ALL);
        }
        for (SheetIssue issue : drawn.issues()) {
            Optional<Refusal> wrong = issue.objection();
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return SheetIssue.twice(drawn.issues().stream().map(SheetIssue::name).toList());
    }

    private Optional<Refusal> objection(PrincipalId who, Tabled tabled) {
        Optional<Version> version = standing.filter(one -> one.name().equals(tabled.sheet()));
        if (version.isEmpty()) {
            return Why.SHEET_CHANGED.refuses();
        }
        if (!fits(version.get(), tabled.options())) {
            return Why.SHEET_NO_PACKAGE.refuses();
        }
        if (offer(tabled.name()).isPresent()) {
            return Why.SHEET_ON_THE_TABLE.refuses();
        }
        return offers.stream().filter(one -> one.author().equals(who)).count() >= MOST_OFFERS_OF_ONE
                        || offers.size() >= MOST_OFFERS
                ? Why.SHEET_TOO_MANY.refuses(MOST_OFFERS_OF_ONE)
                : NO_OBJECTION;
    }

    private static boolean fits(Version version, List<Integer> options) {
        if (options.size() != version.options().size()) {
            return false;
        }
        for (int i = 0; i < options.size(); i++) {
            if (options.get(i) < 0 || options.get(i) >= version.options().get(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Sheet accept(Sitting sitting, Place place, SheetEvent event) {
        return switch (event) {
            case Drawn drawn ->
                new Sheet(
                        Optional.of(new Version(
                                drawn.name(),
                                standing.map(Version::number).orElse(0) + 1,
                                place.who(),
                                drawn.issues().stream()
                                        .map(one -> one.options().size())
                                        .toList())),
                        List.of());
            case Tabled tabled -> {
                List<Offer> all = new ArrayList<>(offers);
                all.add(new Offer(tabled.name(), place.who()));
                yield new Sheet(standing, all);
            }
            case TakenOff(Hash name) ->
                new Sheet(
                        standing,
                        offers.stream().filter(one -> !one.name().equals(name)).toList());
        };
    }

    /** Sheet and packages stand over epochs, which renew keys by themselves; those of one who has gone leave the table. */
    @Override
    public Sheet turn(Sitting sitting) {
        return new Sheet(
                standing,
                offers.stream()
                        .filter(one -> sitting.seat(one.author()).isPresent())
                        .toList());
    }

    @Override
    public void write(CanonicalWriter out) {
        out.optional(standing, (to, one) -> one.write(to)).list(offers, (to, one) -> one.write(to));
    }

    public static Sheet read(CanonicalReader in) throws Malformed {
        return new Sheet(in.optional(Version::read), in.list(MOST_OFFERS, Offer::read));
    }
}
