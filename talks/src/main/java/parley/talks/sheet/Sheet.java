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
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.sheet.SheetEvent.Drawn;
import parley.talks.sheet.SheetEvent.Shared;
import parley.talks.sheet.SheetEvent.Tabled;
import parley.talks.sheet.SheetEvent.TakenOff;

/**
 * The issue sheet that stands in a room, and the packages on the table in its terms.
 *
 * <p>Guarantees: a package has one option of every issue of the very version that stands; a new version leaves none of the
 * old on the table. What anything is worth to anybody is in no state, and in no event but those by which a party shares it with
 * the mediators of its own caucus.
 *
 * @param offers in the order in which they were put on the table
 * @param shares of whom scores for the version that stands were shared here, one of each
 */
public record Sheet(Optional<Version> standing, List<Offer> offers, List<Share> shares)
        implements Practice<SheetEvent, Sheet> {
    /** Twice what the longest accords had under negotiation at a time. */
    public static final int MOST_ISSUES = 50;
    /** So that all scores of a sheet fit into one form that a person can fill in. */
    public static final int MOST_OPTIONS_IN_ALL = 120;
    /** Of one author: one who floods the table hides what is on it. */
    public static final int MOST_OFFERS_OF_ONE = 20;

    /** A score or a reservation value; enough for any scale that people have used. */
    public static final long MOST_POINTS = 1_000_000;

    private static final int MOST_OFFERS = MOST_OFFERS_OF_ONE * Rules.MOST_SEATS;

    public static final Sheet NONE = new Sheet(Optional.empty(), List.of(), List.of());

    private static final Optional<Refusal> NO_OBJECTION = Optional.empty();

    public Sheet {
        offers = List.copyOf(offers);
        shares = List.copyOf(shares);
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

    /** Scores that stand in a caucus, and whose they are. */
    public record Share(Hash name, PrincipalId author) {
        private void write(CanonicalWriter out) {
            out.hash(name).hash(author.hash());
        }

        private static Share read(CanonicalReader in) throws Malformed {
            return new Share(in.hash(), new PrincipalId(in.hash()));
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
            case Shared shared ->
                role == Role.PARTY && sitting.kind() == RoomKind.CAUCUS
                        ? objection(shared)
                        : Why.SHEET_SHARE_IN_CAUCUS.refuses();
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

    private Optional<Refusal> objection(Shared shared) {
        Optional<Version> version = standing.filter(one -> one.name().equals(shared.sheet()));
        if (version.isEmpty()) {
            return Why.SHEET_CHANGED.refuses();
        }
        if (!shared.scores().stream()
                .map(List::size)
                .toList()
                .equals(version.get().options())) {
            return Why.SHEET_SCORES_MISSING.refuses();
        }
        return isPoints(shared.reservation())
                        && shared.scores().stream().flatMap(List::stream).allMatch(Sheet::isPoints)
                ? NO_OBJECTION
                : Why.SHEET_POINTS.refuses(MOST_POINTS);
    }

    public static boolean isPoints(long points) {
        return points >= 0 && points <= MOST_POINTS;
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
                        List.of(),
                        List.of());
            case Tabled tabled -> {
                List<Offer> all = new ArrayList<>(offers);
                all.add(new Offer(tabled.name(), place.who()));
                yield new Sheet(standing, all, shares);
            }
            case Shared shared -> {
                List<Share> all = new ArrayList<>(shares);
                all.removeIf(one -> one.author().equals(place.who()));
                all.add(new Share(shared.name(), place.who()));
                yield new Sheet(standing, offers, all);
            }
            case TakenOff(Hash name) ->
                new Sheet(
                        standing,
                        offers.stream().filter(one -> !one.name().equals(name)).toList(),
                        shares);
        };
    }

    /** Sheet, packages and scores stand over epochs, which renew keys by themselves; those of one who has gone leave with it. */
    @Override
    public Sheet turn(Sitting sitting) {
        return new Sheet(
                standing,
                offers.stream()
                        .filter(one -> sitting.seat(one.author()).isPresent())
                        .toList(),
                shares.stream()
                        .filter(one -> sitting.seat(one.author()).isPresent())
                        .toList());
    }

    @Override
    public void write(CanonicalWriter out) {
        out.optional(standing, (to, one) -> one.write(to))
                .list(offers, (to, one) -> one.write(to))
                .list(shares, (to, one) -> one.write(to));
    }

    public static Sheet read(CanonicalReader in) throws Malformed {
        return new Sheet(
                in.optional(Version::read), in.list(MOST_OFFERS, Offer::read), in.list(Rules.MOST_SEATS, Share::read));
    }
}
