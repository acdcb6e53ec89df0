package parley.protocol.seat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.entry.SizeClass;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Tx;
import parley.protocol.room.Card;
import parley.protocol.room.Opening;
import parley.protocol.room.RosterMember;
import parley.protocol.seat.Peers.Peer;

/**
 * Joins rooms that stand already (protocol.md, "Epochs"): gives a card when its person consents, and begins from an
 * opening.
 *
 * <p>Guarantees that an opening counts only from a paired peer, with our card in it unchanged; of a room in which we sat before
 * a renewal only from one who sat there too, or to whom our person consented. What the opening says of the others only room
 * words show, and elders' digests of the state.
 */
final class Newcomer {
    private final Desk desk;
    private final EarlyWords early;

    Newcomer(Desk desk) {
        this.desk = desk;
        this.early = new EarlyWords(desk);
    }

    void cardAsked(Tx tx, Peer from, InboxMessage.CardAsked asked) {
        Optional<Room> here =
                desk.rooms.find(asked.room()).filter(room -> room.state.condition != SeatRoom.Condition.LEFT);
        if (here.filter(room -> room.roster().members().stream().anyMatch(desk::isMe))
                .isPresent()) {
            return;
        }
        RelayAddress relay = asked.relay().orElse(desk.self.relay);
        Optional<OwnCard> given = asked(tx, asked.room())
                .filter(before -> before.by().equals(from.id()))
                .flatMap(AskedCard::own)
                .filter(own -> mayGive(own) && isAt(own, relay));
        if (given.isPresent()) {
            desk.post.send(
                    tx,
                    from,
                    new InboxMessage.CardGiven(asked.room(), given.get().card()));
            return;
        }
        if (isAskedElsewhere(tx, asked.room(), from, relay)) {
            return;
        }
        if (Founder.isAsked(tx, desk.cells, asked.room())) {
            return;
        }
        boolean unanswered = isAsked(tx, asked.room());
        Optional<Bytes> before = tx.get(desk.cells.newcomer(asked.room()));
        Optional<RelayAddress> relayBefore = askedRelay(tx, asked.room());
        save(tx, asked.room(), new AskedCard(from.id(), Optional.empty()));
        save(tx, asked.room(), relay);
        // Our person asked to be renewed, and sat here all the time; whoever left is asked like anybody else, and so is
        // whoever has the question on the page already.
        boolean renewed = !unanswered
                && here.filter(room -> room.inRoster(desk.me()) && room.inRoster(from.id()))
                        .isPresent();
        if (renewed && desk.reach.uses(relay)) {
            give(tx, asked.room(), from);
            return;
        }
        // Whoever comes back from a backup without this room is still among those who sit there.
        List<Principal> members = new ArrayList<>(asked.members());
        members.removeIf(member -> member.id().equals(desk.me()));
        members.add(desk.self.node.principal());
        List<PrincipalId> ids = members.stream().map(Principal::id).toList();
        RoomPlan plan = new RoomPlan(asked.name(), asked.terms(), ids, asked.seats(), relay);
        if (!desk.asks(tx, new Fact.AskedToJoin(asked.room(), plan, from.id(), members, false))) {
            tx.delete(desk.cells.newcomer(asked.room()));
            before.ifPresent(kept -> tx.put(desk.cells.newcomer(asked.room()), kept));
            relayBefore.ifPresentOrElse(
                    kept -> save(tx, asked.room(), kept), () -> tx.delete(desk.cells.askedRelay(asked.room())));
        }
    }

    boolean isAsked(Tx tx, RoomId room) {
        return AskedCard.waits(tx, desk.cells, room);
    }

    /** A person may be about to say yes to what another asked: that yes must not be taken to a relay that nobody showed. */
    private boolean isAskedElsewhere(Tx tx, RoomId room, Peer from, RelayAddress relay) {
        return isAsked(tx, room)
                && asked(tx, room).filter(asked -> asked.by().equals(from.id())).isEmpty()
                && !whereAsked(tx, room).equals(relay);
    }

    /** The relay outlives the asking that was answered with no: openings go again until they are taken, the next asking counts. */
    private boolean isDeclined(Tx tx, RoomId room, RelayAddress relay) {
        return asked(tx, room).isEmpty() && askedRelay(tx, room).equals(Optional.of(relay));
    }

    Result<Ok> consent(Tx tx, RoomId room, RelayAddress shown) {
        Optional<Peer> by = asked(tx, room).flatMap(a -> desk.peers.find(a.by()));
        if (by.isEmpty()) {
            return Result.refused("founding.nothing-asked");
        }
        if (!whereAsked(tx, room).equals(shown)) {
            return Result.refused("founding.asked-otherwise");
        }
        give(tx, room, by.get());
        return Ok.done();
    }

    Result<Ok> decline(Tx tx, RoomId room) {
        Optional<Peer> by = asked(tx, room).flatMap(a -> desk.peers.find(a.by()));
        if (by.isEmpty()) {
            return Result.refused("founding.nothing-asked");
        }
        tx.delete(desk.cells.newcomer(room));
        desk.post.send(tx, by.get(), new InboxMessage.CardDeclined(room));
        return Ok.done();
    }

    private void give(Tx tx, RoomId room, Peer to) {
        RelayAddress relay = whereAsked(tx, room);
        // Whoever got the card of before, when the room lay there, may propose it yet.
        List<OwnCard> known = Stream.of(given(tx, room), givenBefore(tx, room))
                .flatMap(Optional::stream)
                .filter(this::isGood)
                .toList();
        OwnCard own = known.stream()
                .filter(one -> mayGive(one) && isAt(one, relay))
                .findFirst()
                .orElseGet(() -> OwnCard.fresh(desk, tx, room, relay));
        save(tx, room, new AskedCard(to.id(), Optional.of(own)));
        known.stream()
                .filter(one -> !one.equals(own))
                .findFirst()
                .ifPresent(one -> tx.put(desk.cells.givenCardBefore(room), one.encoded()));
        tx.put(desk.cells.givenCard(room), own.encoded());
        desk.post.send(tx, to, new InboxMessage.CardGiven(room, own.card()));
    }

    boolean isToCome(Tx tx, RoomId room) {
        return given(tx, room).isPresent();
    }

    /** Whoever asks next gets the same one: the proposal of the first asker may be what brings us in. */
    private Optional<OwnCard> given(Tx tx, RoomId room) {
        return tx.get(desk.cells.givenCard(room)).map(kept -> Kept.decode(kept, OwnCard::read));
    }

    private Optional<OwnCard> givenBefore(Tx tx, RoomId room) {
        return tx.get(desk.cells.givenCardBefore(room)).map(kept -> Kept.decode(kept, OwnCard::read));
    }

    /** The last two: a room may have taken up the one that we gave before it moved, or goes on asking for one where it was. */
    private Optional<OwnCard> given(Tx tx, Opening opening) {
        RoomId room = opening.room();
        Optional<OwnCard> latest = given(tx, room);
        return givenBefore(tx, room)
                .filter(own -> latest.isPresent() && isGood(own))
                .filter(own -> opening.roster().members().contains(RosterMember.of(own.card())))
                .or(() -> latest);
    }

    /**
     * The room took up a card that we gave before we were renewed: nobody exchanged it, but whoever has a copy of what we were has
     * its keys. We come in by a renewal there.
     */
    private boolean isBeforeRenewal(Card card) {
        NodeIdentity then = card.node();
        return then.principal().id().equals(desk.me())
                && then.incarnation() < desk.self.node.incarnation()
                && desk.peers.onRecord(desk.me()).contains(then.onRecord());
    }

    private static boolean isAt(OwnCard own, RelayAddress relay) {
        return own.card().inbox().log().relay().equals(relay);
    }

    private boolean isGood(OwnCard own) {
        return own.card().node().equals(desk.self.node) && desk.unusedCards.holds(own);
    }

    private boolean mayGive(OwnCard own) {
        return isGood(own) && desk.unusedCards.isYoung(own);
    }

    void opening(Tx tx, Peer from, InboxMessage.OpeningSent sent) {
        Opening opening = sent.opening();
        RoomId id = opening.room();
        Optional<OwnCard> own = given(tx, opening);
        if (own.isEmpty() || !from.paired || !mayOpen(tx, from, id) || !consistent(sent)) {
            return;
        }
        boolean ours =
                opening.roster().members().contains(RosterMember.of(own.get().card()));
        if (sent.cards().stream().anyMatch(this::isBeforeRenewal)) {
            return;
        }
        Result<RoomFold.State> state = desk.ports.fold().restore(sent.state());
        Shown shown = new Shown(desk);
        Optional<Fact.Alarm> objection = shown.objection(id, from, sent.cards());
        if (!ours || objection.isPresent() || !(state instanceof Result.Done<RoomFold.State>(var folded))) {
            Fact.Alarm alarm = objection.orElseGet(() -> Shown.cardChanged(id, from));
            if (shown.isNews(tx, opening, alarm)) {
                desk.tell(tx, alarm);
            }
            return;
        }
        if (!desk.reach.uses(sent.secrets().relay())) {
            askAgain(tx, from, sent, folded);
            return;
        }
        forget(tx, id);
        begin(tx, from, sent, own.get(), folded);
    }

    /** Our person said yes to the room elsewhere. Openings go again until they are answered, and one comes after the person did. */
    private void askAgain(Tx tx, Peer from, InboxMessage.OpeningSent sent, RoomFold.State folded) {
        RoomId id = sent.opening().room();
        RelayAddress relay = sent.secrets().relay();
        if ((isAsked(tx, id) && askedRelay(tx, id).equals(Optional.of(relay)))
                || isAskedElsewhere(tx, id, from, relay)
                || Founder.isAsked(tx, desk.cells, id)
                || isDeclined(tx, id, relay)) {
            return;
        }
        List<Principal> members = sent.opening().roster().principals();
        RoomPlan plan = new RoomPlan(
                sent.plan().name(),
                folded.terms(),
                members.stream().map(Principal::id).toList(),
                sent.plan().seats(),
                relay);
        if (desk.asks(tx, new Fact.AskedToJoin(id, plan, from.id(), members, false))) {
            save(tx, id, new AskedCard(from.id(), Optional.empty()));
            save(tx, id, relay);
        }
    }

    /**
     * Our card for a room of ours goes to whoever a backup shows there, without our person: none of them may hand it to one who
     * never sat there and is paired with us for another room.
     */
    private boolean mayOpen(Tx tx, Peer from, RoomId id) {
        return desk.rooms
                .find(id)
                .filter(former -> former.state.condition != SeatRoom.Condition.LEFT)
                .map(former -> former.inRoster(from.id())
                        || asked(tx, id)
                                .filter(asked -> asked.by().equals(from.id())
                                        && asked.own().isPresent())
                                .isPresent())
                .orElse(true);
    }

    private boolean consistent(InboxMessage.OpeningSent sent) {
        Opening opening = sent.opening();
        return opening.table().equals(desk.table)
                && sent.plan().table().equals(desk.table)
                && sent.plan().room().equals(opening.room())
                && sent.plan().seats() >= opening.roster().size()
                && SizeClass.of(sent.plan().seats()).slots() >= opening.roster().size()
                && sent.secrets().log().equals(opening.log())
                && sent.secrets().headerKeyHash().equals(opening.headerKeyHash())
                && sent.cards().stream()
                        .map(RosterMember::of)
                        .toList()
                        .equals(opening.roster().members())
                && sent.cards().stream()
                        .allMatch(c -> c.table().equals(desk.table) && c.room().equals(opening.room()));
    }

    private void begin(Tx tx, Peer from, InboxMessage.OpeningSent sent, OwnCard own, RoomFold.State folded) {
        Opening opening = sent.opening();
        RoomState state = new RoomState(sent.plan());
        state.first = opening.epoch();
        state.oldest = opening.epoch();
        state.bundlesUntil = Optional.of(desk.now().plus(Bundles.LIVE));
        desk.unusedCards.used(tx, own);
        RoomFold.State start = desk.conduct.takesOpeningState() ? folded : nothing(sent);
        desk.rooms.find(opening.room()).ifPresent(former -> succeed(tx, former, state, opening.behind()));
        Room room = new Room(desk, state, own, start);
        sent.cards().forEach(card -> room.keep(tx, card));
        room.turns.beginEpoch(tx, new Epoch(opening, sent.secrets()));
        desk.rooms.add(tx, room);
        room.links.end(tx);
        for (RosterMember member : opening.roster().members()) {
            if (!desk.isMe(member)) {
                room.links.meet(tx, room.card(tx, member), new Fact.Comparison.VouchedFor(from.id()));
                room.links.add(tx, member, false);
            }
        }
        desk.tell(tx, new Fact.RoomOpened(room.id()));
        early.compare(tx, room);
        desk.mailbox.introduce(tx);
        desk.earlyHeads.compare(tx, room);
        desk.earlyReports.compare(tx, room);
        room.save(tx);
    }

    /**
     * What the room that we were in before still had to say goes to nobody; its tickets keep their names, the epochs that it
     * forgot are none of those that we read from now on, and what it erased is given back by no grant.
     */
    private static void succeed(Tx tx, Room former, RoomState next, long behind) {
        former.writer.giveUp(tx);
        // What was half said there is of no use any more, and erasure goes on behind what it kept for it.
        former.eraser.finished(tx, former.current());
        tx.delete(former.desk.cells.forgottenEpochs(former.id()));
        // A life in another history of the room may have gone further than the one that begins now.
        next.erased = Math.min(former.state.erased, behind);
        next.firstTicket = former.state.nextTicket;
        next.nextTicket = former.state.nextTicket;
    }

    /** An elder's word may outrun the opening that it is of: then it waits for it. */
    void vouched(Tx tx, Peer from, InboxMessage.StateVouched vouched) {
        if (isToCome(tx, vouched.room())) {
            early.keep(tx, from.id(), vouched);
        } else {
            desk.rooms.find(vouched.room()).ifPresent(room -> room.receipts.vouched(tx, from, vouched));
        }
    }

    /**
     * Whoever asked for our card says that we were let in by it and removed before the opening came: nobody lets us in by that card
     * any more, and the next asking gets another, if our person says yes again. Who comes in by a renewal hears the same of its
     * former self.
     */
    void ended(Tx tx, Peer from, InboxMessage.Ended ended) {
        boolean ofFormerLife = desk.rooms
                .find(ended.room())
                .map(former -> former.state.condition != SeatRoom.Condition.LEFT || former.state.epoch >= ended.epoch())
                .orElse(desk.self.node.incarnation() > 0);
        boolean given = asked(tx, ended.room())
                .filter(asked -> asked.by().equals(from.id()) && asked.own().isPresent())
                .isPresent();
        if (given && !ofFormerLife) {
            forget(tx, ended.room());
        }
        desk.rooms.find(ended.room()).ifPresent(room -> room.turns.toldEnded(tx, from, ended));
    }

    private void forget(Tx tx, RoomId id) {
        tx.delete(desk.cells.newcomer(id));
        tx.delete(desk.cells.askedRelay(id));
        tx.delete(desk.cells.givenCard(id));
        tx.delete(desk.cells.givenCardBefore(id));
        tx.delete(desk.cells.toldShown(id));
    }

    private RoomFold.State nothing(InboxMessage.OpeningSent sent) {
        return desk.ports
                .fold()
                .begin(new RoomFold.Birth(
                        sent.plan().room(),
                        sent.plan().name(),
                        sent.plan().rules(),
                        sent.opening().roster().principals()));
    }

    private Optional<AskedCard> asked(Tx tx, RoomId room) {
        return AskedCard.in(tx, desk.cells, room);
    }

    private Optional<RelayAddress> askedRelay(Tx tx, RoomId room) {
        return tx.get(desk.cells.askedRelay(room)).map(kept -> Kept.decode(kept, RelayAddress::read));
    }

    /** A vault of before the relay was kept has an asking and none: it means the table's. */
    private RelayAddress whereAsked(Tx tx, RoomId room) {
        return askedRelay(tx, room).orElse(desk.self.relay);
    }

    private void save(Tx tx, RoomId room, RelayAddress relay) {
        CanonicalWriter out = new CanonicalWriter();
        relay.write(out);
        tx.put(desk.cells.askedRelay(room), out.bytes());
    }

    private void save(Tx tx, RoomId room, AskedCard asked) {
        tx.put(desk.cells.newcomer(room), asked.encoded());
    }
}
