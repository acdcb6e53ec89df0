package parley.protocol.seat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.PrincipalId;
import parley.protocol.crypto.RelaySignature;
import parley.protocol.entry.Entry;
import parley.protocol.inbox.InboxCodec;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.inbox.InboxParts;
import parley.protocol.inbox.InboxSeal;
import parley.protocol.port.Key;
import parley.protocol.port.Relay;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.SignedHead;
import parley.protocol.port.Tx;

/**
 * Our inboxes: reads them, opens what came, and hands each message to the part of the seat that it is for.
 *
 * <p>Guarantees that a message acts only over the channel it belongs to and only as its session's peer; that what came
 * before its sender was known is kept (bounded) and opened later. An inbox is no record: a relay may drop from it, roll it
 * back, or say under its signature that letters rotted, and whatever matters is asked for again.
 */
final class Mailbox {
    /** Messages of unknown senders, or by hand of one whose code differed: a founding's members may write before the founding itself is here. */
    private static final int MOST_STRANGERS = 128;

    /** So many letters in a row may be said to have rotted: as many as a relay may find missing at its start. A place that no inbox reaches must not count. */
    private static final long MOST_PASSED = 1_000_000;

    private static final int PAGE = 64;

    private final Desk desk;
    private final List<OwnInbox> inboxes = new ArrayList<>();

    /** The relay's last word on each inbox: whoever waits for news is mostly shown it again, which needs no second look. */
    private final Map<LogId, Genuine> genuine = new HashMap<>();

    private Mailbox(Desk desk) {
        this.desk = desk;
    }

    static Mailbox load(Desk desk, Tx tx) {
        Mailbox mailbox = new Mailbox(desk);
        long count = tx.count(desk.cells.inboxCount());
        for (long i = 0; i < count; i++) {
            mailbox.inboxes.add(Kept.decode(tx.get(desk.cells.inbox(i)).orElseThrow(), OwnInbox::read));
        }
        return mailbox;
    }

    /** A new inbox of ours; others learn of it by a card, an answer or {@link InboxMessage.InboxChanged}. */
    OwnInbox open(Tx tx, RelayAddress relay) {
        OwnInbox inbox = OwnInbox.fresh(desk.ports.randomness(), relay);
        inboxes.add(inbox);
        save(tx, inboxes.size() - 1);
        tx.setCount(desk.cells.inboxCount(), inboxes.size());
        desk.outbox.create(tx, relay, inbox.readHash(), inbox.appendHash());
        desk.reach.use(tx, relay);
        return inbox;
    }

    /** Our newest inbox at a relay, opened there if we have none. */
    OwnInbox at(Tx tx, RelayAddress relay) {
        return inboxes.reversed().stream()
                .filter(inbox -> inbox.address().log().relay().equals(relay))
                .findFirst()
                .orElseGet(() -> open(tx, relay));
    }

    List<OwnInbox> all() {
        return List.copyOf(inboxes);
    }

    /**
     * Where those reach us who meet us now: at the table's own relay, at whichever others rooms were founded. When rooms have moved and
     * none lies there any more it may be gone, so then where one of those lies, at which we opened an inbox last.
     */
    RelayAddress home() {
        RelayAddress own = desk.self.relay;
        List<Room> rooms = desk.rooms.all();
        if (rooms.stream()
                .anyMatch(room -> room.state.condition != SeatRoom.Condition.LEFT
                        && room.relay().equals(own))) {
            return own;
        }
        Set<RelayAddress> movedTo =
                rooms.stream().filter(Room::isMoved).map(Room::relay).collect(Collectors.toSet());
        return inboxes.reversed().stream()
                .map(inbox -> inbox.address().log().relay())
                .filter(movedTo::contains)
                .findFirst()
                .orElse(own);
    }

    List<Reading> readings() {
        return inboxes.stream()
                .map(i -> new Reading(i.address().log(), i.reading(), i.read().position(), PAGE, Optional.empty()))
                .toList();
    }

    boolean owns(LogId log) {
        return placeOf(log) >= 0;
    }

    private int placeOf(LogId log) {
        for (int i = 0; i < inboxes.size(); i++) {
            if (inboxes.get(i).address().log().id().equals(log)) {
                return i;
            }
        }
        return -1;
    }

    private void save(Tx tx, int place) {
        tx.put(desk.cells.inbox(place), inboxes.get(place).encoded());
    }

    /** Nothing that this peer writes from now on is opened: its code differed. */
    void stopped(Tx tx, PrincipalId peer) {
        tx.put(
                desk.cells.stoppedAt(peer),
                new CanonicalWriter()
                        .list(inboxes, (out, inbox) -> out.head(inbox.read()))
                        .bytes());
    }

    /**
     * It is opened again, and what it wrote meanwhile is read once more, for warnings alone: the rest has had its time, and its
     * author says again what still counts. Others' messages open once only.
     */
    void resumed(Tx tx, PrincipalId peer) {
        List<Head> stopped = tx.get(desk.cells.stoppedAt(peer))
                .map(kept -> Kept.decode(kept, in -> in.list(inboxes.size(), CanonicalReader::head)))
                .orElseGet(List::of);
        tx.delete(desk.cells.stoppedAt(peer));
        List<InboxSeal.Message> carried = kept(tx, desk.cells.carriedMeanwhile(peer));
        tx.delete(desk.cells.carriedMeanwhile(peer));
        carried.forEach(message -> message(tx, message, Way.AGAIN));
        for (int place = 0; place < inboxes.size(); place++) {
            OwnInbox inbox = inboxes.get(place);
            Head from = place < stopped.size()
                    ? stopped.get(place)
                    : Head.start(inbox.address().log().id());
            if (from.position() < inbox.read().position()) {
                Key again = desk.cells.readBefore(place);
                tx.setCount(again, Math.max(tx.count(again), inbox.read().position()));
                inboxes.set(place, inbox.readThrough(from));
                save(tx, place);
            }
        }
    }

    void took(Tx tx, Reading reading, Relay.Answer<Relay.Page> answer) {
        int place = placeOf(reading.log().id());
        OwnInbox inbox = inboxes.get(place);
        switch (answer) {
            case Relay.Answer.Given<Relay.Page>(Relay.Page page) -> page(tx, place, inbox, reading, page);
            case Relay.Answer.Declined<Relay.Page>(Relay.Why why) -> {
                if (why == Relay.Why.NO_SUCH_LOG) {
                    desk.outbox.create(tx, inbox.address().log().relay(), inbox.readHash(), inbox.appendHash());
                    startAnew(tx, place, inbox);
                }
            }
            case Relay.Answer.Silent<Relay.Page> ignored -> {}
        }
    }

    private void page(Tx tx, int place, OwnInbox inbox, Reading reading, Relay.Page page) {
        Bytes relayKey = inbox.address().log().relay().key();
        if (!page.upTo().log().equals(reading.log().id())
                || !page.current().log().equals(reading.log().id())
                || !genuine(page.upTo(), relayKey)
                || !genuine(page.current(), relayKey)) {
            return;
        }
        if (reading.after() == inbox.read().position() && page.after() > reading.after()) {
            passLost(tx, place, inbox, page);
            return;
        }
        Head head = inbox.read();
        boolean next = page.after() == head.position();
        boolean rolledBack = page.current().head().position() < head.position();
        if (!rolledBack && next) {
            for (Bytes entry : page.entries()) {
                head = head.next(Entry.hashOf(entry));
            }
        }
        if (rolledBack || (next && !page.upTo().head().equals(head))) {
            startAnew(tx, place, inbox);
            return;
        }
        if (next && !page.entries().isEmpty()) {
            inboxes.set(place, inbox.readThrough(head));
            save(tx, place);
            long before = tx.count(desk.cells.readBefore(place));
            long position = page.after();
            for (Bytes entry : page.entries()) {
                position++;
                take(tx, inbox, entry, position <= before ? Way.AGAIN : Way.READ);
            }
        }
    }

    /** Nothing through there can be given any more. Nobody brings mail again, so to wait for it would be to read no other either. */
    private void passLost(Tx tx, int place, OwnInbox inbox, Relay.Page page) {
        Head through = page.upTo().head();
        long from = inbox.read().position();
        if (!page.entries().isEmpty()
                || through.position() != page.after()
                || through.position() > page.current().head().position()
                || through.position() - from > MOST_PASSED) {
            return;
        }
        inboxes.set(place, inbox.readThrough(through));
        save(tx, place);
        long unread = through.position() - Math.max(from, tx.count(desk.cells.readBefore(place)));
        if (unread > 0) {
            desk.tell(tx, new Fact.MailLost(inbox.address().log().relay(), unread));
        }
    }

    /** The relay lost something: other messages may stand at places that were read. */
    private void startAnew(Tx tx, int place, OwnInbox inbox) {
        tx.delete(desk.cells.readBefore(place));
        inboxes.set(place, inbox.readThrough(Head.start(inbox.address().log().id())));
        save(tx, place);
    }

    private record Genuine(SignedHead head, Bytes relayKey) {}

    private boolean genuine(SignedHead head, Bytes relayKey) {
        Genuine shown = new Genuine(head, relayKey);
        if (shown.equals(genuine.get(head.log()))) {
            return true;
        }
        boolean holds = RelaySignature.holds(head, relayKey);
        if (holds) {
            genuine.put(head.log(), shown);
        }
        return holds;
    }

    /** How an entry of an inbox comes to us. */
    private enum Way {
        READ,
        /** It was read before: only warnings are looked for. */
        AGAIN,
        /** By hand: nobody shows it to us once more. */
        CARRIED
    }

    private void take(Tx tx, OwnInbox inbox, Bytes entry, Way way) {
        Optional<InboxSeal.Content> content =
                InboxSeal.open(inbox.address().log().id(), inbox.address().sealingKey(), entry);
        content.ifPresent(c -> {
            switch (c) {
                case InboxSeal.Cover() -> {}
                case InboxSeal.Answer(Bytes sealed) -> {
                    if (way != Way.AGAIN) {
                        desk.pairing.answered(tx, sealed);
                    }
                }
                case InboxSeal.Message message -> {
                    if (!message(tx, message, way) && way != Way.AGAIN) {
                        keepForLater(tx, desk.cells.strangers(), message);
                    }
                }
            }
        });
    }

    boolean takeCarried(Tx tx, LogId log, Bytes entry) {
        int place = placeOf(log);
        if (place < 0) {
            return false;
        }
        take(tx, inboxes.get(place), entry, Way.CARRIED);
        return true;
    }

    /** False when nobody that we know writes from this address. */
    private boolean message(Tx tx, InboxSeal.Message message, Way way) {
        for (Peers.Peer peer : desk.peers.all()) {
            if (desk.inboxAddress(peer).equals(message.address())) {
                if (peer.refused() && way == Way.CARRIED) {
                    keepForLater(tx, desk.cells.carriedMeanwhile(peer.id()), message);
                }
                open(tx, peer, message)
                        .filter(m -> way != Way.AGAIN || Post.isWarning(m))
                        .ifPresent(m -> overInbox(tx, peer, m));
                return true;
            }
        }
        if (way == Way.AGAIN) {
            return false;
        }
        Optional<Rooms.Line> line = desk.rooms.line(tx, message.address());
        line.ifPresent(l ->
                open(tx, l.peer(), message).ifPresent(m -> l.room().links.heard(tx, l.peer(), m)));
        return line.isPresent();
    }

    private Optional<InboxMessage> open(Tx tx, Peers.Peer peer, InboxSeal.Message message) {
        if (peer.refused()) {
            return Optional.empty();
        }
        Optional<Bytes> text = desk.ports
                .sessions()
                .decrypt(tx, desk.owner, message.address(), peer.node.identityKey(), message.message());
        if (text.isPresent()) {
            desk.post.flush(tx, peer);
        }
        return text.flatMap(InboxParts::decode)
                .flatMap(part -> new Assembly(desk).add(tx, peer.id(), part))
                .flatMap(InboxCodec::decode);
    }

    private void overInbox(Tx tx, Peers.Peer from, InboxMessage message) {
        switch (message) {
            case InboxMessage.PairingAcknowledged(Hash invitation) -> desk.pairing.acknowledged(tx, from, invitation);
            case InboxMessage.InboxChanged(var inbox) -> desk.reach.told(tx, from, inbox, true);
            case InboxMessage.Hello ignored -> {}
            case InboxMessage.RoomAsked asked -> desk.rooms.founder().asked(tx, from, asked);
            case InboxMessage.RoomConsented consented -> desk.rooms.founder().consented(tx, from, consented);
            case InboxMessage.RoomDeclined declined -> desk.rooms.founder().declined(tx, from, declined);
            case InboxMessage.FoundingSent(var founding) -> desk.rooms.founder().founded(tx, from, founding);
            case InboxMessage.Join(var room, Hash founding) ->
                desk.rooms.founder().joined(tx, from, room, founding);
            case InboxMessage.CardAsked asked -> desk.rooms.newcomer().cardAsked(tx, from, asked);
            case InboxMessage.OpeningSent sent -> desk.rooms.newcomer().opening(tx, from, sent);
            case InboxMessage.CardGiven(var room, var card) ->
                desk.rooms.find(room).ifPresent(r -> r.changes.cardGiven(tx, from, card));
            case InboxMessage.CardDeclined(var room) ->
                desk.rooms.find(room).ifPresent(r -> desk.tell(tx, new Fact.Declined(room, from.id())));
            case InboxMessage.Want want -> desk.rooms.find(want.room()).ifPresent(r -> r.wants.asked(tx, from, want));
            case InboxMessage.KeyGiven given -> desk.rooms.find(given.room()).ifPresent(r -> r.wants.given(tx, given));
            case InboxMessage.ReceiptSent sent ->
                desk.rooms.find(sent.room()).ifPresent(r -> r.receipts.received(tx, from, sent));
            case InboxMessage.HeadShown shown -> desk.earlyHeads.shown(tx, from.id(), shown);
            case InboxMessage.Ended ended -> desk.rooms.newcomer().ended(tx, from, ended);
            case InboxMessage.EpochReported reported -> desk.earlyReports.reported(tx, from, reported);
            case InboxMessage.StateVouched vouched -> desk.rooms.newcomer().vouched(tx, from, vouched);
            case InboxMessage.GrantGiven given ->
                desk.rooms.find(given.room()).ifPresent(r -> r.grants.given(tx, from, given));
        }
    }

    // ---- Strangers: those whom a founding or an opening is yet to introduce

    private void keepForLater(Tx tx, Key cell, InboxSeal.Message message) {
        List<InboxSeal.Message> kept = kept(tx, cell);
        if (kept.contains(message)) {
            return;
        }
        if (kept.size() < MOST_STRANGERS) {
            kept.add(message);
            tx.put(
                    cell,
                    new CanonicalWriter()
                            .list(kept, (w, m) -> w.hash(m.address()).field(m.message()))
                            .bytes());
        }
    }

    /** Tries again what came from addresses that nobody was known at. */
    void introduce(Tx tx) {
        List<InboxSeal.Message> kept = kept(tx, desk.cells.strangers());
        if (!kept.isEmpty()) {
            tx.delete(desk.cells.strangers());
            kept.stream()
                    .filter(m -> !message(tx, m, Way.READ))
                    .forEach(m -> keepForLater(tx, desk.cells.strangers(), m));
        }
    }

    private static List<InboxSeal.Message> kept(Tx tx, Key cell) {
        return tx.get(cell)
                .map(kept -> new ArrayList<>(Kept.decode(
                        kept,
                        in -> in.list(
                                MOST_STRANGERS,
                                r -> new InboxSeal.Message(r.hash(), r.field(InboxSeal.MOST_MESSAGE))))))
                .orElseGet(ArrayList::new);
    }
}
