package parley.protocol.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.Secret;
import parley.base.TableId;
import parley.protocol.crypto.Aead;
import parley.protocol.crypto.Ed25519;
import parley.protocol.crypto.OnRecordKeys;
import parley.protocol.entry.Draft;
import parley.protocol.entry.Header;
import parley.protocol.identity.InboxAddress;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.pairing.Invitation;
import parley.protocol.port.LogRef;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.SignedHead;
import parley.protocol.room.Card;
import parley.protocol.room.Change;
import parley.protocol.room.EpochSecrets;
import parley.protocol.room.Founding;
import parley.protocol.room.Opening;
import parley.protocol.room.Plan;

/** One value of every format, drawn from a seed. Keys are random bytes unless a test needs real ones. */
public final class Samples {
    private final SeededRandomness randomness;
    public final TableId table;
    public final RoomId room;
    public final RelayAddress relay;
    public final LogId log;
    public final Secret headerKey;
    public final List<Ed25519.Pair> roomKeys = new ArrayList<>();
    public final List<Card> cards = new ArrayList<>();

    public Samples(long seed) {
        randomness = new SeededRandomness(seed);
        table = new TableId(hash());
        room = new RoomId(hash());
        relay = new RelayAddress("relay.example", 7443, bytes(32));
        log = new LogId(hash());
        headerKey = secret(32);
        String[] names = {"Delegation A", "משלחת ב", "میانجی"};
        Role[] roles = {Role.PARTY, Role.PARTY, Role.MEDIATOR};
        for (int i = 0; i < names.length; i++) {
            Ed25519.Pair key = Ed25519.fromSeed(secret(32));
            roomKeys.add(key);
            cards.add(card(new Principal(new PrincipalId(hash()), names[i], roles[i]), key.publicKey()));
        }
    }

    public SeededRandomness randomness() {
        return randomness;
    }

    public Bytes bytes(int size) {
        return randomness.bytes(size);
    }

    public Secret secret(int size) {
        return randomness.secret(size);
    }

    public Hash hash() {
        return new Hash(bytes(Hash.SIZE));
    }

    /** A number below {@code bound}. */
    public int below(int bound) {
        return new java.math.BigInteger(1, bytes(8).toArray())
                .mod(java.math.BigInteger.valueOf(bound))
                .intValueExact();
    }

    public Head head() {
        return new Head(1 + below(1_000), hash());
    }

    public OnRecordKeys onRecordKeys() {
        return new OnRecordKeys(bytes(Ed25519.PUBLIC), bytes(OnRecordKeys.ML_DSA_PUBLIC));
    }

    public InboxAddress inbox() {
        return new InboxAddress(new LogRef(relay, new LogId(hash())), secret(32), secret(32));
    }

    public NodeIdentity node(Principal principal) {
        return new NodeIdentity(principal, 0, Bytes.concat(Bytes.wrap(new byte[] {5}), bytes(32)), onRecordKeys());
    }

    public Card card(Principal principal, Bytes roomKey) {
        return new Card(table, room, node(principal), roomKey, inbox(), bytes(1_800), bytes(1_800));
    }

    public Card newcomer() {
        return card(new Principal(new PrincipalId(hash()), "Guarantor", Role.GUARANTOR), bytes(32));
    }

    public List<Principal> principals() {
        return cards.stream().map(card -> card.node().principal()).toList();
    }

    public Plan plan() {
        List<PrincipalId> members =
                cards.stream().map(c -> c.node().principal().id()).toList();
        return new Plan(table, room, "Plenary", Bytes.utf8("rules of the table"), members, 4, relay);
    }

    public EpochSecrets secrets() {
        return new EpochSecrets(secret(32), secret(32), relay);
    }

    public Founding founding() {
        return new Founding(plan(), cards, secrets());
    }

    public Opening opening() {
        Founding founding = founding();
        return founding.opening().next(secrets(), founding.roster(), head());
    }

    public List<Change> changes() {
        Hash opening = hash();
        return List.of(
                new Change(opening, new Change.Admit(newcomer())),
                new Change(
                        opening,
                        new Change.Remove(cards.getFirst().node().principal().id())),
                new Change(opening, new Change.Renew(newcomer())),
                new Change(opening, new Change.Refresh()),
                new Change(opening, new Change.Move(relay)));
    }

    public SignedHead signedHead() {
        return new SignedHead(new LogId(hash()), head(), 2, List.of(hash(), hash()), bytes(64));
    }

    public Invitation invitation() {
        return new Invitation(
                table,
                cards.getFirst().node(),
                inbox(),
                bytes(1_850),
                secret(32),
                "Delegation B",
                Role.PARTY,
                Instant.parse("2026-05-01T12:00:00Z"));
    }

    public Draft.Intent intent(Header.Kind kind) {
        return new Draft.Intent(
                table,
                room,
                3,
                hash(),
                cards.getFirst().node().principal().id(),
                0,
                7,
                hash(),
                head(),
                new Header.StateClaim(5, hash(), 1),
                kind);
    }

    /** One message of every kind, some kinds twice where they have optional parts. */
    public List<InboxMessage> messages() {
        return List.of(
                new InboxMessage.PairingAcknowledged(hash()),
                new InboxMessage.InboxChanged(inbox()),
                new InboxMessage.Hello(room, hash()),
                new InboxMessage.RoomAsked(plan(), List.of(newcomer().node().principal())),
                new InboxMessage.RoomConsented(room, hash(), newcomer()),
                new InboxMessage.RoomDeclined(room, hash()),
                new InboxMessage.FoundingSent(founding()),
                new InboxMessage.Join(room, hash()),
                new InboxMessage.Want(room, 2, 17, hash()),
                new InboxMessage.KeyGiven(room, 2, 17, hash(), secret(32)),
                new InboxMessage.ReceiptSent(room, 2, head(), Optional.empty()),
                new InboxMessage.ReceiptSent(room, 2, head(), Optional.of(signedHead())),
                new InboxMessage.HeadShown(room, 2, signedHead()),
                new InboxMessage.CardAsked(
                        room,
                        "Plenary",
                        Bytes.utf8("terms"),
                        5,
                        Optional.empty(),
                        List.of(
                                newcomer().node().principal(),
                                new Principal(new PrincipalId(hash()), "میانجی", Role.MEDIATOR))),
                new InboxMessage.CardGiven(room, newcomer()),
                new InboxMessage.CardDeclined(room),
                new InboxMessage.Ended(room, 2, head()),
                new InboxMessage.EpochReported(room, 2, head(), hash()),
                new InboxMessage.OpeningSent(opening(), secrets(), plan(), bytes(500), cards),
                new InboxMessage.StateVouched(room, hash(), hash(), 1),
                new InboxMessage.GrantGiven(
                        room,
                        List.of(opening(), founding().opening()),
                        head(),
                        List.of(
                                new InboxMessage.GrantedEntry(
                                        bytes(4_096), secret(Aead.MATERIAL), Optional.of(secret(32))),
                                new InboxMessage.GrantedEntry(bytes(4_096), secret(Aead.MATERIAL), Optional.empty())),
                        List.of(hash(), hash()),
                        cards),
                // Last, and drawing nothing, so that the vectors of before it stay as they were.
                new InboxMessage.CardAsked(
                        room,
                        "Plenary",
                        Bytes.utf8("terms"),
                        5,
                        Optional.of(cards.getFirst().inbox().log().relay()),
                        principals()));
    }
}
