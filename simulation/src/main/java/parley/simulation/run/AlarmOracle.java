package parley.simulation.run;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.crypto.RelayFault;
import parley.protocol.seat.Fact;
import parley.protocol.seat.Reading;
import parley.simulation.world.Fault;

/**
 * Knows which alarms a run's hostile acts justify, and reports the others: an alarm that cries wolf costs people their
 * talks, and one that stays silent costs them more.
 */
final class AlarmOracle {
    private final Oracles oracles;
    private final FaultPlan plan;
    private final Set<RoomId> warned = new HashSet<>();
    private final Set<Kept> keptOut = new HashSet<>();

    private final Set<Held> underOtherKeys = new HashSet<>();

    /** Letters that nodes say rotted. */
    private long lostLetters;

    /** A node was told that a member sits in a room under other keys than it knows. */
    private record Held(int node, RoomId room, PrincipalId member) {}

    /** A node was told of a room that it doesn't enter. */
    private record Kept(int node, RoomId room) {}

    AlarmOracle(Oracles oracles, FaultPlan plan) {
        this.oracles = oracles;
        this.plan = plan;
    }

    /** Whether the relay may have shown two histories by now. */
    boolean historiesMayDiffer() {
        return oracles.world().forked();
    }

    /** Whether somebody was told of another history of this room, or of another end: its people know, and go on elsewhere. */
    boolean toldOfAnotherHistory(RoomId room) {
        return oracles.world().forked() && warned.contains(room);
    }

    /** Whether this node's people were told that a member whom they know is shown there as renewed: it doesn't enter. */
    boolean keptOut(int node, RoomId room) {
        return keptOut.contains(new Kept(node, room));
    }

    /** Whether this node's people were told that this member sits there under other keys: nothing is sealed to it. */
    boolean underOtherKeys(int node, RoomId room, PrincipalId member) {
        return underOtherKeys.contains(new Held(node, room, member));
    }

    /** Whether anybody's people were told that this member sits there under other keys: it gets nothing of theirs. */
    boolean greetedOtherwise(RoomId room, PrincipalId member) {
        return underOtherKeys.stream()
                .anyMatch(held -> held.room().equals(room) && held.member().equals(member));
    }

    void told(SimNode node, Fact fact) {
        switch (fact) {
            case Fact.EntryRefused refused -> {
                if (!justified(node, refused)) {
                    oracles.violated(
                            Invariant.NO_FALSE_ALARM,
                            node + " refuses an entry as " + refused.verdict() + " at " + refused.logPosition());
                }
            }
            case Fact.Alarm alarm -> {
                if (alarm.kind() == Fact.AlarmKind.OTHER_HISTORY || alarm.kind() == Fact.AlarmKind.OPENING_DIFFERS) {
                    warned.add(alarm.room());
                }
                if (alarm.kind() == Fact.AlarmKind.CARD_CHANGED) {
                    alarm.member().ifPresent(of -> underOtherKeys.add(new Held(node.index, alarm.room(), of)));
                }
                if (alarm.kind() == Fact.AlarmKind.SHOWN_AS_RENEWED) {
                    keptOut.add(new Kept(node.index, alarm.room()));
                }
                if (alarm.kind() == Fact.AlarmKind.RELAY_TWO_HEADS
                        && RelayFault.ofFile(alarm.proof())
                                .filter(RelayFault::holds)
                                .isEmpty()) {
                    oracles.violated(Invariant.NO_FALSE_ALARM, node + " accuses the relay and proves nothing");
                }
                if (!justified(node, alarm)) {
                    oracles.violated(Invariant.NO_FALSE_ALARM, node + " alarms " + alarm.kind());
                }
            }
            case Fact.Frozen frozen -> {
                if (!historiesMayDiffer() && !oracles.putBacks().has(node.index)) {
                    oracles.violated(Invariant.NO_FALSE_ALARM, node + " freezes: " + frozen.why());
                }
            }
            case Fact.AnsweredTwice twice -> {
                if (!oracles.world().copied().wasAnswered(twice.invitation())) {
                    oracles.violated(Invariant.NO_FALSE_ALARM, node + " says that an invitation was answered twice");
                }
            }
            case Fact.AnsweredInVain vain -> {
                boolean lateByItsClock = vain.why() == Fact.InVain.LATE
                        && (oracles.world().weather().wasSlow(node.index)
                                || node.clock
                                        .instant()
                                        .isAfter(oracles.world().timeline().now()));
                if (!lateByItsClock && !oracles.world().late().wasAnswered(vain.invitation())) {
                    oracles.violated(
                            Invariant.NO_FALSE_ALARM,
                            node + " says of a good answer that it was in vain: " + vain.why());
                }
            }
            case Fact.LogGone gone -> {
                if (!oracles.world().gone().claimed() && !oracles.putBacks().has(node.index)) {
                    oracles.violated(
                            Invariant.NO_FALSE_ALARM, node + " says that a log is gone which others still need");
                }
            }
            case Fact.MailLost lost -> {
                if (!isShownAFalseEnd(node)) {
                    lostLetters += lost.letters();
                }
                if (lostLetters > oracles.world().faults().counts().getOrDefault(Fault.LETTER_ROTTED.name(), 0L)) {
                    oracles.violated(Invariant.NO_FALSE_ALARM, node + " says that mail rotted where none did");
                }
            }
            case Fact.Paired _,
                    Fact.OtherVersion _,
                    Fact.KeysRenewed _,
                    Fact.InboxElsewhere _,
                    Fact.StandingChanged _,
                    Fact.AskedToJoin _,
                    Fact.Declined _,
                    Fact.CardReady _,
                    Fact.RoomOpened _,
                    Fact.Joined _,
                    Fact.KeyConfirmed _,
                    Fact.Sealed _,
                    Fact.Folded _,
                    Fact.Waiting _,
                    Fact.EpochBegan _,
                    Fact.Removed _,
                    Fact.AskAgain _,
                    Fact.NotSaid _,
                    Fact.Receipt _,
                    Fact.Granted _,
                    Fact.BeginningLost _ -> {}
        }
    }

    /** A page of the end of an inbox, shown again to who no longer knows that it had read so far, is the relay's own false word. */
    private boolean isShownAFalseEnd(SimNode node) {
        return node.seat().stream()
                .flatMap(seat -> seat.readings().stream())
                .map(Reading::log)
                .anyMatch(log -> oracles.world().at(log.relay()).hasShownAFalseEnd(log.id()));
    }

    private boolean justified(SimNode node, Fact.EntryRefused refused) {
        return switch (refused.verdict()) {
            case LATE -> true;
            case DUPLICATE -> historiesMayDiffer() || isRepeated(node, refused);
            case FOREIGN ->
                happened(Fault.ENTRY_GARBAGE) || happened(Fault.ENTRY_TRANSPLANTED) || happened(Fault.TWO_HISTORIES);
            case FORGED -> happened(Fault.KEY_EXCHANGED);
            case CLONED, GAP -> plan.restores() || historiesMayDiffer();
            case OTHER_HISTORY -> historiesMayDiffer();
        };
    }

    private boolean happened(Fault fault) {
        return oracles.world().faults().has(fault);
    }

    private boolean isRepeated(SimNode node, Fact.EntryRefused refused) {
        return oracles.heads().log(node.index, refused.room(), refused.epoch()).stream()
                .anyMatch(log ->
                        oracles.world().relays().stream().anyMatch(relay -> relay.repeats(log, refused.logPosition())));
    }

    private boolean justified(SimNode node, Fact.Alarm alarm) {
        HostileMembers hostile = oracles.world().weather().hostile();
        boolean ofPutBack = alarm.member().filter(oracles.putBacks()::has).isPresent();
        return switch (alarm.kind()) {
            case HISTORIES_DIFFER, PAST_HISTORIES_DIFFER, OTHER_HISTORY, RELAY_TWO_HEADS, OPENING_DIFFERS ->
                historiesMayDiffer();
            case CLONED -> ofPutBack || historiesMayDiffer();
            // Whoever lies compares with the lie what others say.
            case STATE_DIGEST_DIFFERS -> hostile.lies(node.index) || isOf(alarm, hostile::lies) || historiesMayDiffer();
            case ROOM_WORDS_DIFFER -> oracles.world().people().heardOtherWords(alarm.room());
            case SLOT_FROM_OTHER_KEY -> isOf(alarm, hostile::signsOtherwise);
            case CARD_CHANGED -> isOf(alarm, hostile::greetsOtherwise);
            case SHOWN_AS_RENEWED -> ofPutBack;
        };
    }

    /** Whether it is told of one of these, and not of a member who did nothing. */
    private boolean isOf(Fact.Alarm alarm, IntPredicate these) {
        return alarm.member()
                .flatMap(oracles.world()::nodeOf)
                .filter(node -> these.test(node.index))
                .isPresent();
    }
}
