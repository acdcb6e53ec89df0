package parley.talks.mandate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.talks.Why;
import parley.talks.mandate.MandateEvent.Issued;
import parley.talks.mandate.MandateEvent.Lapsed;
import parley.talks.mandate.MandateEvent.Revoked;
import parley.talks.mandate.MandateEvent.Taken;
import parley.talks.practice.Practice;
import parley.talks.practice.Sitting;
import parley.talks.rules.Rules;

/**
 * The mandates that stand in one room, and under which each principal acts.
 *
 * <p>Guarantees: a principal that has once shown a mandate here does only what the mandate under which it acts covers, on every
 * node; one that has shown none acts with full powers, as every principal did before there were mandates. Nobody issues, takes or
 * revokes one for another. Which person sits in front of a device no fold knows: that is its principal's word.
 *
 * @param standing in the order in which they were issued
 * @param acting names of those under which somebody acts now; at most one of each principal
 * @param bound who acts under mandates here, in ascending order, also when none of theirs stands any more
 */
public record Mandates(List<Mandate> standing, List<Hash> acting, List<PrincipalId> bound)
        implements Practice<MandateEvent, Mandates> {
    /** Of one principal in one room: a delegation that sits at a table, with deputies. */
    public static final int MOST_EACH = 16;

    private static final int MOST = MOST_EACH * Rules.MOST_SEATS;

    public static final Mandates NONE = new Mandates(List.of(), List.of(), List.of());

    private static final Optional<Refusal> NO_OBJECTION = Optional.empty();

    public Mandates {
        standing = List.copyOf(standing);
        acting = List.copyOf(acting);
        bound = bound.stream().sorted().distinct().toList();
    }

    public Optional<Mandate> mandate(Hash name) {
        return standing.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** Under which mandate this principal acts now. */
    public Optional<Mandate> actingFor(PrincipalId who) {
        return acting.stream()
                .flatMap(name -> mandate(name).stream())
                .filter(one -> one.principal().equals(who))
                .findFirst();
    }

    /** Under which mandate {@code who} does what it does now; empty where nobody shows any. */
    public Optional<Acted> acted(PrincipalId who) {
        if (bound.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                bound.contains(who)
                        ? actingFor(who)
                                .<Acted>map(one -> new Acted.Under(one.delegate(), one.power(), one.until()))
                                .orElseGet(Acted.Nobody::new)
                        : new Acted.FullPowers());
    }

    /** Why {@code who} may not do what needs this power; empty when it may. */
    public Optional<Refusal> exceeds(PrincipalId who, Power needed) {
        if (!bound.contains(who)) {
            return NO_OBJECTION;
        }
        Optional<Mandate> now = actingFor(who);
        if (now.isEmpty()) {
            return Why.MANDATE_NOBODY_ACTS.refuses();
        }
        return now.get().power().covers(needed)
                ? NO_OBJECTION
                : Why.MANDATE_DOES_NOT_COVER.refuses(now.get().delegate(), needed.word());
    }

    @Override
    public Optional<Refusal> objection(Sitting sitting, PrincipalId who, MandateEvent event) {
        if (sitting.seat(who).isEmpty()) {
            return Why.ROOM_NOT_A_MEMBER.refuses();
        }
        return switch (event) {
            case Issued issued -> issuing(issued.by(who));
            case Taken(Hash name) ->
                own(name, who, _ -> acting.contains(name) ? Why.MANDATE_ACTS_ALREADY.refuses() : NO_OBJECTION);
            case Revoked(Hash name) -> own(name, who, _ -> NO_OBJECTION);
            case Lapsed(Hash name) ->
                sitting.speaksForDeadlines(who) && mandate(name).isPresent()
                        ? NO_OBJECTION
                        : own(name, who, _ -> NO_OBJECTION);
        };
    }

    private Optional<Refusal> issuing(Mandate mandate) {
        if (!mandate.named()) {
            return Why.MANDATE_WHOSE.refuses(Mandate.MOST_DELEGATE_BYTES);
        }
        if (mandate(mandate.name()).isPresent()) {
            return Why.MANDATE_STANDS.refuses();
        }
        return of(mandate.principal()).count() >= MOST_EACH ? Why.MANDATE_TOO_MANY.refuses(MOST_EACH) : NO_OBJECTION;
    }

    public Stream<Mandate> of(PrincipalId who) {
        return standing.stream().filter(one -> one.principal().equals(who));
    }

    private Optional<Refusal> own(Hash name, PrincipalId who, Function<Mandate, Optional<Refusal>> further) {
        return mandate(name)
                .filter(one -> one.principal().equals(who))
                .map(further)
                .orElseGet(Why.MANDATE_NO_SUCH::refuses);
    }

    @Override
    public Mandates accept(Sitting sitting, Place place, MandateEvent event) {
        return switch (event) {
            case Issued issued -> {
                List<PrincipalId> more = new ArrayList<>(bound);
                more.add(place.who());
                yield new Mandates(
                        Stream.concat(standing.stream(), Stream.of(issued.by(place.who())))
                                .toList(),
                        acting,
                        more);
            }
            case Taken(Hash name) -> {
                List<Hash> now = new ArrayList<>(acting);
                actingFor(place.who()).ifPresent(before -> now.remove(before.name()));
                now.add(name);
                yield new Mandates(standing, now, bound);
            }
            case Revoked(Hash name) -> without(name);
            case Lapsed(Hash name) -> without(name);
        };
    }

    private Mandates without(Hash name) {
        return new Mandates(
                standing.stream().filter(one -> !one.name().equals(name)).toList(),
                acting.stream().filter(one -> !one.equals(name)).toList(),
                bound);
    }

    /** Mandates of those who left go with them. */
    @Override
    public Mandates turn(Sitting sitting) {
        List<Mandate> left = standing.stream()
                .filter(one -> sitting.seat(one.principal()).isPresent())
                .toList();
        return new Mandates(
                left,
                acting.stream()
                        .filter(name -> left.stream().anyMatch(one -> one.name().equals(name)))
                        .toList(),
                bound.stream().filter(who -> sitting.seat(who).isPresent()).toList());
    }

    @Override
    public void write(CanonicalWriter out) {
        out.list(standing, (to, one) -> one.write(to))
                .list(acting, CanonicalWriter::hash)
                .list(bound, (to, one) -> to.hash(one.hash()));
    }

    public static Mandates read(CanonicalReader in) throws Malformed {
        return new Mandates(
                in.list(MOST, Mandate::read),
                in.list(Rules.MOST_SEATS, CanonicalReader::hash),
                in.list(Rules.MOST_SEATS, from -> new PrincipalId(from.hash())));
    }
}
