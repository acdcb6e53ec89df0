package parley.simulation.talk;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.node.engine.TalkFold;
import parley.protocol.port.RoomFold;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.simulation.run.Domain;
import parley.simulation.world.Dice;
import parley.simulation.world.SimClock;
import parley.talks.event.EventWriter;
import parley.talks.message.Direction;
import parley.talks.message.MessageActs;
import parley.talks.message.MessageKind;
import parley.talks.message.OpenQuestions;
import parley.talks.room.Outcome;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.roster.History;
import parley.talks.roster.Pending;
import parley.talks.roster.RosterActs;
import parley.talks.roster.RosterEvent;
import parley.talks.rules.Discretion;
import parley.talks.rules.RoomKind;
import parley.talks.rules.RoomTerms;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;
import parley.talks.table.TableActs;
import parley.talks.table.TableEvent;

/**
 * People who talk as they do in Parley: every event is decided by {@link RoomTalk} and folded by the node's own fold, so that
 * what a run says of equal folds it says of the product.
 */
public final class TalkDomain implements Domain {
    /** So that a message of somebody who hasn't compared codes is a talk too: what Acts refuse is their own tests' matter. */
    private static final Rules RULES = Rules.standard()
            .withReaders(Standing.UNVERIFIED)
            .withDiscretion(new Discretion("a line of all", "for ever", "all meet", "no comment"));

    private static final List<MessageKind> KINDS = List.of(MessageKind.values());
    private static final int MOST_ODD_BYTES = 300;
    /** Of 1,000 other acts, how many are of the tools of a table; the others change its Rules and grant history. */
    private static final int TOOLS_PERMILLE = 750;

    /** So often do people who only talk do something else. */
    private static final int OTHERS_OF_TALKERS = 2;

    private static final int OTHERS = 8;

    private static final int LATER_VERSION = RoomEvent.VERSION + 7;

    private final boolean tools;

    /** @param tools whether people use the tools of a table, and a caucus beside the plenary, or only talk */
    public TalkDomain(boolean tools) {
        this.tools = tools;
    }

    @Override
    public RoomFold fold() {
        return new TalkFold();
    }

    @Override
    public Bytes rules(boolean aside) {
        return new RoomTerms(aside && tools ? RoomKind.CAUCUS : RoomKind.PLENARY, RULES).encoded();
    }

    @Override
    public Optional<Bytes> text(RoomFold.State state, PrincipalId who, String text) {
        MessageKind kind = KINDS.get(Math.floorMod(text.hashCode(), KINDS.size()));
        return decided(
                state,
                who,
                new RoomCommand.OfMessage(new MessageActs.Command.Say(
                        kind,
                        text,
                        "en",
                        Direction.LTR,
                        TalkFold.talk(state).messages().questions().all().stream()
                                .map(OpenQuestions.Asked::message)
                                .findFirst(),
                        List.of(),
                        Optional.empty(),
                        SimClock.BEGIN.toEpochMilli(),
                        Standing.COMPARED)));
    }

    @Override
    public Optional<Bytes> proposal(
            RoomFold.State state, PrincipalId who, ChangeKind kind, Principal subject, Bytes change) {
        return roster(
                state,
                who,
                new RosterActs.Command.Propose(ofTalk(kind), subject, change, Standing.COMPARED, "as we said"));
    }

    @Override
    public Optional<Bytes> consent(RoomFold.State state, PrincipalId who, Hash proposal) {
        return roster(state, who, new RosterActs.Command.Consent(proposal, Standing.COMPARED));
    }

    @Override
    public List<Hash> open(RoomFold.State state, PrincipalId who) {
        return TalkFold.talk(state).roster().proposals().stream()
                .filter(one -> !one.consentedBy(who) && !one.subject().id().equals(who))
                .map(Pending::name)
                .toList();
    }

    @Override
    public int others() {
        return tools ? OTHERS : OTHERS_OF_TALKERS;
    }

    @Override
    public Optional<Bytes> other(RoomFold.State state, PrincipalId who, Dice dice) {
        RoomTalk talk = TalkFold.talk(state);
        if (tools && dice.chance(TOOLS_PERMILLE)) {
            return decided(state, who, TableTools.next(talk, who, dice));
        }
        List<Hash> rules =
                talk.table().proposals().stream().map(one -> one.hash()).toList();
        List<Hash> changes =
                talk.roster().proposals().stream().map(Pending::name).toList();
        RoomCommand command = switch (dice.below(5)) {
            case 0 -> new RoomCommand.OfTable(new TableActs.Command.ProposeRules(rules(talk, dice), "a proposal"));
            case 1 ->
                rules.isEmpty()
                        ? grant(talk, dice)
                        : new RoomCommand.OfTable(new TableActs.Command.WithdrawRules(dice.pick(rules)));
            case 2 ->
                changes.isEmpty()
                        ? grant(talk, dice)
                        : new RoomCommand.OfRoster(new RosterActs.Command.Withdraw(dice.pick(changes)));
            default ->
                rules.isEmpty()
                        ? grant(talk, dice)
                        : new RoomCommand.OfTable(new TableActs.Command.AcceptRules(dice.pick(rules)));
        };
        return decided(state, who, command);
    }

    private static Rules rules(RoomTalk talk, Dice dice) {
        Rules next = talk.rules().next();
        return switch (dice.below(3)) {
            case 0 -> next.withReceipts(!next.receipts());
            case 1 -> next.withLanguages(dice.chance(500) ? List.of("en", "fa") : List.of("he"));
            default -> next.withRetentionDays(dice.between(1, Rules.MOST_DAYS));
        };
    }

    private static RoomCommand grant(RoomTalk talk, Dice dice) {
        return new RoomCommand.OfRoster(new RosterActs.Command.Propose(
                parley.talks.roster.ChangeKind.GRANT,
                dice.pick(talk.sitting().principals()),
                new History(1, dice.between(1, 9)).encoded(),
                Standing.COMPARED,
                ""));
    }

    @Override
    public Bytes odd(RoomFold.State state, PrincipalId who, Dice dice) {
        RoomTalk talk = TalkFold.talk(state);
        return switch (dice.below(8)) {
            case 0 -> dice.bytes(dice.below(MOST_ODD_BYTES));
            case 1 ->
                EventWriter.envelope(
                        LATER_VERSION, "message.sung", out -> out.fields(1).text("text", "la"));
            case 2 ->
                // The card that isn't in it ends no epoch; the proposal itself may stand.
                new RoomEvent.OfRoster(new RosterEvent.Proposed(
                                parley.talks.roster.ChangeKind.ADMIT,
                                dice.pick(talk.sitting().principals()),
                                dice.bytes(MOST_ODD_BYTES),
                                Standing.COMPARED,
                                ""))
                        .encoded();
            case 3 ->
                new RoomEvent.OfRoster(
                                new RosterEvent.Consented(Hash.of("nothing", dice.bytes(1)), Standing.UNVERIFIED))
                        .encoded();
            case 4 ->
                // Two versions on: nobody may skip one.
                new RoomEvent.OfTable(
                                new TableEvent.RulesProposed(talk.rules().next().next(), ""))
                        .encoded();
            default -> TableTools.forged(talk, who, dice).encoded();
        };
    }

    @Override
    public Optional<String> outcome(RoomFold.State state) {
        return TalkFold.talk(state).last().flatMap(last -> switch (last) {
            case Outcome.Happened(RoomEvent event) -> Optional.of("happened " + event.type());
            case Outcome.Refused(RoomEvent event, var _) -> Optional.of("refused " + event.type());
            case Outcome.Unknown _, Outcome.Nothing _ -> Optional.empty();
        });
    }

    private static Optional<Bytes> roster(RoomFold.State state, PrincipalId who, RosterActs.Command command) {
        return decided(state, who, new RoomCommand.OfRoster(command));
    }

    private static Optional<Bytes> decided(RoomFold.State state, PrincipalId who, RoomCommand command) {
        return switch (TalkFold.talk(state).decide(who, command)) {
            case Result.Done<Bytes>(Bytes event) -> Optional.of(event);
            case Result.Refused<Bytes> refused -> Optional.empty();
        };
    }

    private static parley.talks.roster.ChangeKind ofTalk(ChangeKind kind) {
        return switch (kind) {
            case ADMIT -> parley.talks.roster.ChangeKind.ADMIT;
            case REMOVE -> parley.talks.roster.ChangeKind.REMOVE;
            case RENEW -> parley.talks.roster.ChangeKind.RENEW;
            case REFRESH -> parley.talks.roster.ChangeKind.REFRESH;
            case MOVE -> parley.talks.roster.ChangeKind.MOVE;
        };
    }
}
