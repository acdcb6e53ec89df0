package parley.protocol.seat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.Secret;
import parley.base.TableId;
import parley.protocol.crypto.OnRecordKeys;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.port.LogRef;
import parley.protocol.port.Relay;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Tx;
import parley.protocol.session.Sessions;

/**
 * One principal's node at one table: identity, pairing, inboxes, sessions, and its membership of rooms.
 *
 * <p>A state machine without I/O: it is told what people want ({@link #invite}, {@link #found}, {@link #say}, …) and what
 * the relay answered ({@link #took}, {@link #sent}), changes the transaction's cells, tells {@link Fact}s, and says what to read ({@link #readings})
 * and send ({@link #sendings}). Everything it knows is in the store: {@link #load} after a crash continues exactly where the last commit was. When a
 * transaction fails, throw the object away and load again. Used by one thread at a time. Follows {@code docs/protocol.md}.
 */
public final class Seat {
    private final Desk desk;

    private Seat(Desk desk) {
        this.desk = desk;
    }

    /** What a seat is given. */
    public record Ports(
            Sessions sessions, RoomFold fold, Randomness randomness, InstantSource clock, SeatListener listener) {}

    /** Opens a new table: fresh identity, on-record keys, inbox at this relay. */
    public static Seat open(Ports ports, Tx tx, String ownName, Role ownRole, RelayAddress relay) {
        if (!Names.good(ownName)) {
            throw new IllegalArgumentException("a principal needs a name");
        }
        TableId table = new TableId(new Hash(ports.randomness().bytes(Hash.SIZE)));
        return begin(ports, tx, table, ownName, ownRole, relay);
    }

    private static Seat begin(Ports ports, Tx tx, TableId table, String name, Role role, RelayAddress relay) {
        Self.fresh(ports, tx, table, name, role, relay).save(new Cells(table), tx);
        Seat seat = load(ports, tx, table);
        seat.desk.mailbox.open(tx, relay);
        return seat;
    }

    public static Seat load(Ports ports, Tx tx, TableId table) {
        return load(ports, Conduct.STRICT, tx, table);
    }

    static Seat load(Ports ports, Conduct conduct, Tx tx, TableId table) {
        return new Seat(new Desk(ports, conduct, table, tx));
    }

    Desk desk() {
        return desk;
    }

    public TableId table() {
        return desk.table;
    }

    public Principal self() {
        return desk.self.node.principal();
    }

    /**
     * A single-use invitation for one principal.
     *
     * @param file the invitation to carry by hand
     * @param words twelve words that locate and decrypt the same invitation parked at the relay (a {@link Sending.Park})
     */
    public record Invitation(Hash id, Bytes file, List<String> words, Instant expires) {}

    public Result<Invitation> invite(Tx tx, String theirName, Role theirRole, Duration valid) {
        return desk.pairing.invite(tx, theirName, theirRole, valid);
    }

    /** Nobody is let in by this invitation any more; refused when it was answered or withdrawn, or its time is over. */
    public Result<Ok> withdraw(Tx tx, Hash invitation) {
        return desk.pairing.withdraw(tx, invitation);
    }

    /** Takes a seat by answering an invitation; the pairing counts once the inviter's acknowledgement has been read. */
    public static Result<Seat> accept(Ports ports, Tx tx, Bytes invitationFile) {
        return Invited.read(invitationFile, ports.clock().instant()).then(invitation -> accept(ports, tx, invitation));
    }

    private static Result<Seat> accept(Ports ports, Tx tx, parley.protocol.pairing.Invitation invitation) {
        if (tx.get(new Cells(invitation.table()).self()).isPresent()) {
            return Result.refused("pairing.already-seated");
        }
        RelayAddress at = invitation.inbox().log().relay();
        Seat seat = begin(ports, tx, invitation.table(), invitation.theirName(), invitation.theirRole(), at);
        return seat.desk.pairing.answer(tx, invitation).map(peer -> seat);
    }

    /**
     * A principal that this node knows at this table.
     *
     * @param keys names the keys to which {@code comparison} applies ({@link NodeIdentity#keysHash})
     * @param paired false while pairing is under way
     * @param elsewhere where it wants to be reached and isn't
     */
    public record Peer(
            Principal principal,
            int incarnation,
            Hash keys,
            boolean paired,
            Fact.Comparison comparison,
            Optional<Reach.Elsewhere> elsewhere) {}

    public List<Peer> peers() {
        return desk.peers.all().stream().map(desk.reach::view).toList();
    }

    /** The code that both people must see alike: twelve words of 11 bits, or forty digits. */
    public record Code(List<String> words, String digits, Bytes bytes) {}

    public Result<Code> comparisonCode(PrincipalId peer) {
        return desk.peers.code(peer);
    }

    /** Records what two people found when they compared codes. */
    public Result<Ok> compared(Tx tx, PrincipalId peer, boolean same, String how) {
        return desk.peers.compared(tx, peer, same, how);
    }

    /** At which relays peers are written to. */
    public Reach reach() {
        return desk.reach;
    }

    // ---- Rooms ---------------------------------------------------------------------------------------------------

    /** Asks the plan's members to join; the founding is written when all have consented. */
    public Result<RoomId> found(Tx tx, RoomPlan plan) {
        return desk.self.frozen
                ? Result.refused("seat.frozen")
                : desk.rooms.founder().found(tx, plan);
    }

    /**
     * A person's yes to {@link Fact.AskedToJoin}: this node speaks to the room's relay from now on.
     *
     * @param shown at which relay the room lies, as the person was shown; refused when it is asked into another by now
     */
    public Result<Ok> consent(Tx tx, RoomId room, RelayAddress shown) {
        return desk.rooms.newcomer().isAsked(tx, room)
                ? desk.rooms.newcomer().consent(tx, room, shown)
                : desk.rooms.founder().consent(tx, room, shown);
    }

    public Result<Ok> decline(Tx tx, RoomId room) {
        return desk.rooms.newcomer().isAsked(tx, room)
                ? desk.rooms.newcomer().decline(tx, room)
                : desk.rooms.founder().decline(tx, room);
    }

    public List<SeatRoom> rooms() {
        return desk.rooms.all().stream().map(Room::view).toList();
    }

    /** Twelve words of the founding or the present opening. Takes tens of milliseconds, so that nobody can search for a match. */
    public Optional<List<String>> roomWords(RoomId room) {
        return desk.rooms.find(room).map(Room::words);
    }

    public Optional<SeatRoom> room(RoomId room) {
        return desk.rooms.find(room).map(Room::view);
    }

    /**
     * Records what all who sit in a room found when they read the words of {@code epoch} aloud. The same: every member whom
     * the words name is compared. Others: nothing goes to any member of the room before its code is compared anew, and an
     * alarm is told. {@code docs/protocol.md}, "Comparing".
     *
     * @param how in person, by telephone, …; stays on this node
     */
    public Result<Ok> roomWordsHeard(Tx tx, RoomId room, int epoch, boolean same, String how) {
        return in(room, r -> r.wordsHeard(tx, epoch, same, how));
    }

    /**
     * Puts an event into the room's queue; it is sealed when no earlier entry of ours is unplaced. Events longer than a
     * size class travel in parts. Returns a ticket that facts name.
     *
     * @param notBefore the event isn't sealed before this instant, so that it can be taken back; an hour from now at most; or {@link SeatRoom#AHEAD}
     */
    public Result<Long> say(Tx tx, RoomId room, Bytes event, Instant notBefore) {
        return in(room, r -> r.writer.say(tx, event, notBefore));
    }

    /** Takes an event back that isn't sealed yet. */
    public Result<Ok> takeBack(Tx tx, RoomId room, long ticket) {
        return in(room, r -> r.writer.takeBack(tx, ticket));
    }

    /** A person's answer to {@link Fact.AskAgain}: seal it for the readers there are now, or drop it. */
    public Result<Ok> decideLate(Tx tx, RoomId room, long ticket, boolean sayIt) {
        return in(room, r -> r.writer.decideLate(tx, ticket, sayIt));
    }

    /**
     * The bytes of a change for the domain's proposal event. An admission or renewal needs the newcomer's card: when it
     * isn't here yet it is asked for by inbox and the refusal says so; ask again later.
     */
    public Result<Bytes> change(
            Tx tx, RoomId room, RoomFold.ChangeKind kind, PrincipalId subject, Optional<RelayAddress> relay) {
        return in(room, r -> r.changes.make(tx, kind, subject, relay));
    }

    /** The name of a change: what proposals and consents refer to. */
    public static Hash proposal(Bytes change) {
        return Hash.of("proposal", change);
    }

    /** Lets a newcomer read earlier entries, {@code from} to {@code to} inclusive, room positions. Can't be taken back. */
    public Result<Ok> grant(Tx tx, RoomId room, PrincipalId to, long from, long through) {
        return in(room, r -> r.grants.give(tx, to, from, through));
    }

    /** Stops sealing in every room, for ever: the vault says that it isn't the last one written (protocol.md, "Restore, clone, rollback"). */
    public void freeze(Tx tx, Fact.Freeze why) {
        desk.self.frozen = true;
        desk.self.save(desk.cells, tx);
        desk.rooms.all().forEach(room -> room.freeze(tx, why));
    }

    /**
     * Erases what was said through a position of the room, at the end of retention: text, key, bytes and header go, the
     * chain stays. At most {@code most} entries in this transaction.
     *
     * @return the position through which everything is erased now; ask again while it is lower than asked for and grows
     */
    public Result<Long> erase(Tx tx, RoomId room, long through, int most) {
        return in(room, r -> Result.done(r.eraser.erase(tx, through, most)));
    }

    /** The position of the room through which {@link #erase} has erased everything. */
    public long erasedThrough(RoomId room) {
        return desk.rooms.find(room).map(r -> r.state.erased).orElse(0L);
    }

    /** Forgets text and key of one folded event; the state stays as it was, its sealed bytes too, and these open for nobody here. */
    public Result<Ok> lapse(Tx tx, RoomId room, long position) {
        return in(room, r -> {
            r.eraser.lapse(tx, position);
            return Ok.done();
        });
    }

    /**
     * What tells relays that this node needs none of its logs any more: for who takes the table off, to be sent until each was
     * answered. Their numbers mean nothing.
     */
    public List<Sending.Release> releases(Tx tx) {
        return Releases.all(desk, tx);
    }

    /** Erases this seat's identity key and all its sessions; the surroundings drop the object and erase the other cells. */
    public void forget(Tx tx) {
        desk.ports.sessions().eraseIdentity(tx, desk.owner);
    }

    /** Whether {@link #freeze} was called and no renewal has been asked for since. */
    public boolean frozen() {
        return desk.self.frozen;
    }

    /** Says by inbox, at the next slot, how far this node has folded the room by then. */
    public void receipt(Tx tx, RoomId room) {
        desk.rooms.find(room).ifPresent(r -> r.receipts.owe(tx));
    }

    /**
     * After a restore, a copy or a theft: this node's incarnation grows, everything session-like is new. Others admit the
     * renewed node by a {@link RoomFold.ChangeKind#RENEW} change.
     *
     * @param newKeys whether the keys may have been copied: all are made anew too, and codes are compared again
     */
    public Result<Invitation> askForRenewal(Tx tx, boolean newKeys) {
        return new Renewal(desk).ask(tx, newKeys);
    }

    /**
     * Whom an invitation to this table made us meet.
     *
     * @param newKeys somebody known, under other keys than before: its codes are to be compared again
     */
    public record Met(PrincipalId peer, boolean newKeys) {}

    /**
     * Answers an invitation to this very table: of somebody whom we don't know yet, or of a peer that asks for renewal (same
     * principal, next incarnation, new sessions).
     */
    public Result<Met> meet(Tx tx, Bytes invitationFile) {
        return parley.protocol.pairing.Invitation.ofFile(invitationFile)
                .map(invitation -> desk.pairing.answer(tx, invitation))
                .orElseGet(() -> Result.refused("pairing.not-an-invitation"));
    }

    /**
     * Signs a text with both on-record keys (protocol.md, "On the record"). Nothing of the room goes into the signature: it only gives the signers'
     * keys and requires each of them compared and confirmed.
     *
     * @param instrument a random id of 32 bytes
     * @param signers all who shall sign, ourselves included
     */
    public Result<Bytes> signOnRecord(
            Tx tx, RoomId room, Bytes instrument, String form, Bytes canonicalText, List<PrincipalId> signers) {
        return new Records(desk).sign(room, instrument, form, canonicalText, signers);
    }

    /**
     * Our own or a peer's on-record keys: one of these signed what is theirs; the first signs now, others did until a renewal.
     */
    public List<OnRecordKeys> onRecordKeys(PrincipalId who) {
        return desk.peers.onRecord(who);
    }

    /** Proofs of words to single peers, and what only one peer may read. */
    public Proofs proofs() {
        return new Proofs(desk);
    }

    /** Sealed entries that are carried by hand. */
    public PouchExchange pouch() {
        return new PouchExchange(desk);
    }

    /** Beside which log new blobs of a room go, and the capability that puts and gets them. */
    public record BlobPlace(LogRef log, Secret capability) {}

    /** Where an attachment's blobs lie: beside the log of the epoch in which its event was said. */
    public Optional<BlobPlace> blobs(Tx tx, RoomId room, int epoch) {
        return desk.rooms
                .find(room)
                .flatMap(r -> r.past(tx, epoch))
                .map(e -> new BlobPlace(e.log(), e.secrets.capability()));
    }

    // ---- What the surroundings do ---------------------------------------------------------------------------

    public List<Reading> readings() {
        List<Reading> all = new ArrayList<>(desk.mailbox.readings());
        all.addAll(desk.rooms.readings());
        return List.copyOf(all);
    }

    public List<Sending> sendings() {
        return desk.outbox.all();
    }

    /** What the relay said to a sending. Silence changes nothing: it is sent again. */
    public void sent(Tx tx, Sending sending, Relay.Answer<?> answer) {
        new Delivery(desk).sent(tx, sending, answer);
    }

    /** What the relay said to a reading. Invalid pages change nothing but what is evidence. */
    public void took(Tx tx, Reading reading, Relay.Answer<Relay.Page> answer) {
        new Delivery(desk).took(tx, reading, answer);
    }

    /** Lets time pass: queued events that are due are sealed, unanswered asks are repeated, old bundles erased. */
    public void tick(Tx tx) {
        desk.pairing.expire(tx);
        desk.unusedCards.tick(tx);
        desk.rooms.all().forEach(room -> room.tick(tx));
    }

    /** When {@link #tick} next has something to do. */
    public Optional<Instant> nextTick() {
        return desk.rooms.nextTick();
    }

    private <T> Result<T> in(RoomId room, Function<Room, Result<T>> act) {
        return desk.rooms.find(room).map(act).orElseGet(() -> Result.refused("room.unknown"));
    }
}
