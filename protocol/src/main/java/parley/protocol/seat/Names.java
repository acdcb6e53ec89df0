package parley.protocol.seat;

import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.TableId;
import parley.protocol.identity.NodeIdentity;

/** Which names and ids a principal may bring. */
final class Names {
    private Names() {}

    static boolean good(String name) {
        return !name.isBlank() && Bytes.utf8(name).size() <= Principal.MOST_NAME_BYTES;
    }

    /** The id that a principal's first node gets: drawn from its keys, so that nobody comes first under another's. */
    static PrincipalId first(TableId table, Hash keys) {
        return new PrincipalId(Hash.of("principal", table.hash().value(), keys.value()));
    }

    /** Whether this id is its own: drawn from the keys that it uses, as a principal's first node has them. */
    static boolean own(TableId table, NodeIdentity node) {
        return node.principal().id().equals(first(table, node.keysHash()));
    }

    /**
     * Whether nothing shows that this id is another's. A node that came back under new keys can't prove its id by them: who
     * doesn't know it yet has only people's comparing.
     */
    static boolean maybeOwn(TableId table, NodeIdentity node) {
        return node.incarnation() > 0 || own(table, node);
    }
}
