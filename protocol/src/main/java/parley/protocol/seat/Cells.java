package parley.protocol.seat;

import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.base.TableId;
import parley.protocol.port.Key;

/** Names every cell that a seat keeps, so that two classes can never mean different things by one name. */
final class Cells {
    private final Key root;

    Cells(TableId table) {
        root = Key.of("seat").with(table.hash());
    }

    /** {@link Self}: keys, incarnation, inboxes. */
    Key self() {
        return space("self");
    }

    // ---- Outbox

    Key outboxFirst() {
        return space("outbox-first");
    }

    Key outboxNext() {
        return space("outbox-next");
    }

    Key outbox(long number) {
        return space("outbox").with(number);
    }

    // ---- Peers and pairing

    Key peerCount() {
        return space("peer-count");
    }

    Key peer(long index) {
        return space("peer").with(index);
    }

    /** On-record keys that a principal, ourselves included, had before a renewal. */
    Key retiredKeys(PrincipalId who) {
        return space("retired-keys").with(who.hash());
    }

    /** {@link Reach}: relays to which a person said yes. */
    Key usedRelays() {
        return space("used-relays");
    }

    /** {@link Reach}: where a peer wants to be reached and isn't. */
    Key inboxElsewhere(PrincipalId peer) {
        return space("inbox-elsewhere").with(peer.hash());
    }

    Key invitationCount() {
        return space("invitation-count");
    }

    Key invitation(long index) {
        return space("invitation").with(index);
    }

    /** {@link UnusedCards}. */
    Key unusedCards() {
        return space("unused-cards");
    }

    // ---- Mailbox

    Key inboxCount() {
        return space("inbox-count");
    }

    /** {@link OwnInbox}: one of our inboxes and how far it is read. */
    Key inbox(long index) {
        return space("inbox").with(index);
    }

    /** {@link Assembly}: which messages of a peer are here in part. */
    Key assembly(PrincipalId peer) {
        return space("assembly").with(peer.hash());
    }

    /** A part of a message that a peer's session is carrying to us. */
    Key inboxPart(PrincipalId peer, Hash whole, long part) {
        return space("inbox-part").with(peer.hash()).with(whole).with(part);
    }

    /** Messages that came before we knew their sender. */
    Key strangers() {
        return space("strangers");
    }

    /** Messages of one whose code differed that came by hand: no relay shows them again. */
    Key carriedMeanwhile(PrincipalId peer) {
        return space("carried-meanwhile").with(peer.hash());
    }

    /** How far our inboxes were read when nothing went to a peer any more, for its code differed. */
    Key stoppedAt(PrincipalId peer) {
        return space("stopped-at").with(peer.hash());
    }

    /** How far an inbox had been read when it was set back to be read for warnings once more. */
    Key readBefore(int place) {
        return space("read-before").with(place);
    }

    /** Messages for peers with whom no session stands yet, who aren't reached, or whose code differed. */
    Key held(PrincipalId peer) {
        return space("held").with(peer.hash());
    }

    /** Warnings for a peer that wait in the outbox, as they were before they were sealed. */
    Key warned(PrincipalId peer) {
        return space("warned").with(peer.hash());
    }

    // ---- Rooms

    Key roomCount() {
        return space("room-count");
    }

    Key roomAt(long index) {
        return space("room-at").with(index);
    }

    /** What forming needs until the founding stands: {@link Forming}. */
    Key forming(RoomId room) {
        return of("forming", room);
    }

    /** Who asked us for a card to join a standing room, and that card. */
    Key newcomer(RoomId room) {
        return of("newcomer", room);
    }

    /** The relay of the room for which we were asked for a card. */
    Key askedRelay(RoomId room) {
        return of("asked-relay", room);
    }

    /** Our card for a room that is to admit us, once it was given to anybody. */
    Key givenCard(RoomId room) {
        return of("given-card", room);
    }

    /** The one before it, given while the room was at another relay: that may be what brings us in. */
    Key givenCardBefore(RoomId room) {
        return of("given-card-before", room);
    }

    /** The opening that was told of for the last time as one that shows a peer renewed, and that peer. */
    Key toldShown(RoomId room) {
        return of("told-shown", room);
    }

    /** Elders' words on the state of an opening that we wait for. */
    Key earlyWords(RoomId room) {
        return of("early-words", room);
    }

    /** Heads of epochs that we haven't come to, as others showed them. */
    Key earlyHeads(RoomId room) {
        return of("early-heads", room);
    }

    /** Reports of ends to which we haven't come. */
    Key earlyReports(RoomId room) {
        return of("early-reports", room);
    }

    Key room(RoomId room) {
        return of("room", room);
    }

    Key card(RoomId room, Hash card) {
        return of("card", room).with(card);
    }

    /** Set once the member under this card was heard in the room or has left it: then it may have taken the opening, and forgotten the keys behind the card. */
    Key usedCard(RoomId room, Hash card) {
        return of("used-card", room).with(card);
    }

    /** A card offered for an admission or renewal that hasn't taken place yet. */
    Key offeredCard(RoomId room, PrincipalId subject) {
        return of("offered-card", room).with(subject.hash());
    }

    /** The last asking for that card: see {@link Post#ask}. */
    Key cardAsked(RoomId room, PrincipalId subject) {
        return of("card-asked", room).with(subject.hash());
    }

    /** When we first had that card, in milliseconds since 1970. */
    Key offeredSince(RoomId room, PrincipalId subject) {
        return of("offered-since", room).with(subject.hash());
    }

    /** Private parts of our own card in a room. */
    Key ownCard(RoomId room) {
        return of("own-card", room);
    }

    Key ticket(RoomId room, long ticket) {
        return of("ticket", room).with(ticket);
    }

    // ---- Epochs: one log each

    /** What never changes of an epoch: {@link EpochFacts}. */
    Key epochFacts(RoomId room, int epoch) {
        return of("epoch-facts", room).with(epoch);
    }

    /** How far it is read and folded: {@link EpochState}. */
    Key epochState(RoomId room, int epoch) {
        return of("epoch-state", room).with(epoch);
    }

    /** Who showed which of the epoch's {@link Epoch#shown}. */
    Key shownBy(RoomId room, int epoch) {
        return of("shown-by", room).with(epoch);
    }

    /** That not all who stayed reported the end of this epoch that we folded. */
    Key unsettledEnd(RoomId room, int epoch) {
        return of("unsettled-end", room).with(epoch);
    }

    /** How many heads of our history are kept that the relay signed, beside the latest. */
    Key signedHeads(RoomId room, int epoch) {
        return of("signed-heads", room).with(epoch);
    }

    /** One of them, from the log's beginning on. */
    Key signedHead(RoomId room, int epoch, long index) {
        return of("signed-head", room).with(epoch).with(index);
    }

    /** 1 when it was told with proof that the relay signed two histories of this log. */
    Key provenFault(RoomId room, int epoch) {
        return of("proven-fault", room).with(epoch);
    }

    /** 1 when the relay said that the log is gone. */
    Key goneLog(RoomId room, int epoch) {
        return of("gone-log", room).with(epoch);
    }

    /** 1 while the relay lacks of this log what we have erased. */
    Key lostBeginning(RoomId room, int epoch) {
        return of("lost-beginning", room).with(epoch);
    }

    /** {@link EntryRecord} of a position. */
    Key record(RoomId room, int epoch, long position) {
        return of("record", room).with(epoch).with(position);
    }

    /** The entry's bytes. */
    Key bytes(RoomId room, int epoch, long position) {
        return of("bytes", room).with(epoch).with(position);
    }

    /** K and the opened body. */
    Key opened(RoomId room, int epoch, long position) {
        return of("opened", room).with(epoch).with(position);
    }

    /** Digest of the state after a position; of position 0 the epoch's opening state. */
    Key digest(RoomId room, int epoch, long position) {
        return of("digest", room).with(epoch).with(position);
    }

    /** The event that a position completed, where it came in parts. */
    Key assembled(RoomId room, int epoch, long position) {
        return of("assembled", room).with(epoch).with(position);
    }

    /** Position of the entry with this hash. */
    Key place(RoomId room, int epoch, Hash entry) {
        return of("place", room).with(epoch).with(entry);
    }

    /** An encoded state of the fold; {@link EpochState} says of which position. */
    Key snapshot(RoomId room, int epoch) {
        return of("snapshot", room).with(epoch);
    }

    /** The encoded state that an epoch began from, for newcomers. */
    Key openingState(RoomId room, int epoch) {
        return of("opening-state", room).with(epoch);
    }

    /** When a receipt that we owe goes, in milliseconds since 1970. */
    Key receiptDue(RoomId room) {
        return of("receipt-due", room);
    }

    /** The slot of a quiet room for which our latest entry was sealed. */
    Key quietSlot(RoomId room) {
        return of("quiet-slot", room);
    }

    /** {@link Doubts}: members whose word on the state differed from ours. */
    Key doubts(RoomId room) {
        return of("doubts", room);
    }

    /** How many epochs, from the first that we were in, have lost their keys at the end of retention. */
    Key forgottenEpochs(RoomId room) {
        return of("forgotten-epochs", room);
    }

    /** Entries of earlier epochs that were granted to us. */
    Key granted(RoomId room, long position) {
        return of("granted", room).with(position);
    }

    /** {@link GrantedParts}: of events granted to us, what isn't whole yet. */
    Key grantedParts(RoomId room) {
        return of("granted-parts", room);
    }

    private Key space(String name) {
        return root.with(Bytes.utf8(name));
    }

    private Key of(String name, RoomId room) {
        return space(name).with(room.hash());
    }
}
