package parley.protocol.seat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.Malformed;
import parley.protocol.identity.InboxAddress;
import parley.protocol.inbox.InboxCodec;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.inbox.InboxParts;
import parley.protocol.inbox.InboxSeal;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;
import parley.protocol.session.Sessions;

/** Sends messages to peers: encrypts in the pair's session, seals for the inbox, leaves the bytes to the outbox. */
final class Post {
    /** A peer whose session never comes about, or who is never reached, must not fill the vault; most of what counts is asked for again. */
    private static final int MOST_HELD = 128;

    /** A few of the longest messages, and all short ones. */
    private static final int MOST_HELD_BYTES = 8 << 20;

    private final Desk desk;

    Post(Desk desk) {
        this.desk = desk;
    }

    /**
     * Over the inbox channel; kept until its session stands and the peer is reached ({@link Reach}). Nothing goes to a peer whose code
     * differed, until people compared anew: then it has the warnings that are said once, and nothing that was meant to be kept from it
     * or has been erased meanwhile.
     */
    void send(Tx tx, Peers.Peer peer, InboxMessage message) {
        if (peer.refused()) {
            if (isWarning(message)) {
                hold(tx, peer, message);
            }
            return;
        }
        Hash address = desk.inboxAddress(peer);
        boolean reached = desk.reach.isReached(peer);
        if (!reached || desk.ports.sessions().standing(tx, desk.owner, address) == Sessions.Standing.NONE) {
            if (reached || !isSaidAgain(message)) {
                hold(tx, peer, message);
            }
        } else {
            over(tx, address, peer, message);
        }
    }

    /**
     * Sends what a person may ask for again and again, but not while the same asking still waits for its relay. Askings that pile up
     * behind a relay that is silent would come when what they asked for is long over, and their reader's person be asked anew.
     *
     * @param asked where the last one is kept
     */
    void ask(Tx tx, Peers.Peer peer, Key asked, InboxMessage message) {
        if (!isOpen(tx, peer)) {
            send(tx, peer, message); // Is held, and once.
            return;
        }
        Bytes log = peer.inbox.log().id().hash().value();
        Hash which = Hash.of("asking", log, InboxCodec.encode(message));
        Optional<Asking> last = tx.get(asked).map(kept -> Kept.decode(kept, Asking::read));
        if (last.filter(one -> one.which().equals(which) && desk.outbox.holds(one.sending()))
                .isEmpty()) {
            send(tx, peer, message);
            tx.put(asked, new Asking(desk.outbox.last(), which).encoded());
        }
    }

    /**
     * @param sending its number in the outbox, of its last part
     * @param which of what it asks, and the inbox where
     */
    private record Asking(long sending, Hash which) {
        Bytes encoded() {
            return new CanonicalWriter().u64(sending).hash(which).bytes();
        }

        static Asking read(CanonicalReader in) throws Malformed {
            return new Asking(in.u64(), in.hash());
        }
    }

    /** Over a session that stands; what goes past {@link #send} is said again until it is answered. */
    void over(Tx tx, Hash address, Peers.Peer peer, InboxMessage message) {
        if (!isReached(peer)) {
            return;
        }
        long last = 0;
        for (Bytes text : InboxParts.split(message)) {
            Bytes encrypted = desk.ports.sessions().encrypt(tx, desk.owner, address, text);
            last = put(tx, peer.inbox, new InboxSeal.Message(address, encrypted));
        }
        if (isWarning(message)) {
            List<Waiting> waiting = waiting(tx, peer);
            if (waiting.size() < MOST_HELD) {
                waiting.add(new Waiting(last, InboxCodec.encode(message)));
                tx.put(
                        desk.cells.warned(peer.id()),
                        new CanonicalWriter()
                                .list(
                                        waiting,
                                        (to, one) -> to.u64(one.sending()).field(one.message()))
                                .bytes());
            }
        }
    }

    /** A warning that the relay has not answered for: the outbox has it sealed, and nobody could make it anew of that. */
    private record Waiting(long sending, Bytes message) {}

    private List<Waiting> waiting(Tx tx, Peers.Peer peer) {
        return tx.get(desk.cells.warned(peer.id()))
                .map(kept -> Kept.decode(
                        kept, in -> in.list(MOST_HELD, r -> new Waiting(r.u64(), r.field(InboxCodec.MOST_BYTES)))))
                .map(all -> all.stream().filter(one -> desk.outbox.holds(one.sending())))
                .map(all -> (List<Waiting>) new ArrayList<>(all.toList()))
                .orElseGet(ArrayList::new);
    }

    /**
     * A peer's code differed: what waits for it goes no more, and of that the warnings are held. Whoever names the inbox of another as
     * its own doesn't stop that one's mail.
     */
    void stop(Tx tx, Peers.Peer peer) {
        LogId log = peer.inbox.log().id();
        boolean isAnothersToo = desk.peers.all().stream()
                .anyMatch(other -> other != peer
                        && isReached(other)
                        && other.inbox.log().id().equals(log));
        if (isAnothersToo) {
            return;
        }
        List<Waiting> waiting = waiting(tx, peer);
        desk.outbox.drop(tx, log);
        tx.delete(desk.cells.warned(peer.id()));
        waiting.stream()
                .filter(one -> !desk.outbox.holds(one.sending()))
                .forEach(one -> InboxCodec.decode(one.message()).ifPresent(message -> hold(tx, peer, message)));
    }

    /** @return its number in the outbox */
    long put(Tx tx, InboxAddress inbox, InboxSeal.Content content) {
        Bytes entry = InboxSeal.seal(inbox.log().id(), inbox.sealingKey(), content, desk.ports.randomness());
        return desk.outbox.add(
                tx,
                number -> new Sending.Append(
                        number,
                        inbox.log().relay(),
                        inbox.log().id(),
                        inbox.append(),
                        Optional.empty(),
                        entry,
                        Optional.empty()));
    }

    private void hold(Tx tx, Peers.Peer peer, InboxMessage message) {
        Bytes encoded = InboxCodec.encode(message);
        List<Bytes> held = held(tx, peer);
        if (held.contains(encoded)) {
            return;
        }
        if (message instanceof InboxMessage.ReceiptSent) {
            held.removeIf(before -> isOfSameKindAndRoom(before, encoded));
        }
        int bytes = held.stream().mapToInt(Bytes::size).sum();
        if (held.size() < MOST_HELD && bytes + encoded.size() <= MOST_HELD_BYTES) {
            held.add(encoded);
            keepHeld(tx, peer, held);
        }
    }

    private static boolean isOfSameKindAndRoom(Bytes one, Bytes other) {
        int begins = Math.min(one.size(), 2 + Hash.SIZE);
        return one.slice(0, begins).equals(other.slice(0, Math.min(other.size(), begins)));
    }

    /** Asked for or said again by itself, for as long as anybody waits for it. */
    private static boolean isSaidAgain(InboxMessage message) {
        return message instanceof InboxMessage.Want || message instanceof InboxMessage.KeyGiven;
    }

    /** Said once, and of use however late: that histories, or ends, differ. */
    static boolean isWarning(InboxMessage message) {
        return message instanceof InboxMessage.HeadShown || message instanceof InboxMessage.EpochReported;
    }

    /** False for one to whom nothing goes: its code differed, or nobody said yes to its relay. */
    boolean isReached(Peers.Peer peer) {
        return !peer.refused() && desk.reach.isReached(peer);
    }

    /** Whether what is sent goes now, and isn't held. */
    boolean isOpen(Tx tx, Peers.Peer peer) {
        return isReached(peer)
                && desk.ports.sessions().standing(tx, desk.owner, desk.inboxAddress(peer)) != Sessions.Standing.NONE;
    }

    /** What waited for this peer's session, for it to be reached, or for its code to be compared anew, goes now. */
    void flush(Tx tx, Peers.Peer peer) {
        // Else all that waits would be read and written anew at every message of one to whom nothing goes.
        if (!isOpen(tx, peer)) {
            return;
        }
        List<Bytes> held = held(tx, peer);
        if (!held.isEmpty()) {
            tx.delete(desk.cells.held(peer.id()));
            // A vault may come from a program that wrote otherwise: what can't be read must not stop an inbox.
            held.forEach(encoded -> InboxCodec.decode(encoded).ifPresent(message -> send(tx, peer, message)));
        }
    }

    /** Other keys stand for this peer now: what was meant for those of before was meant for nobody whom anybody compared as it is. */
    void keepWarningsAlone(Tx tx, Peers.Peer peer) {
        List<Bytes> warnings = held(tx, peer).stream()
                .filter(encoded ->
                        InboxCodec.decode(encoded).filter(Post::isWarning).isPresent())
                .toList();
        keepHeld(tx, peer, warnings);
    }

    private void keepHeld(Tx tx, Peers.Peer peer, List<Bytes> held) {
        if (held.isEmpty()) {
            tx.delete(desk.cells.held(peer.id()));
        } else {
            tx.put(
                    desk.cells.held(peer.id()),
                    new CanonicalWriter().list(held, CanonicalWriter::field).bytes());
        }
    }

    private List<Bytes> held(Tx tx, Peers.Peer peer) {
        return tx.get(desk.cells.held(peer.id()))
                .map(kept -> Kept.decode(kept, in -> in.list(MOST_HELD, r -> r.field(InboxCodec.MOST_BYTES))))
                .map(list -> (List<Bytes>) new ArrayList<>(list))
                .orElseGet(ArrayList::new);
    }

    /** A session begun from a card's bundle, where none stands; false when the bundle is no good. */
    boolean begin(Tx tx, Hash address, Peers.Peer peer, Bytes bundle) {
        Sessions sessions = desk.ports.sessions();
        return sessions.standing(tx, desk.owner, address) != Sessions.Standing.NONE
                || sessions.begin(tx, desk.owner, address, peer.node.identityKey(), bundle);
    }
}
