package parley.protocol.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.base.Secret;
import parley.protocol.identity.InvitationWords;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.inbox.InboxSeal;
import parley.protocol.pairing.Answer;
import parley.protocol.pairing.Invitation;
import parley.protocol.pairing.ParkedInvitation;
import parley.protocol.pairing.SealedAnswer;
import parley.protocol.port.Tx;
import parley.protocol.session.Sessions;

/**
 * Invitations by hand and their answers (protocol.md, "Pairing").
 *
 * <p>Guarantees that an invitation is used up by the first answer that opens, in the transaction that reads it, and that a
 * second one is told aloud. Doesn't know who answered: whoever carried the invitation may have. Only comparing codes does.
 */
final class Pairing {
    /** An invitation that nobody took for a year is forgotten by people, too. */
    static final Duration LONGEST = Duration.ofDays(366);

    /** Stands for the answer of an invitation that expired or was withdrawn unanswered. */
    private static final Hash NOBODY = Hash.of("no-answer");

    private static final int MOST_OPEN = 256;

    private final Desk desk;
    private final List<Offer> offers = new ArrayList<>();

    /**
     * An invitation of ours as we keep it; after its use only what recognizes a second answer.
     *
     * @param usedBy the answer that used it up: a relay may show that one again, which says nothing of a second holder
     */
    private record Offer(Hash id, Secret secret, Hash bundle, Role role, Instant expires, Optional<Hash> usedBy) {
        Offer useUp(Hash answer) {
            return new Offer(id, secret, bundle, role, expires, Optional.of(answer));
        }

        Bytes encoded() {
            CanonicalWriter out = new CanonicalWriter()
                    .hash(id)
                    .secret(secret)
                    .hash(bundle)
                    .u8(role.code())
                    .u64(expires.toEpochMilli())
                    .bool(usedBy.isPresent());
            usedBy.ifPresent(out::hash);
            return out.bytes();
        }

        static Offer read(CanonicalReader in) throws Malformed {
            return new Offer(
                    in.hash(),
                    in.secret(Invitation.SECRET),
                    in.hash(),
                    Role.ofCode(in.u8()),
                    Instant.ofEpochMilli(in.u64()),
                    in.bool() ? Optional.of(in.hash()) : Optional.empty());
        }
    }

    private Pairing(Desk desk) {
        this.desk = desk;
    }

    static Pairing load(Desk desk, Tx tx) {
        Pairing pairing = new Pairing(desk);
        long count = tx.count(desk.cells.invitationCount());
        for (long i = 0; i < count; i++) {
            pairing.offers.add(Kept.decode(tx.get(desk.cells.invitation(i)).orElseThrow(), Offer::read));
        }
        return pairing;
    }

    Result<Seat.Invitation> invite(Tx tx, String theirName, Role theirRole, Duration valid) {
        if (!Names.good(theirName)) {
            return Result.refused("pairing.name", theirName);
        }
        if (valid.isNegative() || valid.isZero() || valid.compareTo(LONGEST) > 0) {
            return Result.refused("pairing.valid-for", LONGEST.toDays());
        }
        if (offers.stream().filter(offer -> offer.usedBy().isEmpty()).count() >= MOST_OPEN) {
            return Result.refused("pairing.too-many-invitations", MOST_OPEN);
        }
        Hash bundleId = new Hash(desk.ports.randomness().bytes(Hash.SIZE));
        Bytes bundle = desk.ports.sessions().newBundle(tx, desk.owner, bundleId, true);
        Invitation invitation = new Invitation(
                desk.table,
                desk.self.node,
                desk.mailbox.at(tx, desk.mailbox.home()).address(),
                bundle,
                desk.ports.randomness().secret(Invitation.SECRET),
                theirName,
                theirRole,
                desk.now().plus(valid));
        add(
                tx,
                new Offer(
                        invitation.hash(),
                        invitation.secret(),
                        bundleId,
                        theirRole,
                        invitation.expires(),
                        Optional.empty()));
        Secret seed = desk.ports.randomness().secret(InvitationWords.SEED);
        ParkedInvitation parked = ParkedInvitation.of(seed);
        desk.outbox.add(
                tx,
                number -> new Sending.Park(number, desk.self.relay, parked.locator(), parked.seal(invitation.file())));
        return Result.done(new Seat.Invitation(
                invitation.hash(), invitation.file(), InvitationWords.of(seed), invitation.expires()));
    }

    /** In the place of one that nobody answers any more, where there is one: a table may invite for ever. */
    private void add(Tx tx, Offer offer) {
        int place = 0;
        while (place < offers.size() && !isOver(offers.get(place))) {
            place++;
        }
        if (place < offers.size()) {
            offers.set(place, offer);
        } else {
            offers.add(offer);
            tx.setCount(desk.cells.invitationCount(), offers.size());
        }
        save(tx, place);
    }

    /** One that was used is kept for {@link #LONGEST} after its time: whoever holds a copy had as long to show it by a second answer. */
    private boolean isOver(Offer offer) {
        return offer.usedBy()
                .filter(by ->
                        by.equals(NOBODY) || desk.now().isAfter(offer.expires().plus(LONGEST)))
                .isPresent();
    }

    private void save(Tx tx, int place) {
        tx.put(desk.cells.invitation(place), offers.get(place).encoded());
    }

    // ---- The inviter reads an answer

    void answered(Tx tx, Bytes sealed) {
        for (int i = 0; i < offers.size(); i++) {
            Offer offer = offers.get(i);
            Optional<SealedAnswer> answer = SealedAnswer.open(offer.secret(), offer.id(), sealed);
            if (answer.isPresent()) {
                read(tx, i, offer, answer.get(), Hash.of("answer", sealed));
                return;
            }
        }
    }

    private void read(Tx tx, int place, Offer offer, SealedAnswer sealed, Hash name) {
        if (offer.usedBy().isPresent()) {
            if (!offer.usedBy().get().equals(name) && !offer.usedBy().get().equals(NOBODY)) {
                desk.tell(tx, new Fact.AnsweredTwice(offer.id()));
            } else if (offer.usedBy().get().equals(NOBODY) && isPast(offer)) {
                tooLate(tx, offer);
            }
            return;
        }
        if (isPast(offer)) {
            tooLate(tx, offer);
            return;
        }
        Hash address = Channels.inbox(desk.table, desk.self.node, sealed.identityKey(), sealed.incarnation());
        Optional<Answer> answer = desk.ports
                .sessions()
                .decrypt(tx, desk.owner, address, sealed.identityKey(), sealed.message())
                .flatMap(Answer::decode)
                .filter(a -> a.table().equals(desk.table)
                        && a.invitation().equals(offer.id())
                        && a.from().identityKey().equals(sealed.identityKey())
                        && a.from().incarnation() == sealed.incarnation());
        if (answer.isEmpty()) {
            return;
        }
        desk.ports.sessions().eraseBundle(tx, desk.owner, offer.bundle());
        offers.set(place, offer.useUp(name));
        save(tx, place);
        answer.filter(a -> admissible(a.from(), offer.role()))
                .ifPresentOrElse(
                        a -> met(tx, a, offer.id()),
                        () -> desk.tell(tx, new Fact.AnsweredInVain(offer.id(), Fact.InVain.NOT_ADMISSIBLE)));
    }

    private boolean isPast(Offer offer) {
        return desk.now().isAfter(offer.expires());
    }

    private void tooLate(Tx tx, Offer offer) {
        desk.tell(tx, new Fact.AnsweredInVain(offer.id(), Fact.InVain.LATE));
    }

    /** A new principal's id follows from its keys, so that nobody takes the id of another; a known one is its next node. */
    private boolean admissible(NodeIdentity from, Role role) {
        if (from.principal().id().equals(desk.me())) {
            return false;
        }
        Optional<Peers.Peer> known = desk.peers.find(from.principal().id());
        return known.isPresent()
                ? from.incarnation() >= known.get().node.incarnation()
                        && from.principal().equals(known.get().node.principal())
                        && from.keysHash().equals(known.get().node.keysHash())
                : from.principal().role() == role && Names.good(from.principal().name()) && Names.own(desk.table, from);
    }

    private void met(Tx tx, Answer answer, Hash invitation) {
        Optional<Peers.Peer> known = desk.peers.find(answer.from().principal().id());
        boolean sameNode = known.filter(
                        peer -> peer.node.incarnation() == answer.from().incarnation())
                .isPresent();
        known.ifPresent(peer -> desk.peers.renew(tx, peer, answer.from(), new Fact.Comparison.Unverified()));
        Peers.Peer peer = known.orElseGet(() -> desk.peers.add(
                tx, answer.from(), answer.inbox(), new Fact.Comparison.Unverified(), true, Optional.empty()));
        peer.paired = true;
        desk.peers.save(tx, peer);
        desk.reach.told(tx, peer, answer.inbox(), sameNode);
        desk.post.send(tx, peer, new InboxMessage.PairingAcknowledged(invitation));
        desk.post.flush(tx, peer);
        paired(tx, peer, Optional.of(invitation));
    }

    /** Whom a room let in and nobody who knew it could greet gets its opening from us now. */
    private void paired(Tx tx, Peers.Peer peer, Optional<Hash> ours) {
        desk.tell(tx, new Fact.Paired(peer.node.principal(), ours));
        desk.rooms.all().forEach(room -> room.welcome.paired(tx, peer));
    }

    // ---- The invitee answers

    /** Answers an invitation to this table: from somebody new, or from a peer that we aren't paired with as it is now. */
    Result<Seat.Met> answer(Tx tx, Invitation invitation) {
        if (!invitation.table().equals(desk.table)) {
            return Result.refused("pairing.other-table");
        }
        if (desk.now().isAfter(invitation.expires())) {
            return Result.refused("pairing.expired", invitation.expires());
        }
        NodeIdentity from = invitation.from();
        Optional<Peers.Peer> known = desk.peers.find(from.principal().id());
        if (from.principal().id().equals(desk.me())) {
            return Result.refused("pairing.own-invitation");
        }
        boolean itself = known.map(peer -> peer.node.principal().equals(from.principal()))
                .orElseGet(() -> Names.maybeOwn(desk.table, from));
        if (!itself) {
            return Result.refused("pairing.damaged");
        }
        Optional<Refusal> objection = known.flatMap(peer -> objection(peer, from));
        if (objection.isPresent()) {
            return Result.refused(objection.get());
        }
        boolean newKeys =
                known.isPresent() && !from.keysHash().equals(known.get().node.keysHash());
        if (known.filter(peer -> peer.node.equals(from) && peer.answering.equals(Optional.of(invitation.hash())))
                .isPresent()) {
            // Taken before, and not acknowledged yet: a second answer would look like one of somebody who holds a copy.
            return Result.done(new Seat.Met(from.principal().id(), newKeys));
        }
        Hash address = Channels.inbox(desk.table, desk.self.node, from);
        if (!desk.ports.sessions().begin(tx, desk.owner, address, from.identityKey(), invitation.bundle())) {
            return Result.refused("pairing.damaged");
        }
        known.ifPresent(peer -> desk.peers.renew(tx, peer, from, new Fact.Comparison.Unverified()));
        Peers.Peer peer = known.orElseGet(() -> desk.peers.add(
                tx, from, invitation.inbox(), new Fact.Comparison.Unverified(), false, Optional.empty()));
        OwnInbox own = desk.mailbox.at(tx, invitation.inbox().log().relay());
        // Whom we have heard as it is now told us where it is reached; a file that others may have made says nothing
        // better.
        if (desk.ports.sessions().standing(tx, desk.owner, address) != Sessions.Standing.ANSWERED) {
            desk.reach.told(tx, peer, invitation.inbox(), false);
        }
        peer.answering = Optional.of(invitation.hash());
        desk.peers.save(tx, peer);
        Answer answer = new Answer(desk.table, invitation.hash(), desk.self.node, own.address());
        Bytes message = desk.ports.sessions().encrypt(tx, desk.owner, address, answer.encoded());
        Bytes sealed = new SealedAnswer(desk.self.node.identityKey(), desk.self.node.incarnation(), message)
                .seal(invitation.secret(), invitation.hash(), desk.ports.randomness());
        desk.post.put(tx, invitation.inbox(), new InboxSeal.Answer(sealed));
        return Result.done(new Seat.Met(peer.id(), newKeys));
    }

    /**
     * Why a known peer's invitation isn't answered: none of an earlier node, nor of other keys than this one has; of the very
     * node that we know, as long as we aren't paired with it, for then a room alone has shown it to us.
     */
    private static Optional<Refusal> objection(Peers.Peer known, NodeIdentity from) {
        String name = from.principal().name();
        if (from.incarnation() > known.node.incarnation()) {
            return Optional.empty();
        }
        if (from.incarnation() == known.node.incarnation() && !known.node.equals(from)) {
            return Optional.of(Refusal.of("pairing.other-keys", name));
        }
        if (from.incarnation() < known.node.incarnation() || known.paired || known.refused()) {
            return Optional.of(Refusal.of("pairing.already-known", name));
        }
        return Optional.empty();
    }

    void acknowledged(Tx tx, Peers.Peer from, Hash invitation) {
        if (from.answering.equals(Optional.of(invitation))) {
            from.answering = Optional.empty();
            from.paired = true;
            desk.peers.save(tx, from);
            paired(tx, from, Optional.empty());
        }
    }

    /** Invitations past their time: their keys go. */
    void expire(Tx tx) {
        withdraw(tx, this::isPast);
    }

    /** All open invitations: they name this node as it was. */
    void withdraw(Tx tx) {
        withdraw(tx, offer -> true);
    }

    /** One that went astray or isn't needed any more; who answers it from now on gets no answer. */
    Result<Ok> withdraw(Tx tx, Hash invitation) {
        boolean open = offers.stream()
                .anyMatch(
                        offer -> offer.id().equals(invitation) && offer.usedBy().isEmpty() && !isPast(offer));
        if (!open) {
            return Result.refused("pairing.not-open");
        }
        withdraw(tx, offer -> offer.id().equals(invitation));
        return Ok.done();
    }

    private void withdraw(Tx tx, Predicate<Offer> which) {
        for (int i = 0; i < offers.size(); i++) {
            Offer offer = offers.get(i);
            if (offer.usedBy().isEmpty() && which.test(offer)) {
                desk.ports.sessions().eraseBundle(tx, desk.owner, offer.bundle());
                offers.set(i, offer.useUp(NOBODY));
                save(tx, i);
            }
        }
    }
}
