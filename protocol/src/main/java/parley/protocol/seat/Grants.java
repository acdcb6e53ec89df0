package parley.protocol.seat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Secret;
import parley.protocol.crypto.Aead;
import parley.protocol.entry.Entry;
import parley.protocol.entry.OpenedBody;
import parley.protocol.entry.Part;
import parley.protocol.inbox.InboxCodec;
import parley.protocol.inbox.InboxMessage.GrantGiven;
import parley.protocol.inbox.InboxMessage.GrantedEntry;
import parley.protocol.port.Tx;
import parley.protocol.room.Card;
import parley.protocol.room.Opening;
import parley.protocol.room.RosterMember;
import parley.protocol.seat.Peers.Peer;

/**
 * Lets a newcomer read what was said before it came (protocol.md, "Grants").
 *
 * <p>Guarantees the giver that each granted entry opens with keys of its own, never with the header key, and that no key of
 * an epoch entry is ever given. Guarantees the newcomer that what it is shown stood there, by those authors, in that order,
 * with no entry left out: the chain from the range to the end that its own opening names. What was given can't be taken back.
 */
final class Grants {
    /** Stands where a granted event stood, or one that we read, until retention ends there. */
    static final Bytes LAPSED = Bytes.EMPTY;

    /** In place of a seal's key: opens nothing. */
    private static final Secret NO_KEY = Secret.wrap(new byte[Aead.MATERIAL]);

    private final Room room;
    private final GrantedParts parts;

    Grants(Room room) {
        this.room = room;
        this.parts = new GrantedParts(room);
    }

    // ---- Giving

    Result<Ok> give(Tx tx, PrincipalId to, long from, long through) {
        Optional<Peer> peer = room.peer(to);
        Optional<RosterMember> member = room.roster().member(to);
        Optional<Link> link = room.state.link(to);
        if (peer.isEmpty() || member.isEmpty() || link.isEmpty()) {
            return Result.refused("grant.not-a-member");
        }
        // Mail goes to the node that we know; whom the room let in may be another under that id.
        if (!room.card(tx, member.get()).node().equals(peer.get().node)) {
            return Result.refused("grant.other-device", member.get().principal().name());
        }
        // What waits for a way there would outlive its erasure here, and be counted as given though it never went.
        if (!room.desk.post.isOpen(tx, peer.get())) {
            return Result.refused("grant.no-way-yet", member.get().principal().name());
        }
        if (from < 1 || through < from || through > room.current().opening.behind()) {
            return Result.refused("grant.range", room.current().opening.behind());
        }
        if (from <= room.state.erased) {
            return Result.refused("grant.erased", room.state.erased);
        }
        List<GrantGiven> messages = new ArrayList<>();
        for (int number = room.state.first; number < room.state.epoch; number++) {
            Epoch epoch = room.past(tx, number).orElseThrow();
            long end = epoch.end.orElseThrow().position();
            long first = Math.max(1, from - epoch.opening.behind());
            long last = Math.min(end, through - epoch.opening.behind());
            if (first > last) {
                continue;
            }
            GrantRange range = GrantRange.of(room, tx, epoch, first, last);
            if (range.through() < last) {
                return Result.refused("grant.erased", epoch.roomPosition(range.through() + 1));
            }
            for (long at = range.begins(); at <= last; at += InboxCodec.MOST_GRANTED) {
                long until = Math.min(last, at + InboxCodec.MOST_GRANTED - 1);
                if (end - until > InboxCodec.MOST_BEYOND || room.state.epoch - number >= InboxCodec.MOST_OPENINGS) {
                    return Result.refused("grant.too-far-back");
                }
                messages.add(message(tx, epoch, range, at, until));
            }
        }
        if (messages.isEmpty()) {
            return Result.refused("grant.range", room.current().opening.behind());
        }
        messages.forEach(message -> room.desk.post.send(tx, peer.get(), message));
        return Ok.done();
    }

    GrantGiven message(Tx tx, Epoch epoch, GrantRange range, long first, long last) {
        long end = epoch.end.orElseThrow().position();
        List<GrantedEntry> entries = new ArrayList<>();
        for (long at = first; at <= last; at++) {
            entries.add(entry(tx, epoch, range, at));
        }
        List<Hash> beyond = new ArrayList<>();
        for (long at = last + 1; at <= end; at++) {
            beyond.add(room.entries.record(tx, epoch, at).entry());
        }
        List<Opening> openings = new ArrayList<>();
        for (int number = room.state.epoch; number >= epoch.number(); number--) {
            openings.add(room.past(tx, number).orElseThrow().opening);
        }
        List<Card> cards = epoch.opening.roster().members().stream()
                .map(member -> room.card(tx, member))
                .toList();
        Head base = room.entries.at(tx, epoch, first - 1).orElseThrow();
        return new GrantGiven(room.id(), openings, base, entries, beyond, cards);
    }

    /** Of an entry that no event of the range needs, only the bytes, for the chain. */
    private GrantedEntry entry(Tx tx, Epoch epoch, GrantRange range, long position) {
        Bytes bytes = room.entries.bytes(tx, epoch, position).orElseThrow();
        Optional<Secret> key =
                range.opens(position) ? room.entries.opened(tx, epoch, position).map(Opened::key) : Optional.empty();
        Secret sealKey = key.flatMap(
                        any -> Entry.openSeal(room.size(), epoch.log().id(), epoch.secrets.headerKey(), bytes))
                .map(closed -> closed.grantedSealKey(epoch.secrets.headerKey()))
                .orElse(NO_KEY);
        return new GrantedEntry(bytes, sealKey, key);
    }

    // ---- Receiving

    void given(Tx tx, Peer from, GrantGiven given) {
        if (!room.inRoster(from.id()) || given.entries().isEmpty()) {
            return;
        }
        // The giver may be epochs ahead of us: what counts is what leads back from where we are.
        List<Opening> openings = given.openings().stream()
                .dropWhile(opening -> opening.epoch() > room.state.epoch)
                .toList();
        if (openings.size() < 2) {
            return; // not behind us: we read it ourselves
        }
        Opening range = openings.getLast();
        if (!tied(tx, given, openings)) {
            room.alarm(tx, Fact.AlarmKind.OTHER_HISTORY, Optional.of(from.id()), Fact.Source.GRANT, room.current(), 0);
            return;
        }
        Map<PrincipalId, List<Part>> open = parts.take(tx, from.id(), given.base());
        Head head = given.base();
        for (GrantedEntry entry : given.entries()) {
            head = head.next(Entry.hashOf(entry.bytes()));
            long at = range.behind() + head.position();
            open(range, given.cards(), entry)
                    .ifPresent(said -> parts.add(open, said.author(), said.part())
                            .ifPresent(event -> keep(tx, at, said.author(), event)));
        }
        parts.keep(tx, from.id(), head, open);
    }

    /** At the end of retention: parts of events that will never be whole. */
    void forgetAbandoned(Tx tx) {
        parts.forgetAbandoned(tx);
    }

    private void keep(Tx tx, long at, PrincipalId author, Bytes event) {
        boolean isHere = tx.get(room.desk.cells.granted(room.id(), at)).isPresent();
        if (isHere || at <= room.state.erased || isOurs(tx, at)) {
            return;
        }
        tx.put(
                room.desk.cells.granted(room.id(), at),
                new CanonicalWriter().hash(author.hash()).field(event).bytes());
        room.desk.tell(tx, new Fact.Granted(room.id(), at, author, event));
    }

    /** What we read ourselves we have, or have let go. */
    private boolean isOurs(Tx tx, long at) {
        return room.past(tx, room.state.first)
                .filter(first -> at > first.opening.behind())
                .isPresent();
    }

    /** From an opening that is ours, each naming the one before; and from the range to the end that the next one names. */
    private boolean tied(Tx tx, GrantGiven given, List<Opening> openings) {
        boolean ours = room.past(tx, openings.getFirst().epoch())
                .filter(epoch -> epoch.openingHash.equals(openings.getFirst().hash()))
                .isPresent();
        if (!ours) {
            return false;
        }
        for (int i = 1; i < openings.size(); i++) {
            if (!openings.get(i - 1).before().equals(openings.get(i).hash())) {
                return false;
            }
        }
        boolean cards = given.cards().stream()
                .map(RosterMember::of)
                .toList()
                .equals(openings.getLast().roster().members());
        Head head = given.base();
        for (GrantedEntry entry : given.entries()) {
            head = head.next(Entry.hashOf(entry.bytes()));
        }
        for (Hash beyond : given.beyond()) {
            head = head.next(beyond);
        }
        return cards
                && (!room.desk.conduct.tiesGrants()
                        || head.equals(openings.get(openings.size() - 2).end()));
    }

    /** What an author said in one granted entry. */
    private record Said(PrincipalId author, Part part) {}

    private Optional<Said> open(Opening range, List<Card> cards, GrantedEntry granted) {
        if (granted.key().isEmpty()) {
            return Optional.empty();
        }
        return Entry.openGranted(room.size(), range.log().id(), granted.sealKey(), granted.bytes())
                .filter(entry -> entry.header().opening().equals(range.hash()))
                .flatMap(entry -> {
                    int place = range.roster().placeOf(entry.header().author());
                    if (place < 0 || !entry.signedBy(cards.get(place).roomKey())) {
                        return Optional.<Said>empty();
                    }
                    return entry.openBody(granted.key().get()) instanceof OpenedBody.Said(Part part)
                            ? Optional.of(new Said(entry.header().author(), part))
                            : Optional.empty();
                });
    }
}
