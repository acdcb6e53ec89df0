package parley.talks.suspension;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Role;
import parley.talks.Why;
import parley.talks.practice.Note;
import parley.talks.practice.Practice;
import parley.talks.practice.Sitting;
import parley.talks.rules.Pauses;
import parley.talks.rules.Rules;
import parley.talks.suspension.SuspensionEvent.Lapsed;
import parley.talks.suspension.SuspensionEvent.NoticeGiven;
import parley.talks.suspension.SuspensionEvent.NoticeTakenBack;
import parley.talks.suspension.SuspensionEvent.Resumed;
import parley.talks.suspension.SuspensionEvent.Suspended;
import parley.talks.text.Blank;

/**
 * Whether the talks in one room stand still, and which parties have given notice that they withdraw from it.
 *
 * <p>Guarantees: only those whom the Rules name suspend, for no longer than the Rules say; who suspended lets the talks go on alone,
 * others only together. Nobody gives notice for another. That a date has come no fold sees: it is the word of who suspended, or of
 * those whose word makes deadlines pass here.
 *
 * @param stop the suspension that stands
 * @param notices in the order in which they were given, at most one of each party
 */
public record Suspension(Optional<Stop> stop, List<Notice> notices) implements Practice<SuspensionEvent, Suspension> {
    public static final Suspension NONE = new Suspension(Optional.empty(), List.of());

    private static final long DAY_MILLIS = 24L * 60 * 60 * 1_000;

    private static final Optional<Refusal> NO_OBJECTION = Optional.empty();

    public Suspension {
        notices = List.copyOf(notices);
    }

    /**
     * A suspension, without its reason.
     *
     * @param position of its entry: where the reason stands
     * @param until milliseconds since 1970 UTC, as its author says
     * @param agreed who agreed that the talks go on
     */
    public record Stop(Hash name, PrincipalId author, long position, long until, List<PrincipalId> agreed) {
        public Stop {
            agreed = List.copyOf(agreed);
        }

        private Stop with(PrincipalId who) {
            List<PrincipalId> all = new ArrayList<>(agreed);
            all.add(who);
            return new Stop(name, author, position, until, all);
        }

        /**
         * Who must still agree before the talks go on: every party, and one mediator where any sits; of a room without parties, every
         * mediator. A witness or a second mediator holds nobody up.
         */
        public List<Principal> lacking(Sitting sitting) {
            List<Principal> parties = of(sitting, Role.PARTY);
            List<Principal> mediators = of(sitting, Role.MEDIATOR);
            List<Principal> still = new ArrayList<>(parties);
            if (parties.isEmpty() || mediators.stream().noneMatch(one -> agreed.contains(one.id()))) {
                still.addAll(mediators);
            }
            still.removeIf(one -> agreed.contains(one.id()));
            return still;
        }

        private static List<Principal> of(Sitting sitting, Role role) {
            return sitting.principals().stream()
                    .filter(one -> one.role() == role)
                    .toList();
        }

        private void write(CanonicalWriter out) {
            out.hash(name).hash(author.hash()).u64(position).u64(until).list(agreed, (to, one) -> to.hash(one.hash()));
        }

        private static Stop read(CanonicalReader in) throws Malformed {
            return new Stop(
                    in.hash(),
                    new PrincipalId(in.hash()),
                    in.u64(),
                    in.u64(),
                    in.list(Rules.MOST_SEATS, from -> new PrincipalId(from.hash())));
        }
    }

    /**
     * A party's notice, without its words.
     *
     * @param position of its entry: where the words stand
     * @param due milliseconds since 1970 UTC, as its author says
     */
    public record Notice(Hash name, PrincipalId author, long position, long due) {
        private void write(CanonicalWriter out) {
            out.hash(name).hash(author.hash()).u64(position).u64(due);
        }

        private static Notice read(CanonicalReader in) throws Malformed {
            return new Notice(in.hash(), new PrincipalId(in.hash()), in.u64(), in.u64());
        }
    }

    public Optional<Notice> noticeOf(PrincipalId who) {
        return notices.stream().filter(one -> one.author().equals(who)).findFirst();
    }

    @Override
    public Optional<Refusal> objection(Sitting sitting, PrincipalId who, SuspensionEvent event) {
        Optional<Principal> seat = sitting.seat(who);
        if (seat.isEmpty()) {
            return Why.ROOM_NOT_A_MEMBER.refuses();
        }
        Role role = seat.get().role();
        return switch (event) {
            case Suspended suspended -> suspending(sitting.rules().pauses(), role, suspended);
            case Resumed(Hash name) -> standing(name, found -> resuming(found, who, role));
            case Lapsed(Hash name) ->
                standing(
                        name,
                        found -> found.author().equals(who) || sitting.speaksForDeadlines(who)
                                ? NO_OBJECTION
                                : Why.SUSPENSION_NOT_YOUR_WORD.refuses());
            case NoticeGiven given ->
                role == Role.PARTY ? giving(sitting.rules().pauses(), who, given) : Why.SUSPENSION_PARTIES.refuses();
            case NoticeTakenBack(Hash name) ->
                noticeOf(who).filter(one -> one.name().equals(name)).isPresent()
                        ? NO_OBJECTION
                        : Why.SUSPENSION_NO_NOTICE.refuses();
        };
    }

    private Optional<Refusal> suspending(Pauses rules, Role role, Suspended suspended) {
        if (!rules.suspenders().contains(role)) {
            return Why.SUSPENSION_WHO.refuses();
        }
        if (stop.isPresent()) {
            return Why.SUSPENSION_STANDS.refuses();
        }
        if (Blank.is(suspended.reason())) {
            return Why.SUSPENSION_REASON.refuses();
        }
        long length = suspended.until() - suspended.from();
        return length < 1 || length > rules.mostDays() * DAY_MILLIS
                ? Why.SUSPENSION_DAYS.refuses(rules.mostDays())
                : Note.objection(suspended.reason());
    }

    private Optional<Refusal> standing(Hash name, Function<Stop, Optional<Refusal>> further) {
        return stop.filter(one -> one.name().equals(name)).map(further).orElseGet(Why.SUSPENSION_NONE::refuses);
    }

    private static Optional<Refusal> resuming(Stop found, PrincipalId who, Role role) {
        if (found.author().equals(who)) {
            return NO_OBJECTION;
        }
        if (role != Role.PARTY && role != Role.MEDIATOR) {
            return Why.SUSPENSION_WHO_RESUMES.refuses();
        }
        return found.agreed().contains(who) ? Why.SUSPENSION_AGREED.refuses() : NO_OBJECTION;
    }

    private Optional<Refusal> giving(Pauses rules, PrincipalId who, NoticeGiven given) {
        if (noticeOf(who).isPresent()) {
            return Why.SUSPENSION_NOTICE_STANDS.refuses();
        }
        long length = given.due() - given.from();
        return length < rules.withdrawalNotice() * DAY_MILLIS || length > Pauses.MOST_DAYS * DAY_MILLIS
                ? Why.SUSPENSION_NOTICE_DAYS.refuses(rules.withdrawalNotice(), Pauses.MOST_DAYS)
                : Note.objection(given.note());
    }

    @Override
    public Suspension accept(Sitting sitting, Place place, SuspensionEvent event) {
        return switch (event) {
            case Suspended suspended ->
                new Suspension(
                        Optional.of(new Stop(name(place), place.who(), place.position(), suspended.until(), List.of())),
                        notices);
            case Resumed _ -> {
                Stop found = stop.orElseThrow();
                yield found.author().equals(place.who())
                        ? new Suspension(Optional.empty(), notices)
                        : new Suspension(Optional.of(found.with(place.who())), notices).settled(sitting);
            }
            case Lapsed _ -> new Suspension(Optional.empty(), notices);
            case NoticeGiven given -> {
                List<Notice> all = new ArrayList<>(notices);
                all.add(new Notice(name(place), place.who(), place.position(), given.due()));
                yield new Suspension(stop, all);
            }
            case NoticeTakenBack(Hash name) ->
                new Suspension(
                        stop,
                        notices.stream().filter(one -> !one.name().equals(name)).toList());
        };
    }

    /** The position makes equal bytes said again another: no consent is counted twice. */
    private static Hash name(Place place) {
        return Hash.of("suspension", place.who().hash().value(), Hash.number(place.position()), place.event());
    }

    private Suspension settled(Sitting sitting) {
        return stop.filter(one ->
                                !one.agreed().isEmpty() && one.lacking(sitting).isEmpty())
                        .isPresent()
                ? new Suspension(Optional.empty(), notices)
                : this;
    }

    /** Who has left gives no notice any more, and is not waited for. */
    @Override
    public Suspension turn(Sitting sitting) {
        return new Suspension(
                        stop.map(one -> new Stop(
                                one.name(),
                                one.author(),
                                one.position(),
                                one.until(),
                                one.agreed().stream()
                                        .filter(who -> sitting.seat(who).isPresent())
                                        .toList())),
                        notices.stream()
                                .filter(one -> sitting.seat(one.author()).isPresent())
                                .toList())
                .settled(sitting);
    }

    @Override
    public void write(CanonicalWriter out) {
        out.optional(stop, (to, one) -> one.write(to)).list(notices, (to, one) -> one.write(to));
    }

    public static Suspension read(CanonicalReader in) throws Malformed {
        return new Suspension(in.optional(Stop::read), in.list(Rules.MOST_SEATS, Notice::read));
    }
}
