package parley.protocol.pairing;

import java.time.Instant;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.Role;
import parley.base.Secret;
import parley.base.TableId;
import parley.protocol.identity.InboxAddress;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.room.Card;

/**
 * What one principal gives another by hand, once, so that their nodes can meet at a table.
 *
 * <p>Whoever reads it can answer in the invitee's place, or stand between the two: only comparing codes excludes that.
 * Holds secrets; never logged, never in a URL. {@code docs/protocol.md}, "Pairing".
 *
 * @param from the inviter's node; its relay is the one of {@code inbox}
 * @param inbox where the answer goes
 * @param bundle with a one-time key, used up by the first answer that opens
 * @param secret s, {@link #SECRET} bytes: seals the answer
 * @param theirName what the inviter calls the invitee; the invitee may say otherwise
 * @param expires to the second
 */
public record Invitation(
        TableId table,
        NodeIdentity from,
        InboxAddress inbox,
        Bytes bundle,
        Secret secret,
        String theirName,
        Role theirRole,
        Instant expires) {
    private static final int VERSION = 1;
    private static final Bytes MAGIC = Bytes.utf8("parley invitation\n");
    /** As hard to guess as a key. */
    public static final int SECRET = 32;
    /** Bundle, on-record keys, addresses, names: under 5 KiB. */
    public static final int MOST_BYTES = 6_144;
    /** End of the year 9999: what {@link Instant} can print for people. */
    public static final long MOST_SECONDS = 253_402_300_799L;

    public Invitation {
        if (secret.size() != SECRET || theirName.isBlank()) {
            throw new IllegalArgumentException("not an invitation");
        }
        expires = Instant.ofEpochSecond(expires.getEpochSecond());
    }

    /** Names the invitation without its content. */
    public Hash hash() {
        return Hash.of("invitation", encoded());
    }

    private Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter().u8(VERSION).hash(table.hash());
        from.write(out);
        inbox.write(out);
        out.field(bundle).secret(secret).text(theirName).u8(theirRole.code());
        return out.u64(expires.getEpochSecond()).bytes();
    }

    private static Invitation read(CanonicalReader in) throws Malformed {
        in.version(VERSION);
        TableId table = new TableId(in.hash());
        NodeIdentity from = NodeIdentity.read(in);
        InboxAddress inbox = InboxAddress.read(in);
        Bytes bundle = in.field(Card.MOST_BUNDLE);
        Secret secret = in.secret(SECRET);
        String name = in.text(Principal.MOST_NAME_BYTES);
        Role role = Role.ofCode(in.u8());
        long seconds = in.u64();
        if (name.isBlank() || seconds > MOST_SECONDS) {
            throw new Malformed("an invitation to nobody, or for ever");
        }
        return new Invitation(table, from, inbox, bundle, secret, name, role, Instant.ofEpochSecond(seconds));
    }

    /** The file to carry: a first line that says what it is, the content, and a hash that shows damage. */
    public Bytes file() {
        return Bytes.concat(MAGIC, encoded(), hash().value());
    }

    /** The invitation in a file; empty for anything else, a damaged one included. */
    public static Optional<Invitation> ofFile(Bytes file) {
        if (file.size() < MAGIC.size() + Hash.SIZE || file.size() > MOST_BYTES || !file.startsWith(MAGIC)) {
            return Optional.empty();
        }
        Bytes content = file.slice(MAGIC.size(), file.size() - Hash.SIZE);
        Bytes check = file.slice(file.size() - Hash.SIZE, file.size());
        return CanonicalReader.whole(content, Invitation::read)
                .filter(invitation -> invitation.hash().value().equals(check));
    }

    @Override
    public String toString() {
        return "Invitation " + hash();
    }
}
