package parley.protocol.seat;

import java.time.Duration;
import java.time.Instant;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.TableId;
import parley.protocol.port.Tx;
import parley.protocol.room.RosterMember;

/** What the parts of one seat share: ports, cells, keys, peers, outbox; a part reaches another only through here. */
final class Desk {
    /** Bytes of every key and capability here. */
    static final int SECRET = 32;

    final Seat.Ports ports;
    final Conduct conduct;
    final TableId table;
    /** Under whose name {@code Sessions} keeps this seat's keys. */
    final Hash owner;

    final Cells cells;
    final Self self;
    final Outbox outbox;
    final Releases releases;
    final Peers peers;
    final Post post;
    final Mailbox mailbox;
    final Pairing pairing;
    final UnusedCards unusedCards;
    final Rooms rooms;
    final Reach reach;
    final EarlyHeads earlyHeads = new EarlyHeads(this);
    final EarlyReports earlyReports = new EarlyReports(this);

    Desk(Seat.Ports ports, Conduct conduct, TableId table, Tx tx) {
        this.ports = ports;
        this.conduct = conduct;
        this.table = table;
        this.owner = owner(table);
        this.cells = new Cells(table);
        this.self = Self.load(cells, tx);
        this.outbox = Outbox.load(cells, tx);
        this.releases = new Releases(outbox);
        this.peers = Peers.load(this, tx);
        this.post = new Post(this);
        this.pairing = Pairing.load(this, tx);
        this.unusedCards = UnusedCards.load(this, tx);
        this.rooms = Rooms.load(this, tx);
        this.mailbox = Mailbox.load(this, tx);
        this.reach = Reach.load(this, tx);
    }

    static Hash owner(TableId table) {
        return Hash.of("session-owner", table.hash().value());
    }

    Instant now() {
        return ports.clock().instant();
    }

    /**
     * Whether so much time has passed since. An instant ahead of the clock counts as long past: the clock was set back since
     * then, and nothing may wait for it to come there again ({@code docs/protocol.md}, "A node as a state machine").
     */
    boolean passed(Instant since, Duration pause) {
        return !now().isBefore(due(since, pause));
    }

    /** The instant from which {@link #passed} holds. */
    Instant due(Instant since, Duration pause) {
        return since.isAfter(now()) ? Instant.EPOCH : since.plus(pause);
    }

    void tell(Tx tx, Fact fact) {
        ports.listener().hear(tx, table, fact);
    }

    /** Whether people are asked. */
    boolean asks(Tx tx, Fact.AskedToJoin asked) {
        return ports.listener().asked(tx, table, asked);
    }

    PrincipalId me() {
        return self.node.principal().id();
    }

    boolean isMe(RosterMember member) {
        return member.principal().id().equals(me()) && member.incarnation() == self.node.incarnation();
    }

    Hash inboxAddress(Peers.Peer peer) {
        return Channels.inbox(table, self.node, peer.node);
    }
}
