package parley.talks.courier;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
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
import parley.talks.courier.CourierEvent.Acknowledged;
import parley.talks.courier.CourierEvent.Brought;
import parley.talks.courier.CourierEvent.CalledBack;
import parley.talks.courier.CourierEvent.Confirmed;
import parley.talks.courier.CourierEvent.Delivered;
import parley.talks.courier.CourierEvent.HandedIn;
import parley.talks.courier.CourierEvent.Handover;
import parley.talks.courier.CourierEvent.Received;
import parley.talks.practice.Note;
import parley.talks.practice.Practice;
import parley.talks.practice.Sitting;
import parley.talks.rules.RoomKind;
import parley.talks.text.Blank;

/**
 * The items that were handed in to a mediator in one caucus, or brought into it, and where each stands.
 *
 * <p>Guarantees: nothing that was handed in can be edited; only its author calls it back, only before the record of its delivery;
 * only its receiver says "received". What a mediator brings names itself by what it says, so that it can't go under the name
 * of another item. That it is what the source handed in, and when and by whose hand it was given, is the mediator's word.
 *
 * @param slips in the order in which they came into this room
 */
public record Courier(List<Slip> slips) implements Practice<CourierEvent, Courier> {
    /** More than this undelivered, or unacknowledged, and a postman's bag has become an archive. */
    public static final int MOST_WAITING = 64;
    /** Slips of one direction: some 20 KiB of state. Those that are done make room for new ones. */
    public static final int MOST_KEPT = 128;

    public static final Courier NONE = new Courier(List.of());

    private static final Optional<Refusal> NO_OBJECTION = Optional.empty();

    public Courier {
        slips = List.copyOf(slips);
    }

    public Optional<Slip> slip(Hash name) {
        return slips.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Refusal> objection(Sitting sitting, PrincipalId who, CourierEvent event) {
        Optional<Principal> seat = sitting.seat(who);
        if (seat.isEmpty()) {
            return Why.ROOM_NOT_A_MEMBER.refuses();
        }
        if (sitting.kind() != RoomKind.CAUCUS) {
            return Why.COURIER_NO_CAUCUS.refuses();
        }
        return switch (event) {
            case HandedIn(Item item) -> handing(sitting, seat.get(), item);
            case CalledBack(Hash name) -> handedIn(name, one -> callingBack(who, one));
            case Received(Hash name) ->
                mediator(seat.get())
                        .or(() -> handedIn(
                                name,
                                one -> one.step() == Step.HANDED_IN
                                        ? NO_OBJECTION
                                        : Why.COURIER_STEP_IS_DONE.refuses()));
            case Delivered delivered ->
                mediator(seat.get()).or(() -> handedIn(delivered.item(), one -> delivering(sitting, one, delivered)));
            case Brought brought -> mediator(seat.get()).or(() -> bringing(sitting, brought));
            case Acknowledged(Hash name) -> acknowledging(seat.get(), name);
            case Confirmed(Hash name) -> handedIn(name, one -> confirming(who, one));
        };
    }

    private static Optional<Refusal> mediator(Principal author) {
        return author.role() == Role.MEDIATOR ? NO_OBJECTION : Why.COURIER_MEDIATORS_CARRY.refuses();
    }

    private Optional<Refusal> handedIn(Hash name, Function<Slip, Optional<Refusal>> further) {
        return slip(name).filter(one -> !one.brought()).map(further).orElseGet(Why.COURIER_NO_SUCH_ITEM::refuses);
    }

    private Optional<Refusal> handing(Sitting sitting, Principal author, Item item) {
        if (author.role() != Role.PARTY) {
            return Why.COURIER_PARTIES_HAND_IN.refuses();
        }
        if (slip(item.name(author.id())).isPresent()) {
            return Why.COURIER_HANDED_IN_ALREADY.refuses();
        }
        if (slips.stream().filter(one -> !one.brought() && one.underWay()).count() >= MOST_WAITING) {
            return Why.COURIER_TOO_MANY.refuses(MOST_WAITING);
        }
        boolean answersNothing = item.answers()
                .filter(answered -> slip(answered)
                        .filter(one -> one.brought() && one.answeredBy().isEmpty())
                        .isEmpty())
                .isPresent();
        return answersNothing ? Why.COURIER_ANSWERS_NOTHING.refuses() : item.objection(sitting);
    }

    private static Optional<Refusal> callingBack(PrincipalId who, Slip slip) {
        if (!slip.from().equals(who)) {
            return Why.COURIER_NOT_YOURS.refuses();
        }
        return slip.underWay() ? NO_OBJECTION : Why.COURIER_IS_DELIVERED.refuses();
    }

    private static Optional<Refusal> delivering(Sitting sitting, Slip slip, Delivered delivered) {
        if (!slip.underWay()) {
            return Why.COURIER_IS_DELIVERED.refuses();
        }
        return delivered.to().role() != Role.PARTY
                        || sitting.seat(delivered.to().id()).isPresent()
                ? Why.COURIER_TO_ANOTHER_PARTY.refuses()
                : handover(delivered.handover());
    }

    private static Optional<Refusal> handover(Handover handover) {
        if (Blank.is(handover.hand())) {
            return Why.COURIER_WHOSE_HAND.refuses();
        }
        return handover.hand().getBytes(StandardCharsets.UTF_8).length > Item.MOST_ADDRESSEE_BYTES
                ? Why.COURIER_LONG_NAME.refuses(Item.MOST_ADDRESSEE_BYTES)
                : Note.objection(handover.remark());
    }

    private Optional<Refusal> bringing(Sitting sitting, Brought brought) {
        PrincipalId from = brought.from().id();
        if (brought.from().role() != Role.PARTY || sitting.seat(from).isPresent()) {
            return Why.COURIER_FROM_ANOTHER_PARTY.refuses();
        }
        if (slip(brought.item().name(from)).isPresent()) {
            return Why.COURIER_BROUGHT_ALREADY.refuses();
        }
        if (slips.stream()
                        .filter(one -> one.brought() && one.step() == Step.DELIVERED)
                        .count()
                >= MOST_WAITING) {
            return Why.COURIER_TOO_MANY.refuses(MOST_WAITING);
        }
        // One that was done long ago may have made room: then its answer is brought without it.
        boolean answersAnother = brought.item()
                .answers()
                .flatMap(this::slip)
                .filter(one -> one.brought()
                        || !one.to().equals(Optional.of(from))
                        || one.answeredBy().isPresent())
                .isPresent();
        return answersAnother
                ? Why.COURIER_ANSWERS_NOTHING.refuses()
                : brought.item().objection(sitting).or(() -> handover(brought.handover()));
    }

    private Optional<Refusal> acknowledging(Principal author, Hash name) {
        Optional<Slip> found = slip(name).filter(Slip::brought);
        if (found.isEmpty()) {
            return Why.COURIER_NO_SUCH_ITEM.refuses();
        }
        if (author.role() != Role.PARTY) {
            return Why.COURIER_RECEIVERS_ACKNOWLEDGE.refuses();
        }
        return found.get().step() == Step.DELIVERED ? NO_OBJECTION : Why.COURIER_STEP_IS_DONE.refuses();
    }

    private static Optional<Refusal> confirming(PrincipalId who, Slip slip) {
        if (!slip.postman().equals(Optional.of(who))) {
            return Why.COURIER_NOT_THE_POSTMAN.refuses();
        }
        return slip.step() == Step.DELIVERED ? NO_OBJECTION : Why.COURIER_STEP_IS_DONE.refuses();
    }

    @Override
    public Courier accept(Sitting sitting, Place place, CourierEvent event) {
        return switch (event) {
            case HandedIn(Item item) -> {
                Hash name = item.name(place.who());
                Courier answered =
                        item.answers().map(one -> answered(one, name)).orElse(this);
                yield answered.with(new Slip(
                        name,
                        false,
                        place.who(),
                        place.position(),
                        Step.HANDED_IN,
                        Optional.empty(),
                        Optional.empty(),
                        item.answers(),
                        Optional.empty()));
            }
            case CalledBack(Hash name) ->
                new Courier(slips.stream()
                        .filter(one -> !one.name().equals(name))
                        .map(one -> one.answeredBy().equals(Optional.of(name)) ? one.answered(Optional.empty()) : one)
                        .toList());
            case Received(Hash name) -> changed(name, one -> one.at(Step.RECEIVED));
            case Delivered delivered ->
                changed(
                        delivered.item(),
                        one -> one.delivered(place.who(), delivered.to().id()));
            case Brought brought -> brought(sitting, place, brought);
            case Acknowledged(Hash name) -> changed(name, one -> one.at(Step.ACKNOWLEDGED));
            case Confirmed(Hash name) -> changed(name, one -> one.at(Step.ACKNOWLEDGED));
        };
    }

    private Courier brought(Sitting sitting, Place place, Brought brought) {
        Hash name = brought.item().name(brought.from().id());
        Courier answered =
                brought.item().answers().map(one -> answered(one, name)).orElse(this);
        return answered.with(new Slip(
                name,
                true,
                brought.from().id(),
                place.position(),
                Step.DELIVERED,
                Optional.of(place.who()),
                sitting.principals().stream()
                        .filter(one -> one.role() == Role.PARTY)
                        .map(Principal::id)
                        .findFirst(),
                brought.item().answers(),
                Optional.empty()));
    }

    private Courier answered(Hash item, Hash by) {
        return changed(item, one -> one.answered(Optional.of(by)));
    }

    private Courier changed(Hash name, UnaryOperator<Slip> change) {
        return new Courier(slips.stream()
                .map(one -> one.name().equals(name) ? change.apply(one) : one)
                .toList());
    }

    /** With one more, and one less when there are too many: of those that wait there are always fewer. */
    private Courier with(Slip next) {
        List<Slip> now = new ArrayList<>(slips);
        now.add(next);
        List<Slip> alike =
                now.stream().filter(one -> one.brought() == next.brought()).toList();
        if (alike.size() > MOST_KEPT) {
            now.remove(alike.stream()
                    .max(Comparator.comparing((Slip one) -> one.answeredBy().isPresent())
                            .thenComparing(Slip::step)
                            .thenComparing(Comparator.comparing(Slip::position).reversed()))
                    .orElseThrow());
        }
        return new Courier(now);
    }

    /** What a party that has gone had handed in isn't delivered any more: nobody could call it back. */
    @Override
    public Courier turn(Sitting sitting) {
        return new Courier(slips.stream()
                .filter(one -> one.brought()
                        || !one.underWay()
                        || sitting.seat(one.from()).isPresent())
                .toList());
    }

    @Override
    public void write(CanonicalWriter out) {
        out.list(slips, (to, one) -> one.write(to));
    }

    public static Courier read(CanonicalReader in) throws Malformed {
        return new Courier(in.list(2 * MOST_KEPT, Slip::read));
    }
}
