package parley.protocol.seat;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.entry.SizeClass;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Tx;
import parley.protocol.room.Card;
import parley.protocol.room.EpochSecrets;
import parley.protocol.room.Founding;
import parley.protocol.room.Plan;
import parley.protocol.room.RosterMember;
import parley.protocol.seat.Peers.Peer;

/**
 * Founds rooms (protocol.md, "Founding"): asks, gathers consents and cards, writes the founding, and checks it as one
 * who was asked.
 *
 * <p>Guarantees that a founding counts only if the plan is the one that was consented to and our own card is in it
 * unchanged; anything else is an alarm. That nobody stands between two members who never met, only room words show.
 */
final class Founder {
    private final Desk desk;

    Founder(Desk desk) {
        this.desk = desk;
    }

    // ---- As the founder

    Result<RoomId> found(Tx tx, RoomPlan asked) {
        if (!asked.members().contains(desk.me())) {
            return Result.refused("founding.without-us");
        }
        for (PrincipalId member : asked.members()) {
            Optional<Peer> peer = desk.peers.find(member);
            if (!member.equals(desk.me()) && peer.filter(Peer::mayBeAsked).isEmpty()) {
                return Result.refused(
                        "founding.not-paired",
                        peer.map(p -> p.node.principal().name()).orElse(""));
            }
        }
        if (asked.name().isBlank() || Bytes.utf8(asked.name()).size() > Plan.MOST_NAME_BYTES) {
            return Result.refused("founding.name", Plan.MOST_NAME_BYTES);
        }
        if (asked.members().size() < 2
                || asked.members().stream().distinct().count()
                        != asked.members().size()
                || asked.seats() < asked.members().size()
                || asked.seats() > SizeClass.MOST_SEATS) {
            return Result.refused("founding.seats", SizeClass.MOST_SEATS);
        }
        if (asked.rules().size() > Plan.MOST_RULES_BYTES) {
            return Result.refused("founding.rules-too-long", Plan.MOST_RULES_BYTES);
        }
        RoomId room = new RoomId(new Hash(desk.ports.randomness().bytes(Hash.SIZE)));
        Plan plan =
                new Plan(desk.table, room, asked.name(), asked.rules(), asked.members(), asked.seats(), asked.relay());
        OwnCard own = OwnCard.fresh(desk, tx, room, asked.relay());
        Forming forming = Forming.of(plan, desk.me(), Optional.of(own)).with(own.card());
        save(tx, forming);
        others(plan).forEach(peer -> desk.post.send(tx, peer, new InboxMessage.RoomAsked(plan, principals(plan))));
        return Result.done(room);
    }

    private List<Peer> others(Plan plan) {
        return plan.members().stream()
                .flatMap(member -> desk.peers.find(member).stream())
                .toList();
    }

    private List<Principal> principals(Plan plan) {
        return plan.members().stream()
                .map(member -> member.equals(desk.me())
                        ? desk.self.node.principal()
                        : desk.peers.find(member).orElseThrow().node.principal())
                .toList();
    }

    void consented(Tx tx, Peer from, InboxMessage.RoomConsented consented) {
        Optional<Forming> forming = forming(tx, consented.room())
                .filter(f -> f.founder().equals(desk.me()))
                .filter(f -> f.plan().hash().equals(consented.plan()))
                .filter(f -> f.plan().members().contains(from.id()))
                .filter(f -> consented.card().node().equals(from.node)
                        && consented.card().table().equals(desk.table)
                        && consented.card().room().equals(consented.room()));
        if (forming.isEmpty() || desk.rooms.find(consented.room()).isPresent()) {
            return;
        }
        Forming more = forming.get().with(consented.card());
        save(tx, more);
        more.complete().ifPresent(cards -> {
            EpochSecrets secrets =
                    EpochSecrets.fresh(desk.ports.randomness(), more.plan().relay());
            Founding founding = new Founding(more.plan(), cards, secrets);
            others(more.plan()).forEach(peer -> desk.post.send(tx, peer, new InboxMessage.FoundingSent(founding)));
            open(tx, founding, more);
        });
    }

    void declined(Tx tx, Peer from, InboxMessage.RoomDeclined declined) {
        forming(tx, declined.room())
                .filter(f -> f.founder().equals(desk.me())
                        && f.plan().hash().equals(declined.plan())
                        && f.plan().members().contains(from.id()))
                .ifPresent(f -> desk.tell(tx, new Fact.Declined(declined.room(), from.id())));
    }

    // ---- As one who is asked

    void asked(Tx tx, Peer from, InboxMessage.RoomAsked asked) {
        Plan plan = asked.plan();
        boolean sound = plan.table().equals(desk.table)
                && plan.members().contains(desk.me())
                && plan.members().contains(from.id())
                && asked.members().stream().map(Principal::id).toList().equals(plan.members());
        // A yes answers who asks into the standing room: what is shown must be that.
        if (sound
                && forming(tx, plan.room()).isEmpty()
                && !desk.rooms.newcomer().isAsked(tx, plan.room())
                && desk.rooms.find(plan.room()).isEmpty()) {
            save(tx, Forming.of(plan, from.id(), Optional.empty()));
            RoomPlan shown = new RoomPlan(plan.name(), plan.rules(), plan.members(), plan.seats(), plan.relay());
            if (!desk.asks(tx, new Fact.AskedToJoin(plan.room(), shown, from.id(), asked.members(), true))) {
                tx.delete(desk.cells.forming(plan.room()));
            }
        }
    }

    /** Whether a founding waits here for our person's answer: who founds has given its own card. */
    static boolean isAsked(Tx tx, Cells cells, RoomId room) {
        return forming(tx, cells, room).filter(f -> f.own().isEmpty()).isPresent();
    }

    Result<Ok> consent(Tx tx, RoomId room, RelayAddress shown) {
        Optional<Forming> forming = forming(tx, room)
                .filter(f -> !f.founder().equals(desk.me()) && f.own().isEmpty());
        Optional<Peer> founder = forming.flatMap(f -> desk.peers.find(f.founder()));
        if (forming.isEmpty() || founder.isEmpty()) {
            return Result.refused("founding.nothing-asked");
        }
        if (!forming.get().plan().relay().equals(shown)) {
            return Result.refused("founding.asked-otherwise");
        }
        OwnCard own = OwnCard.fresh(desk, tx, room, forming.get().plan().relay());
        save(tx, forming.get().with(own));
        desk.post.send(
                tx,
                founder.get(),
                new InboxMessage.RoomConsented(room, forming.get().plan().hash(), own.card()));
        return Ok.done();
    }

    Result<Ok> decline(Tx tx, RoomId room) {
        Optional<Forming> forming = forming(tx, room)
                .filter(f -> !f.founder().equals(desk.me()) && f.own().isEmpty());
        Optional<Peer> founder = forming.flatMap(f -> desk.peers.find(f.founder()));
        if (forming.isEmpty() || founder.isEmpty()) {
            return Result.refused("founding.nothing-asked");
        }
        tx.delete(desk.cells.forming(room));
        desk.post.send(
                tx,
                founder.get(),
                new InboxMessage.RoomDeclined(room, forming.get().plan().hash()));
        return Ok.done();
    }

    void founded(Tx tx, Peer from, Founding founding) {
        RoomId room = founding.plan().room();
        Optional<Forming> forming = forming(tx, room)
                .filter(f -> f.founder().equals(from.id()) && f.own().isPresent())
                .filter(f -> f.plan().hash().equals(founding.plan().hash()));
        // A founder who begins as programs of before did could choose the log of every later epoch.
        if (!founding.secrets().isBound()) {
            return;
        }
        if (forming.isEmpty() || desk.rooms.find(room).isPresent()) {
            return;
        }
        Card ours = forming.get().own().orElseThrow().card();
        boolean unchanged = (founding.cards().contains(ours) || !desk.conduct.checksOwnCard())
                && founding.secrets().relay().equals(founding.plan().relay());
        Optional<Fact.Alarm> objection = unchanged && noneIsOlder(founding)
                ? new Shown(desk).objection(room, from, founding.cards())
                : Optional.of(Shown.cardChanged(room, from));
        if (objection.isPresent()) {
            desk.tell(tx, objection.get());
            return;
        }
        open(tx, founding, forming.get());
    }

    private boolean noneIsOlder(Founding founding) {
        return founding.cards().stream()
                .map(Card::node)
                .allMatch(node -> desk.peers
                        .find(node.principal().id())
                        .map(peer -> peer.node.incarnation() <= node.incarnation())
                        .orElse(true));
    }

    // ---- The room begins

    private void open(Tx tx, Founding founding, Forming forming) {
        Plan plan = founding.plan();
        RoomState state = new RoomState(plan);
        state.bundlesUntil = Optional.of(desk.now().plus(Bundles.LIVE));
        desk.unusedCards.used(tx, forming.own().orElseThrow());
        RoomFold.State begun = desk.ports
                .fold()
                .begin(new RoomFold.Birth(
                        plan.room(),
                        plan.name(),
                        plan.rules(),
                        founding.roster().principals()));
        Room room = new Room(desk, state, forming.own().orElseThrow(), begun);
        founding.cards().forEach(card -> room.keep(tx, card));
        room.turns.beginEpoch(tx, new Epoch(founding.opening(), founding.secrets()));
        desk.rooms.add(tx, room);
        desk.outbox.create(
                tx,
                plan.relay(),
                founding.secrets().capabilityHash(),
                founding.secrets().capabilityHash());
        Fact.Comparison vouched = forming.founder().equals(desk.me())
                ? new Fact.Comparison.Unverified()
                : new Fact.Comparison.VouchedFor(forming.founder());
        boolean elder = false;
        for (RosterMember member : founding.roster().members()) {
            if (desk.isMe(member)) {
                elder = true;
            } else {
                room.links.meet(tx, room.card(tx, member), vouched);
                room.links.add(tx, member, elder);
            }
        }
        room.toAll(tx, new InboxMessage.Join(plan.room(), founding.hash()));
        desk.tell(tx, new Fact.RoomOpened(plan.room()));
        forming.joins().forEach((member, hash) -> compare(tx, room, member, hash));
        tx.delete(desk.cells.forming(plan.room()));
        desk.mailbox.introduce(tx);
        desk.earlyHeads.compare(tx, room);
        room.save(tx);
    }

    void joined(Tx tx, Peer from, RoomId id, Hash founding) {
        Optional<Room> room = desk.rooms.find(id);
        if (room.isPresent()) {
            compare(tx, room.get(), from.id(), founding);
            return;
        }
        forming(tx, id).filter(f -> f.plan().members().contains(from.id())).ifPresent(f -> {
            f.joins().put(from.id(), founding);
            save(tx, f);
        });
    }

    private static void compare(Tx tx, Room room, PrincipalId member, Hash founding) {
        Optional<Link> link = room.state.link(member).filter(l -> !l.joined);
        Optional<Hash> ours = room.past(tx, 0).map(epoch -> epoch.opening.before());
        if (link.isEmpty() || ours.isEmpty()) {
            return;
        }
        if (ours.get().equals(founding)) {
            link.get().joined = true;
            room.save(tx);
            room.desk.tell(tx, new Fact.Joined(room.id(), member));
        } else {
            room.alarm(
                    tx, Fact.AlarmKind.OPENING_DIFFERS, Optional.of(member), Fact.Source.ENTERING, room.current(), 0);
        }
    }

    boolean isForming(Tx tx, RoomId room) {
        return forming(tx, room).isPresent();
    }

    private Optional<Forming> forming(Tx tx, RoomId room) {
        return forming(tx, desk.cells, room);
    }

    private static Optional<Forming> forming(Tx tx, Cells cells, RoomId room) {
        return tx.get(cells.forming(room)).map(Forming::decode);
    }

    private void save(Tx tx, Forming forming) {
        tx.put(desk.cells.forming(forming.plan().room()), forming.encoded());
    }
}
