package parley.protocol.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.entry.SizeClass;
import parley.protocol.identity.ComparisonCode;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Tx;
import parley.protocol.room.Card;
import parley.protocol.room.Roster;
import parley.protocol.room.RosterMember;
import parley.protocol.seat.Peers.Peer;

/** One room as this node stands in it: holds the state that its parts share, and lets them act in a fixed order. */
final class Room {
    /** Long beside a transaction, short beside a person's patience. */
    private static final Duration TICK_AGAIN = Duration.ofSeconds(2);

    final Desk desk;
    final RoomState state;
    final OwnCard own;
    /** Logs that we still read: the present epoch's, and ended ones that someone may have to be helped through. */
    final TreeMap<Integer, Epoch> epochs = new TreeMap<>();
    /** The state at the present epoch's {@link Epoch#folded}. */
    RoomFold.State folded;

    final EntryCells entries;
    final Opener opener;
    final Intake intake;
    final Folder folder;
    final Writer writer;
    final EpochTurns turns;
    final Enactment enactment;
    final Welcome welcome;
    final Bundles bundles;
    final EndedLogs ended;
    final Changes changes;
    final Wants wants;
    final Receipts receipts;
    final SignedHeads signed;
    final Healer healer;
    final Grants grants;
    final Links links;
    final Eraser eraser;
    final Doubts doubts;
    final Quiet quiet;

    /** Logs that we have seen to their end since this program started (protocol.md, "Appending"). */
    final Set<Integer> caughtUp = new HashSet<>();

    private final Map<Hash, Card> cards = new HashMap<>();
    private Instant ticked = Instant.MIN;

    Room(Desk desk, RoomState state, OwnCard own, RoomFold.State folded) {
        this.desk = desk;
        this.state = state;
        this.own = own;
        this.folded = folded;
        this.entries = new EntryCells(desk.cells, state.room());
        this.opener = new Opener(this);
        this.intake = new Intake(this);
        this.folder = new Folder(this);
        this.writer = new Writer(this);
        this.turns = new EpochTurns(this);
        this.enactment = new Enactment(this);
        this.welcome = new Welcome(this);
        this.bundles = new Bundles(this);
        this.ended = new EndedLogs(this);
        this.changes = new Changes(this);
        this.wants = new Wants(this);
        this.receipts = new Receipts(this);
        this.signed = new SignedHeads(this);
        this.healer = new Healer(this);
        this.grants = new Grants(this);
        this.links = new Links(this);
        this.eraser = new Eraser(this);
        this.doubts = new Doubts(this);
        this.quiet = new Quiet(this);
    }

    RoomId id() {
        return state.room();
    }

    SizeClass size() {
        return state.size();
    }

    Epoch current() {
        return Objects.requireNonNull(epochs.get(state.epoch));
    }

    RelayAddress relay() {
        return current().log().relay();
    }

    /** Whether it lies elsewhere than it was founded. */
    boolean isMoved() {
        return !relay().equals(state.plan.relay());
    }

    Roster roster() {
        return current().opening.roster();
    }

    Optional<Epoch> epoch(int number) {
        return Optional.ofNullable(epochs.get(number));
    }

    /** An epoch that we went through, kept alive or not. */
    Optional<Epoch> past(Tx tx, int number) {
        return epoch(number).or(() -> Epoch.load(desk.cells, tx, id(), number));
    }

    /**
     * A room that we left, or sat in before we were renewed, hears nothing more and greets nobody: who admits us again writes for
     * the room that is yet to begin, and a hello in the name of our former card would alarm.
     */
    boolean isStillOurs() {
        return state.condition != SeatRoom.Condition.LEFT && own.card().node().equals(desk.self.node);
    }

    boolean inRoster(PrincipalId who) {
        return roster().placeOf(who) >= 0;
    }

    void save(Tx tx) {
        state.save(desk.cells, tx);
    }

    // ---- Cards

    void keep(Tx tx, Card card) {
        cards.put(card.hash(), card);
        tx.put(desk.cells.card(id(), card.hash()), card.encoded());
    }

    Card card(Tx tx, RosterMember member) {
        return cards.computeIfAbsent(
                member.card(),
                hash -> Kept.decode(tx.get(desk.cells.card(id(), hash)).orElseThrow(), Card::read));
    }

    List<Bytes> roomKeys(Tx tx, Epoch epoch) {
        return epoch.opening.roster().members().stream()
                .map(member -> card(tx, member).roomKey())
                .toList();
    }

    /** How well we know a member under the keys that it has in this room; cards of the present roster are all here. */
    Fact.Comparison standing(RosterMember member) {
        return Optional.ofNullable(cards.get(member.card()))
                .flatMap(card -> desk.peers.standing(card.node()))
                .orElseGet(Fact.Comparison.Unverified::new);
    }

    /** The session address of this room's channel with a member. */
    Hash address(Tx tx, RosterMember member) {
        return Channels.room(desk.table, id(), desk.self.node, card(tx, member).node());
    }

    Optional<Peer> peer(PrincipalId who) {
        return desk.peers.find(who);
    }

    /** Sends to every other member of the present roster. */
    void toAll(Tx tx, InboxMessage message) {
        for (RosterMember member : roster().members()) {
            if (!member.principal().id().equals(desk.me())) {
                peer(member.principal().id()).ifPresent(peer -> desk.post.send(tx, peer, message));
            }
        }
    }

    // ---- Acting

    /** Everything that may follow from something new: folding, then turning, then answering, then saying, then asking. */
    void act(Tx tx) {
        folder.advance(tx);
        links.answer(tx);
        if (state.condition == SeatRoom.Condition.OPEN) {
            writer.seal(tx);
        }
        wants.ask(tx);
        save(tx);
    }

    void tick(Tx tx) {
        ticked = desk.now();
        if (speaks()) {
            links.repeat(tx);
            welcome.again(tx);
            writer.sendAgain(tx);
            receipts.tick(tx);
        }
        bundles.tick(tx);
        act(tx);
    }

    /** Out of a frozen room nothing goes by itself: what was said there may be said in another life, or another history. */
    private boolean speaks() {
        return state.condition == SeatRoom.Condition.OPEN;
    }

    /** The next instant at which {@link #tick} has something to do; what waits for others and not for time isn't in it. */
    Optional<Instant> nextTick() {
        if (state.condition != SeatRoom.Condition.OPEN) {
            return Optional.empty();
        }
        return Stream.of(
                        quiet.on() ? quiet.nextTick() : nextSealing(),
                        wants.nextAsking(),
                        links.nextHello(),
                        bundles.nextTick(),
                        receipts.nextTick())
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .map(this::notAtOnceAgain);
    }

    private Optional<Instant> nextSealing() {
        boolean canSeal = writer.settled();
        return Stream.of(
                        canSeal ? writer.nextDue() : Optional.<Instant>empty(),
                        canSeal ? enactment.nextTurn() : Optional.<Instant>empty(),
                        state.unplaced
                                .filter(u -> !desk.outbox.holds(u.sending()))
                                .map(_ -> desk.due(writer.sentAt(), Writer.SEND_AGAIN)))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /** A tick that could do nothing (no session to seal for, say) must not be asked for again and again. */
    private Instant notAtOnceAgain(Instant due) {
        boolean justTicked = !ticked.isAfter(desk.now()) && !due.isAfter(ticked);
        return justTicked ? ticked.plus(TICK_AGAIN) : due;
    }

    /**
     * Stops saying anything here for ever (protocol.md, "Restore, clone, rollback"): reads on, and is renewed or succeeded by
     * people. Once renewal was asked for, a frozen room waits for it, whatever it was frozen for: whoever asked again would void
     * what was asked. Where histories differ renewal brings nothing back, whatever it was frozen for before.
     */
    void freeze(Tx tx, Fact.Freeze why) {
        boolean open = state.condition == SeatRoom.Condition.OPEN;
        if (open) {
            state.unplaced.ifPresent(unplaced -> desk.outbox.done(tx, unplaced.sending()));
            state.condition = SeatRoom.Condition.FROZEN;
        }
        if (open || (isFrozen() && outweighs(why))) {
            state.why = Optional.of(why);
            save(tx);
            desk.tell(tx, new Fact.Frozen(id(), why));
        }
    }

    /** Whether people must know this rather than what the room is frozen for already. */
    private boolean outweighs(Fact.Freeze why) {
        boolean histories = state.why.equals(Optional.of(Fact.Freeze.HISTORIES));
        return !histories && (why == Fact.Freeze.HISTORIES || why == Fact.Freeze.RENEWAL);
    }

    private boolean isFrozen() {
        return state.condition == SeatRoom.Condition.FROZEN;
    }

    /** Earlier versions kept why it was frozen first when renewal was asked for then: whoever followed that would ask again. */
    private Optional<Fact.Freeze> frozenFor() {
        boolean asked = roster().member(desk.me()).stream().noneMatch(desk::isMe);
        return state.why
                .filter(_ -> isFrozen())
                .map(why -> asked && why != Fact.Freeze.HISTORIES ? Fact.Freeze.RENEWAL : why);
    }

    void alarm(Tx tx, Fact.AlarmKind kind, Optional<PrincipalId> member) {
        desk.tell(tx, Fact.Alarm.ofNoPlace(kind, id(), member));
    }

    void alarm(Tx tx, Fact.AlarmKind kind, Optional<PrincipalId> member, Epoch epoch, long at) {
        alarm(tx, kind, member, Fact.Source.LOG, epoch, at);
    }

    void alarm(Tx tx, Fact.AlarmKind kind, Optional<PrincipalId> member, Fact.Source shown, Epoch epoch, long at) {
        desk.tell(tx, new Fact.Alarm(kind, id(), member, shown, at, epoch.roomPosition(at), Bytes.EMPTY));
    }

    /** With what the relay signed. */
    void alarm(Tx tx, Fact.AlarmKind kind, Epoch epoch, long at, Bytes proof) {
        long position = epoch.roomPosition(at);
        desk.tell(tx, new Fact.Alarm(kind, id(), Optional.empty(), Fact.Source.LOG, at, position, proof));
    }

    // ---- Views

    SeatRoom view() {
        Epoch epoch = current();
        return new SeatRoom(
                id(),
                state.plan.name(),
                epoch.number(),
                epoch.roomPosition(epoch.folded),
                epoch.log(),
                epoch.foldedHead,
                roster().members().stream().map(this::member).toList(),
                state.plan.seats(),
                epoch.openingHash,
                state.condition,
                frozenFor(),
                epoch.waiting ? OptionalLong.of(epoch.roomPosition(epoch.folded + 1)) : OptionalLong.empty(),
                folded,
                quiet.on() ? writer.going() : Map.of());
    }

    private SeatRoom.Member member(RosterMember member) {
        boolean me = member.principal().id().equals(desk.me());
        Optional<Link> link = state.link(member.principal().id());
        return new SeatRoom.Member(
                member.principal(),
                member.incarnation(),
                standing(member),
                me || link.map(l -> l.confirmed).orElse(false),
                me
                        ? current().roomPosition(current().folded)
                        : link.map(l -> l.folded).orElse(0L),
                current().authors.get(roster().members().indexOf(member)).nextSeq,
                quiet.heard(member.principal().id()));
    }

    /** Slow on purpose: for whoever is about to read them aloud. */
    List<String> words() {
        return ComparisonCode.ofRoom(current().openingHash).words();
    }

    /** The words name every card, so what people heard holds for each member whose keys are those of its card. */
    Result<Ok> wordsHeard(Tx tx, int epoch, boolean same, String how) {
        if (current().number() != epoch) {
            return Result.refused("room.words-of-earlier-epoch");
        }
        for (RosterMember member : roster().members()) {
            peer(member.principal().id()).ifPresent(peer -> {
                desk.peers.heard(tx, peer, card(tx, member).node(), same, how);
                if (same) {
                    links.wordsCompared(tx, peer.id());
                }
            });
        }
        if (!same) {
            alarm(tx, Fact.AlarmKind.ROOM_WORDS_DIFFER, Optional.empty());
        }
        return Ok.done();
    }
}
