package parley.talks.courier;

import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.talks.Why;
import parley.talks.courier.CourierEvent.Handover;
import parley.talks.message.MessageActs;
import parley.talks.practice.Sitting;
import parley.talks.rules.Standing;

/** Decides what people and the mediator's Process ask about items. Pure. */
public final class CourierActs {
    private CourierActs() {}

    /** What can be asked. {@code leastKnown} is how well the asking node knows the reader that it knows least. */
    public sealed interface Command {
        /** @param item texts as typed: {@link MessageActs#canonical} is applied to them */
        record HandIn(Item item, Standing leastKnown) implements Command {}

        record CallBack(Hash item) implements Command {}

        record Receive(Hash item) implements Command {}

        record Deliver(Hash item, Principal to, Handover handover) implements Command {}

        /** @param item as it was handed in: not a letter of it is changed here */
        record Bring(Principal from, Handover handover, Item item, Standing leastKnown) implements Command {}

        record Acknowledge(Hash item) implements Command {}

        record Confirm(Hash item) implements Command {}
    }

    /** Decides. How well readers are known is checked here only: it is in no log, so no fold can judge it. */
    public static Result<CourierEvent> decide(Sitting sitting, Courier state, PrincipalId who, Command command) {
        CourierEvent event = switch (command) {
            case Command.HandIn(Item item, Standing _) -> new CourierEvent.HandedIn(canonical(item));
            case Command.CallBack(Hash item) -> new CourierEvent.CalledBack(item);
            case Command.Receive(Hash item) -> new CourierEvent.Received(item);
            case Command.Deliver(Hash item, Principal to, Handover handover) ->
                new CourierEvent.Delivered(item, to, canonical(handover));
            case Command.Bring(Principal from, Handover handover, Item item, Standing _) ->
                new CourierEvent.Brought(from, canonical(handover), item);
            case Command.Acknowledge(Hash item) -> new CourierEvent.Acknowledged(item);
            case Command.Confirm(Hash item) -> new CourierEvent.Confirmed(item);
        };
        Standing least = sitting.rules().readers();
        return leastKnown(command).atLeast(least)
                ? state.judged(sitting, who, event)
                : Why.MESSAGE_READERS_NOT_COMPARED.result(least.word());
    }

    /** Whoever reads a step of an item was known well enough when the item came. */
    private static Standing leastKnown(Command command) {
        return switch (command) {
            case Command.HandIn handIn -> handIn.leastKnown();
            case Command.Bring bring -> bring.leastKnown();
            case Command.CallBack _, Command.Receive _, Command.Deliver _, Command.Acknowledge _, Command.Confirm _ ->
                Standing.COMPARED;
        };
    }

    private static Item canonical(Item item) {
        return new Item(
                item.nonce(),
                MessageActs.canonical(item.addressee()),
                MessageActs.canonical(item.text()),
                item.lang(),
                item.dir(),
                item.attachments(),
                item.answers(),
                Math.max(0, item.statedAt()));
    }

    private static Handover canonical(Handover handover) {
        return new Handover(
                MessageActs.canonical(handover.hand()),
                handover.means(),
                MessageActs.canonical(handover.remark()),
                Math.max(0, handover.at()));
    }
}
